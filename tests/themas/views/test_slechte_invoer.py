"""Bad input, item by item: refused or cleaned, with words, and what was typed is never gone."""

from typing import Any

import pytest
from django.test import Client

from tests.themas.views.formulier import address, filled
from themas.models import Actie, Bijdrage, Blok, Voortgang
from veiligheid.core.models import Gebruiker, Revisie, Stap

pytestmark = pytest.mark.django_db
GETYPT = "Wat ik typte."


def send(client: Client, bijdrage: Bijdrage, **velden: str) -> Any:
    adres = address(bijdrage)
    data = filled(client, adres) | {"blok-1-tekst": GETYPT} | velden
    return client.post(adres, data, follow=True)


def tekst(bijdrage: Bijdrage, soort: str = "terugblik") -> str:
    return bijdrage.voortgangen.get().blokken.get(soort=soort).tekst


@pytest.mark.parametrize(
    ("velden", "melding"),
    [
        ({"kop": ""}, "Geef deze paragraaf een kop."),
        ({"kop": "\u202e \u200f\u202c"}, "Geef deze paragraaf een kop."),
        ({"kop": "x" * 301}, "300 tekens"),
        ({"kop": "nul\x00teken"}, "Null-tekens zijn niet toegestaan"),
        ({"blok-0-tekst": "woord " * 33_400}, "Verdeel de tekst over meer paragrafen."),
        ({"blok-0-tekst": "<b>" * 50_000 + "x" + "</b>" * 50_000}, "Verdeel de tekst"),
        ({"blok-0-tekst": "<b>" * 50_000 + "x"}, "te diep genest"),
        ({"blok-0-soort": "bijzaak"}, "geldige keuze"),
        ({"blok-0-sleutel": "geen-sleutel"}, "geldige UUID"),
        ({"basis": "0"}, "1"),
        ({"blok-TOTAL_FORMS": "1000"}, "60"),
    ],
)
def test_refused_with_words_and_all_that_was_typed(
    naima_client: Client, bijdrage: Bijdrage, velden: dict[str, str], melding: str
) -> None:
    answer = send(naima_client, bijdrage, **velden)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert melding in html
    assert GETYPT in html
    for waarde in velden.values():
        if waarde.startswith(("woord", "<b>")):
            assert html.count("woord ") >= 33_400 or html.count("&lt;b&gt;") == 50_000
    assert bijdrage.voortgangen.get().versie == 1


@pytest.mark.parametrize(
    ("geplakt", "schoon", "gezegd"),
    [
        (  # Word
            "<p class=MsoNormal style='margin:0'><o:p></o:p><span lang=NL>Uit <b>Word</b></span>"
            "</p><p class=MsoListParagraph style='mso-list:l0'><span>\u00b7&nbsp;</span>Punt</p>"
            "<!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]-->",
            "<p>Uit <strong>Word</strong></p><ul><li><p>Punt</p></li></ul>",
            "",
        ),
        (  # Outlook
            "<div class=WordSection1><div style='border:none'><p><b>Van:</b> Anne</p></div>"
            "<blockquote><font color=red>Beste,</font><br>tot <a href='javascript:x()'>zo</a>"
            "</blockquote></div><style>p{color:red}</style>",
            "<p><strong>Van:</strong> Anne</p><p>Beste,<br>tot zo</p>",
            "De link naar “javascript:x()” is niet overgenomen",
        ),
        (
            "<p>Zie</p><img src='data:image/png;base64,AAAA'><p>hier</p>",
            "<p>Zie</p><p>hier</p>",
            "Plaatjes zijn niet meegekomen",
        ),
        (
            "<p dir=rtl>\u202eomgekeerd\u202c \u05e9\u05dc\u05d5\u05dd en \x07piep</p>",
            "<p>omgekeerd \u05e9\u05dc\u05d5\u05dd en piep</p>",
            "Onzichtbare stuurtekens zijn weggehaald",
        ),
        (
            "<p>Mooi \U0001f642</p>",
            "<p>Mooi \U0001f642</p>",
            "Het lettertype van de brief kent deze tekens niet",
        ),
        (
            '<p>Zie <a href="verwijzing:thema/weg">onder 4</a></p>',
            '<p>Zie <a href="verwijzing:thema/weg">onder 4</a></p>',
            "wijst naar iets wat niet (meer) in deze brief staat",
        ),
    ],
    ids=["word", "outlook", "data-url", "rtl-en-stuurtekens", "emoji", "verwijzing-weg"],
)
def test_cleaned_and_told(
    naima_client: Client, bijdrage: Bijdrage, geplakt: str, schoon: str, gezegd: str
) -> None:
    answer = send(naima_client, bijdrage, **{"blok-0-tekst": geplakt, "blok-0-tekst-vorm": "html"})
    assert answer.status_code == 200
    assert tekst(bijdrage) == schoon
    assert tekst(bijdrage, "vooruitblik") == f"<p>{GETYPT}</p>"
    assert gezegd in answer.content.decode()


def test_what_nobody_sees_leaves_a_kop(naima_client: Client, bijdrage: Bijdrage) -> None:
    answer = send(naima_client, bijdrage, kop="Een \u202ekop\u202c  met\u00adtekens")
    assert bijdrage.voortgangen.get().kop == "Een kop mettekens"
    assert "Onzichtbare stuurtekens zijn weggehaald" in answer.content.decode()


def test_markup_in_a_kop_is_text(naima_client: Client, bijdrage: Bijdrage) -> None:
    answer = send(naima_client, bijdrage, kop="<script>x()</script> & <b>vet</b>")
    assert "<script>x()" not in answer.content.decode()
    assert bijdrage.voortgangen.get().kop == "<script>x()</script> & <b>vet</b>"


def test_more_than_a_request_may_hold(naima_client: Client, bijdrage: Bijdrage) -> None:
    """A picture pasted as text into a field without the editor: three megabytes of it."""
    data = filled(naima_client, address(bijdrage)) | {"blok-0-tekst": "A" * 3_000_000}
    answer = naima_client.post(address(bijdrage), data)
    assert answer.status_code == 400
    assert "Ga terug met de knop van uw browser: wat u schreef staat er nog." in (
        answer.content.decode()
    )
    json = naima_client.post(address(bijdrage), data, headers={"Accept": "application/json"})
    assert json.status_code == 400  # the script says what to do, and keeps the text
    assert not Revisie.objects.exists()


def test_each_form_posted_twice(naima_client: Client, bijdrage: Bijdrage) -> None:
    """A second click on the way to the same page makes nothing twice."""
    adres = f"/schrijven/{bijdrage.pk}/"
    actie = Actie.objects.get()
    for data in ({"kop": "Nieuw"}, {"actie": actie.pk}):
        first, second = (naima_client.post(f"{adres}nieuw/", data) for _ in "12")
        assert first["Location"] == second["Location"]
    assert bijdrage.voortgangen.count() == 3
    # But somebody who wrote in it gets another one.
    Blok.objects.filter(voortgang__kop="Nieuw", soort="terugblik").update(tekst="<p>x</p>")
    naima_client.post(f"{adres}nieuw/", {"kop": "Nieuw"})
    assert bijdrage.voortgangen.filter(kop="Nieuw").count() == 2
    voortgang = Voortgang.objects.get(kop="De kop")
    structuur = f"{adres}{voortgang.pk}/structuur/"
    for doe in ("verwijderen", "terugzetten"):
        for _ in "12":
            assert naima_client.post(structuur, {"doe": doe}).status_code == 302
    assert Voortgang.objects.standing().filter(bijdrage=bijdrage).count() == 4
    for _ in "12":
        naima_client.post(f"{adres}acties/overnemen/")
    assert Actie.objects.count() == 2  # one more, of the vooruitblik that named none
    for _ in "12":
        answer = naima_client.post(
            f"{adres}staat/", {"doe": "indienen", "bevestigd": "ja"}, follow=True
        )
    assert "De bijdrage is nu ingediend." in answer.content.decode()
    assert Stap.objects.filter(stap="indienen").count() == 1


def test_a_stale_version_keeps_both(naima_client: Client, bijdrage: Bijdrage) -> None:
    adres = address(bijdrage)
    stale = filled(naima_client, adres) | {"blok-0-tekst": "Van toen."}
    for n in range(3):
        naima_client.post(adres, filled(naima_client, adres) | {"blok-0-tekst": f"Nieuwer {n}."})
    answer = naima_client.post(adres, stale)
    assert answer.status_code == 409
    assert "Van toen." in answer.content.decode()
    assert tekst(bijdrage) == "<p>Nieuwer 2.</p>"
    assert "Van toen." in str(Revisie.objects.get(versie=None).inhoud)


def test_a_session_that_ran_out_at_any_form(
    naima: Gebruiker, naima_client: Client, bijdrage: Bijdrage
) -> None:
    """Whatever was sent is on the page that asks to log in, and is done after that."""
    naima.set_password("een-lang-wachtwoord")
    naima.save()
    good = {"opnieuw-login": naima.username, "opnieuw-password": "een-lang-wachtwoord"}
    data = {"doe": "indienen", "bevestigd": "ja", "reden": 'Met <tekens> & "aanhaling".'}
    answer = Client().post(f"/schrijven/{bijdrage.pk}/staat/", data)
    assert answer.status_code == 401
    assert "Met &lt;tekens&gt; &amp; &quot;aanhaling&quot;." in answer.content.decode()
    assert Client().post(f"/schrijven/{bijdrage.pk}/staat/", data | good).status_code == 302
    bijdrage.refresh_from_db()
    assert bijdrage.staat == "ingediend"
