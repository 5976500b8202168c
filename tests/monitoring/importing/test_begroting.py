"""A budget with names that are written differently, and totals that are not its sum."""

from decimal import Decimal
from pathlib import Path

import pytest

from monitoring.geld.overzicht import geldoverzicht
from monitoring.models import Bedrag, Deelproduct, VermeldTotaal
from tests.fabriek import een_plan, een_thema
from tests.monitoring.importing.conftest import Invoeren, Uitkomst
from themas.models import Plan

pytestmark = pytest.mark.django_db

BEGROTING = (
    "deelproduct;2024;2025\n1. Aanpak van wonen;848;1.200\n"
    "2. Toezicht & zorg;-71;\nTOTAAL;700;1.200\n"
)
KOPPELING = (
    "deelproduct;thema_nummer;thema\nAanpak Van Wonen;1;Ondermijning\n"
    "Aanpak van wonen;2;Veilige Wijken\nToezicht en zorg;alle;Alle thema’s\n"
)


@pytest.fixture
def plan() -> Plan:
    plan = een_plan(slug="ivp")
    for titel in ("Ondermijning", "Veilige wijken"):
        een_thema(plan, titel)
    return plan


def run(
    invoeren: Invoeren, tmp_path: Path, csv: str, koppeling: str = "", **opties: object
) -> Uitkomst:
    opties = {"plan": "ivp", **opties}
    if koppeling:
        path = tmp_path / "koppeling.csv"
        path.write_text(koppeling)
        opties["koppeling"] = path
    return invoeren(csv, commando="importeer_begroting", **opties)


def test_lines_totals_and_themes(plan: Plan, invoeren: Invoeren, tmp_path: Path) -> None:
    uitkomst = run(invoeren, tmp_path, BEGROTING, KOPPELING)
    assert "De regels tellen op tot € 777.000; het bestand noemt € 700.000." in uitkomst.tekst
    assert "Verschil: € -77.000" in uitkomst.tekst
    overzicht = geldoverzicht(plan)
    assert overzicht.jaren == (2024, 2025)
    assert [(r.naam, r.themas, r.voor_alle_themas, r.bedragen) for r in overzicht.regels] == [
        (
            "Aanpak van wonen",
            ("Ondermijning", "Veilige wijken"),
            False,
            (Decimal(848_000), Decimal(1_200_000)),
        ),
        ("Toezicht & zorg", (), True, (Decimal(-71_000), None)),
    ]
    assert [(t.jaar, t.som, t.vermeld, t.verschil) for t in overzicht.totalen] == [
        (2024, Decimal(777_000), Decimal(700_000), Decimal(-77_000)),
        (2025, Decimal(1_200_000), Decimal(1_200_000), Decimal(0)),
    ]
    assert [t.jaar for t in overzicht.verschilt] == [2024]
    assert "Er is niets veranderd" in run(invoeren, tmp_path, BEGROTING, KOPPELING).tekst
    changed = run(invoeren, tmp_path, BEGROTING.replace("848", "849"))
    assert "0 nieuw, 1 bijgewerkt" in changed.tekst
    assert Bedrag.objects.get(jaar=2024, deelproduct__positie=1).bedrag == 849_000


def test_kinds_are_kept_apart(plan: Plan, invoeren: Invoeren, tmp_path: Path) -> None:
    run(invoeren, tmp_path, BEGROTING)
    run(invoeren, tmp_path, BEGROTING.replace("848", "900"), soort="gerealiseerd", maal=1)
    amounts = Bedrag.objects.filter(deelproduct__positie=1, jaar=2024).order_by("bedrag")
    assert [b.soort for b in amounts] == ["gerealiseerd", "begroot"]
    assert [b.bedrag for b in amounts] == [Decimal(900), Decimal(848_000)]
    assert geldoverzicht(plan).totalen[0].som == 777_000


@pytest.mark.parametrize(
    ("csv", "melding"),
    [
        ("wat;2024\nx;1\n", "De kolom ‘deelproduct’ ontbreekt"),
        ("deelproduct;bedrag\nx;1\n", "Boven de bedragen staat geen jaar"),
        ("deelproduct\nx\n", "Er is geen kolom met een jaartal"),
        ("deelproduct;2024\nA;1\n1. a;2\n", "staat ook op rij 2"),
        ("deelproduct;2024\nA;=1\n", "formule"),
        ("deelproduct;2024\nTotaal;1\n", "geen deelproduct"),
        ("deelproduct;2024\n;5\n", "staat geen deelproduct"),
        ("deelproduct;2024;2024\nA;1;2\n", "staat 2 keer in de kop"),
        ("deelproduct;2024\nA;1,5\nB;1.5\n", "‘1,5’ (rij 2) en ‘1.5’ (rij 3)"),
        ("deelproduct;2024\nA;veel\n", "rij 2"),
        ("deelproduct;2024;geldbron\nA;1;loterij\n", "De geldbron ‘loterij’ is onbekend"),
    ],
)
@pytest.mark.usefixtures("plan")
def test_refusals(invoeren: Invoeren, tmp_path: Path, csv: str, melding: str) -> None:
    uitkomst = run(invoeren, tmp_path, csv)
    assert uitkomst.geweigerd
    assert melding in uitkomst.tekst
    assert not Deelproduct.objects.exists()


@pytest.mark.usefixtures("plan")
def test_an_unknown_theme_or_plan(invoeren: Invoeren, tmp_path: Path) -> None:
    wrong = KOPPELING.replace("Ondermijning", "Zwerfvuil")
    assert (
        "Het thema ‘Zwerfvuil’ kent dit plan niet"
        in run(invoeren, tmp_path, BEGROTING, wrong).tekst
    )
    assert "Er is geen plan ‘xyz’" in run(invoeren, tmp_path, BEGROTING, plan="xyz").tekst
    assert not Deelproduct.objects.exists()


@pytest.mark.bronnen
def test_the_real_budget(bronnen: Path, invoeren: Invoeren) -> None:
    invoeren(bronnen / "ivp-2022-2026.docx", commando="importeer_plan")
    uitkomst = invoeren(
        bronnen / "financieel-ivp-2022-2026.csv",
        commando="importeer_begroting",
        plan="ivp-2022-2026",
        koppeling=bronnen / "deelproduct-thema.csv",
    )
    assert not uitkomst.geweigerd, uitkomst.tekst
    overzicht = geldoverzicht(Plan.objects.get())
    thousand = Decimal(1000)
    assert [
        (int(t.som / thousand), int((t.vermeld or 0) / thousand)) for t in overzicht.totalen
    ] == [
        (6706, 16848),
        (17056, 17198),
        (17063, 17205),
        (16872, 17014),
        (16872, 17014),
    ]
    assert VermeldTotaal.objects.count() == 5
    assert all(r.themas or r.voor_alle_themas for r in overzicht.regels)
    assert len(overzicht.regels) == 9
