"""Writing without JavaScript: from my themes to a saved paragraaf, and nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import html as lxml_html

from tests.fabriek import (
    een_brief,
    een_paragraaf,
    iemand,
)
from tests.themas.views.formulier import address, filled
from themas.jaar.saving import content_of
from themas.models import Actie, Bijdrage, Blok, Voortgang
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


def test_from_my_themes_to_a_saved_paragraph(naima_client: Client, bijdrage: Bijdrage) -> None:
    html = naima_client.get("/schrijven/").content.decode()
    assert f"/schrijven/{bijdrage.pk}/" in html
    html = naima_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "Wij gaan tellen." in html
    adres = address(bijdrage)
    data = filled(naima_client, adres)
    assert data["blok-0-tekst"] == "Een **vet** woord.\n\nTweede alinea."
    data |= {"kop": "Een betere kop", "blok-1-tekst": "Nieuw.\n\n- een\n- twee"}
    answer = naima_client.post(adres, data, follow=True)
    assert "Opgeslagen om" in answer.content.decode()
    voortgang = bijdrage.voortgangen.get()
    assert (voortgang.kop, voortgang.versie) == ("Een betere kop", 2)
    assert list(voortgang.blokken.order_by("positie").values_list("tekst", flat=True)) == [
        "<p>Een <strong>vet</strong> woord.</p><p>Tweede alinea.</p>",
        "<p>Nieuw.</p><ul><li><p>een</p></li><li><p>twee</p></li></ul>",
    ]
    assert Revisie.objects.get(versie=2).wie == "Naima"


def test_going_through_the_form_changes_nothing(naima_client: Client, bijdrage: Bijdrage) -> None:
    tabel = "<table><tbody><tr><td>x</td></tr></tbody></table>"
    strange = f"<p>half<strong>woord</strong> 3. a_b_c</p>{tabel}"
    Blok.objects.filter(voortgang__bijdrage=bijdrage, soort="terugblik").update(tekst=strange)
    before = content_of(bijdrage.voortgangen.get())
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres))
    assert content_of(bijdrage.voortgangen.get()) == before
    assert not Revisie.objects.exists()


def test_a_form_posted_twice_is_one_save(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = filled(naima_client, adres) | {"kop": "Eén keer"}
    for _ in range(2):
        assert naima_client.post(adres, data).status_code == 302
    assert bijdrage.voortgangen.get().versie == 2


@pytest.mark.parametrize(
    ("doe", "soorten"),
    [
        ("erbij:context", ["terugblik", "vooruitblik", "context"]),
        ("omlaag:0", ["vooruitblik", "terugblik"]),
        ("omhoog:1", ["vooruitblik", "terugblik"]),
        ("omhoog:0", ["terugblik", "vooruitblik"]),
        ("weg:0", ["vooruitblik"]),
        ("weg:9", ["terugblik", "vooruitblik"]),
        ("knip:0", ["terugblik", "terugblik", "vooruitblik"]),
        ("knip:1", ["terugblik", "vooruitblik"]),  # one alinea: nothing to part
        ("samen:0", ["terugblik"]),
        ("samen:1", ["terugblik", "vooruitblik"]),
        ("onzin", ["terugblik", "vooruitblik"]),
    ],
)
def test_blocks_by_buttons(
    naima_client: Client, bijdrage: Bijdrage, doe: str, soorten: list[str]
) -> None:
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres) | {"doe": doe})
    blokken = bijdrage.voortgangen.get().blokken.order_by("positie")
    assert list(blokken.values_list("soort", flat=True)) == soorten


def test_the_boundary_moves_by_an_alinea(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    naima_client.post(adres, filled(naima_client, adres) | {"doe": "grens-neer:0"})
    blokken = bijdrage.voortgangen.get().blokken.order_by("positie")
    assert [b.tekst for b in blokken] == [
        "<p>Een <strong>vet</strong> woord.</p>",
        "<p>Tweede alinea.</p><p>Straks.</p>",
    ]
    naima_client.post(adres, filled(naima_client, adres) | {"doe": "grens-op:1"})
    assert [b.tekst for b in blokken.all()][1] == "<p>Straks.</p>"


def test_two_who_change_the_same_block(naima_client: Client, bijdrage: Bijdrage) -> None:
    collega = iemand(Rol.BELEIDSADVISEUR, first_name="Daan")
    bijdrage.adviseurs.add(collega)
    ander = Client()
    ander.force_login(collega)
    adres = address(bijdrage)
    mine = filled(naima_client, adres) | {"blok-0-tekst": "Van Naima."}
    theirs = {"blok-0-tekst": "Van Daan.", "blok-1-tekst": "Straks van Daan."}
    ander.post(adres, filled(ander, adres) | theirs)
    answer = naima_client.post(adres, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    for tekst in ("Er is niets overschreven", "Van Naima.", "Van Daan.", "Tweede alinea.", "Daan"):
        assert tekst in html
    assert "<ins>" in html  # what each of the two changed
    assert bijdrage.voortgangen.get().blokken.get(soort="terugblik").tekst == "<p>Van Daan.</p>"
    page = lxml_html.fromstring(html)
    again = dict(next(f for f in page.forms if f.get("class") == "vb-schrijf").form_values())
    again["blok-0-tekst"] += " En van Daan."
    assert naima_client.post(adres, again).status_code == 302
    tekst = bijdrage.voortgangen.get().blokken.get(soort="terugblik").tekst
    assert tekst == "<p>Van Naima. En van Daan.</p>"
    # What only he changed is still there.
    assert Blok.objects.filter(
        voortgang__bijdrage=bijdrage, tekst="<p>Straks van Daan.</p>"
    ).exists()
    geschiedenis = naima_client.get(f"{adres}geschiedenis/").content.decode()
    assert "Bewaard, niet verwerkt" in geschiedenis


def test_two_who_change_different_blocks(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    mine = filled(naima_client, adres) | {"blok-0-tekst": "Van mij."}
    theirs = filled(naima_client, adres) | {"blok-1-tekst": "Van haar."}
    collega = iemand(Rol.BELEIDSADVISEUR)
    bijdrage.adviseurs.add(collega)
    ander = Client()
    ander.force_login(collega)
    ander.post(adres, theirs)
    answer = naima_client.post(adres, mine, follow=True)
    assert "Een collega heeft intussen een ander deel" in answer.content.decode()


def test_a_session_that_ran_out_costs_no_word(
    client: Client, naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    data = filled(naima_client, adres) | {"blok-0-tekst": 'Met "aanhaling" & meer.'}
    naima = bijdrage.adviseurs.get()
    naima.set_password("een-lang-wachtwoord")
    naima.save()
    fresh = Client()
    answer = fresh.post(adres, data)
    assert answer.status_code == 401
    assert "Uw tekst is er nog" in answer.content.decode()
    form = lxml_html.fromstring(answer.content.decode()).forms[-1]
    kept = dict(form.form_values())
    wrong = fresh.post(adres, kept | {"opnieuw-login": naima.username, "opnieuw-password": "fout"})
    assert wrong.status_code == 401
    good = {"opnieuw-login": naima.username, "opnieuw-password": "een-lang-wachtwoord"}
    assert fresh.post(adres, kept | good).status_code == 302
    tekst = bijdrage.voortgangen.get().blokken.get(soort="terugblik").tekst
    assert tekst == '<p>Met "aanhaling" &amp; meer.</p>'


def test_handed_in_while_writing(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = filled(naima_client, adres) | {"blok-0-tekst": "Net te laat."}
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="ingediend")
    answer = naima_client.post(adres, data)
    assert answer.status_code == 409
    assert "Niet opgeslagen." in answer.content.decode()
    assert "Net te laat." in answer.content.decode()


def test_structure(naima_client: Client, bijdrage: Bijdrage) -> None:
    def koppen() -> list[str]:
        standing = Voortgang.objects.standing().filter(bijdrage=bijdrage)
        return list(standing.values_list("kop", flat=True))

    def doe(kop: str, wat: str, **data: Any) -> None:
        v = bijdrage.voortgangen.get(kop=kop)
        adres = f"/schrijven/{bijdrage.pk}/{v.pk}/structuur/"
        assert naima_client.post(adres, {"doe": wat, **data}).status_code == 302

    naima_client.post(f"/schrijven/{bijdrage.pk}/nieuw/", {"kop": "Tweede"})
    naima_client.post(f"/schrijven/{bijdrage.pk}/nieuw/", {"kop": "Derde"})
    assert koppen() == ["De kop", "Tweede", "Derde"]
    doe("Derde", "omhoog")
    doe("De kop", "omlaag")
    assert koppen() == ["Derde", "De kop", "Tweede"]
    doe("Derde", "verwijderen")
    assert koppen() == ["De kop", "Tweede"]
    assert "Terugzetten" in naima_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    doe("Derde", "terugzetten")
    assert koppen() == ["De kop", "Tweede", "Derde"]
    vanaf = bijdrage.voortgangen.get(kop="De kop").blokken.get(soort="vooruitblik").sleutel
    doe("De kop", "splitsen", vanaf=str(vanaf))
    assert koppen() == ["De kop", "De kop (vervolg)", "Tweede", "Derde"]
    assert Blok.objects.get(sleutel=vanaf).voortgang.kop == "De kop (vervolg)"
    doe("De kop", "samenvoegen")
    assert koppen() == ["De kop", "Tweede", "Derde"]
    teksten = bijdrage.voortgangen.get(kop="De kop").blokken.order_by("positie")
    assert [b.tekst for b in teksten][1] == (
        "<p><strong>De kop (vervolg)</strong></p><p>Straks.</p>"
    )
    doe("Derde", "samenvoegen")  # the last: told, nothing changed
    assert koppen() == ["De kop", "Tweede", "Derde"]


def test_promised_and_not_yet_told(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = f"/schrijven/{bijdrage.pk}/"
    assert "Nog niets over geschreven" in naima_client.get(adres).content.decode()
    actie = Actie.objects.get()
    naima_client.post(f"{adres}nieuw/", {"actie": actie.pk})
    nieuw = bijdrage.voortgangen.get(kop="Tellen op straat")
    assert list(nieuw.blokken.get(soort="terugblik").acties.all()) == [actie]
    assert "Schrijf hierover" in naima_client.get(adres).content.decode()  # still empty
    nieuw.blokken.filter(soort="terugblik").update(tekst="<p>Wij telden.</p>")
    html = naima_client.get(adres).content.decode()
    assert "Schrijf hierover" not in html
    assert "Nog te beoordelen" in html


def test_a_removed_paragraph_still_takes_text(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = filled(naima_client, adres) | {"blok-0-tekst": "Nog net."}
    naima_client.post(f"{adres}structuur/", {"doe": "verwijderen"})
    assert naima_client.post(adres, data).status_code == 302
    assert "is verwijderd" in naima_client.get(adres).content.decode()
    assert Blok.objects.filter(tekst="<p>Nog net.</p>").exists()


def test_the_preview_is_of_the_own_theme_only(naima: Gebruiker, naima_client: Client) -> None:
    brief = een_brief(themas=2, paragrafen=1)
    mine, other = brief.ronde.bijdragen.order_by("positie")[:2]
    mine.adviseurs.add(naima)
    answer = naima_client.get(f"/schrijven/{mine.pk}/voorbeeld/", follow=True)
    html = answer.content.decode()
    assert "Wij deden 1 dingen voor onderwerp 1" in html
    assert "Wij deden 1 dingen voor onderwerp 2" not in html
    assert naima_client.get(f"/schrijven/{other.pk}/voorbeeld/").status_code == 404


def test_queries_do_not_grow(
    naima_client: Client, bijdrage: Bijdrage, django_assert_num_queries: Any
) -> None:
    adres = address(bijdrage)
    # The first one also keeps what was there before; one of a page tells of open suggestions.
    for _ in range(2):
        with django_assert_num_queries(32):
            naima_client.get(f"/schrijven/{bijdrage.pk}/")
        data = filled(naima_client, adres) | {"blok-0-tekst": f"Tekst {uuid4()}"}
        with django_assert_num_queries(11):
            naima_client.post(adres, data)
        for n in range(5):
            een_paragraaf(bijdrage, f"Kop {n}", ("context", "<p>x</p>"))
