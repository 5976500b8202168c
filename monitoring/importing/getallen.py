"""Numbers as people and sources write them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from monitoring.cijfers.models import Precisie
from veiligheid.core.findings import Bevinding, blokkeert

MAX_DECIMALS, MAX_DIGITS = 4, 14
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+")
_COMMA = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
_POINT = re.compile(r"[+-]?\d+\.\d+")
_WHOLE = re.compile(r"[+-]?\d+")
_PRECISION = {
    "ruim": Precisie.RUIM,
    "meer dan": Precisie.MEER_DAN,
    "ongeveer": Precisie.ONGEVEER,
    "circa": Precisie.ONGEVEER,
    "ca.": Precisie.ONGEVEER,
}
# Signs of a source for "no value". None of them is a zero.
REDENEN = {
    "": "leeg in de bron",
    ".": "niet gepubliceerd: onbekend, onbetrouwbaar of geheim",
    "-": "in de bron staat een streepje",
    "–": "in de bron staat een streepje",
    "x": "geheim in de bron",
}


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A cell: a value, or why there is none."""

    waarde: Decimal | None
    reden: str = ""
    precisie: str = Precisie.EXACT.value


def split_precision(text: str) -> tuple[str, str]:
    """ "ruim 250" → ("250", "ruim")."""
    text = text.strip()
    for word, precisie in _PRECISION.items():
        if text.casefold().startswith(word + " "):
            return text[len(word) :].strip(), precisie.value
    return text, Precisie.EXACT.value


def read_column(
    cells: Iterable[tuple[str, int]], kolom: str, *, whole: bool, point: bool
) -> tuple[dict[str, Gelezen], list[Bevinding]]:
    """What each different text in a column of numbers means.

    cells: each text once, with the row where it stands first. whole: only whole numbers are
    expected, so that "1.234" is a thousand and more. point: the source is known to write a
    decimal point. Findings block: a formula, no number, two decimal marks in one file.
    """
    read: dict[str, Gelezen] = {}
    bevindingen: list[Bevinding] = []
    numbers: list[tuple[str, str, str, int]] = []
    for text, row in cells:
        number, precisie = split_precision(text)
        if number.casefold() in REDENEN:
            read[text] = Gelezen(None, REDENEN[number.casefold()])
        elif problem := _no_number(number, kolom, row):
            bevindingen.append(problem)
        else:
            numbers.append((text, number, precisie, row))
    commas = next(((n, r) for _, n, _, r in numbers if "," in n), None)
    points = next(((n, r) for _, n, _, r in numbers if _is_point(n, point=point)), None)
    if commas and points:
        melding = (
            f"De kolom ‘{kolom}’ heeft twee soorten decimaaltekens: ‘{commas[0]}’ (rij {commas[1]})"
            f" en ‘{points[0]}’ (rij {points[1]}). Gebruik er één."
        )
        first = min(commas[1], points[1])
        return read, [*bevindingen, blokkeert("decimaalteken-gemengd", melding, f"rij {first}")]
    for text, number, precisie, row in numbers:
        if _GROUPS.fullmatch(number) and not (commas or point or (whole and not points)):
            bevindingen.append(
                blokkeert(
                    "getal-dubbelzinnig",
                    f"‘{number}’ kan duizenden zijn of decimalen. Schrijf het zonder punt.",
                    f"rij {row}, kolom {kolom}",
                )
            )
            continue
        decimal = _decimal(number, point=bool(points) or point)
        if problem := _too_long(decimal, number, kolom, row):
            bevindingen.append(problem)
        else:
            read[text] = Gelezen(decimal, precisie=precisie)
    return read, bevindingen


def _is_point(number: str, *, point: bool) -> bool:
    if not _POINT.fullmatch(number):
        return False
    return point or not _GROUPS.fullmatch(number)


def _no_number(number: str, kolom: str, row: int) -> Bevinding | None:
    plek = f"rij {row}, kolom {kolom}"
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
