"""The published mirror in a real browser: any width, by keyboard, without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from rapportage.models import Bijlage
from tests.browser.hulp import looks_fine, tab_to, without_barriers
from tests.rapportage.publiceren import publish_quickly
from tests.rapportage.spiegel.jaren import drie_jaren

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RIJ = "tr.vb-spiegel__rij"


def test_reading_the_mirror(
    transactional_db: None, page: Page, browser: Browser, base_url: str
) -> None:
    """One mirror, many readers: making it is the slow part."""
    jaren = drie_jaren()
    letter = jaren.brief(2027)
    Bijlage.objects.create(brief=letter, nummer=3, soort="spiegel", titel="Beloofd en gedaan")
    spiegel = base_url + publish_quickly(jaren.spiegel(2026)).get_absolute_url()
    brief = base_url + publish_quickly(letter).get_absolute_url()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    for adres in (
        spiegel,
        f"{spiegel}?thema=overlast&kleur=geel",
        f"{spiegel}?thema=drukte&kleur=geel",
        f"{brief}bijlage/3/",
        f"{brief}bijlage/3/?kleur=rood",
        f"{brief}thema/drukte/",
    ):
        without_barriers(page, adres)
    by_keyboard(spiegel, page)
    assert complaints == []
    without_javascript(f"{brief}bijlage/3/", browser)


def by_keyboard(adres: str, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(adres)
    expect(page.locator(RIJ)).to_have_count(5)
    # The table has the width of the page, not that of running text.
    assert page.evaluate("document.querySelector('.vb-spiegel__tabel').offsetWidth") > 1000
    expect(
        page.get_by_role("img", name=re.compile("^Balk: groen: verantwoord 1 van 4"))
    ).to_be_visible()
    tab_to(page, "In getallen, per thema")
    page.keyboard.press("Enter")
    counts = page.get_by_role("table", name="Hoeveel van wat voor 2026 was beloofd")
    expect(counts.get_by_role("row", name="Samen 4 1 1 1 1 1")).to_be_visible()
    looks_fine(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    tab_to(page, "Thema")
    page.keyboard.type("Over")
    tab_to(page, "Kleur")
    page.keyboard.type("Geel")
    tab_to(page, "Toon")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"thema=overlast&kleur=geel"))
    expect(page.locator(RIJ)).to_have_count(1)
    expect(page.get_by_role("status")).to_contain_text("1 van 5 getoond.")
    tab_to(page, "Toon alles")
    page.keyboard.press("Enter")
    expect(page.locator(RIJ)).to_have_count(5)


def without_javascript(adres: str, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(adres)
    page.get_by_label("Kleur").select_option("rood")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator(RIJ)).to_have_count(1)
    rij = page.locator(RIJ)
    expect(rij.get_by_role("rowheader")).to_contain_text("Een hek om het plein")
    expect(rij.get_by_role("cell").last).to_contain_text("Derde jaar rood")
    context.close()
