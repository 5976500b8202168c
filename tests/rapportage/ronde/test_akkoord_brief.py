"""Akkoord on a whole letter by a signed link: read as it was, answered once, by nobody else."""

import re
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from lxml import html as lxml_html

from monitoring.models import Meting
from rapportage.besluit.transitions import last_reason
from rapportage.models import Bijlage, Brief, Onderdeel
from rapportage.ronde.doorgeven import not_done
from tests.fabriek import een_bijlagetekst, een_brief, iemand
from tests.monitoring.fabriek import een_gebied, een_indicator, een_meting
from tests.rapportage.bijlagen.hulp import een_bijlagecijfer
from themas.models import Blok
from veiligheid.core.models import Akkoordlink, Bericht, Gebruiker, Logregel, Opmerking, Stap
from veiligheid.core.nazien.akkoord import hash_of
from veiligheid.core.nazien.models import HOUDBAAR
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
JA = {"antwoord": "akkoord"}


@pytest.fixture(autouse=True)
def mail(settings: Any) -> None:
    settings.MAIL_TONEN = True


@pytest.fixture
def joris() -> Client:
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Joris", email="joris@stad.example"))
    return client


@pytest.fixture
def brief() -> Brief:
    """With an annex that anybody reads, and one that is withheld."""
    made = een_brief(themas=2, paragrafen=1)
    een_bijlagetekst(made.bijlagen.get(), "Leeswijzer", "<p>Zo leest u dit.</p>")
    geheim = Bijlage.objects.create(
        brief=made, nummer=3, titel="Locaties", geheim_grond="artikel 87", geheim_door="het college"
    )
    een_bijlagetekst(geheim, "Waar", "<p>Boomklever.</p>")
    return made


def ask(joris: Client, brief: Brief) -> str:
    """Ask by the screen; gives the address in the mail."""
    sent = {"naam": "Pia de Wit", "functie": "wethouder", "email": "pia@stad.example"}
    adres = f"/nazien/brief/{brief.pk}/akkoord/"
    html = joris.post(adres, sent, follow=True).content.decode()
    assert "De link gaat per mail" in html
    bericht = Bericht.objects.filter(soort="akkoordlink").latest("pk")
    found = re.search(r"/akkoord/[\w-]+/", bericht.tekst)
    assert found
    assert found[0].split("/")[2] not in html  # who asks can't answer
    assert brief.titel in bericht.tekst
    assert "Dit deden we" not in bericht.tekst + bericht.html
    return found[0]


def test_read_and_agree(joris: Client, brief: Brief) -> None:
    adres, phone = ask(joris, brief), Client()
    html = phone.get(adres).content.decode()
    for said in ("Elk jaar.", "Dit deden we", "Zo leest u dit.", "artikel 87", "Pia de Wit"):
        assert said in html, said
    assert "Boomklever" not in html
    answer = phone.post(adres, JA | {"tekst": "Mooi zo."})
    assert "Uw antwoord is bewaard" in answer.content.decode()
    link, stap = Akkoordlink.objects.get(), Stap.objects.get(soort="brief")
    assert (stap.stap, stap.wie, stap.functie) == ("akkoord", "Pia de Wit", "wethouder")
    # The very text that was read is kept, with its hash.
    assert stap.inhoud == link.inhoud
    assert hash_of(link.inhoud) == link.tekst_sha256
    assert link.tekst_sha256[:8] in html
    assert Opmerking.objects.get().wie == "Pia de Wit (wethouder)"
    assert "Mooi zo." in joris.get(f"/concept/{brief.slug}/opmerkingen/").content.decode()
    assert Logregel.objects.filter(verb="akkoord via link", wie="Pia de Wit").count() == 1
    assert "Mooi zo." not in str(list(Logregel.objects.values()))
    (bericht,) = Bericht.objects.filter(soort="mening")
    assert "Pia de Wit (wethouder) is akkoord" in bericht.tekst
    assert "Mooi zo." not in bericht.tekst
    # It is an opinion: no part of the letter is approved by it, and the letter came not back.
    assert not Onderdeel.objects.filter(brief=brief).exclude(staat="concept").exists()
    assert last_reason(brief) is None
    # Replayed, and forwarded after use.
    for client in (phone, Client()):
        assert client.get(adres).status_code == 410
        assert client.post(adres, {"antwoord": "niet akkoord", "tekst": "x"}).status_code == 410
    assert Stap.objects.filter(soort="brief").count() == 1


def test_not_agreed_is_told_before_it_is_handed_over(joris: Client, brief: Brief) -> None:
    adres = ask(joris, brief)
    waits = "Pia de Wit (wethouder) antwoordde nog niet over de hele brief."
    assert waits in not_done(brief)
    assert Client().post(adres, {"antwoord": "niet akkoord"}).status_code == 409  # says no why
    Client().post(adres, {"antwoord": "niet akkoord", "tekst": "Het waren er elf."})
    assert "Pia de Wit (wethouder) is niet akkoord met de hele brief." in not_done(brief)
    assert waits not in not_done(brief)


def test_a_scanner_says_nothing(joris: Client, brief: Brief) -> None:
    adres, scanner = ask(joris, brief), Client()
    for _ in range(2):
        assert scanner.get(adres).status_code == 200
        assert scanner.head(adres).status_code == 200
        assert scanner.get(f"{adres}?antwoord=akkoord").status_code == 200
        assert scanner.options(adres).status_code == 405
        assert scanner.post(adres).status_code == 409
    assert Client(enforce_csrf_checks=True).post(adres, JA).status_code == 403
    assert Akkoordlink.objects.get().gebruikt_op is None
    assert not Stap.objects.filter(soort="brief").exists()


def test_expired_and_withdrawn(joris: Client, brief: Brief) -> None:
    adres = ask(joris, brief)
    with time_machine.travel(timezone.now() + HOUDBAAR):
        assert Client().get(adres).status_code == 410
        assert Client().post(adres, JA).status_code == 410
    where = f"/nazien/brief/{brief.pk}/akkoord/"
    joris.post(where, {"intrekken": Akkoordlink.objects.get().pk})
    assert "ingetrokken" in joris.get(where).content.decode()
    assert Client().post(adres, JA).status_code == 410
    assert not Stap.objects.filter(soort="brief").exists()


@pytest.mark.parametrize("wat", ["thema", "onderdeel", "bijlage", "gegevens", "volgorde"])
def test_a_letter_that_changed_after(wat: str, joris: Client, brief: Brief) -> None:
    adres = ask(joris, brief)
    if wat == "thema":
        Blok.objects.filter(soort="terugblik").update(tekst="<p>Iets anders.</p>")
    elif wat == "onderdeel":
        Onderdeel.objects.filter(brief=brief, bijlage=None).update(tekst="<p>Nu.</p>")
    elif wat == "bijlage":
        Onderdeel.objects.filter(bijlage__nummer=2).update(tekst="<p>Zo niet.</p>")
    elif wat == "gegevens":
        Brief.objects.filter(pk=brief.pk).update(aanhef="Beste raad,")
    else:
        een, twee = brief.ronde.bijdragen.order_by("positie")[:2]
        een.thema.titel, twee.thema.titel = twee.thema.titel, een.thema.titel
        een.thema.save()
        twee.thema.save()
    assert "De tekst is gewijzigd" in Client().get(adres).content.decode()
    assert Client().post(adres, JA).status_code == 410
    assert Akkoordlink.objects.get().gebruikt_op is None
    assert not Stap.objects.filter(soort="brief").exists()


def test_midnight_changes_no_letter(joris: Client, brief: Brief) -> None:
    """A letter without a date shows what stands on the day it is read: on that it was asked."""
    adres = ask(joris, brief)
    with time_machine.travel(timezone.now() + HOUDBAAR / 2):
        assert Client().get(adres).status_code == 200
        assert Client().post(adres, JA).status_code == 200


def test_only_who_edits_asks(brief: Brief) -> None:
    for rol in set(Rol) - {Rol.EINDREDACTEUR}:
        client = Client()
        client.force_login(iemand(rol))
        assert client.get(f"/nazien/brief/{brief.pk}/akkoord/").status_code == 404, rol
    assert isinstance(Gebruiker.objects.first(), Gebruiker)


def test_charts_and_tables_are_there_to_read(joris: Client, brief: Brief) -> None:
    """As the letter has them: drawn, described, and as a table; nothing to fetch, no script, and
    nothing with what was kept that the text does not say."""
    gemeente = een_gebied("GM0000")
    indicator = een_indicator("Meldingen", definitie="Wat er is gemeld.")
    for jaar, waarde in ((2023, 31), (2024, 47)):
        een_meting(indicator, gemeente, jaar, waarde)
    cijfers = Bijlage.objects.create(brief=brief, nummer=9, titel="Cijfers", soort="cijfers")
    een_bijlagecijfer(cijfers, indicator)
    adres = ask(joris, brief)
    html = Client().get(adres).content.decode()
    page = lxml_html.document_fromstring(html)
    drawn = page.xpath("//*[contains(@class, 'vb-beeld__')]/*[local-name() = 'svg'][@role='img']")
    assert len(drawn) == 2  # for a wide screen and for a phone
    assert all("Meldingen" in svg.xpath("string(*[local-name() = 'title'])") for svg in drawn)
    (table,) = page.xpath("//*[contains(@class, 'vb-beeld__tabel')]//table")
    assert table.xpath("thead//th/text()")[1:] == ["2023", "2024"]
    assert table.xpath("tbody//td/text()") == ["31", "47"]
    assert "CSV" not in html
    (main,) = page.xpath("//main")
    assert not main.xpath(".//script | .//*[@style] | .//*[starts-with(@href, '/')]")
    assert not main.xpath(".//a[not(starts-with(@href, '#'))]")
    (kept,) = [d for d in Akkoordlink.objects.get().inhoud if "47" in d["html"]]
    assert "<svg" not in kept["html"]
    # Another figure, another letter: what was asked about is not there any more.
    Meting.objects.filter(waarde=47).update(waarde=48)
    assert Client().get(adres).status_code == 410
