"""Handing in, sending back, approving, reopening: who, when, and why."""

import pytest
from django.test import Client

from tests.fabriek import iemand
from themas.models import Bijdrage
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def redactie() -> Client:
    client = Client()
    client.force_login(iemand(Rol.EINDREDACTEUR, first_name="Joris"))
    return client


def doe(client: Client, bijdrage: Bijdrage, wat: str, reden: str = "") -> str:
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    html = client.post(
        adres,
        {"doe": wat, "reden": reden, "bevestigd": "ja", "versie": bijdrage.versie},
        follow=True,
    ).content.decode()
    bijdrage.refresh_from_db()
    return html


def test_there_and_back(naima_client: Client, redactie: Client, bijdrage: Bijdrage) -> None:
    assert "De bijdrage is nu ingediend." in doe(naima_client, bijdrage, "indienen")
    assert "Alleen lezen." in naima_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "Schrijf erbij waarom." in doe(redactie, bijdrage, "terugsturen", "  ")
    assert bijdrage.staat == "ingediend"
    doe(redactie, bijdrage, "terugsturen", "De cijfers ontbreken.")
    html = naima_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "Teruggestuurd door Joris." in html
    assert "De cijfers ontbreken." in html
    doe(naima_client, bijdrage, "indienen")
    doe(redactie, bijdrage, "goedkeuren")
    assert bijdrage.staat == "goedgekeurd"
    assert Logregel.objects.get(verb="goedkeuren").details == {"versie": bijdrage.versie}
    doe(redactie, bijdrage, "heropenen", "Nieuw besluit.")
    assert bijdrage.staat == "concept"
    html = naima_client.get(f"/schrijven/{bijdrage.pk}/").content.decode()
    assert "Heropend door Joris." in html
    assert "Nieuw besluit." in html
    assert "Nieuw besluit." not in str(list(Logregel.objects.values()))


def test_what_the_table_does_not_allow(
    naima_client: Client, redactie: Client, bijdrage: Bijdrage
) -> None:
    assert "Dit kan niet meer" in doe(redactie, bijdrage, "goedkeuren")
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    for client, wat in ((naima_client, "goedkeuren"), (redactie, "indienen"), (redactie, "x")):
        assert client.post(adres, {"doe": wat}).status_code == 404
    bijdrage.ronde.staat = "gesloten"
    bijdrage.ronde.save()
    assert "is gesloten. Indienen" in doe(naima_client, bijdrage, "indienen")
    assert bijdrage.staat == "concept"


def test_who_approves_is_no_author(naima: Gebruiker, bijdrage: Bijdrage) -> None:
    both = Client()
    naima.grant(Rol.EINDREDACTEUR)
    both.force_login(naima)
    doe(both, bijdrage, "indienen")
    assert "U schreef mee aan deze tekst" in doe(both, bijdrage, "goedkeuren")
    assert bijdrage.staat == "ingediend"
