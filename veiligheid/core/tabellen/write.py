"""Tables out as CSV and XLSX, safe in a spreadsheet and lossless.

A cell that a spreadsheet would run as a formula goes out with an apostrophe before it, and comes
back in without.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

_FORMULE = re.compile(r"'*[=+\-@\t\r\n]")


def harmless(cel: Any) -> Any:
    """A cell as it may go out: text that begins like a formula gets an apostrophe."""
    return f"'{cel}" if isinstance(cel, str) and _FORMULE.match(cel) else cel


def restored(cel: Any) -> Any:
    """The opposite of `harmless`."""
    if isinstance(cel, str) and cel.startswith("'") and _FORMULE.match(cel):
        return cel[1:]
    return cel


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
