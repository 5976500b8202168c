"""Files that are made to hurt: refused with words, nothing half taken in, memory within bounds."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.themas.spiegel.bestanden import KOPPEN, RIJEN, csv_of
from tests.wordbouwer import Bouwer

MOST = 512 * 1024  # kB
_CHILD = """
import os, sys
import django
os.environ["DJANGO_SETTINGS_MODULE"] = "veiligheid.settings"
django.setup()
from pathlib import Path
from themas.spiegel.importing.run import read_spiegel
from veiligheid.core.findings import Geweigerd
try:
    read_spiegel(Path(sys.argv[1]).read_bytes(), sys.argv[1])
    print("gelezen")
except Geweigerd as geweigerd:
    print(*geweigerd.bevindingen, sep="\\n")
# The peak of this program alone: what the system counts for a child includes who started it.
print(next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM")))
"""


def read_apart(path: Path) -> tuple[str, int]:
    """What reading says, and how much memory it took, in a process of its own."""
    answer = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=True
    )
    *told, memory = answer.stdout.splitlines()
    return "\n".join(told), int(memory)


def many_rows(n: int) -> list[list[str]]:
    return [
        ["Groen", f"Doel {i % 50}", f"Activiteit {i}", "We doen dit.", "Gedaan."] for i in range(n)
    ]


def _workbook(n: int) -> bytes:
    """Its sheet written by hand: openpyxl takes a minute over so many cells."""
    book = Workbook()
    book.active.append(KOPPEN)
    uit = BytesIO()
    book.save(uit)
    parts = _parts(uit.getvalue())
    rows = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cel}</t></is></c>' for cel in rij) + "</row>"
        for rij in [KOPPEN, *many_rows(n)]
    )
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED) as archive:
        for naam, data in {**parts, "xl/worksheets/sheet1.xml": sheet.encode()}.items():
            archive.writestr(naam, data)
    return uit.getvalue()


def _bomb(parts: dict[str, bytes], big: str) -> bytes:
    """300 kB that unpack to 900 MB."""
    uit = BytesIO()
    with zipfile.ZipFile(uit, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for naam, data in parts.items():
            archive.writestr(naam, data)
        with archive.open(big, "w", force_zip64=True) as member:
            for _ in range(900):
                member.write(b" " * 1_000_000)
    return uit.getvalue()


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {naam: archive.read(naam) for naam in archive.namelist()}


def _word_bomb() -> bytes:
    return _bomb(_parts(Bouwer().alinea("x").bytes()), "word/media/plaatje.xml")


def _excel_bomb() -> bytes:
    return _bomb(_parts(_workbook(1)), "xl/worksheets/sheet9.xml")


def _far_cell() -> bytes:
    book = Workbook()
    for rij in [KOPPEN, *RIJEN]:
        book.active.append(rij)
    book.active["XFD1048576"] = "ver"
    uit = BytesIO()
    book.save(uit)
    return uit.getvalue()


SLECHT: dict[str, tuple[str, Callable[[], bytes], str, str]] = {
    "100,000 rows": (
        "a.csv",
        lambda: csv_of(many_rows(100_000)),
        "meer dan 10000 rijen",
        "[rij 10002]",
    ),
    "in a workbook": ("a.xlsx", lambda: _workbook(100_000), "meer dan 10000 rijen", "[rij 10002]"),
    "900 MB of Excel": ("a.xlsx", _excel_bomb, "uitgepakt groter dan 60 MB", ""),
    "900 MB of Word": ("a.docx", _word_bomb, "uitgepakt groter dan 100 MB", ""),
    "20 MB in one line": ("a.csv", lambda: b"x" * 19_000_000, "langer dan 1 MB", "[rij 1]"),
    "too large": ("a.csv", lambda: b"x;\n" * 7_000_000, "groter dan 20 MB", ""),
    "no text": ("a.csv", lambda: bytes(range(256)) * 4000, "geen UTF-8", "[rij 2]"),
    "wide": ("a.csv", lambda: b"a;" * 100_000, "er passen er 250", "[rij 1]"),
}


@pytest.mark.parametrize("wat", SLECHT)
def test_refused_in_words_within_512_mb(wat: str, tmp_path: Path) -> None:
    naam, make, melding, plek = SLECHT[wat]
    path = tmp_path / naam
    path.write_bytes(make())
    told, memory = read_apart(path)
    assert melding in told
    assert plek in told
    assert memory < MOST
    if wat.startswith("900 MB"):
        assert path.stat().st_size < 1_200_000


def test_a_far_cell_is_refused_where_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "ver.xlsx"
    path.write_bytes(_far_cell())
    told, memory = read_apart(path)
    assert "ver buiten de tabel" in told
    assert "cel XFD1048576" in told
    assert memory < MOST


def test_ten_thousand_rows_are_read(tmp_path: Path) -> None:
    path = tmp_path / "veel.csv"
    path.write_bytes(csv_of(many_rows(9_999)))
    told, memory = read_apart(path)
    assert told == "gelezen"
    assert memory < MOST
