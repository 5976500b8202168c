"""The financial annex: the lines, their sum and the stated total, each as it is."""

import csv
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from rapportage.models import Bijlage, Brief
from rapportage.rendering.delen import cijferbestanden
from tests.fabriek import een_brief, een_ronde
from tests.rapportage.bijlagen.hulp import (
    Soort,
    composed,
    delen_of,
    een_bijlage,
    een_budget,
    een_kale_brief,
)
from themas.models import Plan
from veiligheid.document.delen import Rij, Tabeldeel

pytestmark = pytest.mark.django_db


@pytest.fixture
def bijlage() -> Bijlage:
    brief = een_kale_brief()
    een_budget(brief.ronde.plan)
    return een_bijlage(brief, Soort.FINANCIEEL)


def test_lines_sum_total_and_difference(bijlage: Bijlage) -> None:
    tabel, _ = delen_of(bijlage, Tabeldeel)
    assert [k.naam for k in tabel.kolommen] == ["Deelproduct", "Thema’s", "2024", "2025"]
    assert tabel.rijen == (
        Rij("Toezicht", ("Onderwerp 1", "1.500", "1.250")),
        Rij("Onderzoek", ("alle thema’s", "-71", "–")),
        Rij("Som van de regels", ("", "1.429", "1.250"), voet=True),
        Rij("Totaal zoals het plan het vermeldt", ("", "1.429", "1.300"), voet=True),
        Rij("Verschil", ("", "0", "50"), voet=True),
    )
    assert tabel.bijschrift == "Begrote lasten per deelproduct, x €\u00a01.000"
    assert tabel.opmerkingen == (
        "2025: het plan vermeldt als totaal €\u00a01.300.000; de regels tellen op tot "
        "€\u00a01.250.000. Het vermelde totaal is €\u00a050.000 meer. Beide staan hier zoals ze "
        "zijn.",
    )


def test_the_file_holds_data_alone_and_says_its_unit(bijlage: Bijlage) -> None:
    """Who adds up a column gets the sum of the lines, and not three times that."""
    lines, sources = cijferbestanden(composed(bijlage).delen, f"bijlage-{bijlage.nummer}")
    rows = list(csv.DictReader(StringIO(lines.inhoud.decode("utf-8-sig")), delimiter=";"))
    assert [r["Deelproduct"] for r in rows] == ["Toezicht", "Onderzoek"]
    assert sum(int(r["2024"]) for r in rows) == 1429
    assert {r["eenheid"] for r in rows} == {"x €\u00a01.000"}
    rows = list(csv.DictReader(StringIO(sources.inhoud.decode("utf-8-sig")), delimiter=";"))
    assert {r["Deelproduct"] for r in rows} == {"Toezicht"}


def test_where_the_money_comes_from_and_on_which_conditions(bijlage: Bijlage) -> None:
    _, herkomst = delen_of(bijlage, Tabeldeel)
    assert herkomst.kop == "Waar het geld vandaan komt: begrote lasten"
    assert herkomst.rijen == (
        Rij("Toezicht", ("eigen middelen", "–", "1.200", "1.250")),
        Rij("Toezicht", ("specifieke uitkering (SPUK)", "Alleen voor jeugd.", "300", "–")),
        Rij("Bron niet vermeld", ("", "", "-71", "0"), voet=True),
        Rij("Som van de regels", ("", "", "1.429", "1.250"), voet=True),
    )


def test_a_budget_that_names_no_source_has_one_table(bijlage: Bijlage) -> None:
    for deelproduct in bijlage.brief.ronde.plan.deelproducten.all():
        deelproduct.bedragen.exclude(geldbron="").delete()
    assert len(delen_of(bijlage, Tabeldeel)) == 1


def test_amounts_that_are_no_thousands_are_shown_whole(bijlage: Bijlage) -> None:
    """With cents in the whole column of a year that has any, and in no other."""
    plan = bijlage.brief.ronde.plan
    plan.deelproducten.get(naam="Onderzoek").bedragen.update(bedrag=Decimal("1234.5"))
    tabel, _ = delen_of(bijlage, Tabeldeel)
    assert tabel.bijschrift.endswith("in euro’s")
    assert [rij.cellen[1:] for rij in tabel.rijen[:3]] == [
        ("1.500.000,00", "1.250.000"),
        ("1.234,50", "–"),
        ("1.501.234,50", "1.250.000"),
    ]
    assert "tellen op tot €\u00a01.501.234,50" in tabel.opmerkingen[0]


def test_each_kind_and_side_has_a_table_of_its_own(bijlage: Bijlage) -> None:
    toezicht = bijlage.brief.ronde.plan.deelproducten.get(naam="Toezicht")
    for soort, kant in (("gerealiseerd", "lasten"), ("begroot", "baten")):
        toezicht.bedragen.create(jaar=2024, bedrag=5000, soort=soort, kant=kant)
    koppen = [t.kop for t in delen_of(bijlage, Tabeldeel)]
    assert koppen == [
        "Begrote lasten",
        "Waar het geld vandaan komt: begrote lasten",
        "Begrote baten",
        "Gerealiseerde lasten",
    ]


def test_queries_do_not_grow_with_the_budget(
    bijlage: Bijlage, django_assert_max_num_queries: Any
) -> None:
    def count() -> int:
        with django_assert_max_num_queries(49) as queries:
            composed(bijlage)
        return len(queries)

    before = count()
    for deelproduct in bijlage.brief.ronde.plan.deelproducten.all():
        for jaar in range(2026, 2040):
            deelproduct.bedragen.create(jaar=jaar, bedrag=1000)
    assert count() == before


# -- The real budget --------------------------------------------------------------------------


@pytest.fixture
def echte_brief(bronnen: Path) -> Brief:
    opties: dict[str, Any] = {"stdout": StringIO(), "toepassen": True}
    call_command("importeer_plan", bronnen / "ivp-2022-2026.docx", **opties)
    begroting = bronnen / "financieel-ivp-2022-2026.csv"
    koppeling = bronnen / "deelproduct-thema.csv"
    plan = Plan.objects.get(slug="ivp-2022-2026")
    call_command("importeer_begroting", begroting, plan=plan.slug, koppeling=koppeling, **opties)
    brief = een_brief(themas=0, paragrafen=0, ronde=een_ronde(plan))
    brief.bijlagen.all().delete()
    return brief


def test_the_real_budget(echte_brief: Brief) -> None:
    """Its own total differs from its lines in every year: all three are shown. A line is found
    among the themes however its name is written."""
    [tabel] = delen_of(een_bijlage(echte_brief, Soort.FINANCIEEL), Tabeldeel)
    *regels, som, vermeld, verschil = tabel.rijen
    jaren = ("2022", "2023", "2024", "2025", "2026")
    assert tuple(k.naam for k in tabel.kolommen[2:]) == jaren
    assert len(regels) == 9
    assert som.cellen[1:] == ("6.706", "17.056", "17.063", "16.872", "16.872")
    assert vermeld.cellen[1:] == ("16.848", "17.198", "17.205", "17.014", "17.014")
    assert verschil.cellen[1:] == ("10.142", "142", "142", "142", "142")
    assert [o[:4] for o in tabel.opmerkingen] == list(jaren)
    themas = {r.kop: r.cellen[0] for r in regels}
    assert themas["Aanpak multiproblematiek"] == "Zorg & Veiligheid"
    assert themas["Intelligence"] == "alle thema’s"
    assert "Jonge aanwas in de criminaliteit" in themas["Jeugdbeschermingstafel"]
