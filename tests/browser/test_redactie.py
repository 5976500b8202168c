"""The screens of the eindredacteur, the secretariaat and of Word: no barrier, at any width."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_brief import BREEDTES, violations
from tests.fabriek import iemand
from themas.models import Bijdrage
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD, laden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def enter(page: Page, base_url: str, wie: str) -> None:
    page.goto(f"{base_url}/inloggen/")
    page.get_by_label("Gebruikersnaam").fill(wie)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/start/")


def without_barriers(page: Page, adres: str) -> None:
    for breedte in BREEDTES:
        page.set_viewport_size({"width": breedte, "height": 800})
        answer = page.goto(adres)
        assert answer is not None
        assert answer.ok, adres
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= breedte, (adres, breedte)
    assert violations(page) == [], adres


def test_every_screen(transactional_db: None, page: Page, base_url: str) -> None:
    brief = laden.load()
    bijdrage = Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")
    concept = f"{base_url}/concept/{brief.slug}"
    enter(page, base_url, "joris")
    adressen = [
        f"{base_url}/schrijven/ronde/{bijdrage.ronde_id}/",
        f"{concept}/schrijven/",
        f"{concept}/schrijven/{brief.onderdelen.order_by('positie')[1].pk}/",
        f"{concept}/gegevens/",
        f"{concept}/bevindingen/",
        f"{base_url}/schrijven/{bijdrage.pk}/verwijzingen/",
        f"{base_url}/schrijven/{bijdrage.pk}/terug/",
        *(f"{base_url}/importeren/{soort}/" for soort in ("plan", "brief", "thema")),
    ]
    for adres in adressen:
        without_barriers(page, adres)
    # The editor on a general part saves by itself as well.
    page.goto(adressen[2])
    page.locator(".vb-veld__tekst").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" En nog iets.")
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)
    assert "En nog iets." in brief.onderdelen.get(pk=adressen[2].split("/")[-2]).tekst


def test_a_plan_is_looked_at_before_it_is_taken_in(
    transactional_db: None, browser: Browser, base_url: str, bronnen: Path
) -> None:
    wie = iemand(Rol.EINDREDACTEUR, password=WACHTWOORD).username
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    enter(page, base_url, wie)
    page.goto(f"{base_url}/importeren/plan/")
    page.get_by_label("Word-bestand").set_input_files(bronnen / "ivp-2022-2026.docx")
    page.get_by_role("button", name="Bestand lezen").click()
    button = page.get_by_role("button", name="Inlezen zoals hierboven")
    # Reading goes on beside the request; the page asks again by itself.
    expect(button).to_be_visible(timeout=60_000)
    seen = page.url
    button.click()
    expect(page.get_by_text("Ingelezen.", exact=True)).to_be_visible()
    context.close()
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    enter(page, base_url, wie)
    without_barriers(page, seen)
    context.close()
