"""The register in a real browser: without JavaScript, at any width, with no barrier."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hulp import log_in, without_barriers
from themas.models import Toezegging
from veiligheid.demo import laden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_public_page_without_javascript(
    transactional_db: None, browser: Browser, base_url: str
) -> None:
    laden.load()
    context = browser.new_context(java_script_enabled=False, locale="nl-NL")
    page = context.new_page()
    page.goto(f"{base_url}/toezeggingen/")
    expect(page.get_by_role("status")).to_contain_text("6 toezeggingen")
    first = page.get_by_role("listitem").filter(has_text="te laat").first
    expect(first).to_be_visible()
    page.get_by_label("Stand").select_option("vervallen")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("status")).to_contain_text("1 toezegging.")
    page.get_by_role("link", name=re.compile("^Onderzoek of sport")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Motie M25-006")
    expect(page.get_by_text("trokken de motie in")).to_be_visible()
    context.close()


def test_no_barriers_at_any_width(transactional_db: None, page: Page, base_url: str) -> None:
    laden.load()
    sleutel = Toezegging.objects.get(nummer="T25-004").sleutel
    publiek = [f"{base_url}/toezeggingen/", f"{base_url}/toezeggingen/{sleutel}/"]
    _walk(page, publiek)
    log_in(page, base_url, "meiling")
    beheer = f"{base_url}/toezeggingen/beheer/"
    _walk(page, [beheer, f"{beheer}nieuw/", f"{beheer}inlezen/", f"{beheer}{sleutel}/"])


def _walk(page: Page, adressen: list[str]) -> None:
    for adres in adressen:
        without_barriers(page, adres)
