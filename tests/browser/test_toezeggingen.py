"""The register in a real browser: without JavaScript, at any width, with no barrier."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from rapportage.models import Onderdeel
from tests import demo
from tests.browser.hulp import log_in, violations, without_barriers
from tests.fabriek import een_toezegging
from themas.models import Toezegging
from themas.toezeggingen.workflow import Staat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_public_page_without_javascript(
    transactional_db: None, browser: Browser, base_url: str
) -> None:
    demo.load()
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{base_url}/toezeggingen/")
    expect(page.get_by_role("status")).to_contain_text("7 toezeggingen")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Te laat")
    page.get_by_role("link", name="Vervallen 1").click()
    expect(page.get_by_role("status")).to_contain_text("1 toezegging.")
    page.get_by_text("Zoeken en filteren").click()
    page.get_by_label("Zoek", exact=True).fill("sport")
    page.get_by_role("button", name="Toon").click()
    # The state that was chosen is kept, and what was searched for is said.
    expect(page.get_by_text("Zoeken en filteren: sport")).to_be_visible()
    expect(page.get_by_role("link", name="Vervallen 1")).to_have_attribute("aria-current", "true")
    page.get_by_role("link", name=re.compile("^Onderzoek of sport")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Motie M25-006")
    expect(page.get_by_text("trokken de motie in")).to_be_visible()
    context.close()


def test_what_is_late_is_in_sight_on_a_phone(
    transactional_db: None, page: Page, base_url: str
) -> None:
    """Of five hundred promises: how many are late, and the first of them, without scrolling."""
    for n in range(500):
        een_toezegging(
            openbaar=True,
            termijn_op=date(2024, 1, 1) + timedelta(days=n) if n % 3 else None,
            staat=Staat.OPEN if n % 4 else Staat.AFGEDAAN,
        )
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{base_url}/toezeggingen/")
    late = page.get_by_role("link", name=re.compile(r"^Te laat \d+$"))
    expect(late).to_be_in_viewport()
    expect(page.get_by_role("heading", level=3).first).to_be_in_viewport()
    words = late.inner_text().split()
    late.click()
    expect(page.get_by_role("status")).to_contain_text(f"{words[-1]} toezeggingen")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Te laat"])
    page.get_by_role("link", name="Volgende").click()
    expect(page.get_by_text("Bladzijde 2 van")).to_be_visible()
    assert violations(page) == []


def test_no_barriers_at_any_width(transactional_db: None, page: Page, base_url: str) -> None:
    demo.load()
    sleutel = Toezegging.objects.get(nummer="T25-004").sleutel
    publiek = [f"{base_url}/toezeggingen/", f"{base_url}/toezeggingen/{sleutel}/"]
    _walk(page, publiek)
    log_in(page, base_url, "meiling")
    beheer = f"{base_url}/toezeggingen/beheer/"
    _walk(
        page,
        [beheer, f"{beheer}nieuw/", f"{base_url}/importeren/toezeggingen/", f"{beheer}{sleutel}/"],
    )
    _walk(page, [f"{beheer}{sleutel}/paragraaf/"])


def test_a_promise_in_a_general_part_without_javascript(
    transactional_db: None, browser: Browser, page: Page, base_url: str
) -> None:
    demo.load()
    onderdeel = Onderdeel.objects.get(kop="Afsluiting", brief__slug="veiligheidsbrief-2025")
    adres = f"/concept/veiligheidsbrief-2025/schrijven/{onderdeel.pk}/"
    log_in(page, base_url, "joris", adres)
    without_barriers(page, base_url + adres)
    plain = browser.new_context(java_script_enabled=False, locale="nl-NL").new_page()
    log_in(plain, base_url, "joris", adres)
    plain.get_by_role("button", name="(begin 2026)").click()
    expect(plain.get_by_role("link", name="In het register")).to_be_visible()
    plain.get_by_role("link", name="In het register").click()
    expect(plain.get_by_text("begin 2026 (uiterlijk 31 maart 2026)")).to_be_visible()
    plain.context.close()


def _walk(page: Page, adressen: list[str]) -> None:
    for adres in adressen:
        without_barriers(page, adres)
