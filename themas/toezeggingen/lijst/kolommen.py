"""The columns of the list, and what a cell of each holds. One table for out and in, so that what
went out comes back equal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.workflow import Soort, Staat

Waarde = str | int | date | Decimal | None


class OnleesbareCel(ValueError):
    """The message says what is wrong with the cell and what should be there."""


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its heading, how to read a cell, whether it must be there and filled."""

    naam: str
    read: Callable[[Any], Waarde]
    nodig: bool = False


def _text(most: int) -> Callable[[Any], str]:
    def read(cel: Any) -> str:
        text = "" if cel is None else str(cel).replace("\r\n", "\n").strip()
        if "\x00" in text:
            raise OnleesbareCel("er staat een teken in dat geen tekst is")
        if len(text) > most:
            raise OnleesbareCel(f"de tekst heeft {len(text)} tekens; er passen er {most}")
        return text

    return read


def _one_of(words: list[str]) -> Callable[[Any], str]:
    def read(cel: Any) -> str:
        text = "" if cel is None else " ".join(str(cel).split()).casefold()
        if text and text not in words:
            raise OnleesbareCel(f"‘{text[:40]}’ is onbekend; kies uit {', '.join(words)}")
        return text

    return read


def read_date(cel: Any) -> date | None:
    """2025-04-07 or 7-4-2025; a spreadsheet's own date too."""
    if isinstance(cel, datetime):
        return cel.date()
    if cel is None or isinstance(cel, date):
        return cel
    text = str(cel).strip()
    if not text:
        return None
    parts = text.replace("/", "-").split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) != 3:
            raise ValueError
        year, month, day = numbers if len(parts[0]) == 4 else reversed(numbers)
        return date(year, month, day)
    except ValueError:
        raise OnleesbareCel(
            f"‘{text[:40]}’ is geen datum; schrijf haar als 2025-04-07 of 7-4-2025"
        ) from None


def read_amount(cel: Any) -> Decimal | None:
    """12500 or 12500.00 or 12.500,00."""
    if cel is None or cel == "":
        return None
    text = str(cel).replace("€", "").replace(" ", "").replace("\u00a0", "").strip()
    if not text:
        return None
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(text).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise OnleesbareCel(f"‘{text[:40]}’ is geen bedrag; schrijf het als 12500,00") from None
    if not amount.is_finite() or not 0 <= amount < 10**12:
        raise OnleesbareCel(f"‘{text[:40]}’ is geen bedrag; schrijf het als 12500,00")
    return amount


def read_number(cel: Any) -> int | None:
    text = "" if cel is None else str(cel).strip()
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise OnleesbareCel(f"‘{text[:40]}’ is geen heel getal")
    return int(text)


def read_yes(cel: Any) -> str:
    text = "" if cel is None else str(cel).strip().casefold()
    if text not in {"", "ja", "nee"}:
        raise OnleesbareCel(f"‘{text[:40]}’ is onbekend; schrijf ja of nee")
    return text


KOLOMMEN = [
    Kolom("sleutel", _text(20)),
    Kolom("versie", read_number),
    Kolom("nummer", _text(40)),
    Kolom("soort", _one_of([s.value for s in Soort]), nodig=True),
    Kolom("tekst", _text(4000), nodig=True),
    Kolom("gedaan op", read_date, nodig=True),
    Kolom("vergadering", _text(200)),
    Kolom("thema", _text(300)),
    Kolom("portefeuillehouder", _text(200)),
    Kolom("termijn", _text(200)),
    Kolom("uiterlijk", read_date),
    Kolom("bedrag", read_amount),
    Kolom("staat", _one_of([s.value for s in Staat])),
    Kolom("reden", _text(2000)),
    Kolom("afgedaan met", _text(300)),
    Kolom("afgedaan met adres", _text(500)),
    Kolom("afgedaan in vergadering", read_date),
    Kolom("afgedaan op", read_date),
    Kolom("openbaar", read_yes),
]
NAMEN = [k.naam for k in KOLOMMEN]
# The states of which the list gives the day, in ‘afgedaan op’.
MET_DAG = frozenset({Staat.DEELS, Staat.AFGEDAAN, Staat.VERVALLEN})


def row_of(t: Toezegging) -> list[Waarde]:
    """One entry as the cells of a row, as it stands today. Reads its thema and standwijzigingen."""
    stand = t.stand
    declared = stand.verklaringen[-1].afdoening if stand.verklaringen else None
    return [
        t.sleutel,
        t.versie,
        t.nummer,
        t.soort,
        t.tekst,
        t.gemaakt_op,
        t.vergadering,
        t.thema.titel if t.thema else "",
        t.portefeuillehouder,
        t.termijn,
        t.termijn_op,
        t.bedrag,
        stand.staat.value,
        stand.reden,
        settled_by(declared) if declared else "",
        declared.url if declared else "",
        declared.vergadering_op if declared else None,
        stand.op if stand.staat in MET_DAG else None,
        "ja" if t.openbaar else "nee",
    ]


def settled_by(a: Afdoening) -> str:
    """In one cell. A list travels, so that a paragraaf of a draft is not named in it."""
    if a.titel or not a.plek:
        return a.titel
    return a.plek[:300] if a.openbaar else "een paragraaf van een brief in voorbereiding"
