"""The second factor without a browser: codes, recovery codes, and who must have one."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client, override_settings
from lxml import html as lxml_html

from tests.veiligheid.core.toegang.hulp import (
    GEHEIM,
    WACHTWOORD,
    code,
    een_app,
    een_collega,
    is_in,
    log_in,
    steps,
    verbs,
)
from veiligheid.core.models import Bericht
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db
# allauth tells what changed after the commit.
Commit = Callable[..., AbstractContextManager[list[Any]]]
STAP = "/account/tweede-stap/"


def secret_on(page: str) -> str:
    (secret,) = lxml_html.fromstring(page).xpath('//code[@class="vb-sleutel"]/text()')
    return str(secret)


def test_an_app_is_set_up_and_used(
    client: Client, django_capture_on_commit_callbacks: Commit
) -> None:
    wie = een_collega(Rol.GRIFFIE)
    log_in(client, wie.username)
    page = client.get(f"{STAP}app/").content.decode()
    assert "data:image/svg+xml" in page
    assert "niet" in client.post(f"{STAP}app/", {"code": "000000"}).content.decode()
    assert not steps(wie)
    secret = secret_on(client.get(f"{STAP}app/").content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{STAP}app/", {"code": code(secret)})
    assert answer.headers["Location"] == f"{STAP}herstelcodes/"
    assert steps(wie) == {"totp", "recovery_codes"}
    codes = lxml_html.fromstring(client.get(f"{STAP}herstelcodes/").content).xpath("//li/code")
    assert len(codes) == 10
    assert "tweede stap toevoegen" in verbs(wie)
    assert Bericht.objects.filter(aan=wie.email, soort="toegang").exists()
    # What is kept can make no codes without the key of this installation.
    kept = Authenticator.objects.get(user=wie, type="totp").data["secret"]
    assert secret not in kept
    client.post("/uitloggen/")
    assert log_in(client, wie.username).headers["Location"] == "/inloggen/tweede-stap/"
    assert not is_in(client)
    with time_machine.travel(time.time() + 60):
        client.post("/inloggen/tweede-stap/", {"code": code(secret)})
        assert is_in(client)


def test_a_code_works_once(client: Client) -> None:
    wie = een_collega()
    een_app(wie)
    for visitor, comes_in in ((client, True), (Client(), False)):
        log_in(visitor, wie.username)
        visitor.post("/inloggen/tweede-stap/", {"code": code()})
        assert is_in(visitor) is comes_in


def test_wrong_codes_are_slowed_and_logged(client: Client) -> None:
    """Also from another browser: who knows the password guesses no code. Nobody else waits."""
    wie, ander = een_collega(), een_collega()
    een_app(wie)
    een_app(ander)
    now = time.time()
    with time_machine.travel(now, tick=False):
        log_in(client, wie.username)
        said = [
            client.post("/inloggen/tweede-stap/", {"code": "000000"}).content.decode()
            for _ in range(12)
        ]
        assert "klopt niet" in said[4]
        assert all("te vaak mislukt" in s for s in said[5:])
        assert verbs(wie).count("tweede stap mislukt") == 5
        second, colleague = Client(), Client()
        log_in(second, wie.username)
        answer = second.post("/inloggen/tweede-stap/", {"code": code()})
        assert "te vaak mislukt" in answer.content.decode()
        log_in(colleague, ander.username)
        colleague.post("/inloggen/tweede-stap/", {"code": code()})
        assert is_in(colleague)
    with time_machine.travel(now + 301, tick=False):
        client.post("/inloggen/tweede-stap/", {"code": code()})
        assert is_in(client)


def test_a_recovery_code_works_once_and_is_told(client: Client) -> None:
    wie = een_collega()
    codes = een_app(wie)
    for visitor, comes_in in ((client, True), (Client(), False)):
        log_in(visitor, wie.username)
        visitor.post("/inloggen/tweede-stap/", {"code": codes[0]})
        assert is_in(visitor) is comes_in
    assert "herstelcode gebruiken" in verbs(wie)
    tekst = Bericht.objects.filter(aan=wie.email, soort="toegang").latest("pk").tekst
    assert "herstelcode gebruikt" in tekst


@override_settings(TWEEDE_STAP_ROLLEN=["eindredacteur"])
def test_compulsory_for_a_role(client: Client, django_capture_on_commit_callbacks: Commit) -> None:
    """Until it is there one gets nowhere else; the last one can't go."""
    joris, naima = een_collega(Rol.EINDREDACTEUR), een_collega(Rol.BELEIDSADVISEUR)
    log_in(client, joris.username)
    for adres in ("/start/", "/schrijven/", "/cijfers/beheer/", "/account/sessies/"):
        assert client.get(adres).headers["Location"] == STAP, adres
    assert client.get("/schrijven/sessie/", headers={"Accept": "application/json"}).status_code in (
        401,
        404,
    )
    assert client.post("/schrijven/1/staat/", {"reden": "Bewaard."}).status_code == 409
    assert "Uw rol vraagt een tweede stap" in client.get(STAP).content.decode()
    secret = secret_on(client.get(f"{STAP}app/").content.decode())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{STAP}app/", {"code": code(secret)})
    assert client.get("/start/").status_code == 200
    refused = client.post(f"{STAP}app/weghalen/").content.decode()
    assert "Voeg eerst een andere toe" in refused
    assert "totp" in steps(joris)
    other = Client()
    log_in(other, naima.username)
    assert other.get("/start/").status_code == 200


def test_without_a_rule_it_can_go(client: Client) -> None:
    wie = een_collega(Rol.EINDREDACTEUR)
    een_app(wie)
    client.force_login(wie)
    assert client.post(f"{STAP}app/weghalen/").status_code == 302
    assert not steps(wie)
    assert "tweede stap weghalen" in verbs(wie)


def test_a_fresh_log_in_before_changing_it(client: Client) -> None:
    """What was meant goes on after it."""
    wie = een_collega(Rol.EINDREDACTEUR)
    een_app(wie)
    now = time.time()
    with time_machine.travel(now):
        log_in(client, wie.username)
        client.post("/inloggen/tweede-stap/", {"code": code()})
    with time_machine.travel(now + 20 * 60):
        answer = client.post(f"{STAP}app/weghalen/")
        where = answer.headers["Location"]
        assert where.startswith("/account/bevestigen/")
        assert "totp" in steps(wie)
        wrong = client.post(where, {"password": "fout-fout-fout"})
        assert "Dit wachtwoord klopt niet" in wrong.content.decode()
        client.post(where, {"password": WACHTWOORD})
        assert not steps(wie)


def test_the_key_of_the_installation_may_be_renewed(client: Client) -> None:
    wie = een_collega()
    een_app(wie)
    with override_settings(SECRET_KEY="een-nieuwe-sleutel", SECRET_KEY_FALLBACKS=["x"]):
        from veiligheid.core.toegang.tweede_stap import MfaAdapter

        fresh = MfaAdapter().encrypt(GEHEIM)
    with override_settings(
        SECRET_KEY="nog-een-sleutel", SECRET_KEY_FALLBACKS=["een-nieuwe-sleutel"]
    ):
        assert MfaAdapter().decrypt(fresh) == GEHEIM
