"""Coming in by the municipality's service, against one that runs for the test."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings as live
from django.test import Client

from tests.veiligheid.core.toegang.hulp import een_collega, is_in, verbs
from tests.veiligheid.core.toegang.inlogdienst import CLIENT, GEHEIM, Dienst, inlogdienst
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def dienst(settings: Any) -> Iterator[Dienst]:
    with inlogdienst() as found:
        settings.OIDC_SERVER = found.adres
        settings.OIDC_CLIENT_ID = CLIENT
        settings.OIDC_NAAM = "Voorbeeldstad"
        settings.OIDC_ROLLEN_CLAIM = "realm_access.roles"
        settings.OIDC_ROLLEN = {"VB-Schrijvers": "beleidsadviseur", "VB-Griffie": "griffie"}
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                **live.SOCIALACCOUNT_PROVIDERS["openid_connect"],
                "APPS": [
                    {
                        "provider_id": "oidc",
                        "name": "Voorbeeldstad",
                        "client_id": CLIENT,
                        "secret": GEHEIM,
                        "settings": {"server_url": found.adres},
                    }
                ],
            }
        }
        _register()
        found.wie = naima("VB-Schrijvers", "Iets anders")
        yield found


def _register() -> None:
    """As the settings do when they name a service."""
    from allauth.socialaccount.providers import registry

    from veiligheid.core.oidc.provider import Inlogdienst

    registry.load()
    registry.register(Inlogdienst)


def naima(*rollen: str, **anders: Any) -> dict[str, Any]:
    return {
        "sub": "naima-1",
        "email": "naima@voorbeeldstad.example",
        "email_verified": True,
        "given_name": "Naima",
        "family_name": "Bensaïd",
        "preferred_username": "naima",
        "realm_access": {"roles": list(rollen)},
        **anders,
    }


def come_in(client: Client, dienst: Dienst, **query: str) -> Any:
    """To the service and back."""
    answer = client.post("/inloggen/oidc/", query_params=query or None)
    assert answer.status_code == 302, answer.content.decode()
    return client.get(f"/inloggen/oidc/terug/?{dienst.authorize(answer.headers['Location'])}")


def test_the_first_time_makes_the_person_with_the_roles(client: Client, dienst: Dienst) -> None:
    assert "Inloggen via Voorbeeldstad" in client.get("/inloggen/").content.decode()
    answer = come_in(client, dienst, next="/schrijven/")
    assert answer.headers["Location"] == "/schrijven/"
    assert is_in(client)
    wie = Gebruiker.objects.get(username="naima")
    assert (wie.naam, wie.email) == ("Naima Bensaïd", "naima@voorbeeldstad.example")
    assert wie.rollen == {Rol.BELEIDSADVISEUR}
    assert not wie.has_usable_password()
    assert verbs(wie) == ["account maken", "rollen wijzigen", "inloggen"]
    assert Logregel.objects.get(verb="inloggen").details["weg"] == ["inlogdienst"]
    # With the extras that make it safe.
    assert dienst.gevraagd["code_challenge_method"] == "S256"
    assert len(dienst.gevraagd["nonce"]) > 20


def test_a_lost_claim_takes_the_role_away(client: Client, dienst: Dienst) -> None:
    come_in(client, dienst)
    client.post("/uitloggen/")
    dienst.wie = naima("VB-Griffie")
    come_in(client, dienst)
    wie = Gebruiker.objects.get(username="naima")
    assert wie.rollen == {Rol.GRIFFIE}
    line = Logregel.objects.filter(verb="rollen wijzigen").latest("op")
    assert (line.details["erbij"], line.details["weg"]) == (["griffie"], ["beleidsadviseur"])
    client.post("/uitloggen/")
    dienst.wie = naima()
    come_in(client, dienst)
    assert Gebruiker.objects.get(username="naima").rollen == frozenset()
    assert client.get("/schrijven/").status_code in (200, 404)


def test_who_has_no_role_gets_no_account(client: Client, dienst: Dienst) -> None:
    dienst.wie = naima("Iets anders")
    answer = come_in(client, dienst)
    assert answer.headers["Location"] == "/inloggen/"
    said = client.get("/inloggen/").content.decode()
    assert "geen rol in het veiligheidsportaal" in said
    assert not Gebruiker.objects.exists()


@pytest.mark.parametrize(
    ("wat", "anders"),
    [
        ("nonce", {"nonce": "een-ander"}),
        ("geen nonce", {"nonce": None}),
        ("issuer", {"iss": "https://ergens.example"}),
        ("audience", {"aud": "een-andere-toepassing"}),
        ("verlopen", {"exp": int(time.time()) - 60}),
        ("van later", {"iat": int(time.time()) + 3600, "nbf": int(time.time()) + 3600}),
    ],
)
def test_a_wrong_token_is_refused(
    client: Client, dienst: Dienst, wat: str, anders: dict[str, Any]
) -> None:
    dienst.anders = anders
    answer = come_in(client, dienst)
    assert answer.headers["Location"] == "/inloggen/", wat
    assert not is_in(client)
    assert not Gebruiker.objects.exists()
    assert "niet gelukt" in client.get("/inloggen/").content.decode()
    assert Logregel.objects.get().verb == "inloggen mislukt"


def test_a_token_that_another_signed_is_refused(client: Client, dienst: Dienst) -> None:
    dienst.sleutel_van_een_ander = True
    come_in(client, dienst)
    assert not is_in(client)


def test_an_answer_that_nobody_asked_for_is_refused(client: Client, dienst: Dienst) -> None:
    """Somebody else's way back, in this browser; and the same way back twice."""
    other = Client()
    asked = other.post("/inloggen/oidc/").headers["Location"]
    back = f"/inloggen/oidc/terug/?{dienst.authorize(asked)}"
    client.get(back)
    assert not is_in(client)
    other.get(back)
    assert is_in(other)
    again = Client()
    again.cookies = other.cookies
    assert again.get(back).headers["Location"] == "/inloggen/"


def test_an_invited_colleague_is_the_same_person(client: Client, dienst: Dienst) -> None:
    """When the service vouches for the address, and only then."""
    wie = een_collega(Rol.GRIFFIE, email="naima@voorbeeldstad.example")
    dienst.wie = naima("VB-Schrijvers", email_verified=False)
    come_in(client, dienst)
    assert not is_in(client)
    assert "al een account" in client.get("/inloggen/").content.decode()
    stranger = Client()
    dienst.wie = naima("VB-Schrijvers", sub="naima-2")
    come_in(stranger, dienst)
    assert is_in(stranger)
    assert int(stranger.session["_auth_user_id"]) == wie.pk
    assert Gebruiker.objects.get(pk=wie.pk).rollen == {Rol.BELEIDSADVISEUR}


def test_logging_out_ends_both(client: Client, dienst: Dienst) -> None:
    come_in(client, dienst)
    answer = client.post("/uitloggen/")
    where = urlsplit(answer.headers["Location"])
    assert answer.headers["Location"].startswith(f"{dienst.adres}/logout?")
    sent = parse_qs(where.query)
    assert sent["client_id"] == [CLIENT]
    assert sent["id_token_hint"][0].count(".") == 2
    assert sent["post_logout_redirect_uri"] == ["http://127.0.0.1:8000/"]
    assert not is_in(client)
    assert client.get("/account/").status_code == 302


def test_who_left_does_not_come_in(client: Client, dienst: Dienst) -> None:
    come_in(client, dienst)
    client.post("/uitloggen/")
    Gebruiker.objects.update(is_active=False)
    come_in(client, dienst)
    assert not is_in(client)


def test_the_second_step_by_the_service(client: Client, dienst: Dienst, settings: Any) -> None:
    settings.TWEEDE_STAP_ROLLEN = ["beleidsadviseur"]
    come_in(client, dienst)
    assert client.get("/start/").headers["Location"] == "/account/tweede-stap/"
    client.post("/uitloggen/")
    settings.OIDC_TWEEDE_STAP = True
    come_in(client, dienst)
    assert client.get("/start/").status_code == 200


def test_an_address_alone_logs_nobody_in(client: Client, dienst: Dienst) -> None:
    """And nobody chooses what is asked of the service."""
    page = client.get("/inloggen/oidc/")
    assert page.status_code == 200
    assert "Ga verder" in page.content.decode()
    answer = client.post("/inloggen/oidc/?auth_params=prompt%3Dnone%26nonce%3Dx&scope=alles")
    asked = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert "prompt" not in asked
    assert asked["nonce"] != ["x"]
    assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}


def test_without_a_service_there_is_none(client: Client) -> None:
    assert client.get("/inloggen/oidc/").status_code == 404
    assert "Inloggen via" not in client.get("/inloggen/").content.decode()
