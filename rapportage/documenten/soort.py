"""The kinds of document: what each is made of, and how one is begun.

A kind is one module of `rapportage.documenten.soorten` that enters itself here. Composition, the
screens and the menu know this registry and no kind. What a kind makes is pieces, as an annex does:
how those look, and which files come with them, is told by `rapportage.rendering.delen`; a page, a
PDF, a Word file and a publication follow from that.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from rapportage.models import Brief
from rapportage.tekstlezer import Tekstlezer
from rapportage.workflow import Briefsoort
from themas.jaar.models import Ronde
from veiligheid.core.models import Gebruiker
from veiligheid.document.delen import Deel


@dataclass(frozen=True, slots=True)
class Samenstelling:
    """What a kind makes the body of its document from. `dag`: the document's own day, or today."""

    brief: Brief
    anker: str
    tekst: Tekstlezer
    dag: date


def _no_body(s: Samenstelling) -> Iterable[Deel]:
    """Themes, or texts alone."""
    return ()


def _every_round(ronde: Ronde) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Keuze:
    """How an editor comes to a document: the words of its screen, and what begins one.

    pad, route: the address and name of that screen. stand: what the start page says of it.
    per_jaar: there is one of each plan and year that is looked back on; else as many as are begun.
    past: whether a round that looks back may have one.
    """

    pad: str
    route: str
    titel: str
    stand: str
    uitleg: str
    begonnen: str
    begin: Callable[[Ronde, Gebruiker | None], Brief]
    past: Callable[[Ronde], bool] = _every_round
    per_jaar: bool = True


@dataclass(frozen=True, slots=True)
class Documentsoort:
    """A kind of document.

    compose: the pieces of its body. vak: what the public list calls those that are no letters.
    uit_de_ronde: whether the texts of its round are in its reach.
    """

    soort: Briefsoort
    vak: str = ""
    compose: Callable[[Samenstelling], Iterable[Deel]] = _no_body
    keuze: Keuze | None = None
    uit_de_ronde: bool = True
    volgorde: int = 50


_SOORTEN: dict[str, Documentsoort] = {}


def register(soort: Documentsoort) -> Documentsoort:
    """Raises ValueError for a kind that is there."""
    if soort.soort.value in _SOORTEN:
        raise ValueError(f"{soort.soort.value}: dubbel")
    _SOORTEN[soort.soort.value] = soort
    return soort


def soort_of(naam: str) -> Documentsoort:
    """Raises KeyError for a kind that nobody entered."""
    return _SOORTEN[naam]


def soorten() -> list[Documentsoort]:
    """All kinds, in the order in which they are offered."""
    return sorted(_SOORTEN.values(), key=lambda soort: (soort.volgorde, soort.soort.value))


def keuzes() -> list[tuple[Documentsoort, Keuze]]:
    """The kinds that an editor begins."""
    return [(soort, soort.keuze) for soort in soorten() if soort.keuze is not None]
