"""Coming in with a second factor, as a person does: an app with codes without JavaScript, a passkey
in Chromium's virtual authenticator, and what one does when it is lost."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, Page, expect

from tests.browser.hulp import looks_fine, tab_to
from tests.veiligheid.core.toegang.hulp import WACHTWOORD, code, een_app, een_collega, steps
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STAP = "/account/tweede-stap/"


@pytest.fixture
def joris() -> Gebruiker:
    return een_collega(Rol.EINDREDACTEUR, first_name="Joris")


@pytest.fixture
def adres(live_server: Any) -> str:
    """By the name under which a browser trusts this machine, as it must for passkeys."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


@pytest.fixture
def zonder_script(browser: Browser, adres: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False, base_url=adres, locale="nl-NL")
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()


def knock(page: Page, wie: Gebruiker, adres: str = "/inloggen/") -> None:
    page.goto(adres)
    page.get_by_label("Gebruikersnaam").fill(wie.username)
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen", exact=True).click()


def test_an_app_without_javascript(zonder_script: Page, joris: Gebruiker, settings: Any) -> None:
    """Compulsory: enrol, use, lose it, come in by a recovery code."""
    settings.TWEEDE_STAP_ROLLEN = ["eindredacteur"]
    page = zonder_script
    knock(page, joris)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap bij het inloggen")
    expect(page.get_by_text("Uw rol vraagt een tweede stap")).to_be_visible()
    page.goto("/schrijven/")
    expect(page).to_have_url(re.compile(f"{STAP}$"))
    page.get_by_role("link", name="App instellen").click()
    secret = page.locator(".vb-sleutel").inner_text()
    page.get_by_label("Code").fill(code(secret))
    page.get_by_role("button", name="Aanzetten").click()
    codes = page.locator(".vb-codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Ik heb ze bewaard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")
    page.get_by_role("button", name="Uitloggen").click()
    knock(page, joris)
    expect(page.get_by_role("heading", level=1)).to_have_text("Tweede stap")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_text("Deze code klopt niet")).to_be_visible()
    page.get_by_label("Code").fill(codes[3])
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")
    assert Logregel.objects.filter(verb="herstelcode gebruiken").count() == 1


def test_the_pages_of_access_have_no_barriers(page: Page, joris: Gebruiker, adres: str) -> None:
    for path in ("/inloggen/", "/wachtwoord-vergeten/", "/toegang/bestaat-niet/"):
        page.goto(adres + path)
        looks_fine(page)
    knock(page, joris, f"{adres}/inloggen/")
    for path in ("/account/", "/account/wachtwoord/", "/account/sessies/", STAP, f"{STAP}app/"):
        page.goto(adres + path)
        looks_fine(page)
    een_app(joris)
    page.goto(f"{adres}{STAP}herstelcodes/")
    looks_fine(page)
    page.get_by_role("button", name="Uitloggen").click()
    knock(page, joris, f"{adres}/inloggen/")
    looks_fine(page)
    # By keyboard alone, at a phone's width.
    page.set_viewport_size({"width": 360, "height": 780})
    page.reload()
    tab_to(page, "Code")
    page.keyboard.type(code())
    tab_to(page, "Inloggen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")


def test_the_pages_of_the_beheerder_have_no_barriers(page: Page, adres: str) -> None:
    sanne = een_collega(Rol.BEHEERDER, Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR, first_name="Sanne")
    knock(page, sanne, f"{adres}/inloggen/")
    for path in (
        "/start/",
        "/beheer/mensen/",
        "/beheer/mensen/nieuw/",
        f"/beheer/mensen/{sanne.pk}/",
        "/beheer/logboek/",
        "/beheer/gemeente/",
    ):
        page.goto(adres + path)
        looks_fine(page)


@pytest.fixture
def sleutel(page: Page) -> Callable[[], None]:
    """A virtual authenticator in this browser: as a phone or laptop with a fingerprint. Call it to
    lose it."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def lose() -> None:
        session.send("WebAuthn.clearCredentials", {"authenticatorId": made["authenticatorId"]})

    return lose


def test_a_passkey(
    page: Page, joris: Gebruiker, adres: str, sleutel: Callable[[], None], settings: Any
) -> None:
    """Compulsory: enrol, use as a second step and instead of a password, lose, recover."""
    settings.TWEEDE_STAP_ROLLEN = ["eindredacteur"]
    told: list[str] = []
    page.on("console", lambda m: told.append(m.text) if m.type == "error" else None)
    knock(page, joris, f"{adres}/inloggen/")
    page.get_by_role("link", name="Passkey toevoegen").click()
    looks_fine(page)
    page.get_by_label("Naam van deze passkey").fill("Laptop")
    page.get_by_role("button", name="Passkey maken").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Herstelcodes")
    codes = page.locator(".vb-codes code").all_inner_texts()
    assert (len(codes), steps(joris)) == (10, {"webauthn", "recovery_codes"})
    page.goto(f"{adres}{STAP}")
    expect(page.get_by_text("Laptop", exact=True)).to_be_visible()
    page.get_by_role("button", name="Uitloggen").click()
    knock(page, joris, f"{adres}/inloggen/")
    page.get_by_role("button", name="Met een passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")
    page.get_by_role("button", name="Uitloggen").click()
    page.goto(f"{adres}/inloggen/")
    page.get_by_role("button", name="Met een passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")
    assert Logregel.objects.filter(verb="inloggen").latest("pk").details["weg"] == ["passkey"]
    page.get_by_role("button", name="Uitloggen").click()
    sleutel()
    knock(page, joris, f"{adres}/inloggen/")
    page.get_by_role("button", name="Met een passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("Dat is niet gelukt")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Inloggen", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goedendag Joris")
    # The last one can't go.
    page.goto(f"{adres}{STAP}")
    page.get_by_role("link", name="Weghalen").click()
    page.get_by_role("button", name="Weghalen").click()
    expect(page.get_by_text("Voeg eerst een andere toe")).to_be_visible()
    assert not [text for text in told if "Content Security Policy" in text]


def test_what_was_typed_survives_a_lost_session_with_a_second_step(
    page: Page, joris: Gebruiker, adres: str
) -> None:
    """The fresh log-in asks on the way what the door asks; the text is where it was meant to go."""
    sanne = een_collega(Rol.BEHEERDER, first_name="Sanne")
    een_app(sanne)
    knock(page, sanne, f"{adres}/inloggen/")
    page.get_by_label("Code").fill(code())
    page.get_by_role("button", name="Inloggen", exact=True).click()
    page.goto(f"{adres}/beheer/mensen/nieuw/")
    page.get_by_label("Voornaam").fill("Naima")
    page.get_by_label("Achternaam").fill("Bensaïd")
    page.get_by_label("E-mail").fill("naima@voorbeeldstad.example")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_text("Uw tekst is er nog")).to_be_visible()
    page.get_by_label("Gebruikersnaam").fill(sanne.username)
    page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen en opslaan").click()
    looks_fine(page)
    with time_machine.travel(time.time() + 60):
        page.get_by_label("Code").fill(code())
        page.get_by_role("button", name="Inloggen en opslaan").click()
        page.wait_for_load_state()
    assert Gebruiker.objects.filter(email="naima@voorbeeldstad.example").count() == 1
