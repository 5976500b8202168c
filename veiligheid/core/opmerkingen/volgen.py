"""Remarks move along with their words at every save, under the lock of that save."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Q

from veiligheid.core.opmerkingen.anker import (
    Omgeving,
    Plek,
    around,
    follow,
    found_again,
    text_of,
)
from veiligheid.core.opmerkingen.models import Anker

Stukken = Mapping[str, Any]


def follow_words(
    soort: str, record: int, before: Stukken, after: Stukken, gemerkt: bool | None = None
) -> None:
    """Put the remarks of a text where their words stand now.

    gemerkt: whether there are any, where that is known: without, it costs one query to ask.

    A piece that came from another text (an alinea's block that moved to another paragraaf) brings
    its remarks along.
    """
    came = [naam for naam in after if naam not in before and "/" in naam]
    if gemerkt is False and not came:
        return
    here = Q(soort=soort, record=record)
    wanted = here | Q(soort=soort, stuk__in=came) if came else here
    ankers = Anker.objects.filter(wanted).select_related("opmerking")
    changed = [a for a in ankers if _move(a, record, before, after)]
    if changed:
        Anker.objects.bulk_update(changed, ["record", "stuk", "begin", "eind", "voor", "na"])


def remarks_at(record: str) -> str:
    """SQL: whether remarks hang at the text with this key, of the kind that is its parameter."""
    anker = Anker._meta.db_table
    return f"EXISTS (SELECT 1 FROM {anker} WHERE {anker}.soort = %s AND {anker}.record = {record})"  # noqa: S608 - names of our own


def _move(anker: Anker, record: int, before: Stukken, after: Stukken) -> bool:
    """Whether anything of its place is different now."""
    was = (anker.record, anker.stuk, anker.begin, anker.eind, anker.voor, anker.na)
    if anker.stuk:
        _move_words(anker, record, before, after)
    return was != (anker.record, anker.stuk, anker.begin, anker.eind, anker.voor, anker.na)


def _move_words(anker: Anker, record: int, before: Stukken, after: Stukken) -> None:
    if anker.record != record:
        _come_along(anker, record, text_of(after[anker.stuk]))
        return
    if anker.begin is not None and anker.eind is not None and anker.stuk in after:
        old, new = text_of(before.get(anker.stuk)), text_of(after[anker.stuk])
        plek = Plek(anker.begin, anker.eind)
        if (now := follow(old, new, plek)) is not None:
            _put(anker, anker.stuk, now, new)
            return
        _remember(anker, around(old, plek))
    elif anker.begin is not None and anker.eind is not None and anker.stuk in before:
        _remember(anker, around(text_of(before[anker.stuk]), Plek(anker.begin, anker.eind)))
    anker.begin = anker.eind = None
    _look_elsewhere(anker, after)


def _come_along(anker: Anker, record: int, text: str) -> None:
    """Its piece came from another text: as it was, or with something before it."""
    anker.record = record
    words = Omgeving(anker.voor, _citaat(anker), anker.na)
    if anker.begin is not None and anker.eind is not None:
        if around(text, Plek(anker.begin, anker.eind)) == words:
            return
        anker.begin = anker.eind = None
    if (found := found_again(words, text)) is not None:
        _put(anker, anker.stuk, found, text)


def _look_elsewhere(anker: Anker, after: Stukken) -> None:
    """Lost words, in any piece of the text: in one place or not at all."""
    words = Omgeving(anker.voor, _citaat(anker), anker.na)
    found = list(_everywhere(words, after))
    if len(found) == 1:
        stuk, plek = found[0]
        _put(anker, stuk, plek, text_of(after[stuk]))


def _everywhere(words: Omgeving, after: Stukken) -> Iterator[tuple[str, Plek]]:
    for naam, stuk in after.items():
        if (plek := found_again(words, text_of(stuk))) is not None:
            yield naam, plek


def _citaat(anker: Anker) -> str:
    citaat: str = anker.opmerking.citaat
    return citaat


def _put(anker: Anker, stuk: str, plek: Plek, text: str) -> None:
    anker.stuk, anker.begin, anker.eind = stuk, plek.begin, plek.eind
    _remember(anker, around(text, plek))


def _remember(anker: Anker, omgeving: Omgeving) -> None:
    anker.voor, anker.na = omgeving.voor, omgeving.na


def move_all(soort: str, van: int, naar: int) -> None:
    """What is left at one text hangs at another from now on: it joined that."""
    Anker.objects.filter(soort=soort, record=van).update(record=naar)
