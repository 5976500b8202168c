"""Acties: proposed by what looks ahead, taken in once, followed into the next round."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from themas.jaar.acties import (
    acties_for,
    end_actie,
    propose_acties,
    resume_actie,
    set_further_themas,
    take_in_acties,
)
from themas.jaar.beloften import standen_for
from themas.jaar.opletten import told_twice
from themas.jaar.stand import themastanden
from themas.models import Actie, Bijdrage, Oordeel, Thema
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Logregel, Revisie
from veiligheid.core.rollen import Rol
from veiligheid.document.woorden import Kleur

pytestmark = pytest.mark.django_db


@pytest.fixture
def thema() -> Thema:
    return een_thema(een_plan(), "Drukte")


@pytest.fixture
def vorige(thema: Thema) -> Bijdrage:
    """The bijdrage of 2025: two paragrafen look ahead, one does not."""
    bijdrage = een_bijdrage(een_ronde(thema.plan, 2025), thema)
    een_paragraaf(
        bijdrage, "Wij tellen", ("terugblik", "<p>Nog niet.</p>"), ("vooruitblik", "<p>Straks.</p>")
    )
    een_paragraaf(bijdrage, "Het hek", ("vooruitblik", "<p>Er komt een hek.</p>"))
    een_paragraaf(bijdrage, "Klaar", ("terugblik", "<p>Gedaan.</p>"), ("vooruitblik", ""))
    return bijdrage


@pytest.fixture
def nu(thema: Thema, vorige: Bijdrage) -> Bijdrage:
    """The bijdrage of 2026, empty; what 2025 proposed has been taken in."""
    take_in_acties(vorige, None)
    return een_bijdrage(een_ronde(thema.plan, 2026), thema)


@pytest.fixture
def adviseur() -> Gebruiker:
    return iemand(Rol.BELEIDSADVISEUR)


def test_what_looks_ahead_proposes_an_actie(vorige: Bijdrage) -> None:
    assert [(p.titel, p.acties) for p in propose_acties([vorige])] == [
        ("Wij tellen", ()),
        ("Het hek", ()),
    ]


def test_taken_in_with_one_verb(vorige: Bijdrage, thema: Thema) -> None:
    taken = take_in_acties(vorige, None)
    assert [a.titel for a in taken] == ["Wij tellen", "Het hek"]
    named = vorige.voortgangen.get(kop="Wij tellen").blokken.order_by("positie")
    assert [[a.titel for a in b.acties.all()] for b in named] == [[], ["Wij tellen"]]
    assert propose_acties([vorige]) == []
    assert take_in_acties(vorige, None) == []
    assert thema.acties.count() == 2
    assert Revisie.objects.filter(soort="voortgang", versie=2).count() == 2


def test_one_at_a_time(vorige: Bijdrage) -> None:
    hek = vorige.voortgangen.get(kop="Het hek")
    assert [a.titel for a in take_in_acties(vorige, None, only=hek.pk)] == ["Het hek"]
    assert [p.titel for p in propose_acties([vorige])] == ["Wij tellen"]


def test_an_actie_of_that_title_is_not_doubled(vorige: Bijdrage, thema: Thema) -> None:
    there = Actie.objects.create(thema=thema, positie=1, titel="1. Wij tellen")
    assert there in take_in_acties(vorige, None)
    assert thema.acties.count() == 2


def test_a_paragraph_goes_on_with_what_it_speaks_of(nu: Bijdrage) -> None:
    actie = Actie.objects.get(titel="Wij tellen")
    voortgang = een_paragraaf(
        nu, "Een nieuwe kop", ("terugblik", "<p>Geteld.</p>"), ("vooruitblik", "<p>Weer.</p>")
    )
    voortgang.blokken.get(soort="terugblik").acties.add(actie)
    [voorstel] = propose_acties([nu])
    assert voorstel.acties == (actie,)
    assert take_in_acties(nu, None) == [actie]
    assert Actie.objects.count() == 2


def test_from_red_to_judged(nu: Bijdrage, adviseur: Gebruiker) -> None:
    tellen, hek = standen_for(nu)
    assert (tellen.kleur, tellen.open, tellen.ontbreekt) == (Kleur.ROOD, True, ("een terugblik",))
    assert [b.html for b in tellen.beloften] == ["<p>Straks.</p>"]
    voortgang = een_paragraaf(nu, "Geteld", ("terugblik", "<p>Wij telden 4.</p>"))
    voortgang.blokken.get().acties.add(tellen.actie)
    tellen, hek = standen_for(nu)
    assert (tellen.kleur, tellen.verteld) == (None, (voortgang,))
    assert tellen.ontbreekt == ("zelfoordeel", "realisatie")
    oordeel = Oordeel.objects.create(
        bijdrage=nu, actie=tellen.actie, kleur="geel", realisatie="deels", oorzaak="Regen."
    )
    tellen = standen_for(nu)[0]
    assert (tellen.kleur, tellen.ontbreekt) == (Kleur.GEEL, ("gevolg", "bijsturing"))
    Oordeel.objects.filter(pk=oordeel.pk).update(realisatie="doorlopend")
    assert standen_for(nu)[0].ontbreekt == ()
    [stand] = themastanden([nu])
    assert stand.ontbreekt == ("1 belofte nog niet verteld",)
    end_actie(hek.actie, nu, " Er is geen  geld. ", adviseur)
    [stand] = themastanden([nu])
    assert stand.ontbreekt == ()
    hek = standen_for(nu)[1]
    assert hek.kleur is Kleur.ROOD
    assert (hek.actie.beeindigd_in, hek.actie.reden_einde) == (2025, "Er is geen geld.")


def test_a_removed_or_empty_report_tells_nothing(nu: Bijdrage) -> None:
    actie = Actie.objects.get(titel="Wij tellen")
    voortgang = een_paragraaf(nu, "Geteld", ("terugblik", ""))
    voortgang.blokken.get().acties.add(actie)
    assert standen_for(nu)[0].open


def test_ending_asks_for_a_reason_and_can_be_undone(nu: Bijdrage, adviseur: Gebruiker) -> None:
    actie = Actie.objects.get(titel="Het hek")
    with pytest.raises(Geweigerd, match="Schrijf waarom"):
        end_actie(actie, nu, "   ", adviseur)
    end_actie(actie, nu, "Geen geld.", adviseur)
    resume_actie(actie, nu, adviseur)
    actie.refresh_from_db()
    assert (actie.beeindigd_in, actie.reden_einde) == (None, "")
    assert Logregel.objects.get(verb="hervatten").details == {"reden": "Geen geld."}


def test_told_in_another_theme_too(nu: Bijdrage, adviseur: Gebruiker) -> None:
    ander = een_bijdrage(nu.ronde, een_thema(nu.thema.plan, "Handhaving"))
    actie = Actie.objects.get(titel="Wij tellen")
    assert list(acties_for(ander)) == []
    set_further_themas(actie, [ander.thema], nu, adviseur)
    assert list(acties_for(ander)) == [actie]
    een_paragraaf(ander, "Bij ons", ("terugblik", "<p>Geteld.</p>")).blokken.get().acties.add(actie)
    [stand, _] = standen_for(nu)
    assert [v.bijdrage.thema.titel for v in stand.verteld] == ["Handhaving"]
    assert told_twice(nu.ronde) == []
    een_paragraaf(nu, "En hier", ("terugblik", "<p>Ook.</p>")).blokken.get().acties.add(actie)
    [bevinding] = told_twice(nu.ronde)
    assert not bevinding.blokkeert
    assert bevinding.plek == "Wij tellen"
    assert "bij Drukte en bij Handhaving" in bevinding.melding


def test_acties_follow_into_the_next_plan(nu: Bijdrage, thema: Thema) -> None:
    nieuw_plan = een_plan(van_jaar=2026, tot_en_met_jaar=2030)
    opvolger = een_thema(nieuw_plan, "Drukte in de stad", voorganger=thema)
    bijdrage = een_bijdrage(een_ronde(nieuw_plan, 2026), opvolger)
    tellen = Actie.objects.get(titel="Wij tellen")
    assert standen_for(bijdrage)[0].actie == tellen
    verder = Actie.objects.create(thema=opvolger, positie=9, titel="Tellen", voorganger=tellen)
    voortgang = een_paragraaf(bijdrage, "Geteld", ("terugblik", "<p>Ja.</p>"))
    voortgang.blokken.get().acties.add(verder)
    assert standen_for(bijdrage)[0].verteld == (voortgang,)


def test_queries_do_not_grow(nu: Bijdrage) -> None:
    def count(bijdragen: list[Bijdrage]) -> int:
        with CaptureQueriesContext(connection) as queries:
            themastanden(bijdragen)
        return len(queries)

    def loaded() -> list[Bijdrage]:
        return list(Bijdrage.objects.filter(ronde=nu.ronde).select_related("thema", "ronde"))

    een_paragraaf(nu, "A", ("terugblik", "<p>a</p>")).blokken.get().acties.add(
        Actie.objects.get(titel="Wij tellen")
    )
    before = count(loaded())
    for n in range(4):
        thema = een_thema(nu.thema.plan, f"Thema {n}")
        bijdrage = een_bijdrage(nu.ronde, thema)
        een_paragraaf(bijdrage, "A", ("terugblik", "<p>a</p>"), ("vooruitblik", "<p>b</p>"))
    assert count(loaded()) == before
