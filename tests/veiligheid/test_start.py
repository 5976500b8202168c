"""The first page after logging in: what is there for me, and no query more for more of it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.fabriek import een_brief, een_paragraaf, een_toezegging, iemand
from tests.rapportage.publiceren import publish_quickly
from themas.models import Bijdrage, Ronde
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


def test_an_advisor_sees_the_own_themes_of_open_rounds(client: Client) -> None:
    een_brief(themas=2)
    naima = iemand(Rol.BELEIDSADVISEUR, first_name="Naima")
    mine, other = Bijdrage.objects.order_by("pk")[:2]
    mine.adviseurs.add(naima)
    client.force_login(naima)
    html = client.get("/start/").content.decode()
    assert "Goedendag Naima" in html
    assert mine.thema.titel in html
    assert other.thema.titel not in html
    mine.ronde.staat = "gesloten"
    mine.ronde.save()
    assert "U heeft nog geen thema’s." in client.get("/start/").content.decode()


def test_what_is_missing_and_when_it_has_to_be_there(client: Client) -> None:
    een_brief(themas=1, paragrafen=0)
    Ronde.objects.update(deadline=date(2026, 12, 11))
    naima = iemand(Rol.BELEIDSADVISEUR)
    bijdrage = Bijdrage.objects.order_by("pk")[0]
    bijdrage.adviseurs.add(naima)
    client.force_login(naima)
    html = client.get("/start/").content.decode()
    assert "inleveren vóór 11 december 2026" in html
    assert "Nog te doen: nog leeg" in html
    een_paragraaf(bijdrage, "Een kop", ("context", "<p>Tekst.</p>"))
    assert "✓ Niets mist" in client.get("/start/").content.decode()


def test_an_editor_sees_what_was_handed_in(client: Client) -> None:
    een_brief(themas=1)
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert "Wacht op uw oordeel" not in client.get("/start/").content.decode()
    bijdrage = Bijdrage.objects.order_by("pk")[0]
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat="ingediend")
    html = client.get("/start/").content.decode()
    assert "Wacht op uw oordeel" in html
    assert f"/schrijven/{bijdrage.pk}/" in html


def test_an_editor_sees_the_letters(client: Client) -> None:
    brief = een_brief(themas=1, titel="Brief in de maak")
    client.force_login(iemand(Rol.EINDREDACTEUR))
    assert f"/concept/{brief.slug}/" in client.get("/start/").content.decode()


@pytest.mark.parametrize("rol", list(Rol))
def test_every_role_has_a_real_page(client: Client, rol: Rol) -> None:
    client.force_login(iemand(rol))
    answer = client.get("/start/")
    assert answer.status_code == 200
    assert "Er is nog geen brief gepubliceerd." in answer.content.decode()


def test_queries_do_not_grow(client: Client, django_assert_num_queries: Any) -> None:
    wie = iemand(Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR)
    client.force_login(wie)
    for size in (1, 4):
        brief = een_brief(themas=size, paragrafen=1)
        publish_quickly(brief)
        for bijdrage in Bijdrage.objects.all():
            bijdrage.adviseurs.add(wie)
        # Session, user, roles, themes and what is missing of each, what waits (themes,
        # facts, general parts, annexes), letters,
        # mirrors, the register (own themes, entries), what was recognised in the newest letter
        # (its text, what was decided), publications.
        with django_assert_num_queries(34):
            client.get("/start/")
        # Session, user and roles, publications, and the newest letter for the menu.
        with django_assert_num_queries(5):
            client.get("/brieven/")


@pytest.mark.parametrize("rol", [Rol.RAADSLID, Rol.PORTEFEUILLEHOUDER])
def test_who_reads_finds_what_is_new(client: Client, rol: Rol) -> None:
    """Since the time before: letters and promises, and only what is public. No Schrijven for a
    council member."""
    emre = iemand(rol, first_name="Emre", password="een-lang-wachtwoord")
    with time_machine.travel(datetime(2026, 3, 1, 10, tzinfo=UTC)):
        client.force_login(emre)
        first = client.get("/start/").content.decode()
    assert "Nieuw sinds" not in first
    assert "Register van toezeggingen" in first
    with time_machine.travel(datetime(2026, 3, 5, 10, tzinfo=UTC)):
        publish_quickly(een_brief(titel="Veiligheidsbrief met nieuws"))
        een_toezegging(openbaar=True, openbaar_sinds=timezone.now())
        een_toezegging(tekst="Alleen voor ons.")
    with time_machine.travel(datetime(2026, 3, 9, 10, tzinfo=UTC)):
        emre.refresh_from_db()
        client.force_login(emre)
        html = client.get("/start/").content.decode()
        assert "Nieuw sinds 1 maart 2026" in html
        assert "Veiligheidsbrief met nieuws" in html
        assert "1 toezegging erbij" in html
        assert "Alleen voor ons." not in html
        assert ("Schrijven</a>" in html) is (rol is Rol.PORTEFEUILLEHOUDER)
    with time_machine.travel(datetime(2026, 3, 10, 10, tzinfo=UTC)):
        emre.refresh_from_db()
        client.force_login(emre)
        assert "sindsdien niets verschenen" in client.get("/start/").content.decode()
