"""The kinds of annex: what each is called, asks in its form, and makes of the records.

A kind is one module of `rapportage.bijlagen.soorten` that enters itself here; nothing else knows
which kinds there are. What a kind makes is pieces: how those look, and which files come with them,
is told by `rapportage.rendering.delen`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapportage.models import Bijlage, Brief
from rapportage.tekstlezer import Tekstlezer
from veiligheid.document.delen import Deel


@dataclass(frozen=True, slots=True)
class Samenstelling:
    """What a kind makes an annex from. `anker`: of the annex in the document. `link`: where it is
    filled. `vandaag`: the day, for a letter that has none of its own. `figuren`: the figures of all
    annexes of the letter, read at once (`soorten.cijfers.Bijlagefiguren`)."""

    brief: Brief
    bijlage: Bijlage
    anker: str
    link: str
    vandaag: date
    tekst: Tekstlezer
    figuren: Any


def _only_texts(s: Samenstelling) -> Iterable[Deel]:
    """Nothing is made of data."""
    return ()


@dataclass(frozen=True, slots=True)
class Bijlagesoort:
    """A kind of annex.

    naam: in the database and in the JSON. woorden: on screen.
    compose: what it makes of the records, after the texts that every annex may have.
    velden: of the form, those that only some kinds ask ("thema", "plan", "gebiedsoort",
        "van_jaar", "tot_jaar").
    cijfers: whether indicators are chosen in it; cijferuitleg: what is said above them.
    bestand: whether a PDF is put in it.
    nodig: what it waits for, as long as nothing is in it.
    kiesbaar: whether a new annex may be made of it.
    """

    naam: str
    woorden: str
    compose: Callable[[Samenstelling], Iterable[Deel]] = _only_texts
    velden: frozenset[str] = frozenset()
    cijfers: bool = False
    cijferuitleg: str = ""
    bestand: bool = False
    nodig: str = ""
    kiesbaar: bool = True
    volgorde: int = 50


_SOORTEN: dict[str, Bijlagesoort] = {}
# Of an annex whose kind this program does not know (any more): its texts are still read.
ONBEKEND = "onbekend"


def register(soort: Bijlagesoort) -> Bijlagesoort:
    """Raises ValueError for a name that is taken."""
    if soort.naam in _SOORTEN:
        raise ValueError(f"{soort.naam}: dubbel")
    _SOORTEN[soort.naam] = soort
    return soort


def soort_of(naam: str) -> Bijlagesoort:
    """The kind of this name; that of an annex without one when it is not known here."""
    return _SOORTEN.get(naam) or _SOORTEN[ONBEKEND]


def soorten() -> list[Bijlagesoort]:
    """All kinds, in the order in which they are offered."""
    return sorted(_SOORTEN.values(), key=lambda soort: (soort.volgorde, soort.naam))
