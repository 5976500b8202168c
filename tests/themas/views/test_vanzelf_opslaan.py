"""Saving while somebody types: what the script sends, and what it is told."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.fabriek import iemand
from tests.themas.views.formulier import address, filled
from themas.models import Bijdrage, Blok
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def from_editor(data: dict[str, Any], html: str, n: int = 0) -> dict[str, Any]:
    return data | {f"blok-{n}-tekst": html, f"blok-{n}-tekst-vorm": "html", "doe": "opslaan"}


def tekst(bijdrage: Bijdrage, soort: str = "terugblik") -> str:
    return Blok.objects.get(voortgang__bijdrage=bijdrage, soort=soort).tekst


def test_html_from_the_editor(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    html = (
        '<p>Een <strong>woord</strong> * en <a href="verwijzing:thema/drukte">onder 3</a>'
        '<a href="verwijzing:voetnoot" title="Een noot.">*</a></p>'
        "<table><tbody><tr><th><p>A</p></th></tr><tr><td><p>1</p></td></tr></tbody></table>"
    )
    data = from_editor(filled(naima_client, adres), html)
    answer = naima_client.post(adres, data, headers=JSON)
    json = answer.json()
    assert (answer.status_code, json["uitkomst"], json["versie"]) == (200, "opgeslagen", 2)
    assert json["melding"].startswith("Opgeslagen om ")
    assert tekst(bijdrage) == html
    assert tekst(bijdrage, "vooruitblik") == "<p>Straks.</p>"


def test_only_what_was_touched_travels_as_html(naima_client: Client, bijdrage: Bijdrage) -> None:
    strange = "<p>half<strong>woord</strong> 3. a_b_c</p>"
    Blok.objects.filter(voortgang__bijdrage=bijdrage, soort="vooruitblik").update(tekst=strange)
    adres = address(bijdrage)
    naima_client.post(adres, from_editor(filled(naima_client, adres), "<p>Ik.</p>"), headers=JSON)
    assert (tekst(bijdrage), tekst(bijdrage, "vooruitblik")) == ("<p>Ik.</p>", strange)


def test_a_retry_is_not_doubled(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = from_editor(filled(naima_client, adres), "<p>Eén keer.</p>")
    answers = [naima_client.post(adres, data, headers=JSON).json() for _ in range(2)]
    assert answers[0] == answers[1]
    assert Revisie.objects.exclude(uitkomst="begin").count() == 1


def test_another_block_by_a_colleague(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    mine = from_editor(filled(naima_client, adres), "<p>Van mij.</p>")
    theirs = from_editor(filled(naima_client, adres), "<p>Van haar.</p>", 1)
    naima_client.post(adres, theirs, headers=JSON)
    json = naima_client.post(adres, mine, headers=JSON).json()
    assert (json["uitkomst"], json["versie"]) == ("samengevoegd", 3)
    assert json["daar"] == {"blok-1-tekst": "<p>Van haar.</p>"}


def test_the_kop_by_a_colleague_and_more_than_texts(
    naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    begin = filled(naima_client, adres)
    naima_client.post(adres, begin | {"kop": "Van haar"}, headers=JSON)
    mine = from_editor(begin, "<p>Van mij.</p>") | {"uuid": str(uuid4())}
    json = naima_client.post(adres, mine, headers=JSON).json()
    assert (json["uitkomst"], json["daar"]) == ("samengevoegd", {"kop": "Van haar"})
    again = filled(naima_client, adres)
    naima_client.post(adres, again | {"doe": "erbij:context"})
    mine = from_editor(again, "<p>Nog eens.</p>") | {"uuid": str(uuid4())}
    json = naima_client.post(adres, mine, headers=JSON).json()
    # A new block: no field of this form can hold it, so the page has to come anew.
    assert (json["uitkomst"], json["daar"]) == ("samengevoegd", None)
    assert len(bijdrage.voortgangen.get().blokken.all()) == 3


def test_the_same_block_by_a_colleague(naima_client: Client, bijdrage: Bijdrage) -> None:
    collega = iemand(Rol.BELEIDSADVISEUR, first_name="Daan")
    bijdrage.adviseurs.add(collega)
    ander = Client()
    ander.force_login(collega)
    adres = address(bijdrage)
    mine = from_editor(filled(naima_client, adres), "<p>Van mij.</p>")
    ander.post(adres, from_editor(filled(ander, adres), "<p>Van Daan.</p>"), headers=JSON)
    answer = naima_client.post(adres, mine, headers=JSON)
    assert (answer.status_code, answer.json()["uitkomst"]) == (409, "conflict")
    wie = "Daan wijzigde hetzelfde stuk"
    assert answer.json()["melding"].startswith(f"Niet verwerkt: {wie}. Er is niets")
    assert tekst(bijdrage) == "<p>Van Daan.</p>"
    # The same request by the ordinary way shows both, in the editor's own form.
    html = naima_client.post(adres, mine).content.decode()
    assert "Van mij." in html
    assert 'data-html="&lt;p&gt;Van mij.&lt;/p&gt;"' in html
    assert f"{wie} terwijl u schreef." in html


def test_the_same_block_in_a_window_of_ones_own(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    mine = from_editor(filled(naima_client, adres), "<p>Van mij.</p>")
    other = from_editor(filled(naima_client, adres), "<p>Ook van mij.</p>")
    naima_client.post(adres, other, headers=JSON)
    answer = naima_client.post(adres, mine, headers=JSON)
    eigen = "wijzigde hetzelfde stuk in een ander venster"
    assert answer.json()["melding"].startswith(f"Niet verwerkt: u {eigen}. Er is niets")
    assert f"U {eigen}." in naima_client.post(adres, mine).content.decode()


def test_bad_input_is_told_by_field(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = from_editor(filled(naima_client, adres), "<p>x</p>" * 40_000) | {"kop": ""}
    answer = naima_client.post(adres, data, headers=JSON)
    assert answer.status_code == 422
    fouten = answer.json()["fouten"]
    assert fouten["kop"] == ["Geef deze paragraaf een kop."]
    assert "Verdeel de tekst" in fouten["blok-0-tekst"][0]


def test_what_is_left_out_is_told(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    html = '<p>Zie <img src="data:image/png;base64,AAAA"> hier \u202eom\u202c</p>'
    answer = naima_client.post(adres, from_editor(filled(naima_client, adres), html), headers=JSON)
    told = " ".join(answer.json()["opgemerkt"])
    assert "Plaatjes zijn niet meegekomen" in told
    assert "Onzichtbare stuurtekens" in told
    assert tekst(bijdrage) == "<p>Zie hier om</p>"


def test_emoji_and_lost_references_are_told_beside_the_form(
    naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    html = '<p>Mooi \U0001f642, zie <a href="verwijzing:thema/weg">onder 4</a>.</p>'
    naima_client.post(adres, from_editor(filled(naima_client, adres), html), headers=JSON)
    page = naima_client.get(adres).content.decode()
    assert "U+1F642" in page
    assert "De verwijzing “onder 4” wijst naar iets wat niet (meer) in deze brief staat" in page


def test_a_session_that_ran_out_is_no_success(
    client: Client, naima_client: Client, bijdrage: Bijdrage
) -> None:
    adres = address(bijdrage)
    data = from_editor(filled(naima_client, adres), "<p>x</p>")
    answer = Client().post(adres, data, headers=JSON)
    assert (answer.status_code, answer.json()) == (401, {"uitkomst": "uitgelogd"})
    assert Client().get("/schrijven/sessie/").status_code == 401


def test_a_fresh_token_after_logging_in_elsewhere(naima: Gebruiker, bijdrage: Bijdrage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(naima)
    adres = address(bijdrage)
    data = from_editor(filled(strict, adres), "<p>Toch.</p>")
    stale = data | {"csrfmiddlewaretoken": "x" * 64}
    assert strict.post(adres, stale, headers=JSON).status_code == 403
    csrf = strict.get("/schrijven/sessie/").json()["csrf"]
    answer = strict.post(adres, stale | {"csrfmiddlewaretoken": csrf}, headers=JSON)
    assert answer.json()["uitkomst"] == "opgeslagen"


def test_handed_in_meanwhile(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    data = from_editor(filled(naima_client, adres), "<p>Te laat.</p>")
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="ingediend")
    answer = naima_client.post(adres, data, headers=JSON)
    assert (answer.status_code, answer.json()["uitkomst"]) == (409, "geweigerd")
    assert "ingediend of goedgekeurd" in answer.json()["melding"]


def test_a_form_that_is_too_old_says_what_to_do(naima: Gebruiker, bijdrage: Bijdrage) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(naima)
    answer = strict.post(address(bijdrage), {"kop": "x"})
    assert answer.status_code == 403
    assert "wat u schreef staat er nog" in answer.content.decode()
