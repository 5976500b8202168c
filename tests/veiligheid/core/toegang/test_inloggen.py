"""At the door: who comes in, who is slowed, and what is told."""

import time
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone

from tests.fabriek import een_bijdrage, een_ronde, een_thema
from tests.veiligheid.core.toegang.hulp import (
    FOUT,
    WACHTWOORD,
    code,
    een_app,
    een_collega,
    is_in,
    log_in,
    verbs,
)
from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol
from veiligheid.core.toegang.logboek import ONBEKEND

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("hoe", ["naam", "adres", "HOOFDLETTERS"])
def test_by_name_or_by_address(client: Client, hoe: str) -> None:
    wie = een_collega(Rol.GRIFFIE)
    naam = {"naam": wie.username, "adres": wie.email, "HOOFDLETTERS": wie.email.upper()}[hoe]
    assert log_in(client, naam).headers["Location"] == "/start/"
    assert is_in(client)
    line = Logregel.objects.get(verb="inloggen")
    assert (line.wie, line.details) == (wie.naam, {"adres": "127.0.0.1", "weg": ["wachtwoord"]})


def test_an_address_of_two_people_is_nobodys(client: Client) -> None:
    for _ in range(2):
        een_collega(Rol.GRIFFIE, email="samen@voorbeeldstad.example")
    log_in(client, "samen@voorbeeldstad.example")
    assert not is_in(client)


def test_who_left_does_not_come_in_and_reads_the_same(client: Client) -> None:
    weg, hier = een_collega(is_active=False), een_collega()
    said = [
        log_in(client, naam, w).content.decode().replace(naam, "NAAM")
        for naam, w in ((weg.username, WACHTWOORD), (hier.username, FOUT), ("niemand", FOUT))
    ]
    assert "horen niet bij elkaar" in said[0]
    assert _without_token(said[0]) == _without_token(said[1]) == _without_token(said[2])
    assert not is_in(client)


def _without_token(html: str) -> str:
    return "\n".join(line for line in html.splitlines() if "csrfmiddlewaretoken" not in line)


def test_twelve_wrong_passwords(client: Client) -> None:
    """Slowed, told and logged; nobody else waits; after the wait the right one comes in."""
    wie, ander = een_collega(), een_collega()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        said = [log_in(client, wie.username, FOUT).content.decode() for _ in range(12)]
        assert ["horen niet bij elkaar" in s for s in said] == [True] * 5 + [False] * 7
        assert all("Wacht 5 minuten en probeer" in s for s in said[5:])
        assert "Wacht 5 minuten" in log_in(client, wie.username).content.decode()
        assert not is_in(client)
        assert verbs(wie) == ["inloggen mislukt"] * 5 + ["inloggen afgeremd"]
        # Another person at the same address, and the same person elsewhere, come in.
        elsewhere, colleague = Client(REMOTE_ADDR="198.51.100.7"), Client()
        log_in(colleague, ander.username)
        log_in(elsewhere, wie.username)
        assert is_in(colleague)
        assert is_in(elsewhere)
        clock.shift(301)
        log_in(client, wie.username)
        assert is_in(client)


def test_the_brake_survives_a_restart(client: Client) -> None:
    """It stands in the database: nothing of it is in this process."""
    wie = een_collega()
    for _ in range(5):
        log_in(client, wie.username, FOUT)
    from veiligheid.core.models import Onthouden

    assert Onthouden.objects.exists()
    cache.close()
    assert "Wacht" in log_in(Client(), wie.username).content.decode()


def test_a_crowd_of_addresses_is_slowed_and_the_known_browser_is_not(client: Client) -> None:
    wie = een_collega()
    log_in(client, wie.username)
    client.post("/uitloggen/")
    for n in range(100):
        log_in(Client(REMOTE_ADDR=f"203.0.113.{n}"), wie.username, FOUT)
    fresh = Client(REMOTE_ADDR="198.51.100.9")
    assert "Wacht" in log_in(fresh, wie.username).content.decode()
    assert not is_in(fresh)
    log_in(client, wie.username)
    assert is_in(client)


def test_a_right_password_counts_for_nothing(client: Client) -> None:
    wie = een_collega()
    for _ in range(8):
        log_in(client, wie.username)
        assert is_in(client)
        client.post("/uitloggen/")


def test_what_nobody_is_called_is_not_written_down(client: Client) -> None:
    """It may be a password, typed in the wrong field."""
    log_in(client, "Zomer2026!geheim", FOUT)
    line = Logregel.objects.get(verb="inloggen mislukt")
    assert (line.label, line.sleutel) == (ONBEKEND, "")
    assert "Zomer" not in str(vars(line))


def test_the_same_brake_where_a_session_was_lost(client: Client) -> None:
    """Also across the two pages: five here and the door waits too."""
    wie = een_collega(Rol.BELEIDSADVISEUR)
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Wijken"))
    bijdrage.adviseurs.add(wie)
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    sent = {"doe": "indienen", "bevestigd": "ja", "reden": "", "opnieuw-login": wie.username}
    said = [
        client.post(adres, {**sent, "opnieuw-password": FOUT}).content.decode() for _ in range(7)
    ]
    assert "horen niet bij elkaar" in said[4]
    assert "Wacht" in said[5]
    assert "Wacht" in log_in(client, wie.username).content.decode()
    with time_machine.travel(time.time() + 301):
        answer = client.post(adres, {**sent, "opnieuw-password": WACHTWOORD})
        assert answer.status_code == 302
        assert is_in(client)


def test_the_same_second_step_where_a_session_was_lost(client: Client) -> None:
    """The password alone saves nothing; the code does, with all that was sent."""
    wie = een_collega(Rol.BELEIDSADVISEUR)
    een_app(wie)
    ronde = een_ronde()
    bijdrage = een_bijdrage(ronde, een_thema(ronde.plan, "Wijken"))
    bijdrage.adviseurs.add(wie)
    adres = f"/schrijven/{bijdrage.pk}/staat/"
    sent = {"doe": "indienen", "bevestigd": "ja", "reden": "Wat ik schreef."}
    first = client.post(
        adres, {**sent, "opnieuw-login": wie.username, "opnieuw-password": WACHTWOORD}
    )
    assert first.status_code == 401
    assert "Wat ik schreef." in first.content.decode()
    assert WACHTWOORD not in first.content.decode()
    assert not is_in(client)
    wrong = client.post(adres, {**sent, "opnieuw-code": "000000"})
    assert (wrong.status_code, is_in(client)) == (401, False)
    assert "Wat ik schreef." in wrong.content.decode()
    assert client.post(adres, {**sent, "opnieuw-code": code()}).status_code == 302
    assert is_in(client)


@override_settings(TWEEDE_STAP_ROLLEN=["beleidsadviseur"])
def test_who_must_have_a_second_step_keeps_the_text_meanwhile(client: Client) -> None:
    wie = een_collega(Rol.BELEIDSADVISEUR)
    answer = client.post(
        "/schrijven/1/staat/",
        {
            "reden": "Wat ik schreef.",
            "opnieuw-login": wie.username,
            "opnieuw-password": WACHTWOORD,
        },
    )
    assert answer.status_code == 409
    assert "Wat ik schreef." in answer.content.decode()
    assert "vraagt een tweede stap" in answer.content.decode()


def test_the_same_time_for_a_known_and_an_unknown_name(client: Client) -> None:
    """By the real hash: one for each attempt, of whoever's name. Told in processor time, the least
    of five: what else the machine does only adds."""
    hasher = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=hasher):
        wie = een_collega()
        spent: dict[str, list[float]] = {"bekend": [], "adres": [], "onbekend": []}
        names = {"bekend": wie.username, "adres": wie.email, "onbekend": "niemand"}
        for n in range(5):
            for soort, naam in names.items():
                visitor = Client(REMOTE_ADDR=f"203.0.113.{n}")
                begin = time.process_time()
                log_in(visitor, naam, FOUT)
                spent[soort].append(time.process_time() - begin)
    least = {soort: min(times) for soort, times in spent.items()}
    print({soort: f"{1000 * t:.1f} ms" for soort, t in least.items()})
    assert max(least.values()) / min(least.values()) < 1.5


def test_a_session_ends_by_itself(client: Client) -> None:
    """After so long without doing anything; sooner for who can do most harm."""
    now = time.time()
    advisor, editor = een_collega(Rol.BELEIDSADVISEUR), een_collega(Rol.EINDREDACTEUR)
    at_work: Any = Client()
    with time_machine.travel(now):
        for visitor, wie in ((client, editor), (at_work, advisor)):
            log_in(visitor, wie.username)
    with time_machine.travel(now + 50 * 60):
        assert client.get("/account/").status_code == 200
        assert at_work.get("/account/").status_code == 200
    with time_machine.travel(now + 100 * 60):
        assert client.get("/account/").status_code == 200  # was at work: 50 minutes
    with time_machine.travel(now + 165 * 60):
        assert client.get("/account/").status_code == 302
        assert at_work.get("/account/").status_code == 200
    with time_machine.travel(now + 410 * 60):
        assert at_work.get("/account/").status_code == 302


def test_logging_out_everywhere_else(client: Client) -> None:
    wie = een_collega()
    elsewhere = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"})
    for visitor in (client, elsewhere):
        log_in(visitor, wie.username)
    html = client.get("/account/sessies/").content.decode()
    assert "Firefox op Windows" in html
    assert client.post("/account/sessies/").status_code == 302
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert verbs(wie)[-1] == "sessies beëindigen"


def test_changing_the_password_ends_the_other_sessions(client: Client) -> None:
    wie = een_collega()
    elsewhere = Client()
    for visitor in (client, elsewhere):
        log_in(visitor, wie.username)
    new = {"password1": "nog-een-lang-wachtwoord", "password2": "nog-een-lang-wachtwoord"}
    wrong = client.post("/account/wachtwoord/", {**new, "oldpassword": FOUT})
    assert "niet uw huidige wachtwoord" in wrong.content.decode()
    weak = {"oldpassword": WACHTWOORD, "password1": "kort", "password2": "kort"}
    said = client.post("/account/wachtwoord/", weak).content.decode()
    assert "te kort" in said
    answer = client.post("/account/wachtwoord/", {**new, "oldpassword": WACHTWOORD})
    assert answer.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200
    assert elsewhere.get("/account/").status_code == 302
    assert "wachtwoord wijzigen" in verbs(wie)
    fresh = Client()
    log_in(fresh, wie.username, "nog-een-lang-wachtwoord")
    assert is_in(fresh)


def test_no_way_to_sign_up(client: Client) -> None:
    for adres in ("/signup/", "/accounts/signup/", "/account/aanmelden/", "/beheer/login/"):
        assert client.get(adres).status_code == 404
