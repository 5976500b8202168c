"""The mirror: what was promised beside what was reported, and what follows from the two."""

from dataclasses import dataclass

import pytest
from django.db import connection
from django.db.models import ProtectedError
from django.test.utils import CaptureQueriesContext

from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_plan,
    een_ronde,
    een_thema,
    een_uitspraak,
)
from tests.themas.spiegel.groot import een_grote_spiegel
from themas.jaar.beloften import standen_for
from themas.models import Actie, Bijdrage, Blok, Oordeel, Pijler, Plan, Ronde, Thema, Voortgang
from themas.spiegel.maken import make_spiegel
from veiligheid.document.spiegel import Jaarstand, LegeDoelen, Spiegel, Spiegelrij
from veiligheid.document.woorden import Kleur, Realisatie

pytestmark = pytest.mark.django_db


@dataclass
class Jaren:
    """A plan with one theme and a bijdrage of it in each of three rounds."""

    thema: Thema
    toen: Bijdrage
    nu: Bijdrage
    straks: Bijdrage

    @property
    def plan(self) -> Plan:
        return self.thema.plan

    def spiegel(self, jaar: int = 2025) -> Spiegel:
        return make_spiegel(self.plan, jaar)

    def rij(self, jaar: int = 2025) -> Spiegelrij:
        [rij] = self.spiegel(jaar).rijen
        return rij


@pytest.fixture
def jaren() -> Jaren:
    thema = een_thema(een_plan(), "Drukte")
    rondes = [een_ronde(thema.plan, jaar) for jaar in (2025, 2026, 2027)]
    return Jaren(thema, *(een_bijdrage(ronde, thema) for ronde in rondes))


@pytest.fixture
def hek(jaren: Jaren) -> Actie:
    return een_actie(jaren.thema, "Het hek")


def test_a_promise_without_a_report_is_rood(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    een_uitspraak(jaren.nu, "terugblik", "", hek)
    een_uitspraak(jaren.nu, "context", "<p>Hekken zijn duur.</p>", hek)
    rij = jaren.rij()
    assert (rij.sleutel, rij.titel, rij.kleur) == (hek.sleutel, "Het hek", Kleur.ROOD)
    assert [(p.html, p.anker) for p in rij.beloofd] == [
        ("<p>Er komt een hek.</p>", "drukte--over-het-hek")
    ]
    assert rij.gedaan == ()
    telling = jaren.spiegel().telling
    assert str(telling) == (
        "1 beloofd: 1 rood, 0 geel, 0 groen, 0 nog te beoordelen; daarnaast 0 blauw"
    )


def test_any_report_ends_rood_and_the_oordeel_makes_geel_or_groen(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    een_uitspraak(jaren.nu, "terugblik", "<p>Er kwam niets van.</p>", hek)
    assert jaren.rij().kleur is None
    assert jaren.spiegel().telling.te_beoordelen == 1
    Oordeel.objects.create(
        bijdrage=jaren.nu, actie=hek, kleur="geel", realisatie="doorgeschoven", oorzaak="Geen geld."
    )
    rij = jaren.rij()
    assert (rij.kleur, rij.realisatie) == (Kleur.GEEL, Realisatie.DOORGESCHOVEN)
    assert rij.spoor == (Jaarstand(2025, Kleur.GEEL, Realisatie.DOORGESCHOVEN, "Geen geld."),)


def test_an_oordeel_does_not_colour_what_nobody_reported(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    Oordeel.objects.create(bijdrage=jaren.nu, actie=hek, kleur="groen")
    assert jaren.rij().kleur is Kleur.ROOD


def test_reported_and_not_promised_is_blauw_and_counted_apart(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    poort = een_actie(jaren.thema, "De poort")
    een_uitspraak(jaren.nu, "terugblik", "<p>En een poort.</p>", poort)
    spiegel = jaren.spiegel()
    assert [(r.titel, r.kleur) for r in spiegel.rijen] == [
        ("Het hek", Kleur.ROOD),
        ("De poort", Kleur.BLAUW),
    ]
    assert (spiegel.telling.beloofd, spiegel.telling.rood, spiegel.telling.blauw) == (1, 1, 1)


def test_without_an_earlier_letter_there_is_no_mirror(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "terugblik", "<p>Er staat een hek.</p>", hek)
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt meer hek.</p>", hek)
    spiegel = jaren.spiegel(2024)
    assert (spiegel.beschikbaar, spiegel.rijen) == (False, ())
    assert spiegel.waarom_niet == "Geen eerdere brief keek vooruit naar 2024."
    assert not jaren.spiegel(2030).beschikbaar


def test_promises_that_name_no_actie_make_nothing_blauw(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>")
    een_uitspraak(jaren.nu, "terugblik", "<p>Er staat een hek.</p>", hek)
    spiegel = jaren.spiegel()
    assert (spiegel.beschikbaar, spiegel.rijen) == (False, ())
    assert "noemt geen acties" in spiegel.waarom_niet


def test_as_long_as_nobody_looks_back_nothing_is_rood(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.straks, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    spiegel = jaren.spiegel(2027)
    assert (spiegel.beschikbaar, spiegel.rijen) == (False, ())
    assert spiegel.waarom_niet == "Er is nog geen brief die terugkijkt op 2027."


def test_one_row_for_an_actie_of_several_themes(jaren: Jaren, hek: Actie) -> None:
    ander = een_thema(jaren.plan, "Handhaving")
    toen, nu = (een_bijdrage(b.ronde, ander) for b in (jaren.toen, jaren.nu))
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    een_uitspraak(toen, "vooruitblik", "<p>Wij bewaken het hek.</p>", hek)
    een_uitspraak(nu, "terugblik", "<p>Het hek is bewaakt.</p>", hek)
    Oordeel.objects.create(bijdrage=nu, actie=hek, kleur="geel")
    rij = jaren.rij()
    assert [p.thema_titel for p in rij.beloofd] == ["Drukte", "Handhaving"]
    assert [p.anker for p in rij.gedaan] == ["handhaving--over-het-hek"]
    assert (rij.thema_titel, rij.verder) == ("Drukte", ("Handhaving",))
    assert rij.kleur is Kleur.GEEL
    # The home theme's oordeel goes before that of the other.
    Oordeel.objects.create(bijdrage=jaren.nu, actie=hek)
    assert jaren.rij().kleur is Kleur.GEEL
    Oordeel.objects.filter(bijdrage=jaren.nu).update(kleur="groen")
    assert jaren.rij().kleur is Kleur.GROEN


def test_several_blocks_of_one_paragraaf_are_one_passage(jaren: Jaren, hek: Actie) -> None:
    voortgang = een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    nog = Blok.objects.create(voortgang=voortgang, positie=2, soort="vooruitblik", tekst="<p>2</p>")
    nog.acties.add(hek)
    assert [p.html for p in jaren.rij().beloofd] == ["<p>Een hek.</p><p>2</p>"]


def test_what_is_removed_or_empty_promises_nothing(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "", hek)
    weg = een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    Voortgang.objects.filter(pk=weg.pk).update(verwijderd_op="2025-01-01T00:00Z", positie=None)
    assert not jaren.spiegel().beschikbaar


def test_an_ended_actie_stays_with_its_reason_from_that_year_on(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    een_uitspraak(jaren.nu, "vooruitblik", "<p>Toch een hek.</p>", hek)
    Actie.objects.update(beeindigd_in=2026, reden_einde="Geen geld.")
    assert jaren.rij(2025).beeindigd_in is None
    rij = jaren.rij(2026)
    assert (rij.beeindigd_in, rij.reden_einde) == (2026, "Geen geld.")
    assert rij.spoor[-1].reden == "Geen geld."
    assert rij.herhaling == "tweede jaar rood"


def test_the_trail_tells_the_third_year(jaren: Jaren, hek: Actie) -> None:
    vroeger = een_bijdrage(een_ronde(jaren.plan, 2024), jaren.thema)
    for bijdrage in (vroeger, jaren.toen, jaren.nu):
        een_uitspraak(bijdrage, "vooruitblik", "<p>Een hek.</p>", hek)
    assert jaren.rij(2024).herhaling == ""
    assert jaren.rij(2025).herhaling == "tweede jaar rood"
    assert jaren.rij(2026).herhaling == "derde jaar rood"
    assert [s.jaar for s in jaren.rij(2025).spoor] == [2024, 2025]
    een_uitspraak(jaren.nu, "terugblik", "<p>Het staat.</p>", hek)
    assert [s.kleur for s in jaren.rij(2026).spoor] == [Kleur.ROOD, None, Kleur.ROOD]
    assert jaren.rij(2026).herhaling == ""


def test_a_year_without_a_promise_breaks_the_row(jaren: Jaren, hek: Actie) -> None:
    vroeger = een_bijdrage(een_ronde(jaren.plan, 2024), jaren.thema)
    ander = een_actie(jaren.thema, "De poort")
    een_uitspraak(vroeger, "vooruitblik", "<p>Een hek.</p>", hek)
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een poort.</p>", ander)
    een_uitspraak(jaren.nu, "vooruitblik", "<p>Een hek.</p>", hek)
    [rij] = [r for r in jaren.spiegel(2026).rijen if r.titel == "Het hek"]
    assert [s.jaar for s in rij.spoor] == [2024, 2026]
    assert rij.herhaling == ""


# -- Into the next plan -----------------------------------------------------------------------


@pytest.fixture
def opvolger(jaren: Jaren) -> Thema:
    """A plan that begins with the round that looks back on 2027."""
    plan = een_plan(van_jaar=2027, tot_en_met_jaar=2030, voorganger=jaren.plan)
    thema = een_thema(plan, "Drukte in de stad", voorganger=jaren.thema)
    een_bijdrage(een_ronde(plan, 2028), thema)
    return thema


def test_the_next_plan_answers_what_the_last_one_promised(
    jaren: Jaren, hek: Actie, opvolger: Thema
) -> None:
    een_uitspraak(jaren.nu, "vooruitblik", "<p>Een hek.</p>", hek)
    een_uitspraak(jaren.straks, "vooruitblik", "<p>Weer een hek.</p>", hek)
    [rij] = make_spiegel(opvolger.plan, 2027).rijen
    assert (rij.titel, rij.thema_titel) == ("Het hek", "Drukte in de stad")
    hekwerk = een_actie(opvolger, "Hekwerk", voorganger=hek)
    [rij] = make_spiegel(opvolger.plan, 2027).rijen
    assert (rij.titel, rij.sleutel, rij.kleur) == ("Hekwerk", hekwerk.sleutel, Kleur.ROOD)
    assert [(s.jaar, s.kleur) for s in rij.spoor] == [(2026, Kleur.ROOD), (2027, Kleur.ROOD)]
    bijdrage = Bijdrage.objects.get(thema=opvolger)
    een_uitspraak(bijdrage, "terugblik", "<p>Het staat.</p>", hekwerk)
    [rij] = make_spiegel(opvolger.plan, 2027).rijen
    assert (rij.kleur, rij.gedaan[0].html) == (None, "<p>Het staat.</p>")


def test_an_actie_that_became_two_is_answered_by_either(
    jaren: Jaren, hek: Actie, opvolger: Thema
) -> None:
    een_uitspraak(jaren.nu, "vooruitblik", "<p>Een hek.</p>", hek)
    een_uitspraak(jaren.straks, "vooruitblik", "<p>Een hek.</p>", hek)
    _, rechts = (een_actie(opvolger, t, voorganger=hek) for t in ("Links", "Rechts"))
    [rij] = make_spiegel(opvolger.plan, 2027).rijen
    assert (rij.titel, rij.kleur) == ("Het hek", Kleur.ROOD)
    een_uitspraak(Bijdrage.objects.get(thema=opvolger), "terugblik", "<p>Ja.</p>", rechts)
    [rij] = make_spiegel(opvolger.plan, 2027).rijen
    assert (rij.titel, rij.kleur) == ("Het hek", None)
    assert [s.kleur for s in rij.spoor] == [Kleur.ROOD, None]


def test_a_circle_of_predecessors_ends(jaren: Jaren, hek: Actie) -> None:
    poort = een_actie(jaren.thema, "De poort", voorganger=hek)
    Actie.objects.filter(pk=hek.pk).update(voorganger=poort)
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    assert jaren.rij().titel == "Het hek"


def test_the_writing_screens_say_the_same(jaren: Jaren, hek: Actie, opvolger: Thema) -> None:
    een_uitspraak(jaren.straks, "vooruitblik", "<p>Een hek.</p>", hek)
    los = een_actie(een_thema(jaren.plan, "Nergens meer"), "Los hek")
    een_uitspraak(een_bijdrage(jaren.straks.ronde, los.thema), "vooruitblik", "<p>Los.</p>", los)
    een_actie(opvolger, "Hekwerk", voorganger=hek)
    een_actie(opvolger, "Vast hek", voorganger=los)
    bijdrage = Bijdrage.objects.select_related("ronde", "thema").get(thema=opvolger)
    standen = {s.actie.sleutel: s.kleur for s in standen_for(bijdrage)}
    spiegel = make_spiegel(opvolger.plan, 2027)
    assert {r.sleutel: r.kleur for r in spiegel.rijen} == standen
    assert {r.titel for r in spiegel.rijen} == {"Hekwerk", "Vast hek"}


# -- What is not in the rows ------------------------------------------------------------------


def test_goals_without_acties_stay_visible(jaren: Jaren, hek: Actie) -> None:
    pijlers = [
        Pijler.objects.create(thema=jaren.thema, positie=n, titel=f"Pijler {n}") for n in (1, 2)
    ]
    een_thema(jaren.plan, "Leeg thema")
    een_thema(jaren.plan, "Vervallen", vervallen_in=2025, reden_vervallen="Klaar.")
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    # As long as no actie hangs under a pijler, the pijlers say nothing.
    assert jaren.spiegel().leeg == (LegeDoelen("leeg-thema", "Leeg thema", ()),)
    Actie.objects.filter(pk=hek.pk).update(pijler=pijlers[0])
    assert jaren.spiegel().leeg == (
        LegeDoelen("drukte", "Drukte", ("Pijler 2",)),
        LegeDoelen("leeg-thema", "Leeg thema", ()),
    )
    assert jaren.rij().pijler == "Pijler 1"


def test_acties_that_no_letter_names_are_listed(jaren: Jaren, hek: Actie) -> None:
    een_actie(jaren.thema, "De poort")
    een_actie(jaren.thema, "De brug", beeindigd_in=2024, reden_einde="Af.")
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    assert [n.titel for n in jaren.spiegel().niet_genoemd] == ["De poort"]


def test_rows_follow_the_plan(jaren: Jaren) -> None:
    pijler = Pijler.objects.create(thema=jaren.thema, positie=1, titel="Pijler")
    los = een_actie(jaren.thema, "Los", positie=1)
    vast = een_actie(jaren.thema, "Vast", positie=2, pijler=pijler)
    elders = een_actie(een_thema(jaren.plan, "Elders"), "Elders", positie=1)
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Alles.</p>", elders, los, vast)
    assert [r.titel for r in jaren.spiegel().rijen] == ["Vast", "Los", "Elders"]


# -- Names, and size --------------------------------------------------------------------------


def test_an_actie_has_a_name_that_does_not_follow_its_title(hek: Actie) -> None:
    before = hek.sleutel
    hek.titel = "De muur"
    hek.save()
    hek.refresh_from_db()
    assert hek.sleutel == before
    assert len(before) == 8


def test_an_actie_that_a_block_names_cannot_be_deleted(jaren: Jaren, hek: Actie) -> None:
    een_uitspraak(jaren.toen, "vooruitblik", "<p>Een hek.</p>", hek)
    with pytest.raises(ProtectedError):
        hek.delete()
    with pytest.raises(ProtectedError):
        jaren.thema.delete()
    Ronde.objects.all().delete()
    hek.delete()


# With 4,400 in `make bench ARGS=spiegel`.
@pytest.mark.parametrize("rijen", [44, 440])
def test_queries_do_not_grow(rijen: int) -> None:
    plan = een_grote_spiegel(rijen)
    with CaptureQueriesContext(connection) as queries:
        spiegel = make_spiegel(plan, 2025)
    assert len(queries) == 12
    assert len(spiegel.rijen) == rijen
    assert spiegel.telling.blauw == len(range(0, rijen, 10))
    assert 0 < spiegel.telling.rood < spiegel.telling.beloofd / 3
