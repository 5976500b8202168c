"""The letter's own parts, written in the browser."""

import re

import pytest
from django.test import Client
from lxml import html as lxml_html

from rapportage.composition import compose
from rapportage.models import Brief
from tests.fabriek import een_brief, iemand
from tests.themas.views.formulier import filled
from veiligheid.core.models import Revisie
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> Brief:
    return een_brief(themas=1, paragrafen=1)


@pytest.fixture
def redactie(client: Client) -> Client:
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Joris"))
    return client


def koppen(brief: Brief) -> list[str]:
    document = compose(brief).document
    return [o.kop for o in (*document.inleiding, *document.afsluiting)]


def test_general_parts(redactie: Client, brief: Brief) -> None:
    schrijven = f"/concept/{brief.slug}/schrijven/"
    for kop in ("Samen", "Leeswijzer"):
        answer = redactie.post(schrijven, {"kop": kop, "plek": "algemeen"})
        assert answer.status_code == 302
    assert koppen(brief) == ["", "Samen", "Leeswijzer"]
    leeswijzer = brief.onderdelen.get(kop="Leeswijzer")
    adres = f"{schrijven}{leeswijzer.pk}/"
    data = filled(redactie, adres, "tekst") | {"tekst": "Zo leest u **deze** brief."}
    assert "Opgeslagen om" in redactie.post(adres, data, follow=True).content.decode()
    leeswijzer.refresh_from_db()
    assert leeswijzer.tekst == "<p>Zo leest u <strong>deze</strong> brief.</p>"
    redactie.post(f"{adres}stap/", {"doe": "omhoog"})
    assert koppen(brief) == ["", "Leeswijzer", "Samen"]
    redactie.post(f"{adres}stap/", {"doe": "verwijderen"})
    assert koppen(brief) == ["", "Samen"]
    assert "Terugzetten" in redactie.get(schrijven).content.decode()
    redactie.post(f"{adres}stap/", {"doe": "terugzetten"})
    assert koppen(brief) == ["", "Samen", "Leeswijzer"]


def test_two_editors_and_one_part(redactie: Client, brief: Brief) -> None:
    onderdeel = brief.onderdelen.get()
    adres = f"/concept/{brief.slug}/schrijven/{onderdeel.pk}/"
    mine = filled(redactie, adres, "tekst") | {"tekst": "Van mij."}
    ander = Client()
    ander.force_login(iemand(Rol.EINDREDACTEUR, first_name="Ilse"))
    ander.post(adres, filled(ander, adres, "tekst") | {"tekst": "Van Ilse."})
    answer = redactie.post(adres, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert (
        "Er is niets overschreven.</strong> Ilse wijzigde hetzelfde stuk terwijl u schreef." in html
    )
    page = lxml_html.fromstring(html)
    base, mijn, hare = (
        " ".join(" ".join(kaart.itertext()).split())
        for kaart in page.xpath("//div[@class='vb-drie']/section")
    )
    assert base == "Waar u allebei begon Elk jaar."
    assert re.fullmatch("Uw tekst .*mij.*", mijn)
    assert re.fullmatch("De tekst van Ilse .*Ilse.*", hare)
    assert ("Ilse" in mijn, "mij" in hare) == (False, False)
    (veld,) = page.xpath("//form[@id='schrijfformulier']//textarea[@name='tekst']")
    assert "Van mij." in veld.value
    again = redactie.post(adres, mine, headers={"Accept": "application/json"})
    assert (again.status_code, again.json()["uitkomst"]) == (409, "conflict")
    onderdeel.refresh_from_db()
    assert onderdeel.tekst == "<p>Van Ilse.</p>"
    kept = Revisie.objects.filter(soort="onderdeel").values_list(
        "uitkomst", "inhoud__stukken__tekst"
    )
    assert ("conflict", "<p>Van mij.</p>") in kept
    assert ("opgeslagen", "<p>Van Ilse.</p>") in kept


def test_two_editors_each_with_a_piece_of_their_own(redactie: Client, brief: Brief) -> None:
    """One writes another kop, one another text: both stand, and the second is told so."""
    onderdeel = brief.onderdelen.get()
    adres = f"/concept/{brief.slug}/schrijven/{onderdeel.pk}/"
    mine = filled(redactie, adres, "tekst") | {"tekst": "Van mij."}
    ander = Client()
    ander.force_login(iemand(Rol.EINDREDACTEUR, first_name="Ilse"))
    ander.post(adres, filled(ander, adres, "tekst") | {"kop": "Van Ilse"})
    html = redactie.post(adres, mine, follow=True).content.decode()
    assert "Een collega heeft intussen een ander deel gewijzigd" in html
    onderdeel.refresh_from_db()
    assert (onderdeel.kop, onderdeel.tekst) == ("Van Ilse", "<p>Van mij.</p>")


def test_saved_by_itself(redactie: Client, brief: Brief) -> None:
    onderdeel = brief.onderdelen.get()
    adres = f"/concept/{brief.slug}/schrijven/{onderdeel.pk}/"
    data = filled(redactie, adres, "tekst") | {"tekst": "<p>Nu.</p>", "tekst-vorm": "html"}
    json = redactie.post(adres, data, headers={"Accept": "application/json"}).json()
    assert (json["uitkomst"], json["versie"]) == ("opgeslagen", 2)
    bad = data | {"tekst": "<b>" * 500}
    answer = redactie.post(adres, bad, headers={"Accept": "application/json"})
    assert answer.status_code == 422
    assert "te diep" in answer.json()["fouten"]["tekst"][0]


def test_facts_and_signatories(redactie: Client, brief: Brief) -> None:
    adres = f"/concept/{brief.slug}/gegevens/"
    data = filled(redactie, adres, "kenmerk") | {
        "datum": "2025-01-14",
        "kenmerk": "D25.1",
        "ondertekenaar-0-naam": "C. de Nieuwe",
        "ondertekenaar-1-naam": "",
    }
    assert redactie.post(adres, data).status_code == 302
    document = compose(brief).document
    assert str(document.datum) == "2025-01-14"
    assert [o.naam for o in document.ondertekenaars] == ["C. de Nieuwe"]
    answer = redactie.post(adres, filled(redactie, adres, "kenmerk") | {"datum": "gisteren"})
    assert answer.status_code == 422
    assert "Schrijf de datum als dag-maand-jaar" in answer.content.decode()


def test_two_who_fill_in_the_same_facts(redactie: Client, client: Client, brief: Brief) -> None:
    adres = f"/concept/{brief.slug}/gegevens/"
    mine = filled(redactie, adres, "kenmerk") | {"kenmerk": "D25.1"}
    theirs = filled(redactie, adres, "kenmerk")
    theirs |= {"kenmerk": "D25.2", "ondertekenaar-0-naam": "C. de Nieuwe"}
    ander = Client()
    ander.force_login(iemand(Rol.SECRETARIAAT, first_name="Greet"))
    ander.post(adres, theirs)
    answer = redactie.post(adres, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Greet wijzigde hetzelfde stuk terwijl u schreef." in html
    assert "Wat alleen de ander wijzigde, staat al in het formulier: Ondertekenaars." in html
    (rij,) = lxml_html.fromstring(html).xpath("//table[@class='utrecht-table']/tbody/tr")
    assert [c.text_content() for c in rij] == ["Ons kenmerk", "(leeg)", "D25.1", "D25.2"]
    assert 'value="D25.1"' in html
    # What only she changed is in my form: saving it undoes nothing of hers.
    assert 'value="C. de Nieuwe"' in html
    brief.refresh_from_db()
    assert brief.kenmerk == "D25.2"


def test_an_annex_that_is_still_referred_to(redactie: Client, brief: Brief) -> None:
    redactie.post(f"/concept/{brief.slug}/bijlagen/cijfers/stap/", {"doe": "verwijderen"})
    found = [b for b in compose(brief).bevindingen if b.blokkeert]
    assert {b.code for b in found} == {"verwijzing-los"}
    assert found[0].link.startswith("/schrijven/")
    html = redactie.get(f"/concept/{brief.slug}/bevindingen/").content.decode()
    assert found[0].link in html


def test_the_secretariaat_fills_in_its_own_fields_only(client: Client, brief: Brief) -> None:
    client.force_login(iemand(Rol.SECRETARIAAT))
    adres = f"/concept/{brief.slug}/gegevens/"
    data = filled(client, adres, "kenmerk")
    assert not {"titel", "aanhef"} & data.keys()
    client.post(adres, data | {"kenmerk": "D25.9", "titel": "Gekaapt"})
    brief.refresh_from_db()
    assert (brief.kenmerk, brief.titel) == ("D25.9", "Veiligheidsbrief 2025")


def test_characters_that_the_pdf_cannot_show_block(redactie: Client, brief: Brief) -> None:
    brief.onderdelen.update(tekst="<p>Een mooi jaar \U0001f389</p>")
    [bevinding] = [b for b in compose(brief).bevindingen if b.blokkeert]
    assert bevinding.code == "tekens-onbekend"
    assert bevinding.link == f"/concept/{brief.slug}/schrijven/{brief.onderdelen.get().pk}/"


def test_they_block_in_titles_and_notes_as_well(brief: Brief) -> None:
    """What is not the running text of the letter gets onto paper too."""
    brief.onderdelen.update(
        tekst='<p>Zie<a href="verwijzing:voetnoot" title="Een 中">*</a> ≥ Ж محمد ✓</p>'
    )
    brief.titel = "Veiligheidsbrief \U0001f389"
    brief.save()
    found = [b for b in compose(brief).bevindingen if b.code == "tekens-onbekend"]
    assert ["U+4E2D" in b.melding for b in found] == [True, False]
    assert found[1].plek == "titels en gegevens"
    assert "U+1F389" in found[1].melding
    assert found[1].link == f"/concept/{brief.slug}/gegevens/"


def test_references_to_choose_from(redactie: Client, brief: Brief) -> None:
    adviseur = Client()
    wie = iemand(Rol.BELEIDSADVISEUR)
    adviseur.force_login(wie)
    mine, _ = brief.ronde.bijdragen.order_by("positie")
    mine.adviseurs.add(wie)
    adres = f"/schrijven/{mine.pk}/verwijzingen/"
    found = adviseur.get(adres, headers={"Accept": "application/json"}).json()["verwijzingen"]
    assert [v["tekst"] for v in found] == [
        "onder 1",
        "onder 2",
        "‘Wij deden 1 dingen voor onderwerp 1’",
        "bijlage 2",
    ]
    # Of a colleague's draft not even the kop.
    assert "dingen voor onderwerp 2" not in adviseur.get(adres).content.decode()
    mine.voortgangen.get().blokken.filter(soort="terugblik").update(
        tekst=f'<p>Zie <a href="{found[2]["href"]}">hierboven</a>.</p>'
    )
    document = compose(brief).document
    anker = next(document.hoofdstukken).paragrafen[0].anker
    assert f'<a href="#{anker}">hierboven</a>' in document.to_json().decode().replace('\\"', '"')


def test_an_earlier_version_of_a_part(redactie: Client, brief: Brief) -> None:
    record = brief.onderdelen.get()
    adres = f"/concept/{brief.slug}/schrijven/{record.pk}/"
    redactie.post(adres, filled(redactie, adres, "kop") | {"tekst": "Anders."})
    begin = Revisie.objects.get(soort="onderdeel", versie=1)
    answer = redactie.post(f"{adres}geschiedenis/", {"versie": begin.pk}, follow=True)
    assert "Teruggezet." in answer.content.decode()
    record.refresh_from_db()
    assert (record.tekst, record.versie) == ("<p>Elk jaar.</p>", 3)
    answer = redactie.post(f"{adres}geschiedenis/", {"versie": "999999"}, follow=True)
    assert "Deze versie is er niet." in answer.content.decode()
    record.refresh_from_db()
    assert record.versie == 3


def test_a_lost_reference_in_a_part_is_told_beside_the_form(redactie: Client, brief: Brief) -> None:
    record = brief.onderdelen.get()
    adres = f"/concept/{brief.slug}/schrijven/{record.pk}/"
    los = '<p>Zie <a href="verwijzing:thema/weg">onder 4</a>.</p>'
    data = filled(redactie, adres, "kop") | {"tekst": los, "tekst-vorm": "html"}
    json = redactie.post(adres, data, headers={"Accept": "application/json"}).json()
    assert "“onder 4” wijst naar iets wat niet (meer)" in json["opletten"][0]
    assert json["opletten"][0].split("“")[0] in redactie.get(adres).content.decode()
