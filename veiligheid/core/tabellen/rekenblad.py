"""A spreadsheet as rows of text. Its size and its farthest cell are looked at before anything is
built: a small file can unpack to gigabytes, and one far cell means a million empty rows.

A cell is what a person sees in it: 12% and not 0.12, "2024-01" where only a month is shown. A
formula counts for what it came to; one that came to nothing is `FORMULE`.
"""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import repeat
from typing import IO, Any, NamedTuple

import openpyxl
from openpyxl.utils import column_index_from_string

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert

MAX_UNPACKED = 60_000_000
MAX_ROW, MAX_COLUMN = 150_000, 250
_MAX_PARTS = 300
# A formula without an outcome. No file can hold this text: XML has no such sign.
FORMULE = "=\ufffe"
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,4})(\d{1,8})"')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="(\d{1,8})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
# What of a format is no part of it: a colour or place in brackets, and words in quotes.
_ASIDE = re.compile(r"\[[^\]]*\]|\"[^\"]*\"|\\.")


class Blad(NamedTuple):
    """A sheet: its name and its rows."""

    naam: str
    rijen: tuple[tuple[str, ...], ...]


def read_workbook(file: IO[bytes]) -> tuple[Blad, ...]:
    """The visible sheets of a workbook. Raises Geweigerd."""
    try:
        has_formulas = _look_over(file)
        file.seek(0)
        with warnings.catch_warnings():
            # What openpyxl can't keep (styles, filters) is nothing we read.
            warnings.simplefilter("ignore")
            return tuple(_sheets(file, has_formulas=has_formulas))
    except Geweigerd:
        raise
    except Exception as fout:  # openpyxl raises whatever it stumbles over
        melding = (
            "Dit bestand is beschadigd of geen Excel-bestand (.xlsx). Open het in een spreadsheet "
            "en bewaar het opnieuw."
        )
        raise Geweigerd(blokkeert("geen-xlsx", melding)) from fout


def _sheets(file: IO[bytes], *, has_formulas: bool) -> Iterator[Blad]:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    # A second look only says where a formula stands.
    looks = [book]
    if has_formulas:
        looks.append(openpyxl.load_workbook(file, read_only=True, keep_links=False))
    try:
        for n, sheet in enumerate(book.worksheets):
            if sheet.sheet_state != "visible":
                continue
            sheet.reset_dimensions()
            written = repeat(())
            if has_formulas:
                looks[1].worksheets[n].reset_dimensions()
                written = looks[1].worksheets[n].iter_rows(values_only=True)
            rows = [_row(c, w) for c, w in zip(sheet.iter_rows(), written, strict=False)]
            while rows and not any(rows[-1]):
                rows.pop()
            yield Blad(sheet.title, tuple(rows))
    finally:
        for each in looks:
            each.close()


def _row(cells: tuple[Any, ...], written: tuple[Any, ...]) -> tuple[str, ...]:
    texts = [_text(c.value, c) if c.value is not None else "" for c in cells]
    for n, formula in enumerate(written):
        if formula is not None and not texts[n] and cells[n].value is None:
            texts[n] = FORMULE
    return tuple(texts)


def _look_over(file: IO[bytes]) -> bool:
    """Whether there are formulas. Raises Geweigerd when the file unpacks too large or has a cell
    too far away."""
    has_formulas = False
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
        size = sum(info.file_size for info in parts)
        if size > MAX_UNPACKED or len(parts) > _MAX_PARTS:
            melding = "Dit bestand wordt uitgepakt groter dan 60 MB en wordt niet geopend."
            raise Geweigerd(_refusal(melding))
        for info in parts:
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                with archive.open(info) as part:
                    # No further than it says it is: the size in the archive may be a lie.
                    xml = part.read(MAX_UNPACKED + 1)
                _check_sheet(xml)
                has_formulas = has_formulas or bool(_FORMULA.search(xml))
    return has_formulas


def _check_sheet(xml: bytes) -> None:
    if len(xml) > MAX_UNPACKED:
        raise Geweigerd(_refusal("Uitgepakt is dit bestand groter dan het zegt."))
    for match in _CELL.finditer(xml):
        column, row = match[1].decode(), int(match[2])
        if row > MAX_ROW or len(column) > 2 or column_index_from_string(column) > MAX_COLUMN:
            raise Geweigerd(_refusal("Een cel staat ver buiten de tabel.", f"cel {column}{row}"))
    for match in _ROW.finditer(xml):
        if int(match[1]) > MAX_ROW:
            raise Geweigerd(_refusal("Een rij staat ver buiten de tabel.", f"rij {int(match[1])}"))


def _refusal(melding: str, plek: str = "") -> Bevinding:
    return blokkeert(
        "xlsx-te-groot",
        f"{melding} Kopieer alleen de tabel naar een nieuw werkblad, of bewaar het als CSV UTF-8.",
        plek,
    )


def _text(value: Any, cell: Any) -> str:
    """A cell as text. A number gets a decimal comma, so that a typed "12.5" is told apart."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, int | float | Decimal):
        return _number(value, _ASIDE.sub("", cell.number_format or ""))
    if isinstance(value, date):
        return _day(value, _ASIDE.sub("", cell.number_format or "").casefold())
    return value.isoformat() if isinstance(value, time) else FORMULE


def _number(value: float | Decimal, shown_as: str) -> str:
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    percent = "%" in shown_as
    if percent:
        number *= 100
    if number == number.to_integral_value():
        text = str(int(number))
    else:
        text = f"{number:f}".rstrip("0").replace(".", ",")
    return f"{text}%" if percent else text


def _day(value: date, shown_as: str) -> str:
    """As much of a date as is shown: a format without a day is of a month or a year."""
    if "d" not in shown_as and "y" in shown_as:
        return f"{value:%Y-%m}" if "m" in shown_as else f"{value:%Y}"
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()
