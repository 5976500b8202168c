"""The kinds of things that people with an account are told; each app registers its own in its
module `signalen`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol


@dataclass(frozen=True, slots=True)
class Signaalsoort:
    """label: what it is about, on the page of choices. rollen: who can be told it; empty for
    everybody."""

    naam: str
    label: str
    rollen: tuple[Rol, ...] = ()


_SOORTEN: dict[str, Signaalsoort] = {}
_VOORAF: list[Callable[[], object]] = []


def register_signaal(soort: Signaalsoort) -> Signaalsoort:
    _SOORTEN[soort.naam] = soort
    return soort


def register_vooraf(doe: Callable[[], object]) -> None:
    """What is noticed once a night, right before the digests are made."""
    _VOORAF.append(doe)


@cache
def _discover() -> None:
    autodiscover_modules("signalen")


def kinds_for(gebruiker: Gebruiker) -> list[Signaalsoort]:
    """What this person can be told."""
    _discover()
    return [s for s in _SOORTEN.values() if not s.rollen or gebruiker.has_rol(*s.rollen)]


def at_night() -> list[Callable[[], object]]:
    _discover()
    return list(_VOORAF)
