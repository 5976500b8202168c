"""Help while writing follows what is saved, and leaves open what somebody opened."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import looks_fine
from tests.browser.veld import saved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def write(page: Page, tekst: str) -> None:
    """In the first field, instead of what stands there."""
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type(tekst)


def test_the_hints_follow_the_text(schrijvend: Page) -> None:
    page = schrijvend
    write(page, "Er worden extra controles uitgevoerd. Wij bespreken de casuïstiek met het RIEC.")
    saved(page)
    hulp = page.locator("#schrijfhulp")
    lijdend = hulp.get_by_text("Lijdende vorm (1)")
    expect(lijdend).to_be_visible()
    lijdend.click()
    expect(hulp.get_by_text("wie doet dit?")).to_be_visible()
    expect(hulp.get_by_text("nergens uitgeschreven")).to_be_hidden()
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Signalen worden opgepakt.")
    expect(hulp.get_by_text("Lijdende vorm (2)")).to_be_visible(timeout=20_000)
    # What was open is open still, and the caret is where somebody types.
    expect(hulp.get_by_text("worden opgepakt")).to_be_visible()
    expect(page.locator(".vb-veld__tekst:focus")).to_have_count(1)
    write(page, "De politie controleert vaker.")
    saved(page)
    expect(hulp.get_by_text("Geen aanwijzingen")).to_be_visible(timeout=20_000)


def test_every_hint_opened_has_no_barriers(schrijvend: Page) -> None:
    page = schrijvend
    long = "Omdat " + "dit steeds zo is " * 8 + "gaan wij door met het RIEC in de casuïstiek."
    write(page, f"Er worden extra controles uitgevoerd. {long} {long}")
    saved(page)
    expect(page.get_by_text("Lange zinnen (2)")).to_be_visible(timeout=20_000)
    page.evaluate(
        "document.querySelectorAll('#schrijfhulp details').forEach(d => { d.open = true })"
    )
    looks_fine(page)
