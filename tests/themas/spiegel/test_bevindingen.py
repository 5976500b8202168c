"""What the mirror says to those who write: a promise that vanished blocks, rood asks attention."""

from collections.abc import Sequence

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fabriek import (
    een_actie,
    een_bijdrage,
    een_plan,
    een_ronde,
    een_thema,
    een_uitspraak,
    iemand,
)
from tests.themas.spiegel.groot import een_grote_spiegel
from themas.jaar.structure import remove_voortgang
from themas.models import Actie, Bijdrage, Blok, Oordeel, Ronde, Thema
from themas.spiegel.bevindingen import bevindingen_for, vanished
from themas.spiegel.maken import make_spiegel
from veiligheid.core.findings import Bevinding
from veiligheid.document.spiegel import Passage

pytestmark = pytest.mark.django_db


@pytest.fixture
def thema() -> Thema:
    return een_thema(een_plan(), "Drukte")


@pytest.fixture
def hek(thema: Thema) -> Actie:
    return een_actie(thema, "Het hek")


@pytest.fixture
def toen(thema: Thema, hek: Actie) -> Bijdrage:
    """The bijdrage of 2025, published: it promised a fence and a gate."""
    bijdrage = een_bijdrage(een_ronde(thema.plan, 2025), thema)
    een_uitspraak(bijdrage, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    poort = een_actie(thema, "De poort")
    een_uitspraak(bijdrage, "vooruitblik", "<p>Er komt een poort.</p>", poort)
    return bijdrage


@pytest.fixture
def nu(thema: Thema, toen: Bijdrage) -> Bijdrage:
    return een_bijdrage(een_ronde(thema.plan, 2026), thema)


def published(*acties: Actie) -> dict[str, tuple[Passage, ...]]:
    """What the letter of 2025 promised of these acties."""
    return {
        actie.sleutel: (Passage("Er komt een hek", "<p>Zoals gezegd.</p>", "", "Drukte", "drukte"),)
        for actie in acties
    }


def codes(found: Sequence[Bevinding]) -> list[str]:
    return [b.code for b in found]


def test_a_promise_that_is_told_is_no_finding(nu: Bijdrage, hek: Actie) -> None:
    een_uitspraak(nu, "terugblik", "<p>Het staat.</p>", hek)
    Oordeel.objects.create(bijdrage=nu, actie=hek, kleur="groen", realisatie="gerealiseerd")
    found = bevindingen_for(nu.ronde, published(hek))
    assert [b.plek for b in found] == ["Drukte › De poort"]


def test_rood_asks_attention_and_says_for_how_long(nu: Bijdrage, hek: Actie, thema: Thema) -> None:
    vroeger = een_bijdrage(een_ronde(thema.plan, 2024), thema)
    een_uitspraak(vroeger, "vooruitblik", "<p>Er komt een hek.</p>", hek)
    Ronde.objects.filter(pk=vroeger.ronde_id).update(verslagjaar=None)
    Ronde.objects.create(plan=thema.plan, verslagjaar=2024)
    first, second = bevindingen_for(nu.ronde)
    assert (first.code, first.blokkeert, first.plek) == ("belofte-rood", False, "Drukte › Het hek")
    assert "nergens verteld: tweede jaar rood." in first.melding
    assert first.link == f"/schrijven/{nu.pk}/#beloofd"
    assert "nergens verteld: rood." in second.melding


def test_an_ended_actie_is_no_finding_and_stays_in_the_mirror(nu: Bijdrage, hek: Actie) -> None:
    Actie.objects.filter(pk=hek.pk).update(beeindigd_in=2025, reden_einde="Geen geld.")
    found = bevindingen_for(nu.ronde, published(hek))
    assert [b.plek for b in found] == ["Drukte › De poort"]
    assert make_spiegel(nu.ronde.plan, 2025).rijen[0].reden_einde == "Geen geld."


def test_told_and_not_judged(nu: Bijdrage, hek: Actie) -> None:
    een_uitspraak(nu, "terugblik", "<p>Het staat.</p>", hek)
    assert codes(bevindingen_for(nu.ronde))[:1] == ["belofte-te-beoordelen"]


def test_a_block_that_no_longer_names_it_blocks(nu: Bijdrage, hek: Actie) -> None:
    Blok.objects.get(tekst="<p>Er komt een hek.</p>").acties.clear()
    [finding] = [b for b in bevindingen_for(nu.ronde, published(hek)) if b.blokkeert]
    assert (finding.code, finding.plek) == ("belofte-verdwenen", "Drukte › Er komt een hek")
    assert finding.melding.startswith("De gepubliceerde brief beloofde ‘Het hek’ voor 2025")
    assert finding.link == f"/schrijven/{nu.pk}/#actie-{hek.pk}"


def test_ending_it_opens_the_way_and_the_published_words_stay_in_the_mirror(
    nu: Bijdrage, hek: Actie
) -> None:
    Blok.objects.get(tekst="<p>Er komt een hek.</p>").acties.clear()
    Actie.objects.filter(pk=hek.pk).update(beeindigd_in=2025, reden_einde="Geen geld.")
    assert not any(b.blokkeert for b in bevindingen_for(nu.ronde, published(hek)))
    poort, rij = make_spiegel(nu.ronde.plan, 2025, published(hek)).rijen[::-1]
    assert [(p.kop, p.html) for p in rij.beloofd] == [("Er komt een hek", "<p>Zoals gezegd.</p>")]
    assert (rij.kleur, rij.reden_einde, rij.spoor[-1].reden) == ("rood", "Geen geld.", "Geen geld.")
    assert poort.titel == "De poort"
    een_uitspraak(nu, "terugblik", "<p>Het kwam er niet.</p>", hek)
    rij = make_spiegel(nu.ronde.plan, 2025, published(hek)).rijen[0]
    assert (rij.kleur, rij.gedaan[0].html) == (None, "<p>Het kwam er niet.</p>")
    # What ended a year later was still to be done in this one.
    Actie.objects.filter(pk=hek.pk).update(beeindigd_in=2026)
    assert codes(bevindingen_for(nu.ronde, published(hek)))[0] == "belofte-verdwenen"


def test_also_when_it_is_told_all_the_same(nu: Bijdrage, hek: Actie) -> None:
    """Blauw would hide that it had been promised."""
    Blok.objects.get(tekst="<p>Er komt een hek.</p>").acties.clear()
    een_uitspraak(nu, "terugblik", "<p>Het staat.</p>", hek)
    assert codes(bevindingen_for(nu.ronde, published(hek)))[0] == "belofte-verdwenen"


def test_a_removed_paragraaf_blocks(toen: Bijdrage, nu: Bijdrage, hek: Actie) -> None:
    remove_voortgang(toen.voortgangen.get(kop="Over Het hek"), iemand())
    assert codes(bevindingen_for(nu.ronde, published(hek)))[0] == "belofte-verdwenen"


def test_a_block_that_was_emptied_blocks(nu: Bijdrage, hek: Actie) -> None:
    Blok.objects.filter(tekst="<p>Er komt een hek.</p>").update(tekst="")
    assert codes(bevindingen_for(nu.ronde, published(hek)))[0] == "belofte-verdwenen"


def test_a_deleted_actie_blocks(toen: Bijdrage, nu: Bijdrage, hek: Actie) -> None:
    beloofd = published(hek)
    Blok.objects.get(tekst="<p>Er komt een hek.</p>").acties.clear()
    hek.delete()
    finding = bevindingen_for(nu.ronde, beloofd)[0]
    assert (finding.code, finding.link) == ("belofte-verdwenen", f"/schrijven/{nu.pk}/")
    assert "Die actie bestaat niet meer" in finding.melding


def test_a_whole_round_that_went_blocks_for_each_promise(toen: Bijdrage, nu: Bijdrage) -> None:
    beloofd = published(*Actie.objects.all())
    toen.voortgangen.all().delete()
    found = bevindingen_for(nu.ronde, beloofd)
    assert codes(found) == ["belofte-verdwenen"] * 2
    assert ["‘Het hek’" in b.melding for b in found] == [True, False]


def test_what_was_promised_of_an_actie_that_another_succeeds_is_there(
    toen: Bijdrage, hek: Actie
) -> None:
    plan = een_plan(van_jaar=2025, voorganger=toen.ronde.plan)
    thema = een_thema(plan, "Drukte", voorganger=toen.thema)
    een_actie(thema, "Hekwerk", voorganger=hek)
    een_bijdrage(een_ronde(plan, 2026), thema)
    ronde = plan.rondes.get()
    assert list(vanished(published(hek), make_spiegel(plan, 2025), ronde)) == []


def test_promises_that_name_no_actie_are_told(nu: Bijdrage) -> None:
    een_uitspraak(nu, "vooruitblik", "<p>Meer.</p>")
    een_uitspraak(nu, "vooruitblik", "<p>Nog meer.</p>")
    found = [b for b in bevindingen_for(nu.ronde) if b.code == "vooruitblik-zonder-actie"]
    assert [b.plek for b in found] == ["Drukte"]
    assert found[0].melding.startswith("2 vooruitblikken noemen geen actie")
    assert "spiegel van 2026" in found[0].melding


def test_two_themes_that_judge_differently(nu: Bijdrage, hek: Actie) -> None:
    ander = een_bijdrage(nu.ronde, een_thema(nu.ronde.plan, "Handhaving"))
    een_uitspraak(nu, "terugblik", "<p>Het staat.</p>", hek)
    for bijdrage, kleur in ((nu, "groen"), (ander, "geel")):
        Oordeel.objects.create(bijdrage=bijdrage, actie=hek, kleur=kleur)
    [finding] = [b for b in bevindingen_for(nu.ronde) if b.code == "oordeel-verschilt"]
    assert "groen bij Drukte en geel bij Handhaving" in finding.melding


@pytest.mark.parametrize("rijen", [44, 440])
def test_queries_do_not_grow(rijen: int) -> None:
    plan = een_grote_spiegel(rijen)
    ronde = Ronde.objects.select_related("plan").get(plan=plan, verslagjaar=2025)
    with CaptureQueriesContext(connection) as queries:
        assert len(bevindingen_for(ronde)) > rijen / 2
    assert len(queries) == 15
