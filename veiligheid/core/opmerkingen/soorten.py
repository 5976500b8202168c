"""The kinds of text that people make remarks at; each app registers its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.urls import get_resolver

from veiligheid.core.bewerken.doel import RecordDoel


@dataclass(frozen=True, slots=True)
class Tekstsoort:
    """soort: as the text is saved and revised under. fetch: the record for whoever may read it and
    make remarks, given a user and its key; raises Http404. adres: the page on which its remarks
    stand. doel: how its content is read; None for what has remarks as a whole only."""

    soort: str
    fetch: Callable[[Any, int], Any]
    adres: Callable[[Any], str]
    doel: type[RecordDoel] | None = None


_kinds: dict[str, Tekstsoort] = {}


def register(kind: Tekstsoort) -> None:
    _kinds[kind.soort] = kind


def get_kind(soort: str) -> Tekstsoort:
    """Raises Http404."""
    # They are registered when the addresses are read.
    _ = get_resolver().url_patterns
    if soort not in _kinds:
        raise Http404
    return _kinds[soort]
