"""Tables in and out as CSV and XLSX, safe in a spreadsheet and lossless.

A cell that a spreadsheet would run as a formula goes out with an apostrophe before it, and comes
back in without. What comes in is untrusted: the size is known before anything is unpacked, rows
and columns are limited, and what can't be read is said with its row.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from veiligheid.core.findings import Geweigerd, blokkeert

MAX_RIJEN = 10_000
MAX_KOLOMMEN = 60
MAX_BYTES = 20_000_000
MAX_UITGEPAKT = 60_000_000
_MAX_DELEN = 200

_FORMULE = re.compile(r"'*[=+\-@\t\r\n]")
# A row as it was read: its number in the file, and its cells.
Rij = tuple[int, list[Any]]


def harmless(cel: Any) -> Any:
    """A cell as it may go out: text that begins like a formula gets an apostrophe."""
    return f"'{cel}" if isinstance(cel, str) and _FORMULE.match(cel) else cel


def restored(cel: Any) -> Any:
    """The opposite of `harmless`."""
    if isinstance(cel, str) and cel.startswith("'") and _FORMULE.match(cel):
        return cel[1:]
    return cel


# -- Out --------------------------------------------------------------------------------------


def write_csv(koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """UTF-8 with a mark at the front and semicolons between the cells, as Dutch spreadsheets
    expect; dates as 2025-04-07, amounts with a comma."""
    uit = StringIO()
    writer = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    writer.writerow(koppen)
    for rij in rijen:
        writer.writerow([harmless(_as_text(cel)) for cel in rij])
    return uit.getvalue().encode("utf-8-sig")


def write_xlsx(titel: str, koppen: Sequence[str], rijen: Iterable[Sequence[Any]]) -> bytes:
    """A workbook with one sheet; dates are dates and amounts are numbers in it."""
    book = Workbook()
    sheet = book.active
    sheet.title = titel[:31]
    sheet.append(list(koppen))
    for rij in rijen:
        sheet.append([_for_sheet(cel) for cel in rij])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for n, kop in enumerate(koppen, start=1):
        sheet.column_dimensions[get_column_letter(n)].width = 60 if kop == "tekst" else 18
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, Decimal):
                cell.number_format = "#,##0.00"
    sheet.freeze_panes = "A2"
    uit = BytesIO()
    book.save(uit)
    return uit.getvalue()


def _for_sheet(cel: Any) -> Any:
    """Without the control characters that XML can't hold."""
    if not isinstance(cel, str):
        return cel
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", cel)) or None


def _as_text(cel: Any) -> str:
    if cel is None:
        return ""
    if isinstance(cel, date):
        return cel.isoformat()
    return str(cel).replace(".", ",") if isinstance(cel, Decimal) else str(cel)


# -- In ---------------------------------------------------------------------------------------


def read_rows(data: bytes) -> list[Rij]:
    """The rows of a CSV or XLSX file that hold anything, the one with the headings first.

    Cells are text, and in XLSX also dates, numbers and None. Raises Geweigerd when the file can't
    be read, is too large, or has too many rows.
    """
    if len(data) > MAX_BYTES:
        raise _refused("te-groot", f"Het bestand is groter dan {MAX_BYTES // 10**6} MB.")
    if data[:4] == b"PK\x03\x04":
        rows = _xlsx(data)
    elif data[:4] == b"\xd0\xcf\x11\xe0":
        raise _refused(
            "oud-formaat", "Dit is een oud Excelbestand (.xls). Bewaar het als .xlsx of als CSV."
        )
    else:
        rows = _csv(data)
    found: list[Rij] = []
    for nummer, cellen in rows:
        if not any(c not in (None, "") for c in cellen):
            continue
        if len(found) > MAX_RIJEN:
            raise _refused(
                "te-veel-rijen",
                f"Het bestand heeft meer dan {MAX_RIJEN} rijen. Verdeel het in kleinere bestanden.",
                f"rij {nummer}",
            )
        found.append((nummer, [restored(c) for c in cellen]))
    if not found:
        raise _refused("leeg", "Het bestand is leeg.")
    return found


def _csv(data: bytes) -> Iterator[Rij]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fout:
        rij = data[: fout.start].count(b"\n") + 1
        raise _refused(
            "geen-utf-8",
            "Hier staat een teken dat geen UTF-8 is. Kies bij het bewaren ‘CSV UTF-8’ (Excel) of "
            "tekenset ‘Unicode (UTF-8)’ (LibreOffice).",
            f"rij {rij}",
        ) from None
    head = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for nummer, cellen in enumerate(reader, start=1):
            if len(cellen) > MAX_KOLOMMEN:
                raise _refused(
                    "te-veel-kolommen",
                    f"Deze rij heeft {len(cellen)} cellen; er passen er {MAX_KOLOMMEN}.",
                    f"rij {nummer}",
                )
            yield nummer, list(cellen)
    except csv.Error:
        raise _refused(
            "geen-csv",
            "Hier klopt iets niet met de aanhalingstekens of is een cel veel te lang. Open het "
            "bestand in een spreadsheet en bewaar het opnieuw als CSV.",
            f"regel {reader.line_num}",
        ) from None


def _xlsx(data: bytes) -> Iterator[Rij]:
    _check_zip(data)
    try:
        # A cell with a formula counts for what it came to; the second look says whether it did.
        looks = [_sheet_rows(data, values=values) for values in (True, False)]
        for nummer, (cellen, written) in enumerate(zip(*looks, strict=True), start=1):
            if any(c is None and w is not None for c, w in zip(cellen, written, strict=True)):
                raise _refused(
                    "formule-zonder-uitkomst",
                    "Hier staat een formule zonder uitkomst. Open het bestand in een spreadsheet "
                    "en bewaar het opnieuw, of zet de waarde zelf in de cel.",
                    f"rij {nummer}",
                )
            cells = [_as_cell(c) for c in cellen]
            while cells and cells[-1] is None:
                cells.pop()
            yield nummer, cells
    except Geweigerd:
        raise
    except Exception as fout:  # openpyxl raises whatever it stumbles over
        raise _refused(
            "geen-xlsx",
            "Dit Excelbestand is beschadigd of geen .xlsx. Open het in een spreadsheet en bewaar "
            "het opnieuw.",
        ) from fout


def _sheet_rows(data: bytes, *, values: bool) -> Iterator[tuple[Any, ...]]:
    """The rows of the first sheet: what its formulas came to, or the formulas."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=values, keep_links=False)
    sheet = book.worksheets[0]
    yield from sheet.iter_rows(max_row=20 * MAX_RIJEN, max_col=MAX_KOLOMMEN, values_only=True)


def _as_cell(cel: Any) -> Any:
    """As it was typed: a day without a time, a whole number without ".0"."""
    if isinstance(cel, bool):
        return "ja" if cel else "nee"
    if isinstance(cel, datetime):
        return cel.date() if cel.time() == time() else cel
    return int(cel) if isinstance(cel, float) and cel.is_integer() else cel


def _check_zip(data: bytes) -> None:
    """Before anything is unpacked: how large would it be?"""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fout:
        raise _refused("geen-xlsx", "Dit bestand is beschadigd of geen Excelbestand.") from fout
    if len(members) > _MAX_DELEN or sum(m.file_size for m in members) > MAX_UITGEPAKT:
        raise _refused(
            "uitgepakt-te-groot",
            f"Dit bestand wordt uitgepakt groter dan {MAX_UITGEPAKT // 10**6} MB en wordt niet "
            "geopend. Bewaar alleen het werkblad met de lijst, of gebruik CSV.",
        )


def _refused(code: str, melding: str, plek: str = "") -> Geweigerd:
    return Geweigerd(blokkeert(code, melding, plek))
