"""Bad input: a message that says what and where, and nothing half-imported."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from monitoring.models import Indicator, Invoer, Meting
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator
from tests.monitoring.importing.conftest import Invoeren
from veiligheid.core.tabellen import rekenblad as xlsx

pytestmark = pytest.mark.django_db

HEADER = "indicator;gebied;periode;waarde\n"
GOOD = "meldingen;GM0268;2020;7\n"


@pytest.fixture(autouse=True)
def records() -> None:
    een_gemeente(2)
    een_indicator("Meldingen", slug="meldingen", decimalen=1)


def nothing_there() -> bool:
    return (
        not (Meting.objects.exists() or Invoer.objects.exists()) and Indicator.objects.count() == 1
    )


@pytest.mark.parametrize(
    ("inhoud", "melding"),
    [
        ("", "Dit bestand is leeg"),
        (HEADER, "Dit bestand heeft geen rijen"),
        ("gebied;waarde\nGM0268;1\n", "Er is geen kolom met periode"),
        ("indicator;periode;waarde\nx;2024;1\n", "Er is geen kolom met gebied"),
        ("indicator;gebied;periode\nx;GM0268;2024\n", "Er is geen kolom met waarde"),
        ("gebied;gebied;periode;waarde\n", "De kolom ‘gebied’ staat 2 keer in de kop"),
        (HEADER + GOOD + "meldingen;GM0268;2021;1,5;9\n", "meer cellen dan de kop"),
        (HEADER + GOOD + "meldingen;Atlantis;2021;1\n", "‘Atlantis’ is onbekend"),
        (HEADER + GOOD + "iets;GM0268;2021;1\n", "De indicator ‘iets’ is onbekend"),
        (HEADER + GOOD + "meldingen;GM0268;2021x;1\n", "‘2021x’ is geen periode"),
        (HEADER + GOOD + "meldingen;GM0268;2021;veel\n", "‘veel’ is geen getal"),
        (HEADER + GOOD + "meldingen;GM0268;2021;=1+1\n", "staat een formule"),
        (HEADER + GOOD + "meldingen;GM0268;2021;@SUM(A1)\n", "staat een formule"),
        (HEADER + GOOD + "meldingen;GM0268;2021;1.234\n", "kan duizenden zijn of decimalen"),
        (HEADER + GOOD + "meldingen;GM0268;2021;1,23456\n", "is te lang"),
        (HEADER + GOOD + "meldingen;GM0268;2020;8\n", "stond al op rij 2"),
    ],
)
def test_the_message_names_the_row(invoeren: Invoeren, inhoud: str, melding: str) -> None:
    uitkomst = invoeren(inhoud)
    assert uitkomst.geweigerd
    assert melding in uitkomst.tekst
    assert "er is niets veranderd" in uitkomst.tekst
    if GOOD in inhoud:
        assert "rij 3" in uitkomst.tekst
    assert nothing_there()


def test_two_decimal_marks(invoeren: Invoeren) -> None:
    uitkomst = invoeren(HEADER + "meldingen;GM0268;2020;1,5\nmeldingen;GM0268;2021;2.5\n")
    assert uitkomst.geweigerd
    assert "‘1,5’ (rij 2) en ‘2.5’ (rij 3)" in uitkomst.tekst
    assert nothing_there()


def test_all_that_is_wrong_is_told_at_once_but_not_a_thousand_times(invoeren: Invoeren) -> None:
    lines = "".join(f"meldingen;GM0268;{1900 + n};fout{n}\n" for n in range(100))
    uitkomst = invoeren(HEADER + "meldingen;Nergens;2020;1\n" + lines)
    assert "‘Nergens’" in uitkomst.tekst
    assert uitkomst.tekst.count("is geen getal") == 20
    assert "En nog 80 keer hetzelfde" in uitkomst.tekst


def test_the_same_row_twice_is_no_harm(invoeren: Invoeren) -> None:
    uitkomst = invoeren(HEADER + GOOD + GOOD)
    assert "1 rijen staan er twee keer in" in uitkomst.tekst
    assert Meting.objects.count() == 1


def test_unknown_codes_of_the_municipality(invoeren: Invoeren) -> None:
    csv = "SoortMisdrijf;RegioS;Perioden;A_1\nXX;GM0268;2024JJ00;1\nXX;WK026899;2024JJ00;1\n"
    uitkomst = invoeren(csv, "47018NED.csv")
    assert "1 soort misdrijf van 47018NED heeft geen naam, zoals ‘XX’" in uitkomst.tekst
    assert "[rij 2]" in uitkomst.tekst
    assert "Het gebied ‘WK026899’ is onbekend" in uitkomst.tekst
    assert "[rij 3]" in uitkomst.tekst
    assert nothing_there()


def test_a_name_of_two_areas(invoeren: Invoeren) -> None:
    een_gebied("WK026877", "Hatert")
    een_gebied("BU02687700", "Hatert")
    uitkomst = invoeren(HEADER + "meldingen;Hatert;2020;1\n")
    assert "hoort bij meer gebieden (BU02687700, WK026877)" in uitkomst.tekst or (
        "hoort bij meer gebieden (WK026877, BU02687700)" in uitkomst.tekst
    )


def test_latin_1(invoeren: Invoeren) -> None:
    uitkomst = invoeren((HEADER + GOOD + "meldingen;Één;2021;1\n").encode("latin-1"))
    assert "geen UTF-8" in uitkomst.tekst
    assert "[rij 3]" in uitkomst.tekst
    assert nothing_there()


def test_utf_16_and_nul_bytes(invoeren: Invoeren) -> None:
    assert "geen UTF-8" in invoeren((HEADER + GOOD).encode("utf-16")).tekst
    assert "geen UTF-8" in invoeren((HEADER + GOOD + "\0").encode()).tekst


def test_a_huge_file_is_refused_unread(
    invoeren: Invoeren, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "groot.csv"
    with path.open("wb") as file:
        file.truncate(1_000_000_000)  # takes no room on the disk
    monkeypatch.setattr(Path, "open", lambda *a, **k: pytest.fail("it was read"))
    assert "Het bestand is 1000 MB, groter dan 500 MB" in invoeren(path).tekst


@pytest.mark.parametrize(
    ("rest", "melding"),
    [
        (b"x;" * 1_500_000, "Deze rij is langer dan 1 MB"),
        (b'meldingen;"GM0268;2020;7\n' + GOOD.encode() * 150_000, "dat nergens sluit"),
    ],
    ids=["row", "quote"],
)
def test_a_row_without_end_is_never_in_memory(
    invoeren: Invoeren, rest: bytes, melding: str
) -> None:
    uitkomst = invoeren((HEADER + GOOD).encode() + rest)
    assert melding in uitkomst.tekst
    assert "[rij 3]" in uitkomst.tekst
    assert nothing_there()


def test_a_quotation_mark_inside_a_cell_is_a_sign_like_others(invoeren: Invoeren) -> None:
    rows = GOOD.encode() * 150_000
    uitkomst = invoeren(HEADER.encode() + b'meldingen 24" scherm;GM0268;2020;7\n' + rows)
    assert "nergens sluit" not in uitkomst.tekst


def test_a_file_that_is_not_there(invoeren: Invoeren, tmp_path: Path) -> None:
    assert "dat bestand is er niet" in invoeren(tmp_path / "weg.csv").tekst


@pytest.mark.parametrize("opties", [{"gemeente": "0268"}, {"gemeente": "GM0268'"}])
def test_a_municipality_that_is_no_code(invoeren: Invoeren, opties: dict[str, Any]) -> None:
    assert "geen gemeentecode" in invoeren(HEADER + GOOD, **opties).tekst


def workbook(*rows: list[Any], far: str = "") -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if far:
        book.worksheets[0][far] = 1
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TOP = ["indicator", "gebied", "periode", "waarde"]


@pytest.mark.parametrize("far", ["XFD1048576", "A1048576", "ZZ3"])
def test_a_spreadsheet_with_one_far_cell(invoeren: Invoeren, far: str) -> None:
    uitkomst = invoeren(workbook(TOP, ["meldingen", "GM0268", 2024, 1], far=far), "ver.xlsx")
    assert "Een cel staat ver buiten de tabel" in uitkomst.tekst
    assert f"cel {far}" in uitkomst.tekst
    assert nothing_there()


def test_a_formula_in_a_spreadsheet(invoeren: Invoeren) -> None:
    uitkomst = invoeren(workbook(TOP, ["meldingen", "GM0268", 2024, "=1+1"]), "formule.xlsx")
    assert "staat een formule" in uitkomst.tekst
    assert "rij 2, kolom waarde" in uitkomst.tekst


def test_a_typed_decimal_point_beside_real_numbers(invoeren: Invoeren) -> None:
    book = workbook(TOP, ["meldingen", "GM0268", 2023, 1.5], ["meldingen", "GM0268", 2024, "2.5"])
    assert "twee soorten decimaaltekens" in invoeren(book, "x.xlsx").tekst


def test_a_spreadsheet_that_unpacks_to_gigabytes(
    invoeren: Invoeren, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MAX_UNPACKED", 100_000)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 200_000)
    assert "wordt uitgepakt groter dan 60 MB" in invoeren(buffer.getvalue()).tekst


@pytest.mark.parametrize("inhoud", [b"PK\x03\x04rommel", b"\xd0\xcf\x11\xe0oud"])
def test_what_is_no_spreadsheet(invoeren: Invoeren, inhoud: bytes) -> None:
    assert invoeren(inhoud, "x.xlsx").geweigerd
    assert nothing_there()
