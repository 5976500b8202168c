"""Entries of the register of promises as a letter holds them, on the letter's own day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Vindplaats:
    """Where something is said: in words, and its address. "#anker" is a part of the letter itself;
    empty when it can't be followed."""

    woorden: str
    adres: str = ""


@dataclass(frozen=True, slots=True)
class Registerrij:
    """One entry of the register on the letter's day.

    gemaakt: the meeting or the paragraaf in which it was promised. staat: as the public knows it; a
    proposal to settle is none. afgedaan_met: by what it was declared settled, wholly or in part.
    afgedaan_op: since when it is in its state; `dag_onbekend` when nobody knows. hierover: the
    paragrafen that speak of it without settling it. adres: its permanent address.
    """

    sleutel: str
    adres: str
    soort: str
    nummer: str
    tekst: str
    gemaakt_op: date
    gemaakt: Vindplaats
    thema: str
    portefeuillehouder: str
    termijn: str
    termijn_op: date | None
    bedrag: Decimal | None
    staat: str
    te_laat: bool
    reden: str
    afgedaan_met: tuple[Vindplaats, ...]
    afgedaan_op: date | None
    hierover: tuple[Vindplaats, ...]
    dag_onbekend: bool = False


@dataclass(frozen=True, slots=True)
class Registerlink:
    """An entry beside the text that speaks of it. `rol`: "belooft", "gaat over", "doet deels af" or
    "doet af"."""

    rol: str
    soort: str
    nummer: str
    tekst: str
    adres: str
