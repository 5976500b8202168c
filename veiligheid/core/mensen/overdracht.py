"""What somebody has under their hands, and giving it to somebody else.

Each app says in its module `overdracht` what that is: core knows of no theme and no promise. What
is past stays with whoever did it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.module_loading import autodiscover_modules

from veiligheid.core.models import Gebruiker
from veiligheid.core.zinnen import counted


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """One kind of thing that somebody has.

    tel: how many this person has now.
    draag_over: give all of it from the first to the second, inside the caller's transaction; None
        for what goes along with another kind.
    namen: of these people (their keys), by name what they have, for the list of people.
    """

    enkelvoud: str
    meervoud: str
    tel: Callable[[Gebruiker], int]
    draag_over: Callable[[Gebruiker, Gebruiker], object] | None = None
    namen: Callable[[Iterable[int]], Mapping[int, list[str]]] | None = None


_ONDERDELEN: list[Onderdeel] = []
_ONTVANGERS: list[Callable[[Gebruiker], bool]] = []


def register(*onderdelen: Onderdeel) -> None:
    _ONDERDELEN.extend(onderdelen)


def register_ontvanger(mag: Callable[[Gebruiker], bool]) -> None:
    """Who can be given such things: asked of each active person."""
    _ONTVANGERS.append(mag)


@cache
def _discover() -> None:
    autodiscover_modules("overdracht")


def onderdelen() -> list[Onderdeel]:
    _discover()
    return list(_ONDERDELEN)


def counts(gebruiker: Gebruiker) -> dict[str, int]:
    """What this person has, by kind; only what there is."""
    return {o.meervoud: n for o in onderdelen() if (n := o.tel(gebruiker))}


def in_words(gebruiker: Gebruiker) -> list[str]:
    """The same as "3 thema’s", "1 open opmerking"."""
    return [counted(n, o.enkelvoud, o.meervoud) for o in onderdelen() if (n := o.tel(gebruiker))]


def takers(gebruiker: Gebruiker) -> list[Gebruiker]:
    """Who could take over from this person, by name."""
    _discover()
    others = Gebruiker.objects.filter(is_active=True).exclude(pk=gebruiker.pk)
    found = [g for g in others.prefetch_related("groups") if any(mag(g) for mag in _ONTVANGERS)]
    return sorted(found, key=lambda g: g.naam.casefold())


def hand_over(van: Gebruiker, naar: Gebruiker) -> dict[str, int]:
    """All of it at once, inside the caller's transaction; gives what went over."""
    went = counts(van)
    for onderdeel in onderdelen():
        if onderdeel.draag_over is not None:
            onderdeel.draag_over(van, naar)
    return went
