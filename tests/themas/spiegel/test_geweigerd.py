"""What is no mirror, or half of one: refused with the row and what to do, nothing taken in."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.themas.spiegel.bestanden import (
    DOELEN,
    KOPPEN,
    PLAN,
    RIJEN,
    csv_of,
    doelen_of,
    importeer,
    spiegeltabel,
)
from tests.wordbouwer import Bouwer, Cel, vet
from themas.models import Plan

pytestmark = pytest.mark.django_db

SLECHT: dict[str, tuple[list[list[Any]], list[str], str]] = {
    "a column missing": ([r[:4] for r in RIJEN], KOPPEN[:4], "De kolom ‘gedaan’ ontbreekt"),
    "the goals missing": ([[r[0], *r[2:]] for r in RIJEN], [KOPPEN[0], *KOPPEN[2:]], "‘pijler’"),
    "a column twice": (
        [[*r, ""] for r in RIJEN],
        [*KOPPEN, "activiteit"],
        "2 keer in de kop",
    ),
    "another year": (RIJEN, [k.replace("2023", "2021") for k in KOPPEN], "gaan over 2021"),
    "no activity": ([RIJEN[0], ["Groen", "Stil", "", "We doen iets.", ""]], KOPPEN, "[rij 3]"),
    "no theme": ([RIJEN[0], ["", "Stil", "Iets", "We doen iets.", ""]], KOPPEN, "[rij 3]"),
    "twice": ([*RIJEN, RIJEN[1]], KOPPEN, "‘Water geven’ staat ook in rij 3"),
    "a colour": (
        [[*RIJEN[0], "paars"]],
        [*KOPPEN, "kleur"],
        "De kleur ‘paars’ is onbekend; kies uit rood, geel, groen, blauw",
    ),
    "rood with a report": (
        [[*RIJEN[0], "rood"]],
        [*KOPPEN, "kleur"],
        "De kleur ‘rood’ klopt niet met de teksten",
    ),
    "groen without": (
        [RIJEN[0] + ["groen"], [*RIJEN[1], "groen"]],
        [*KOPPEN, "kleur"],
        "Deze rij is rood: er is iets beloofd en niets verslagen. [rij 3]",
    ),
    "a realisatie": (
        [[*RIJEN[0], "soms"]],
        [*KOPPEN, "realisatie"],
        "De realisatie ‘soms’ is onbekend",
    ),
    "a year": ([[*RIJEN[0], "vorig jaar"]], [*KOPPEN, "beëindigd in"], "is geen jaar. [rij 2]"),
    "an end": ([[*RIJEN[0], "2023"]], [*KOPPEN, "beëindigd in"], "Zeg in ‘reden einde’ waarom"),
    "a title": ([["Groen", "", "x" * 501, "Ja.", ""]], KOPPEN, "Is dit de goede kolom? [rij 2]"),
    "a cell": ([["Groen", "", "Planten", "x " * 70_000, ""]], KOPPEN, "een cel veel te lang"),
    "nothing": ([], KOPPEN, "Er staat geen enkele rij"),
    "a broken form": ([[*RIJEN[0], "{"]], [*KOPPEN, "vorm"], "(‘vorm’) zijn beschadigd"),
}


@pytest.mark.parametrize("wat", SLECHT)
def test_bad_rows_are_told_and_nothing_comes_in(wat: str, tmp_path: Path) -> None:
    rijen, koppen, melding = SLECHT[wat]
    uit = Path(tmp_path / "uit.txt")
    with pytest.raises(CommandError, match="er is niets veranderd"), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, csv_of(rijen, koppen))
    assert melding in uit.read_text()
    assert not Plan.objects.exists()


def _importeer_to(stream: Any, folder: Path, data: bytes, naam: str = "spiegel.csv") -> None:
    path = folder / naam
    path.write_bytes(data)
    call_command(
        "importeer_spiegel",
        path,
        plan=PLAN,
        jaar=2023,
        toepassen=True,
        stdout=stream,
        stderr=stream,
    )


def test_latin_1_is_told_with_its_row(tmp_path: Path) -> None:
    uit = tmp_path / "uit.txt"
    data = csv_of().replace(b"We luisteren.", "Eén kop koffie.".encode("latin-1"))
    with pytest.raises(CommandError), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, data)
    assert "geen UTF-8" in uit.read_text()
    assert "[rij 6]" in uit.read_text()
    assert not Plan.objects.exists()


@pytest.mark.parametrize(
    ("bouwer", "melding"),
    [
        (Bouwer().kop(1, "Groen").alinea("Tekst."), "Er staat geen spiegel in dit bestand"),
        (spiegeltabel(Bouwer(), ([[vet("Planten")]], [])), "boven de eerste kop"),
        (
            spiegeltabel(Bouwer().kop(1, "Groen"), ([["Zomaar tekst."]], [])),
            "In deze rij staat geen activiteit, alleen tekst: “Zomaar tekst.”",
        ),
        (
            spiegeltabel(
                Bouwer().kop(1, "Groen"),
                ([[vet("Planten")]], [["Ja."]]),
                ([[vet("Planten")]], [["Nee."]]),
            ),
            '‘Planten’ staat ook in onder "Groen", tabel 1, rij 2',
        ),
        (
            spiegeltabel(Bouwer().kop(1, "Groen"), ([[vet("Planten")], ["x" * 200_001]], [])),
            "Deze tekst heeft 200.0",
        ),
        (
            Bouwer()
            .kop(1, "Groen")
            .tabel([["Begroting 2023", "Jaarverslag 2023"], [Cel("x", breed=2)]]),
            "Deze rij heeft geen twee cellen",
        ),
    ],
)
def test_a_word_file_that_is_no_mirror(bouwer: Bouwer, melding: str, tmp_path: Path) -> None:
    uit = tmp_path / "uit.txt"
    with pytest.raises(CommandError), uit.open("w") as stream:
        _importeer_to(stream, tmp_path, bouwer.bytes(), "spiegel.docx")
    assert melding in uit.read_text()
    assert not Plan.objects.exists()


def test_goals_that_can_not_be_read(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        importeer(tmp_path, csv_of(), doelen=csv_of([["Groen"]], ["ambitie"]))
    with pytest.raises(CommandError):
        importeer(tmp_path, csv_of(), doelen=doelen_of([*DOELEN, ["", "Los", 1]]))
    assert not Plan.objects.exists()
