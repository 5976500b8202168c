"""Writing in a real browser: without JavaScript, by keyboard, at any width, with no barrier."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from rapportage.models import Publicatie
from tests import demo
from tests.browser.hulp import log_in, without_barriers
from themas.models import Voortgang

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_advisor_writes_without_javascript(
    transactional_db: None, browser: Browser, base_url: str
) -> None:
    demo.load()
    assert not Publicatie.objects.exists()
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    log_in(page, base_url, "daan")
    page.get_by_role("link", name="Digitale criminaliteit").click()
    page.get_by_role("link", name=re.compile("^Schrijven aan Van elf")).click()
    page.get_by_label("Tekst").nth(1).fill("In 2026 doen **alle** scholen mee.")
    page.get_by_role("button", name="Opslaan en terug").click()
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    expect(page.get_by_text("In 2026 doen alle scholen mee.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Voorbeeld")).click()
    expect(page.get_by_text("In 2026 doen alle scholen mee.")).to_be_visible()
    context.close()


def test_by_keyboard_alone_and_without_barriers(
    transactional_db: None, page: Page, base_url: str
) -> None:
    demo.load()
    log_in(page, base_url, "daan")
    adressen = [page.url]
    page.get_by_role("link", name="Digitale criminaliteit").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Digitale criminaliteit")
    adressen.append(page.url)
    page.get_by_role("link", name=re.compile("^Schrijven aan Van elf")).focus()
    page.keyboard.press("Enter")
    page.get_by_label("Kop", exact=True).focus()
    page.keyboard.press("End")
    page.keyboard.type(", en verder")
    while page.evaluate("document.activeElement.value") != "opslaan":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    assert Voortgang.objects.filter(kop__endswith=", en verder").exists()
    adressen += [page.url, f"{page.url}geschiedenis/"]
    for adres in adressen:
        without_barriers(page, adres)
