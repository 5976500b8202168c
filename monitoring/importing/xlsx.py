"""A spreadsheet as rows of text. Its size and its farthest cell are looked at before anything is
built: a small file can unpack to gigabytes, and one far cell means a million empty rows."""

import re
import warnings
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import column_index_from_string

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert

MAX_UNPACKED = 60_000_000
MAX_ROW, MAX_COLUMN = 150_000, 100
_CELL = re.compile(rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,4})(\d{1,8})"')
_ROW = re.compile(rb'<(?:\w+:)?row\s(?:[^>]*?\s)?r="(\d{1,8})"')


def read_xlsx(path: Path) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """The header and the rows of the first sheet. Raises Geweigerd."""
    try:
        _look_over(path)
        with warnings.catch_warnings():
            # What openpyxl can't keep (styles, filters) is nothing we read.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
            try:
                sheet = book.worksheets[0]
                sheet.reset_dimensions()
                rows = [tuple(map(_text, row)) for row in sheet.iter_rows(values_only=True)]
            finally:
                book.close()
    except Geweigerd:
        raise
    except Exception as fout:  # openpyxl raises whatever it stumbles over
        raise Geweigerd(
            blokkeert("geen-xlsx", "Dit Excel-bestand is beschadigd. Bewaar het opnieuw.")
        ) from fout
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return (), ()
    kop = rows[0]
    while kop and not kop[-1]:
        kop = kop[:-1]
    wide = next((n for n, row in enumerate(rows, start=1) if any(row[len(kop) :])), None)
    if wide is not None:
        raise Geweigerd(
            blokkeert("rij-past-niet", "Een rij heeft meer cellen dan de kop.", f"rij {wide}")
        )
    fill = ("",) * len(kop)
    return kop, tuple((row + fill)[: len(kop)] for row in rows[1:])


def _look_over(path: Path) -> None:
    """Raises Geweigerd when the file unpacks too large or has a cell too far away."""
    with zipfile.ZipFile(path) as archive:
        size = sum(info.file_size for info in archive.infolist())
        if size > MAX_UNPACKED:
            raise Geweigerd(
                _refusal(f"Uitgepakt is dit bestand {size / 1e6:.0f} MB; tot 60 MB kan.")
            )
        for info in archive.infolist():
            if info.filename.startswith("xl/worksheets/") and info.filename.endswith(".xml"):
                with archive.open(info) as part:
                    # No further than it says it is: the size in the archive may be a lie.
                    _check_sheet(part.read(MAX_UNPACKED + 1))


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


def _text(value: Any) -> str:
    """A cell as text. A number gets a decimal comma, so that a typed "12.5" is told apart."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, int | float | Decimal):
        number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        if number == number.to_integral_value():
            return str(int(number))
        return f"{number:f}".replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return "="  # an array formula or a data table: a formula all the same
