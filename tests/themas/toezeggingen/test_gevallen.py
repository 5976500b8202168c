"""The griffie's own lists, as they are: through the command and through the screen."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from tests.fabriek import een_plan, een_thema, iemand
from tests.inlezen import WEGEN, take_in
from themas.toezeggingen.models import Toezegging
from veiligheid.core.models import Inleesantwoord, Inleesbestand
from veiligheid.core.rollen import Rol

pytestmark = [pytest.mark.django_db, pytest.mark.gevallen]
VANDAAG = date(2027, 1, 15)
THEMAS = ("Ondermijning", "Openbare orde", "Digitale criminaliteit", "Veilige wijken")


@pytest.fixture(autouse=True)
def later() -> Iterator[None]:
    with time_machine.travel(VANDAAG, tick=False):
        yield


@pytest.fixture
def themas() -> None:
    plan = een_plan()
    for titel in THEMAS:
        een_thema(plan, titel)


@pytest.fixture
def griffie(client: Client) -> Client:
    client.force_login(iemand(Rol.GRIFFIE))
    return client


def by_command(path: Path, **opties: object) -> str:
    """What the command says; its refusal too."""
    uit = StringIO()
    try:
        call_command(
            "importeer_toezeggingen", path, toepassen=True, stdout=uit, stderr=uit, **opties
        )
    except CommandError as fout:
        return f"{uit.getvalue()}{fout}"
    return uit.getvalue()


def by_screen(client: Client, path: Path) -> tuple[str, str]:
    """The address of the page that shows what would change, and that page."""
    sent = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post(reverse("importeer-toezeggingen"), {"bestand": sent})
    adres = answer["Location"]
    return adres, client.get(adres).content.decode()


def confirm(client: Client, adres: str) -> str:
    return client.post(adres, {"doe": "inlezen"}, follow=True).content.decode()


def layouts(source: Path, folder: Path) -> dict[str, Path]:
    """The sixty rows of a griffie in four lay-outs: under a title row, with other names, with their
    dates as text in Dutch words or as numbers of days, and one sheet for each year."""
    sheet = load_workbook(source).active
    assert sheet is not None
    kop, *rows = sheet.iter_rows(values_only=True)
    made = {"titelrij": Workbook(), "namen": Workbook(), "datums": Workbook(), "jaren": Workbook()}
    ours = {name: book.active for name, book in made.items()}
    for sheet in ours.values():
        assert sheet is not None
    ours["titelrij"].append(["Toezeggingen van de raad"])
    ours["titelrij"].merge_cells("A1:I1")
    ours["titelrij"].append([])
    ours["titelrij"].append(kop)
    other = ["Volgnummer", "Type", "Onderwerp", "Datum vergadering", "Portefeuille"]
    ours["namen"].append(
        [*other, "Afdoeningstermijn", "Status", "Wijze van afdoening", "Programma"]
    )
    ours["datums"].append(kop)
    made["jaren"].remove(ours["jaren"])
    for n, row in enumerate(rows):
        day = date(*reversed([int(p) for p in str(row[3]).split("-")]))
        ours["titelrij"].append(row)
        ours["namen"].append(row)
        spoken = f"{day.day} {MAANDEN[day.month - 1]} {day.year}"
        serial = (day - date(1899, 12, 30)).days
        ours["datums"].append([*row[:3], serial if n % 2 else spoken, *row[4:]])
        if str(day.year) not in made["jaren"].sheetnames:
            made["jaren"].create_sheet(str(day.year)).append(kop)
        made["jaren"][str(day.year)].append(row)
    made["jaren"].create_sheet("Toelichting").append(["Wat betekent dit?"])
    for name, book in made.items():
        data = BytesIO()
        book.save(data)
        (folder / f"{name}.xlsx").write_bytes(data.getvalue())
    return {name: folder / f"{name}.xlsx" for name in made}


MAANDEN = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september",
           "oktober", "november", "december"]  # fmt: skip


def register() -> list[tuple[object, ...]]:
    found = Toezegging.objects.with_stand().select_related("thema").order_by("nummer")
    return [
        (
            t.nummer,
            t.soort,
            t.tekst,
            t.gemaakt_op,
            t.portefeuillehouder,
            t.termijn,
            t.termijn_op,
            t.stand.staat.value,
            t.thema.titel if t.thema else "",
        )
        for t in found
    ]


@pytest.mark.usefixtures("themas")
@pytest.mark.parametrize("layout", ["titelrij", "namen", "datums", "jaren"])
@pytest.mark.parametrize("way", ["command", "screen"])
def test_sixty_rows_in_four_layouts(
    gevallen: Path, tmp_path: Path, griffie: Client, layout: str, way: str
) -> None:
    source = gevallen / "tabellen" / "griffie-60-zonder-uiterlijk.xlsx"
    path = layouts(source, tmp_path)[layout]
    if way == "command":
        told = by_command(path)
    else:
        adres, told = by_screen(griffie, path)
        assert not Toezegging.objects.exists()
        assert "Ingelezen." in confirm(griffie, adres)
    found = register()
    assert len(found) == 60
    assert "60 afgeleid, 0 zonder datum, 0 opvallend" in told
    assert ("Het werkblad ‘Toelichting’ heeft andere kolommen" in told) == (layout == "jaren")
    # The same rows by another route: as they stand in the file.
    sheet = load_workbook(source).active
    assert sheet is not None
    for row, cells in zip(found, sheet.iter_rows(min_row=2, values_only=True), strict=True):
        day = date(*reversed([int(p) for p in str(cells[3]).split("-")]))
        assert row[:6] == (
            cells[0], str(cells[1]).casefold(), cells[2], day, cells[4], cells[5]
        )  # fmt: skip
        assert row[7:] == (str(cells[6]).casefold(), cells[8] or "")


@pytest.mark.usefixtures("themas")
@pytest.mark.parametrize("weg", WEGEN)
def test_the_list_under_a_title_row(gevallen: Path, griffie: Client, weg: str) -> None:
    """Its titles, states and days against the file itself, read by another program."""
    path = gevallen / "tabellen" / "griffie-60-titelrij.xlsx"
    told = take_in(weg, griffie, "toezeggingen", path)
    found = {row[0]: row for row in register()}
    assert len(found) == 60, told.tekst
    sheet = load_workbook(path).active
    assert sheet is not None
    for cells in sheet.iter_rows(min_row=4, values_only=True):
        row = found[cells[0]]
        assert (row[1], row[2]) == (str(cells[1]).casefold(), cells[2])
        text = str(cells[3])
        if " " in text:
            nummer, maand, jaar = text.split()
            day = date(int(jaar), MAANDEN.index(maand) + 1, int(nummer))
        else:
            day = date(*reversed([int(p) for p in text.split("-")]))
        assert row[3] == day
        assert row[4:6] == (cells[4], cells[5])
        assert row[7:] == (str(cells[6]).casefold(), cells[8] or "")
    assert sum(row[6] is not None for row in found.values()) == 60


@pytest.mark.parametrize("weg", WEGEN)
@pytest.mark.parametrize("naam", ["t-cr.csv", "t-sep.csv"])
def test_small_lists(gevallen: Path, griffie: Client, naam: str, weg: str) -> None:
    told = take_in(weg, griffie, "toezeggingen", gevallen / "tabellen" / naam)
    (row,) = register()
    assert row[:4] == ("T1", "toezegging", "De burgemeester zegt toe", date(2025, 4, 7))
    assert "daar is ‘toezegging’ gelezen" in told.tekst


@pytest.mark.parametrize("weg", WEGEN)
def test_the_export_of_a_council_system(gevallen: Path, griffie: Client, weg: str) -> None:
    told = take_in(weg, griffie, "toezeggingen", gevallen / "tabellen" / "t-ibabs.csv")
    assert told.vragen == ()
    (row,) = register()
    assert row[:5] == ("T25-001", "toezegging", "Cameratoezicht", date(2025, 4, 7), "Burgemeester")
    assert row[7] == "open"


@pytest.mark.parametrize("weg", WEGEN)
def test_an_american_date_is_refused(gevallen: Path, griffie: Client, weg: str) -> None:
    told = take_in(weg, griffie, "toezeggingen", gevallen / "tabellen" / "t-us.csv")
    assert told.geweigerd
    assert "‘04/07/2025’ kan 4 juli zijn of 7 april; schrijf haar als 2025-04-07" in told.tekst
    assert "rij 2" in told.tekst
    assert not Toezegging.objects.exists()


LIJST = b"wat;wanneer gezegd;thema\nMeer licht;7-4-2025;Straten\n"


def test_what_the_columns_are_is_asked_once_and_remembered(griffie: Client, tmp_path: Path) -> None:
    thema = een_thema(een_plan(), "Veilige wijken")
    path = tmp_path / "lijst.csv"
    path.write_bytes(LIJST)
    refused = by_command(path)
    assert "De kolom ‘tekst’ ontbreekt" in refused
    adres, page = by_screen(griffie, path)
    assert "Een vraag over dit bestand" in page
    assert "Meer licht" in page  # its first rows
    assert 'value="inlezen"' not in page
    answered = griffie.post(
        adres,
        {"doe": "antwoorden", "veld-0": "tekst", "veld-1": "gedaan op", "veld-2": "thema"},
        follow=True,
    ).content.decode()
    assert "De lijst noemt thema’s die geen plan kent" in answered
    griffie.post(adres, {"doe": "antwoorden", "veld-0": str(thema.pk)})
    assert "Ingelezen." in confirm(griffie, adres)
    (row,) = register()
    assert (row[2], row[3], row[8]) == ("Meer licht", date(2025, 4, 7), "Veilige wijken")
    assert Inleesantwoord.objects.count() == 2
    # Next year nothing is asked, on screen or at the command; and it can be answered anew.
    path.write_bytes(LIJST.replace(b"Meer", b"Nog meer"))
    adres, page = by_screen(griffie, path)
    assert "zoals het de vorige keer is beantwoord" in page
    assert "Nog meer licht" in page
    anew = griffie.post(adres, {"doe": "anders"}, follow=True).content.decode()
    assert "Een vraag over dit bestand" in anew
    assert "Opgeslagen: 1 nieuw" in by_command(path)


def test_the_command_can_be_told_too(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(b"wat;wanneer gezegd\nMeer licht;7-4-2025\n")
    told = by_command(path, kolom=["wat=tekst", "wanneer gezegd=gedaan op"])
    assert "Opgeslagen: 1 nieuw" in told
    assert not Inleesantwoord.objects.exists()
    assert "is geen kolom" in by_command(path, kolom=["wat=onzin"])


def test_an_answer_that_is_no_choice_is_refused(griffie: Client, tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(LIJST)
    adres, _ = by_screen(griffie, path)
    answer = griffie.post(adres, {"doe": "antwoorden", "veld-0": "onzin"})
    assert answer.status_code == 422
    assert Inleesbestand.objects.get().staat == "vraag"
    assert not Inleesantwoord.objects.exists()
