"""Akkoord by a signed link: never an approval that isn't one."""

import re
import threading
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from tests.fabriek import een_bijdrage, een_paragraaf, een_plan, een_ronde, een_thema, iemand
from themas.jaar.saving import VoortgangDoel
from themas.models import Bijdrage
from veiligheid.core.models import Akkoordlink, Bericht, Gebruiker, Logregel, Opmerking, Stap
from veiligheid.core.nazien import stappen
from veiligheid.core.nazien.models import HOUDBAAR
from veiligheid.core.nazien.verbs import move_staat
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, save

pytestmark = pytest.mark.django_db
TEKST = "Wij hielden twaalf controles."


@pytest.fixture(autouse=True)
def stappen_en_mail(settings: Any) -> None:
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["portefeuillehouder"]]
    settings.MAIL_TONEN = True


@pytest.fixture
def joris() -> Gebruiker:
    return iemand(Rol.EINDREDACTEUR, first_name="Joris")


@pytest.fixture
def bijdrage(joris: Gebruiker) -> Bijdrage:
    """Handed in, and approved by the editor: the second step is to come."""
    plan = een_plan()
    record = een_bijdrage(een_ronde(plan, 2026), een_thema(plan, "Drukte"))
    anna = iemand(Rol.BELEIDSADVISEUR, first_name="Anna")
    record.adviseurs.add(anna)
    een_paragraaf(record, "Tellen", ("terugblik", f"<p>{TEKST}</p>"))
    move_staat("indienen", record, anna)
    move_staat("goedkeuren", record, joris, gezien=record.versie)
    return record


def ask(bijdrage: Bijdrage, wie: Gebruiker, rol: str = "portefeuillehouder") -> str:
    """Ask by the screen; gives the address in the mail."""
    client = Client()
    client.force_login(wie)
    sent = {"naam": "Pia de Wit", "functie": "wethouder", "email": "pia@stad.example", "rol": rol}
    html = client.post(f"/schrijven/{bijdrage.pk}/akkoord/", sent, follow=True).content.decode()
    assert "De link gaat per mail" in html
    bericht = Bericht.objects.latest("pk")
    found = re.search(r"/akkoord/[\w-]+/", bericht.tekst)
    assert found
    assert found[0].split("/")[2] not in html  # who asks can't answer
    assert TEKST not in bericht.tekst + bericht.html
    return found[0]


def staat(bijdrage: Bijdrage) -> str:
    bijdrage.refresh_from_db()
    return bijdrage.staat


def edit(bijdrage: Bijdrage, door: Gebruiker) -> None:
    doel = VoortgangDoel(bijdrage.voortgangen.get(), redactie=True)
    versie, inhoud = doel.read()
    new = Inhoud({**inhoud.stukken, "kop": "Anders"}, inhoud.volgorde)
    assert save(doel, Opslag(uuid4(), versie, new), door).gelukt


def test_read_and_approve(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres, phone = ask(bijdrage, joris), Client()
    html = phone.get(adres).content.decode()
    assert TEKST in html
    assert "Pia de Wit" in html
    answer = phone.post(adres, {"antwoord": "akkoord", "tekst": "Mooi zo."})
    assert "Uw antwoord is bewaard" in answer.content.decode()
    assert staat(bijdrage) == "goedgekeurd"
    stap = Stap.objects.get(stap="akkoord", wie="Pia de Wit")
    assert (stap.functie, stap.versie) == ("wethouder", bijdrage.versie)
    assert TEKST in str(stap.inhoud)
    assert Opmerking.objects.get().wie == "Pia de Wit (wethouder)"
    assert Logregel.objects.filter(verb="akkoord via link", wie="Pia de Wit").count() == 1
    assert "Mooi zo." not in str(list(Logregel.objects.values()))
    # Replayed, and forwarded after use.
    for client in (phone, Client()):
        assert client.get(adres).status_code == 410
        assert client.post(adres, {"antwoord": "niet akkoord", "tekst": "x"}).status_code == 410
    assert staat(bijdrage) == "goedgekeurd"


def test_a_scanner_approves_nothing(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres, scanner = ask(bijdrage, joris), Client()
    for _ in range(3):
        assert scanner.get(adres).status_code == 200
        assert scanner.head(adres).status_code == 200
        assert scanner.get(f"{adres}?antwoord=akkoord").status_code == 200
        assert scanner.options(adres).status_code == 405
        assert scanner.post(adres).status_code == 409  # says nothing
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(adres, {"antwoord": "akkoord"}).status_code == 403
    assert staat(bijdrage) == "ingediend"
    assert Akkoordlink.objects.get().gebruikt_op is None


def test_niet_akkoord_sends_it_back_with_the_reason(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres, phone = ask(bijdrage, joris), Client()
    assert "Schrijf erbij waarom" in (
        phone.post(adres, {"antwoord": "niet akkoord", "tekst": " "}).content.decode()
    )
    phone.post(adres, {"antwoord": "niet akkoord", "tekst": "Het waren er elf."})
    assert staat(bijdrage) == "teruggestuurd"
    why = stappen.why(bijdrage, stappen.steps_of(bijdrage))
    assert why
    assert (why.wie, why.reden) == ("Pia de Wit", "Het waren er elf.")


def test_expired_withdrawn_and_unknown(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres = ask(bijdrage, joris)
    with time_machine.travel(timezone.now() + HOUDBAAR):
        assert Client().get(adres).status_code == 410
        assert Client().post(adres, {"antwoord": "akkoord"}).status_code == 410
    client = Client()
    client.force_login(joris)
    where = f"/schrijven/{bijdrage.pk}/akkoord/"
    client.post(where, {"intrekken": Akkoordlink.objects.get().pk})
    assert "ingetrokken" in client.get(where).content.decode()
    assert Client().post(adres, {"antwoord": "akkoord"}).status_code == 410
    assert Client().get("/akkoord/verzonnen/").status_code == 410
    assert staat(bijdrage) == "ingediend"


def test_a_text_that_changed_after(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres = ask(bijdrage, joris)
    edit(bijdrage, iemand(Rol.EINDREDACTEUR))
    assert "De tekst is gewijzigd" in Client().get(adres).content.decode()
    assert Client().post(adres, {"antwoord": "akkoord"}).status_code == 410
    assert staat(bijdrage) == "ingediend"
    assert stappen.approvals(bijdrage, stappen.steps_of(bijdrage)) == []


def test_not_its_turn(bijdrage: Bijdrage, joris: Gebruiker, settings: Any) -> None:
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende"], ["portefeuillehouder"]]
    adres = ask(bijdrage, joris)
    answer = Client().post(adres, {"antwoord": "akkoord"})
    assert answer.status_code == 409
    assert "nog eerst akkoord geven" in answer.content.decode()
    assert Akkoordlink.objects.get().bruikbaar


def test_a_partner_counts_for_no_step(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    Client().post(ask(bijdrage, joris, rol=""), {"antwoord": "akkoord"})
    assert staat(bijdrage) == "ingediend"
    assert len(stappen.approvals(bijdrage, stappen.steps_of(bijdrage))) == 1
    assert Stap.objects.filter(stap="akkoord van een partner").count() == 1


def test_without_mail_no_link(bijdrage: Bijdrage, joris: Gebruiker, settings: Any) -> None:
    settings.MAIL_TONEN, settings.EMAIL_URL = False, ""
    client = Client()
    client.force_login(joris)
    sent = {"naam": "Pia", "functie": "w", "email": "pia@stad.example", "rol": ""}
    html = client.post(f"/schrijven/{bijdrage.pk}/akkoord/", sent, follow=True).content.decode()
    assert "geen mailserver" in html
    assert not Akkoordlink.objects.exists()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_link(bijdrage: Bijdrage, joris: Gebruiker) -> None:
    adres, codes = ask(bijdrage, joris), []
    start = threading.Barrier(6)

    def act() -> None:
        try:
            start.wait()
            codes.append(Client().post(adres, {"antwoord": "akkoord"}).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes.count(200) == 1
    assert Stap.objects.filter(wie="Pia de Wit", stap="akkoord").count() == 1
