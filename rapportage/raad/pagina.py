"""What a council member reads of one theme, as frozen data: a part of the Briefdocument, so that a
published page stays what it was."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from themas.spiegel.wvragen import Wvragen


class Uitkomst(StrEnum):
    """Whether a figure is what it should be. Only a figure that is known and exact, of the year
    that the target is for, tells."""

    GEHAALD = "gehaald"
    NIET_GEHAALD = "niet gehaald"
    ONBESLIST = "niet te zeggen"


@dataclass(frozen=True, slots=True)
class Streefstand:
    """What a figure should be, in words ("hoogstens 400"), in which year and by which document.
    `waarom` says why there is no telling."""

    woorden: str
    jaar: int
    document: str
    uitkomst: Uitkomst
    waarom: str = ""


@dataclass(frozen=True, slots=True)
class Raadscijfer:
    """An indicator of the theme with its newest figure.

    waarde: as a table shows it ("ruim 250 (voorlopig)", "onbekend"), never a zero for what is not
    known; `reden` says why it is not. laatst_bekend: then the newest one that is, with its period.
    zin: how the newest known one compares with the one before it and the first.
    """

    naam: str
    eenheid: str
    waarde: str
    periode: str
    reden: str
    laatst_bekend: str
    streef: Streefstand | None
    bron: str
    adres: str
    zin: str = ""


@dataclass(frozen=True, slots=True)
class Raadsbedrag:
    """A line of the budget in one year, in euros; None where nothing is stated. ook_voor: the
    other themes that it is for; then it is the amount of all of them together."""

    naam: str
    kant: str
    ook_voor: tuple[str, ...]
    begroot: Decimal | None
    na_wijziging: Decimal | None
    gerealiseerd: Decimal | None


@dataclass(frozen=True, slots=True)
class Raadspagina:
    """The answers to the four questions. Rich text holds no links: what it quotes stands elsewhere.

    geldbron: the plan that the amounts are of. voor_alle_themas: the lines that serve every theme,
    and are therefore in none.
    """

    vragen: Wvragen
    cijfers: tuple[Raadscijfer, ...] = ()
    geld: tuple[Raadsbedrag, ...] = ()
    geldbron: str = ""
    voor_alle_themas: tuple[str, ...] = ()
