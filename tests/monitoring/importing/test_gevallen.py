"""Tables as people have them, each through the command and the screen: right values, or the
sentence that says what to write instead."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from monitoring.importing.metingen.apply import copy_text
from monitoring.models import Bedrag, Deelproduct, Indicator, Meting, VermeldTotaal
from tests.fabriek import een_plan
from tests.inlezen import WEGEN, Uitkomst, take_in
from tests.monitoring.fabriek import een_gemeente, een_indicator
from tests.monitoring.importing.conftest import Invoeren
from tests.monitoring.importing.conftest import Uitkomst as Commandouitkomst

pytestmark = [pytest.mark.django_db, pytest.mark.gevallen]


@pytest.fixture
def map_(gevallen: Path) -> Path:
    return gevallen / "tabellen"


@pytest.fixture
def indicator() -> Indicator:
    een_gemeente(1)
    return een_indicator("Proefcijfer", slug="proefcijfer")


def stored() -> dict[str, Decimal | None]:
    return {m.periode: m.waarde for m in Meting.objects.all()}


@pytest.fixture(params=WEGEN)
def cijfers(request: Any, joris: Client, settings: Any) -> Callable[[Path], Uitkomst]:
    """Takes in figures, by either way."""
    settings.GEMEENTE_CODE = "GM0268"
    opties = {"gemeente": "GM0268"}
    return lambda path: take_in(request.param, joris, "cijfers", path, opties=opties)


@pytest.mark.usefixtures("indicator")
@pytest.mark.parametrize(
    ("naam", "waarden", "gezegd"),
    [
        ("crlf-cr.csv", {"2023JJ00": 12}, ""),
        ("sep.csv", {"2023JJ00": 12}, ""),
        ("pct.xlsx", {"2023JJ00": 12}, "‘12%’ is gelezen als 12; de eenheid van ‘Proefcijfer’"),
        ("datumperiode.xlsx", {"2024MM01": 12}, ""),
        ("duizend.xlsx", {"2023JJ00": 1234, "2024JJ00": 1234}, "kan duizenden zijn of decimalen"),
    ],
)
def test_figures(
    cijfers: Callable[[Path], Uitkomst],
    map_: Path,
    naam: str,
    waarden: dict[str, int],
    gezegd: str,
) -> None:
    uitkomst = cijfers(map_ / naam)
    assert not uitkomst.geweigerd, uitkomst.tekst
    assert stored() == {periode: Decimal(w) for periode, w in waarden.items()}
    assert gezegd in uitkomst.tekst


def test_a_percentage_of_an_indicator_in_percents_asks_nothing(
    cijfers: Callable[[Path], Uitkomst], map_: Path, indicator: Indicator
) -> None:
    indicator.eenheid = "procent"
    indicator.save()
    assert "is gelezen als" not in cijfers(map_ / "pct.xlsx").tekst
    assert stored() == {"2023JJ00": Decimal(12)}


def test_a_thousand_of_an_indicator_with_decimals_is_refused(
    cijfers: Callable[[Path], Uitkomst], map_: Path, indicator: Indicator
) -> None:
    indicator.decimalen = 1
    indicator.save()
    uitkomst = cijfers(map_ / "duizend.xlsx")
    assert uitkomst.geweigerd
    assert "‘1.234’ kan duizenden zijn of decimalen. Schrijf het zonder punt." in uitkomst.tekst
    assert "rij 3" in uitkomst.tekst
    assert not Meting.objects.exists()


@pytest.mark.usefixtures("indicator")
def test_a_fault_of_a_spreadsheet_is_refused_with_its_row(
    cijfers: Callable[[Path], Uitkomst], map_: Path
) -> None:
    uitkomst = cijfers(map_ / "fout.xlsx")
    assert uitkomst.geweigerd
    assert "Hier staat de foutmelding #N/B van een spreadsheet." in uitkomst.tekst
    assert "rij 2, kolom waarde" in uitkomst.tekst
    assert not Meting.objects.exists()


def budget(invoeren: Invoeren, bestand: Path | str) -> Commandouitkomst:
    een_plan(slug="ivp")
    return invoeren(bestand, commando="importeer_begroting", plan="ivp", maal=1)


def amounts() -> dict[tuple[str, int], int]:
    found = Bedrag.objects.select_related("deelproduct")
    return {(b.deelproduct.naam, b.jaar): int(b.bedrag) for b in found}


@pytest.mark.parametrize(
    ("naam", "bedragen", "gezegd"),
    [
        ("b-titelrij.csv", {("A", 2024): 1, ("A", 2025): 2}, []),
        ("b-jaar-tekst.csv", {("A", 2024): 1, ("A", 2025): 2}, []),
        (
            "b-iv3.csv",
            {("Openbare orde en veiligheid", 2024): 63},
            ["De kolom ‘Taakveld’ wordt niet gelezen"],
        ),
        (
            "b2.xlsx",
            {("A", 2024): 100, ("A", 2025): 12},
            ["‘TOTAAL’ is een formule zonder uitkomst", "rij 3, 2025"],
        ),
        (
            "b3.xlsx",
            {("A", 2024): 100, ("A", 2025): 12, ("B", 2024): 1, ("B", 2025): 1},
            ["‘Saldo’ is geen regel van de begroting"],
        ),
    ],
)
@pytest.mark.parametrize("weg", WEGEN)
def test_budgets(
    joris: Client,
    map_: Path,
    naam: str,
    bedragen: dict[tuple[str, int], int],
    gezegd: list[str],
    weg: str,
) -> None:
    plan = een_plan(slug="ivp")
    uitkomst = take_in(
        weg,
        joris,
        "begroting",
        map_ / naam,
        opties={"plan": "ivp", "maal": 1},
        velden={"plan": plan.pk, "maal": 1, "soort": "begroot", "kant": "lasten"},
    )
    assert not uitkomst.geweigerd, uitkomst.tekst
    assert amounts() == bedragen
    assert all(each in uitkomst.tekst for each in gezegd), uitkomst.tekst
    assert "tellen op tot" not in uitkomst.tekst
    if naam == "b3.xlsx":
        assert {t.jaar: t.bedrag for t in VermeldTotaal.objects.all()} == {2024: 101, 2025: 13}


AMOUNTS = """Programma Veiligheid;;;;
Rekening 2024 x 1;;;;
Omschrijving;Begroting 2024;Na wijziging 2024;Realisatie 2024;Verschil
Toezicht;€ 63;1 063;63,-;1
Zorg;(63);p.m.;n.v.t.;
Subtotaal;0;1063;63;
Wonen;€ 1.063;"1.063,50";-5;
Totaal lasten;1063;;58;
Saldo reserves;5;5;5;
"""


def test_realised_beside_the_budget(invoeren: Invoeren) -> None:
    uitkomst = budget(invoeren, AMOUNTS)
    assert not uitkomst.geweigerd, uitkomst.tekst
    found = {
        (b.deelproduct.naam, b.soort): b.bedrag
        for b in Bedrag.objects.select_related("deelproduct")
    }
    assert found == {
        ("Toezicht", "begroot"): Decimal(63),
        ("Toezicht", "na wijziging"): Decimal(1063),
        ("Toezicht", "gerealiseerd"): Decimal(63),
        ("Zorg", "begroot"): Decimal(-63),
        ("Wonen", "begroot"): Decimal(1063),
        ("Wonen", "na wijziging"): Decimal("1063.50"),
        ("Wonen", "gerealiseerd"): Decimal(-5),
    }
    assert "De kolom ‘Verschil’ wordt niet gelezen" in uitkomst.tekst
    assert "tellen op tot" not in uitkomst.tekst
    assert "‘Saldo reserves’ is geen regel" in uitkomst.tekst
    assert [d.naam for d in Deelproduct.objects.all()] == ["Toezicht", "Zorg", "Wonen"]


def test_a_sum_that_is_wrong_is_told(invoeren: Invoeren) -> None:
    tekst = "deelproduct;2024\nA;1\nB;2\nSubtotaal;4\nC;5\nTotaal;9\n"
    told = budget(invoeren, tekst).tekst
    assert "De regels tellen op tot € 3; het bestand noemt € 4." in told
    assert "De regels tellen op tot € 8; het bestand noemt € 9." in told


def test_amounts_without_a_year_ask_for_it(invoeren: Invoeren) -> None:
    een_plan(slug="ivp")
    tekst = "Product;Begroot;Gerealiseerd\nA;1;2\n"
    how = {"commando": "importeer_begroting", "plan": "ivp", "maal": 1}
    asked = invoeren(tekst, **how)
    assert asked.geweigerd
    assert "geef --jaar" in asked.tekst
    assert not invoeren(tekst, jaar="2024", **how).geweigerd
    found = {(b.jaar, b.soort): int(b.bedrag) for b in Bedrag.objects.all()}
    assert found == {(2024, "begroot"): 1, (2024, "gerealiseerd"): 2}


def test_no_given_table_is_left_out(map_: Path) -> None:
    """Each is named in the tests that take it in both ways."""
    here = Path(__file__)
    tests = here.parents[2]
    sources = [here, *(tests / "themas" / naam / here.name for naam in ("toezeggingen", "spiegel"))]
    written = " ".join(source.read_text(encoding="utf-8") for source in sources)
    assert [f.name for f in sorted(map_.iterdir()) if f.stem not in written] == []


def test_signs_that_a_database_reads_as_something_else(invoeren: Invoeren) -> None:
    """In a cell of text: on PostgreSQL the rows go in as lines of text, divided by tabs."""
    een_gemeente(1)
    een_indicator("Proefcijfer", slug="proefcijfer")
    bron = "map\\nieuw \\N \\. 'x' \"y\""
    quoted = bron.replace('"', '""')
    tekst = f'indicator;gebied;periode;waarde;bron\nProefcijfer;GM0268;2023;12;"{quoted}"\n'
    uitkomst = invoeren(tekst)
    assert not uitkomst.geweigerd, uitkomst.tekst
    meting = Meting.objects.get()
    assert (meting.bron, meting.waarde) == (bron, Decimal(12))
    assert "Er is niets veranderd" in invoeren(tekst).tekst


def test_a_cell_of_copy() -> None:
    assert copy_text(None) == "\\N"
    assert copy_text("a\tb\nc\rd\\e") == "a\\tb\\nc\\rd\\\\e"
    assert copy_text(Decimal("1.50")) == "1.50"
