"""Acties and oordeel on screen."""

import pytest
from django.test import Client
from lxml import html as lxml_html

from tests.fabriek import een_paragraaf, een_thema, iemand
from tests.themas.views.formulier import filled
from themas.models import Actie, Bijdrage, Blok, Oordeel
from veiligheid.core.models import Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def verteld(bijdrage: Bijdrage) -> Actie:
    """The promised actie, with a terugblik that speaks of it."""
    actie = Actie.objects.get()
    Blok.objects.get(voortgang__bijdrage=bijdrage, soort="terugblik").acties.add(actie)
    return actie


def test_the_oordeel(naima_client: Client, bijdrage: Bijdrage, verteld: Actie) -> None:
    adres = f"/schrijven/{bijdrage.pk}/acties/{verteld.pk}/"
    assert "Wij gaan tellen." in naima_client.get(adres).content.decode()
    assert not Oordeel.objects.exists()
    data = filled(naima_client, adres) | {"kleur": "geel", "realisatie": "deels"}
    stale = dict(data)
    answer = naima_client.post(adres, data, follow=True)
    html = answer.content.decode()
    assert "Opgeslagen om" in html
    assert "Mist: oorzaak, gevolg, bijsturing." in html
    data = filled(naima_client, adres) | {
        "oorzaak": "Regen.",
        "gevolg": "Later.",
        "bijsturing": "Meer mensen.",
    }
    html = naima_client.post(adres, data, follow=True).content.decode()
    assert "Geel: deels verantwoord" in html
    stale |= {"kleur": "groen", "uuid": "5b9a9d2e-0000-4000-8000-000000000001"}
    answer = naima_client.post(adres, stale)
    assert answer.status_code == 409
    assert "Er is niets overschreven" in answer.content.decode()
    (rij,) = lxml_html.fromstring(answer.content.decode()).xpath("//tbody/tr")
    assert [c.text_content() for c in rij][1:] == ["(leeg)", "groen", "geel"]
    assert Oordeel.objects.get().kleur == "geel"
    assert Revisie.objects.filter(soort="oordeel").count() == 4  # begin, two saves, one kept


def test_nothing_chosen_is_no_success(
    naima_client: Client, bijdrage: Bijdrage, verteld: Actie
) -> None:
    adres = f"/schrijven/{bijdrage.pk}/acties/{verteld.pk}/"
    data = filled(naima_client, adres) | {"kleur": ""}
    html = naima_client.post(adres, data, follow=True).content.decode()
    assert "Er is nog niets gekozen of ingevuld." in html
    assert "Gelukt." not in html


def test_red_and_blue_cannot_be_chosen(
    naima_client: Client, bijdrage: Bijdrage, verteld: Actie
) -> None:
    adres = f"/schrijven/{bijdrage.pk}/acties/{verteld.pk}/"
    for kleur in ("rood", "blauw"):
        data = filled(naima_client, adres) | {"kleur": kleur}
        assert naima_client.post(adres, data).status_code == 422
    assert not Oordeel.objects.exists()


def test_an_untold_actie_is_written_about_or_ended(
    naima_client: Client, bijdrage: Bijdrage
) -> None:
    actie = Actie.objects.get()
    adres = f"/schrijven/{bijdrage.pk}/acties/{actie.pk}/"
    assert "Schrijf hierover" in naima_client.get(adres).content.decode()
    stap = f"{adres}stap/"
    html = naima_client.post(stap, {"doe": "beëindigen", "reden": " "}, follow=True)
    assert "Schrijf waarom ‘Tellen op straat’ eindigt" in html.content.decode()
    html = naima_client.post(stap, {"doe": "beëindigen", "reden": "Geen geld."}, follow=True)
    assert "Beëindigd" in html.content.decode()
    actie.refresh_from_db()
    assert actie.beeindigd_in == 2025
    naima_client.post(stap, {"doe": "hervatten"})
    actie.refresh_from_db()
    assert actie.beeindigd_in is None


def test_further_themes(naima_client: Client, bijdrage: Bijdrage) -> None:
    actie = Actie.objects.get()
    ander = een_thema(bijdrage.thema.plan, "Handhaving")
    bijdrage.ronde.bijdragen.create(thema=ander, positie=9)
    stap = f"/schrijven/{bijdrage.pk}/acties/{actie.pk}/stap/"
    naima_client.post(stap, {"doe": "verdere-themas", "themas": [ander.pk]})
    assert list(actie.verdere_themas.all()) == [ander]


def test_proposed_acties_with_one_click(naima_client: Client, bijdrage: Bijdrage) -> None:
    een_paragraaf(bijdrage, "Nog een plan", ("vooruitblik", "<p>Wij gaan.</p>"))
    adres = f"/schrijven/{bijdrage.pk}/"
    assert "Voorgestelde acties" in naima_client.get(adres).content.decode()
    html = naima_client.post(f"{adres}acties/overnemen/", follow=True).content.decode()
    assert "Overgenomen: ‘De kop’, ‘Nog een plan’." in html
    assert "Voorgestelde acties" not in html


def test_a_promise_stands_beside_the_field(
    naima_client: Client, bijdrage: Bijdrage, verteld: Actie
) -> None:
    voortgang = bijdrage.voortgangen.get()
    html = naima_client.get(f"/schrijven/{bijdrage.pk}/{voortgang.pk}/").content.decode()
    terugblik, vooruitblik = lxml_html.fromstring(html).xpath("//fieldset[@id]")
    assert "Wij gaan tellen." in terugblik.text_content()
    assert "Wij gaan tellen." not in vooruitblik.text_content()


def test_the_whole_round(bijdrage: Bijdrage) -> None:
    redactie = Client()
    redactie.force_login(iemand(Rol.EINDREDACTEUR))
    thema = een_thema(bijdrage.thema.plan, "Handhaving")
    tweede = bijdrage.ronde.bijdragen.create(thema=thema, positie=2, staat="ingediend")
    een_paragraaf(tweede, "Straks", ("vooruitblik", "<p>Wij gaan.</p>"))
    adres = f"/schrijven/ronde/{bijdrage.ronde_id}/"
    answer = redactie.post(adres, {"doe": "omhoog", "bijdrage": tweede.pk}, follow=True)
    tweede.refresh_from_db()
    assert tweede.positie == 1
    assert f'id="omhoog-{tweede.pk}" autofocus' in answer.content.decode()
    redactie.post(adres, {"doe": "omhoog", "bijdrage": tweede.pk})  # at the edge it stays
    tweede.refresh_from_db()
    assert tweede.positie == 1
    html = redactie.post(adres, {"doe": "overnemen"}, follow=True).content.decode()
    assert "1 actie overgenomen." in html
    assert "Niet bij Handhaving" in html


def test_whichever_button_is_pressed_the_oordeel_is_kept(
    naima_client: Client, bijdrage: Bijdrage, verteld: Actie
) -> None:
    """The page is one form: saving where else it is told, or ending it without a reason, keeps what
    was judged; and saving the oordeel keeps a reason that was typed."""
    adres = f"/schrijven/{bijdrage.pk}/acties/{verteld.pk}/"
    page = lxml_html.fromstring(naima_client.get(adres).content.decode())
    assert len(page.xpath("//form[@id='actieformulier']")) == 1
    buttons = page.xpath("//button[@form='actieformulier']")
    assert {b.get("value") for b in buttons} == {"beëindigen", "verdere-themas"}
    assert all(b.get("formaction") == f"{adres}stap/" for b in buttons)
    assert page.xpath("//textarea[@name='reden']/@form") == ["actieformulier"]
    typed = {**filled(naima_client, adres), "kleur": "geel", "oorzaak": "Het regende."}
    naima_client.post(f"{adres}stap/", {**typed, "doe": "verdere-themas"})
    oordeel = Oordeel.objects.get(bijdrage=bijdrage, actie=verteld)
    assert (oordeel.kleur, oordeel.oorzaak) == ("geel", "Het regende.")
    typed = {**filled(naima_client, adres), "gevolg": "Het werd later."}
    html = naima_client.post(
        f"{adres}stap/", {**typed, "doe": "beëindigen", "reden": " "}, follow=True
    ).content.decode()
    assert "Schrijf waarom" in html
    oordeel.refresh_from_db()
    assert oordeel.gevolg == "Het werd later."
    typed = {**filled(naima_client, adres), "bijsturing": "In mei weer.", "reden": "Te duur."}
    html = naima_client.post(adres, typed, follow=True).content.decode()
    assert "De actie is niet beëindigd." in html
    assert "Te duur.</textarea>" in html
    oordeel.refresh_from_db()
    assert oordeel.bijsturing == "In mei weer."
    mine = {**filled(naima_client, adres), "oorzaak": "Van mij.", "reden": "Te duur."}
    naima_client.post(adres, {**filled(naima_client, adres), "oorzaak": "Van een ander."})
    answer = naima_client.post(f"{adres}stap/", {**mine, "doe": "verdere-themas"})
    assert answer.status_code == 409
    assert "Te duur.</textarea>" in answer.content.decode()
