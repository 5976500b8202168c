"""What a bad list costs: measured in a process of its own, by the operating system."""

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

_MEEST = 512_000  # kB
_PROGRAMMA = """
import sys
import django
django.setup()
from veiligheid.core.findings import Geweigerd
from themas.toezeggingen.importing.parse import parse_lijst
try:
    parse_lijst(open(sys.argv[1], "rb").read(), {})
    print("gelezen")
except Geweigerd as geweigerd:
    for b in geweigerd.bevindingen:
        print(b.code, b.plek)
# The peak of this program alone: what the system counts for a child includes who started it.
print(next(int(l.split()[1]) for l in open("/proc/self/status") if l.startswith("VmHWM")))
"""
SHEET = "xl/worksheets/sheet1.xml"
KOP = ["nummer", "soort", "tekst", "gedaan op"]


def many_rows_csv(path: Path) -> None:
    rows = "".join(f"T{n};motie;{'x' * 150};2025-01-01\r\n" for n in range(100_000))
    path.write_text(";".join(KOP) + "\r\n" + rows)


def many_rows_xlsx(path: Path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(KOP)
    for n in range(100_000):
        sheet.append([f"T{n}", "motie", "x" * 60, "2025-01-01"])
    book.save(path)


def bomb(path: Path) -> None:
    """A workbook of 300 kB that unpacks to 900 MB: its sheet, which the directory names thrice."""
    small = path.with_suffix(".klein")
    Workbook().save(small)
    with zipfile.ZipFile(small) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != SHEET:
                new.writestr(name, old.read(name))
        with new.open(SHEET, "w") as part:
            part.write(b"<worksheet><sheetData><row><c t='inlineStr'><is><t>")
            for _ in range(30):
                part.write(b"0" * 10_000_000)
        new.filelist += [new.getinfo(SHEET)] * 2
    assert path.stat().st_size < 350_000


def lying_bomb(path: Path) -> None:
    """The same, but its directory says that it is small."""
    bomb(path)
    data = bytearray(path.read_bytes())
    at = 0
    while (at := data.find(b"PK\x01\x02", at + 1)) > 0:
        if int.from_bytes(data[at + 24 : at + 28], "little") > 300_000_000:
            data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    path.write_bytes(data)


def one_huge_cell(path: Path) -> None:
    path.write_text(";".join(KOP) + "\r\n" + f'T1;motie;"{"x" * 15_000_000}";2025-01-01\r\n')


@pytest.mark.parametrize(
    ("maak", "naam", "gezegd"),
    [
        (many_rows_csv, "lijst.csv", "te-veel-rijen rij 10002"),
        (many_rows_xlsx, "lijst.xlsx", "te-veel-rijen rij 10002"),
        (bomb, "lijst.xlsx", "xlsx-te-groot "),
        (lying_bomb, "lijst.xlsx", "geen-xlsx "),
        (one_huge_cell, "lijst.csv", "rij-te-lang rij 2"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_a_bad_list_takes_less_than_512_mb(
    maak: Callable[[Path], None], naam: str, gezegd: str, tmp_path: Path
) -> None:
    path = tmp_path / naam
    maak(path)
    answer = subprocess.run(
        [sys.executable, "-c", _PROGRAMMA, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env={
            "DJANGO_SETTINGS_MODULE": "veiligheid.settings",
            "DJANGO_DEBUG": "1",
            "DATABASE_URL": "sqlite://:memory:",
            "PATH": "",
        },
        timeout=120,
    )
    *lines, peak = answer.stdout.splitlines()
    print(f"\n{path.stat().st_size / 1000:.0f} kB → {int(peak) / 1000:.0f} MB; {lines}")
    assert lines == [gezegd]
    assert int(peak) < _MEEST
