"""What is typed in a form is not lost by another button of the page, half a form takes nobody away,
and two who say who writes what don't undo each other."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from rapportage.audit.oordelen import start_oordeel
from rapportage.models import Auditoordeel, Bijlage, Brief
from tests.fabriek import (
    een_bijdrage,
    een_bijlagetekst,
    een_brief,
    een_paragraaf,
    een_ronde,
    een_thema,
    iemand,
)
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren
from tests.themas.views.formulier import filled
from themas.models import Actie, Bijdrage, Ronde
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_brief(themas=1, paragrafen=1)


def scherm(bijlage: Bijlage) -> str:
    return reverse("bijlage-schrijven", args=[bijlage.brief.slug, bijlage.sleutel])


# -- An annex ---------------------------------------------------------------------------------


@pytest.mark.parametrize("doe", ["tekst", "omhoog", "verwijderen"])
def test_an_annex_is_saved_along_with_the_button_that_was_pressed(
    doe: str, joris: Client, brief: Brief
) -> None:
    bijlage = brief.bijlagen.get()
    teksten = [een_bijlagetekst(bijlage, kop, "<p>x</p>") for kop in ("Een", "Twee")]
    adres = scherm(bijlage)
    typed = filled(joris, adres) | {"titel": "Wat ik typte", "doe": doe}
    assert "kop" in typed  # the new text is sent with the same form
    where = {"tekst": reverse("bijlage-stap", args=[brief.slug, bijlage.sleutel])}
    stap = where.get(doe) or reverse("onderdeel-stap", args=[brief.slug, teksten[1].pk])
    assert f'formaction="{stap}"' in joris.get(adres).content.decode()
    assert joris.post(stap, typed).status_code == 302
    bijlage.refresh_from_db()
    assert bijlage.titel == "Wat ik typte"
    standing = bijlage.onderdelen.filter(verwijderd_op=None).order_by("positie")
    koppen = list(standing.values_list("kop", flat=True))
    expected = {"tekst": ["Een", "Twee", ""], "omhoog": ["Twee", "Een"], "verwijderen": ["Een"]}
    assert koppen == expected[doe]


def test_an_annex_that_can_not_be_saved_stays_on_the_page(joris: Client, brief: Brief) -> None:
    bijlage = brief.bijlagen.get()
    stap = reverse("bijlage-stap", args=[brief.slug, bijlage.sleutel])
    typed = filled(joris, scherm(bijlage)) | {"nummer": "x", "titel": "Mijn titel", "doe": "tekst"}
    answer = joris.post(stap, typed)
    assert answer.status_code == 422
    assert 'value="Mijn titel"' in answer.content.decode()
    assert not bijlage.onderdelen.exists()  # first the mistake, then the new text
    bijlage.refresh_from_db()
    assert bijlage.titel == "Cijfers"


def test_a_pdf_saves_what_was_typed_beside_it(joris: Client, brief: Brief) -> None:
    bijlage = brief.bijlagen.get()
    brief.bijlagen.update(soort="pdf")
    adres = reverse("bijlage-bestand", args=[brief.slug, bijlage.sleutel])
    typed = filled(joris, scherm(bijlage)) | {"titel": "Wat ik typte"}
    answer = joris.post(adres, typed | {"bestand": SimpleUploadedFile("x.pdf", b"geen pdf")})
    assert answer.status_code == 422  # of the file; what was typed is saved
    bijlage.refresh_from_db()
    assert bijlage.titel == "Wat ik typte"


# -- A text ----------------------------------------------------------------------------------


def test_splitting_a_paragraaf_saves_what_was_typed(client: Client) -> None:
    naima = adviseur("Naima")
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    bijdrage.adviseurs.add(naima)
    blokken = (("terugblik", "<p>Toen.</p>"), ("vooruitblik", "<p>Straks.</p>"))
    paragraaf = een_paragraaf(bijdrage, "De kop", *blokken)
    client.force_login(naima)
    adres = reverse("paragraaf", args=[bijdrage.pk, paragraaf.pk])
    stap = reverse("paragraaf-structuur", args=[bijdrage.pk, paragraaf.pk])
    assert f'formaction="{stap}"' in client.get(adres).content.decode()
    typed = filled(client, adres) | {"blok-0-tekst": "Nu.", "doe": "splitsen"}
    assert typed["vanaf"] == typed["blok-1-sleutel"]
    assert client.post(stap, typed).status_code == 302
    teksten = [list(v.blokken.values_list("tekst", flat=True)) for v in bijdrage.voortgangen.all()]
    assert sorted(teksten) == [["<p>Nu.</p>"], ["<p>Straks.</p>"]]


# -- A row of the auditcommissie --------------------------------------------------------------


def test_on_to_the_next_row_saves_what_was_typed(client: Client) -> None:
    publish_quickly(drie_jaren().spiegel(2026))
    slug = start_oordeel("spiegel-2026", None).slug
    client.force_login(iemand(Rol.AUDITCOMMISSIE))
    sleutel = Actie.objects.get(titel="Een bank").sleutel
    adres = reverse("audit-rij", args=[slug, sleutel])
    html = client.get(adres).content.decode()
    buren = [naam for naam in ("vorige", "volgende") if f'value="{naam}" type="submit"' in html]
    assert buren
    for n, doe in enumerate(buren):
        typed = filled(client, adres) | {"toelichting": f"Getypt, {n}.", "doe": doe}
        answer = client.post(adres, typed)
        assert answer.status_code == 302
        assert answer["Location"] != adres
        assert Auditoordeel.objects.get(sleutel=sleutel).toelichting == f"Getypt, {n}."
    # Looking on without typing is no save, and says nothing.
    before = Revisie.objects.count()
    answer = client.post(adres, filled(client, adres) | {"doe": buren[0]}, follow=True)
    assert "Opgeslagen om" not in answer.content.decode()
    assert Revisie.objects.count() == before


# -- Who writes what --------------------------------------------------------------------------


@pytest.fixture
def ronde() -> Ronde:
    ronde = een_ronde(deadline=date(2026, 12, 11))
    for titel in ("Drukte", "Stilte"):
        een_bijdrage(ronde, een_thema(ronde.plan, titel)).adviseurs.add(adviseur("Naima"))
    return ronde


def adviseur(naam: str) -> Gebruiker:
    found = Gebruiker.objects.filter(first_name=naam).first()
    return found or iemand(Rol.BELEIDSADVISEUR, first_name=naam)


def inrichten(ronde: Ronde) -> str:
    return reverse("ronde-inrichten", args=[ronde.pk])


def schrijvers(ronde: Ronde) -> list[list[str]]:
    bijdragen = Bijdrage.objects.filter(ronde=ronde).order_by("positie")
    return [[g.naam for g in b.adviseurs.order_by("pk")] for b in bijdragen]


def without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {naam: waarde for naam, waarde in data.items() if naam not in names}


@pytest.mark.parametrize("gone", ["alles", "getoond", "deadline", "basis", "uuid", "half"])
def test_half_a_form_takes_nobody_away(gone: str, joris: Client, ronde: Ronde) -> None:
    data = filled(joris, inrichten(ronde))
    een, twee = (b.pk for b in ronde.bijdragen.order_by("positie"))
    if gone == "alles":
        data = {}
    elif gone == "half":
        data = without(data, f"schrijvers-{twee}") | {"getoond": [str(een)]}
    else:
        data = without(data, gone)
    answer = joris.post(inrichten(ronde), data)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Het formulier kwam niet heel aan" in html
    ronde.refresh_from_db()
    assert (ronde.versie, ronde.deadline) == (1, date(2026, 12, 11))
    assert schrijvers(ronde) == [["Naima"], ["Naima"]]
    # What is on the screen now is whole: sending it takes nobody away either.
    assert html.count("checked") == 2
    assert 'value="2026-12-11"' in html


def test_taking_everybody_away_asks_first(joris: Client, ronde: Ronde) -> None:
    data = filled(joris, inrichten(ronde))
    nobody = without(data, *(f"schrijvers-{b.pk}" for b in ronde.bijdragen.all()))
    answer = joris.post(inrichten(ronde), nobody)
    assert answer.status_code == 422
    assert "U haalt bij alle thema’s iedereen weg" in answer.content.decode()
    assert schrijvers(ronde) == [["Naima"], ["Naima"]]
    one = data | {"deadline": ""}
    del one[f"schrijvers-{ronde.bijdragen.order_by('positie')[0].pk}"]
    assert joris.post(inrichten(ronde), one).status_code == 302  # of one theme nobody asks
    assert schrijvers(ronde) == [[], ["Naima"]]
    nobody |= {k: v for k, v in filled(joris, inrichten(ronde)).items() if k in ("basis", "uuid")}
    assert joris.post(inrichten(ronde), nobody | {"zeker": "on"}).status_code == 302
    assert schrijvers(ronde) == [[], []]


def test_two_editors_and_different_themes(joris: Client, ronde: Ronde) -> None:
    ilse = Client()
    ilse.force_login(iemand(Rol.EINDREDACTEUR, first_name="Ilse"))
    een, twee = ronde.bijdragen.order_by("positie")
    daan = str(adviseur("Daan").pk)
    mine, hers = (filled(c, inrichten(ronde)) for c in (joris, ilse))
    ilse.post(inrichten(ronde), hers | {f"schrijvers-{een.pk}": [daan]})
    answer = joris.post(inrichten(ronde), mine | {f"schrijvers-{twee.pk}": [daan]}, follow=True)
    assert "Een collega heeft intussen een ander deel gewijzigd" in answer.content.decode()
    assert schrijvers(ronde) == [["Daan"], ["Daan"]]
    # Who writes is read by name, in the conflict and in the history.
    naima = str(adviseur("Naima").pk)
    mine, hers = (filled(c, inrichten(ronde)) for c in (joris, ilse))
    ilse.post(inrichten(ronde), hers | {f"schrijvers-{een.pk}": [naima]})
    answer = joris.post(inrichten(ronde), mine | {f"schrijvers-{een.pk}": [naima, daan]})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert '<th scope="row">Drukte</th><td>Daan</td><td>Naima, Daan</td><td>Naima</td>' in html
    history = joris.get(f"{inrichten(ronde)}geschiedenis/").content.decode()
    assert "Bewaard, niet verwerkt" in history


def test_odd_numbers_are_an_incomplete_form(joris: Client, ronde: Ronde) -> None:
    data = QueryDict("getoond=x&getoond=999&basis=x&uuid=x&deadline=morgen&schrijvers-1=x")
    answer = joris.post(inrichten(ronde), data.dict())
    assert answer.status_code == 422
    assert schrijvers(ronde) == [["Naima"], ["Naima"]]
