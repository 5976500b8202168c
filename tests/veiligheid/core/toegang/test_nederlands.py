"""Dutch only: every page of coming in and of administration, as it is and with every mistake made,
holds no English of the framework."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from tests.rechten import BEHEER, EIGEN_ACCOUNT
from tests.veiligheid.core.toegang.hulp import (
    FOUT,
    WACHTWOORD,
    een_app,
    een_collega,
    een_passkey,
    log_in,
)
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.toegang import links
from veiligheid.core.toegang.models import Linksoort

pytestmark = pytest.mark.django_db
# Words that no Dutch sentence of ours has, and most English ones do.
_ENGELS = """the your you this that these please password passwords username enter sign login logout
    field required invalid must are and with without security authenticator recovery email try again
    too many correct incorrect valid value select choice remove add edit save key keys master backup
    forgot remember change not have been user users permission forbidden session sessions verify
    reauthenticate authenticate submit welcome successfully"""
ENGELS = frozenset(_ENGELS.split())


ALLEEN_LEZEN = ("sessies", "account", "start", "mfa_index", "mfa_view_recovery_codes")


def words_of(html: str) -> set[str]:
    """What a person sees or hears of a page."""
    tree = lxml_html.fromstring(html)
    for gone in tree.xpath("//script|//style|//code"):
        gone.drop_tree()
    heard = tree.xpath("//@placeholder|//@aria-label|//@title|//@alt|//button/@value")
    text = " ".join([tree.text_content(), *heard])
    # Addresses are no sentences.
    text = re.sub(r"\S+@\S+|https?://\S+", " ", text)
    return {word.casefold() for word in re.findall(r"[A-Za-z']+", text)}


def pages(client: Client) -> Iterator[tuple[str, Any]]:
    """Of somebody with every role and every factor, and of a visitor."""
    wie = een_collega(*Rol, first_name="Bo", last_name="Bakker")
    een_app(wie)
    een_passkey(wie)
    bare = een_collega(first_name="Kim", last_name="Kramer")
    mine = Authenticator.objects.get(user=wie, type="webauthn").pk
    client.force_login(wie)
    where = {"mens": {"pk": bare.pk}, "mfa_edit_webauthn": {"pk": mine}}
    where["mfa_remove_webauthn"] = {"pk": mine}
    for naam in (*EIGEN_ACCOUNT, *BEHEER, "start"):
        if naam not in ("logboek-csv", "proefbrief-pdf"):
            yield naam, client.get(reverse(naam, kwargs=where.get(naam)), follow=True)
    for naam in sorted({*EIGEN_ACCOUNT} - {*ALLEEN_LEZEN}):
        yield f"{naam} leeg", client.post(reverse(naam, kwargs=where.get(naam)), {}, follow=True)
    yield "mens-nieuw leeg", client.post("/beheer/mensen/nieuw/", {"email": "x"})
    yield "mens leeg", client.post(f"/beheer/mensen/{bare.pk}/", {"doe": "opslaan", "email": "x"})
    yield "mens weg", client.post(f"/beheer/mensen/{wie.pk}/", {"doe": "weg", "naar": ""})
    yield from _password(client)
    yield from _without_factor(bare)
    yield from _at_the_door(wie, bare)


def _password(client: Client) -> Iterator[tuple[str, Any]]:
    for sent in (
        {"oldpassword": FOUT, "password1": "kort", "password2": "anders"},
        {"oldpassword": WACHTWOORD, "password1": "password1234", "password2": "password1234"},
    ):
        yield "wachtwoord fout", client.post("/account/wachtwoord/", sent)


def _without_factor(bare: Gebruiker) -> Iterator[tuple[str, Any]]:
    client = Client()
    log_in(client, bare.username)
    for n, sent in enumerate(({}, *[{"code": "000000"}] * 7)):
        yield f"app fout {n}", client.post("/account/tweede-stap/app/", sent)
    for naam in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn"):
        yield naam, client.get(reverse(naam))
    sent = {"credential": "{}"}
    yield "passkey fout", client.post("/account/tweede-stap/passkeys/nieuw/", sent)
    for n in range(7):
        yield f"bevestigen fout {n}", client.post("/account/bevestigen/", {"password": FOUT})
    yield "geen", client.get("/beheer/mensen/")
    yield "start", client.get("/start/")


def _at_the_door(wie: Gebruiker, bare: Gebruiker) -> Iterator[tuple[str, Any]]:
    visitor = Client(REMOTE_ADDR="198.51.100.4")
    yield "inloggen", visitor.get("/inloggen/")
    for n, sent in enumerate(({}, *[{"login": bare.username, "password": FOUT}] * 7)):
        yield f"inloggen fout {n}", visitor.post("/inloggen/", sent)
    for n, sent in enumerate(({}, *[{"naam": "iemand"}] * 7)):
        yield f"vergeten {n}", visitor.post("/wachtwoord-vergeten/", sent)
    yield "vergeten", visitor.get("/wachtwoord-vergeten/")
    yield "passkey", visitor.post("/inloggen/passkey/", {"credential": "{}"}, follow=True)
    een_app(wie)  # what was there, was taken away above
    log_in(visitor, wie.username)
    yield "code", visitor.get("/inloggen/tweede-stap/")
    for n, sent in enumerate(({"code": ""}, {"credential": "{}"}, *[{"code": "1"}] * 7)):
        yield f"code fout {n}", visitor.post("/inloggen/tweede-stap/", sent)
    link = links.make(bare, Linksoort.UITNODIGING).removeprefix("http://127.0.0.1:8000")
    for n, sent in enumerate(({}, {"password1": "x", "password2": "y"})):
        yield f"link fout {n}", visitor.post(link, sent)
    yield "link", visitor.get(link)
    yield "link op", visitor.get("/toegang/bestaat-niet/")
    lost = {"opnieuw-login": "", "opnieuw-password": "", "tekst": "Mijn zin."}
    yield "opnieuw", Client().post("/schrijven/1/staat/", {"tekst": "Mijn zin."})
    yield "opnieuw leeg", Client().post("/schrijven/1/staat/", lost)


def test_no_english_of_the_framework(client: Client) -> None:
    read = 0
    for naam, answer in pages(client):
        read += 1
        assert answer.status_code in (200, 401, 404, 409, 410, 422, 429), (
            naam,
            answer.status_code,
        )
        html = answer.content.decode()
        assert '<html lang="nl">' in html, naam
        found = words_of(html) & ENGELS
        assert not found, (naam, found, html[html.index("<main") :])
    print(f"{read} pages read, 0 with English of the framework")
    assert read > 80


def test_the_words_would_be_found() -> None:
    """The words are those of allauth's own pages."""
    page = "<p>Please enter your password.</p><input placeholder='Recovery code'>"
    assert words_of(page) & ENGELS == {"please", "enter", "your", "password", "recovery"}
