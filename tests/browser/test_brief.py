"""The published letter in a real browser: any width, by keyboard, without JavaScript, printed."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from rapportage.models import Publicatie
from rapportage.publishing import prepare, publish
from tests import demo
from tests.browser.hulp import (
    BREEDTES,
    fits,
    fits_before_the_fonts_come,
    fonts_are_there,
    violations,
)
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def brief(transactional_db: None, base_url: str) -> str:
    """The demo's letter of 2025, published; gives its address."""
    record = demo.load()
    return base_url + publish(record, prepare(record), None).get_absolute_url()


def test_reading_the_letter(brief: str, page: Page, browser: Browser, base_url: str) -> None:
    """One letter, many readers: making it is the slow part."""
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    no_sideways_scroll_and_no_barrier(brief, page)
    nothing_jumps_when_the_fonts_come(brief, browser)
    by_keyboard(brief, page)
    the_contents_follow(brief, page)
    in_print(brief, page)
    assert complaints == []  # a refused style or script would be told here
    without_javascript(brief, browser)
    the_other_public_pages(base_url, page)


def no_sideways_scroll_and_no_barrier(brief: str, page: Page) -> None:
    for breedte in BREEDTES:
        page.set_viewport_size({"width": breedte, "height": 800})
        for adres in (brief, f"{brief}thema/ondermijning/", f"{brief}versies/"):
            page.goto(adres)
            fonts_are_there(page)
            fits(page, breedte)
            assert violations(page) == [], (adres, breedte)
            if breedte == BREEDTES[0]:
                fits_before_the_fonts_come(page)


def nothing_jumps_when_the_fonts_come(brief: str, browser: Browser) -> None:
    """What stands there until then is as wide and as high: the letter ends at the same place."""
    heights = []
    for blocked in (False, True):
        context = browser.new_context(viewport={"width": 360, "height": 800})
        page = context.new_page()
        if blocked:
            page.route("**/*.woff2", lambda route: route.abort())
        page.goto(brief)
        fonts_are_there(page)
        heights.append(page.evaluate("document.documentElement.scrollHeight"))
        context.close()
    shift = heights[1] / heights[0] - 1
    print(f"the letter at 360 px: {heights[0]} px, without web fonts {shift:+.1%}")
    assert abs(shift) < 0.02


def by_keyboard(brief: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(brief)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text(re.compile("inhoud", re.I))
    page.keyboard.press("Enter")
    expect(page.locator("#vb-hoofd")).to_be_focused()
    page.goto(brief)
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 40)"))
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    assert any("Ondermijning" in s for s in seen)


def the_contents_follow(brief: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(brief)
    page.get_by_role("navigation", name=re.compile("inhoud|deze brief", re.I)).get_by_role(
        "link", name=re.compile("Openbare orde")
    ).click()
    expect(page).to_have_url(re.compile("#thema-openbare-orde$"))
    expect(page.locator("#thema-openbare-orde")).to_be_in_viewport()


def in_print(brief: str, page: Page) -> None:
    page.goto(brief)
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Hoofdmenu")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.emulate_media(media="screen")


def without_javascript(brief: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(brief)
    expect(page.get_by_role("heading", level=1)).to_have_text("Veiligheidsbrief 2025")
    link = page.get_by_role("link", name="onder 4", exact=True).first
    link.click()
    expect(page).to_have_url(re.compile("#thema-digitale-criminaliteit$"))
    context.close()


def the_other_public_pages(base_url: str, page: Page) -> None:
    assert Publicatie.objects.count() == 1
    for adres in ("/", "/brieven/", "/inloggen/", "/toegankelijkheid", "/bestaat-niet/"):
        for breedte in BREEDTES:
            page.set_viewport_size({"width": breedte, "height": 800})
            page.goto(base_url + adres)
            assert page.evaluate("document.documentElement.scrollWidth") <= breedte, (
                adres,
                breedte,
            )
        assert violations(page) == [], adres


def test_logging_in_leads_to_my_work(transactional_db: None, page: Page, base_url: str) -> None:
    demo.load()
    page.goto(f"{base_url}/start/")
    page.get_by_label("Gebruikersnaam").fill("joris")
    page.get_by_label("Wachtwoord").fill("fout")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("alert")).to_contain_text("Niet gelukt")
    assert violations(page) == []
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Joris Terpstra")
    assert violations(page) == []
    page.get_by_role("link", name="Veiligheidsbrief 2026", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("algemene delen")
    assert violations(page) == []
    page.get_by_role("link", name="Voorbeeld van de brief").click()
    expect(page.get_by_text("Concept", exact=False).first).to_be_visible()
    assert violations(page) == []
