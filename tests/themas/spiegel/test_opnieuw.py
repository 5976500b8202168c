"""A mirror taken in once more: twice is once, what a person wrote stays."""

from pathlib import Path

import pytest

from tests.fabriek import een_actie, een_plan, een_thema
from tests.themas.spiegel.bestanden import (
    KOPPEN,
    RIJEN,
    csv_of,
    doelen_of,
    een_spiegel_in_word,
    everything,
    importeer,
    spiegel,
)
from themas.jaar.saving import VoortgangDoel
from themas.models import Actie, Bijdrage, Blok, Plan, PlanOnderdeel, Thema, Voortgang
from veiligheid.core.models import Logregel
from veiligheid.core.saving import history

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("soort", ["csv", "docx"])
def test_the_second_time_changes_nothing(soort: str, tmp_path: Path) -> None:
    data = csv_of() if soort == "csv" else een_spiegel_in_word().bytes()
    doelen = doelen_of() if soort == "csv" else None
    importeer(tmp_path, data, f"spiegel.{soort}", doelen)
    before = everything()
    assert "Er is niets veranderd: 0 nieuw, 0 bijgewerkt" in importeer(
        tmp_path, data, f"spiegel.{soort}", doelen
    )
    assert everything() == before
    assert Logregel.objects.count() == 1
    assert len(Logregel.objects.get().details["sha256"]) == (2 if doelen else 1)


def test_word_after_csv_only_adds_what_csv_has_not(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of(), doelen=doelen_of())
    uit = importeer(tmp_path, een_spiegel_in_word().bytes(), "spiegel.docx")
    assert "Opgeslagen: 2 nieuw, 0 bijgewerkt" in uit
    assert PlanOnderdeel.objects.count() == 2
    assert "Er is niets veranderd" in importeer(tmp_path, csv_of(), doelen=doelen_of())


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    uit = importeer(tmp_path, csv_of(), toepassen=False)
    assert "4 beloofd: 2 rood" in uit
    assert "Er is niets opgeslagen" in uit
    assert not Plan.objects.exists()


def test_a_corrected_file_brings_up_to_date_what_nobody_touched(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    rijen = [[*r] for r in RIJEN]
    rijen[0][3] = "We planten 200 bomen."
    rijen[1][4] = "Er is water gegeven."
    assert "1 nieuw, 1 bijgewerkt" in importeer(tmp_path, csv_of(rijen))
    planten, water, *_ = spiegel().rijen
    assert planten.beloofd[0].html == "<p>We planten 200 bomen.</p>"
    assert water.kleur is None
    voortgang = Voortgang.objects.get(blokken__tekst="<p>We planten 200 bomen.</p>")
    assert len(history(VoortgangDoel.soort, voortgang.pk)) == 2


def test_what_a_person_changed_stays(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    Blok.objects.filter(tekst__contains="98 bomen").update(tekst="<p>Van een mens.</p>")
    Actie.objects.filter(titel="Planten").update(titel="Bomen planten")
    uit = importeer(tmp_path, csv_of())
    assert "2 behouden zoals aangepast" in uit
    rij = spiegel().rijen[0]
    assert (rij.titel, rij.gedaan[0].html) == ("Bomen planten", "<p>Van een mens.</p>")


def test_what_is_approved_is_not_changed(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    Bijdrage.objects.update(staat="goedgekeurd")
    before = everything()
    rijen = [[*r] for r in RIJEN]
    rijen[0][3] = "We planten 200 bomen."
    assert "is ingediend of goedgekeurd" in importeer(tmp_path, csv_of(rijen))
    assert everything() == before


def test_a_text_that_left_the_file_stays_and_is_told(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    rijen = [[*r] for r in RIJEN]
    rijen[0][4] = ""
    uit = importeer(tmp_path, csv_of(rijen))
    assert "Dit staat niet meer in het bestand" in uit
    assert spiegel().rijen[0].gedaan


def test_another_year_completes_the_plan(tmp_path: Path) -> None:
    importeer(tmp_path, csv_of())
    koppen = [kop.replace("2023", "2024") for kop in KOPPEN]
    importeer(tmp_path, csv_of(RIJEN, koppen), jaar=2024)
    plan = Plan.objects.get()
    assert (plan.van_jaar, plan.tot_en_met_jaar, plan.rondes.count()) == (2023, 2024, 4)
    assert Actie.objects.count() == 5
    assert spiegel(2024).rijen[1].herhaling == "tweede jaar rood"


def test_an_existing_plan_is_found_by_title_or_address_and_completed(tmp_path: Path) -> None:
    plan = een_plan(titel="Mijn plan", slug="mijn-plan", van_jaar=2023)
    thema = een_thema(plan, "Groen")
    actie = een_actie(thema, "planten")
    for naam in ("mijn-plan", "MIJN PLAN"):
        importeer(tmp_path, csv_of([["groen", "", "Planten", "We planten.", "Ja."]]), plan=naam)
    assert Plan.objects.get().soort == "ivp"
    assert (Thema.objects.get(), Actie.objects.get()) == (thema, actie)
    assert spiegel().rijen[0].titel == "planten"
