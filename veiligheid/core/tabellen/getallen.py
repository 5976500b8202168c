"""Numbers as people and sources write them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.tabellen.kop import OnleesbareCel, check_cell

MAX_DECIMALS, MAX_DIGITS = 4, 14
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
_POINT = re.compile(r"[+-]?\d+\.\d+")
_THOUSAND = re.compile(r"[+-]?[1-9]\d{3,}")
_WHOLE = re.compile(r"[+-]?\d+")
# The words before a number, and how it was given.
EXACT = "exact"
_PRECISION = {
    "ruim": "ruim",
    "meer dan": "meer dan",
    "ongeveer": "ongeveer",
    "circa": "ongeveer",
    "ca.": "ongeveer",
}
# Signs of a source for "no value". None of them is a zero.
REDENEN = {
    "": "leeg in de bron",
    ".": "niet gepubliceerd: onbekend, onbetrouwbaar of geheim",
    "-": "in de bron staat een streepje",
    "–": "in de bron staat een streepje",
    "x": "geheim in de bron",
    "p.m.": "p.m. in de bron: nog niet bekend",
    "pm": "p.m. in de bron: nog niet bekend",
    "n.v.t.": "niet van toepassing",
    "nvt": "niet van toepassing",
    "n.b.": "niet bekend in de bron",
    "nb": "niet bekend in de bron",
    "onbekend": "niet bekend in de bron",
}
# What is written around an amount and is no part of it: "€ 63", "EUR 63", "63,-", "63,=", "63 %".
_AROUND = re.compile(r"^(?:€|eur(?:o)?\b)\s*|,[-–=]+$", re.I)
_BRACKETS = re.compile(r"\((?:€\s*)?([\d.,\s]+(?:,[-–=])?)\)")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:,\d+)?")
_MINUS_BEHIND = re.compile(r"[\d.,]*\d-")


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A cell: a value, or why there is none."""

    waarde: Decimal | None
    reden: str = ""
    precisie: str = EXACT


def split_precision(text: str) -> tuple[str, str]:
    """ "ruim 250" → ("250", "ruim")."""
    text = text.strip()
    for word, precisie in _PRECISION.items():
        if text.casefold().startswith(word + " "):
            return text[len(word) :].strip(), precisie
    return text, EXACT


def plain_number(text: str) -> str:
    """A number without what stands around it: "€ (1 063)" → "-1063", "63,-" → "63". Text that is
    no number comes back as it was."""
    number = text.strip().replace("−", "-")
    if not any(c.isdigit() for c in number):
        return text.strip()
    number = _AROUND.sub("", number.removesuffix("%").strip()).strip()
    if bracketed := _BRACKETS.fullmatch(number):
        number = f"-{bracketed[1].strip()}"
    sign = number[:1] if number[:1] in "+-" else ""
    number = sign + _AROUND.sub("", number[len(sign) :].strip()).strip()
    if _MINUS_BEHIND.fullmatch(number):
        number = f"-{number[:-1]}"
    return re.sub(r"[\s\u00a0\u202f]", "", number) if _SPACED.fullmatch(number) else number


def read_amount(cel: str) -> Decimal | None:
    """An amount of a list, in euros: 12500 or 12500.00 or € 12.500,00; None of an empty cell.
    Raises OnleesbareCel."""
    check_cell(cel)
    number = plain_number(cel)
    if number.casefold() in REDENEN:
        return None
    wrong = OnleesbareCel(f"‘{cel.strip()[:40]}’ is geen bedrag; schrijf het als 12500,00")
    if "," in number or _GROUPS.fullmatch(number):
        number = number.replace(".", "").replace(",", ".")
    try:
        amount = Decimal(number).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise wrong from None
    if not amount.is_finite() or not 0 <= amount < 10**12:
        raise wrong
    return amount


class _Getal(NamedTuple):
    """A cell that holds a number: as it stands, as plain digits, and how it was given."""

    text: str
    number: str
    precisie: str
    row: int


def read_column(
    cells: Iterable[tuple[str, int]], kolom: str, *, whole: bool, point: bool
) -> tuple[dict[str, Gelezen], list[Bevinding]]:
    """What each different text in a column of numbers means.

    cells: each text once, with the row where it stands first. whole: only whole numbers are
    expected, so that "1.234" is a thousand and more. point: the source is known to write a
    decimal point. Findings block: a formula, no number, two decimal marks or percentages and other
    numbers in one column.
    """
    read: dict[str, Gelezen] = {}
    bevindingen: list[Bevinding] = []
    numbers: list[_Getal] = []
    for text, row in cells:
        number, precisie = split_precision(text)
        number = plain_number(number)
        if number.casefold() in REDENEN:
            read[text] = Gelezen(None, REDENEN[number.casefold()])
        elif problem := _no_number(number, kolom, row):
            bevindingen.append(problem)
        else:
            numbers.append(_Getal(text, number, precisie, row))
    commas = next((n for n in numbers if "," in n.number), None)
    points = next((n for n in numbers if _is_point(n.number, point=point)), None)
    bevindingen += _mixed(numbers, kolom, commas, points)
    if commas and points:
        return read, bevindingen
    as_point, whole = bool(points) or point, whole and not points
    for n in numbers:
        if _GROUPS.fullmatch(n.number) and not (commas or point or whole):
            bevindingen.append(_ambiguous(n, kolom))
            continue
        decimal = _decimal(n.number, point=as_point)
        if problem := _too_long(decimal, n.number, kolom, n.row):
            bevindingen.append(problem)
        else:
            read[n.text] = Gelezen(decimal, precisie=n.precisie)
    return read, bevindingen


def _mixed(
    numbers: list[_Getal], kolom: str, commas: _Getal | None, points: _Getal | None
) -> Iterator[Bevinding]:
    """What can't stand in one column, and "1.234" beside "1234", which most likely is as much."""
    if commas and points:
        melding = (
            f"De kolom ‘{kolom}’ heeft twee soorten decimaaltekens: ‘{commas.number}’ (rij "
            f"{commas.row}) en ‘{points.number}’ (rij {points.row}). Gebruik er één."
        )
        yield blokkeert("decimaalteken-gemengd", melding, f"rij {min(commas.row, points.row)}")
    shares = [n for n in numbers if n.text.rstrip().endswith("%")]
    other = next((n for n in numbers if n not in shares and n.number.strip("0")), None)
    if shares and other:
        melding = (
            f"De kolom ‘{kolom}’ heeft percentages (‘{shares[0].text.strip()}’, rij "
            f"{shares[0].row}) en getallen zonder % (‘{other.text.strip()}’, rij {other.row}). "
            "Geef alle cellen dezelfde opmaak."
        )
        yield blokkeert("percentage-gemengd", melding, f"rij {other.row}")
    grouped = next((n for n in numbers if _GROUPS.fullmatch(n.number)), None)
    plain = next((n for n in numbers if _THOUSAND.fullmatch(n.number)), None)
    if grouped and plain and not points:
        melding = (
            f"‘{grouped.number}’ kan duizenden zijn of decimalen, en ‘{plain.number}’ (rij "
            f"{plain.row}) staat zonder punt. Kijk na of duizenden zijn bedoeld; zo is het gelezen."
        )
        yield let_op("getal-duizend", melding, f"rij {grouped.row}, kolom {kolom}")


def _ambiguous(n: _Getal, kolom: str) -> Bevinding:
    melding = f"‘{n.number}’ kan duizenden zijn of decimalen. Schrijf het zonder punt."
    return blokkeert("getal-dubbelzinnig", melding, f"rij {n.row}, kolom {kolom}")


def _is_point(number: str, *, point: bool) -> bool:
    if not _POINT.fullmatch(number):
        return False
    return point or not _GROUPS.fullmatch(number)


def _no_number(number: str, kolom: str, row: int) -> Bevinding | None:
    plek = f"rij {row}, kolom {kolom}"
    try:
        check_cell(number)
    except OnleesbareCel as fout:
        code = "formule" if number.startswith("=") else "foutmelding"
        return blokkeert(code, f"{str(fout)[0].upper()}{str(fout)[1:]}.", plek)
    if number.startswith(("=", "@")):
        return blokkeert(
            "formule", "In deze cel staat een formule. Plak de uitkomst als waarde.", plek
        )
    if any(rx.fullmatch(number) for rx in (_WHOLE, _GROUPS, _COMMA, _POINT)):
        return None
    return blokkeert("geen-getal", f"‘{number[:40]}’ is geen getal.", plek)


def _decimal(number: str, *, point: bool) -> Decimal:
    if point:
        return Decimal(number)
    return Decimal(number.replace(".", "").replace(",", "."))


def _too_long(decimal: Decimal, number: str, kolom: str, row: int) -> Bevinding | None:
    try:
        fits = decimal == decimal.quantize(Decimal(1).scaleb(-MAX_DECIMALS))
    except InvalidOperation:
        fits = False
    if fits and abs(decimal) < 10**MAX_DIGITS:
        return None
    return blokkeert(
        "getal-te-lang",
        f"‘{number[:40]}’ is te lang: hoogstens {MAX_DIGITS} cijfers voor en {MAX_DECIMALS} achter "
        "de komma.",
        f"rij {row}, kolom {kolom}",
    )
