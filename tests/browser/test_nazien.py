"""Reviewing together in the browser: remarks by selection, by keyboard, and without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.hulp import log_in, looks_fine, select_words
from themas.models import Bijdrage
from veiligheid.core.models import Anker, Opmerking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bijdrage(transactional_db: None) -> Bijdrage:
    demo.load()
    return Bijdrage.objects.get(thema__titel="Digitale criminaliteit", ronde__vooruitblikjaar=2025)


def select_some(page: Page, waar: str) -> str:
    """Three words of the first alinea there."""
    alinea = page.locator(waar).first
    citaat = " ".join((alinea.text_content() or "").split()[2:5])
    select_words(alinea, citaat)
    return citaat


def test_words_of_a_general_part_are_selected_where_it_is_written(
    bijdrage: Bijdrage, page: Page, base_url: str
) -> None:
    brief = bijdrage.ronde.brieven.get()
    tekst = "<p>Dit jaar ging er veel goed in de stad.</p>"
    deel = brief.onderdelen.create(plek="inleiding", positie=99, sleutel="proef", tekst=tekst)
    log_in(page, base_url, "joris", f"/concept/{brief.slug}/schrijven/{deel.pk}/")
    page.get_by_text("De opgeslagen tekst, om woorden in te selecteren").click()
    citaat = select_some(page, "[data-stuk='tekst'] p")
    page.get_by_role("button", name=re.compile("^Opmerking bij ‘")).click()
    page.keyboard.type("Klopt dit?")
    page.get_by_role("button", name=re.compile("^Opmerking plaatsen")).click()
    expect(page.locator("mark", has_text=citaat)).to_be_visible()
    assert (Anker.objects.get().stuk, Anker.objects.get().soort) == ("tekst", "onderdeel")
    looks_fine(page)


def test_words_are_selected_and_remarked_on(
    bijdrage: Bijdrage, page: Page, base_url: str, klachten: list[str]
) -> None:
    log_in(page, base_url, "daan", f"/schrijven/{bijdrage.pk}/")
    citaat = select_some(page, "[data-stuk^='blok/'] p")
    page.get_by_role("button", name=re.compile("^Opmerking bij ‘")).click()
    # Where one writes, with the words filled in.
    expect(page.get_by_label("Opmerking", exact=True).and_(page.locator(":focus"))).to_be_visible()
    page.keyboard.type("Klopt dit?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("mark", has_text=citaat)).to_be_visible()
    assert Anker.objects.get().begin is not None
    looks_fine(page)
    # Answered and settled with the keyboard.
    opmerking = page.get_by_role("article", name=re.compile("^Opmerking van"))
    opmerking.get_by_text("Antwoorden").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("Ja.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(opmerking.get_by_text("Ja.", exact=True)).to_be_visible()
    page.get_by_role("button", name=re.compile("^Afgehandeld")).click()
    expect(page.get_by_text("1 afgehandelde opmerking")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)


def test_without_script(bijdrage: Bijdrage, browser: Browser, base_url: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    log_in(page, base_url, "joris", f"/schrijven/{bijdrage.pk}/")
    vak = page.locator("[data-opmerken]").first
    vak.locator("summary").click()
    vak.get_by_label(re.compile("^Bij welke woorden")).fill("woorden die er niet staan")
    vak.get_by_label("Opmerking", exact=True).fill("Klopt dit?")
    vak.get_by_role("button").click()
    expect(page.get_by_role("alert")).to_contain_text("staan niet (meer) zo in deze tekst")
    page.get_by_label(re.compile("^Bij welke woorden")).fill("")
    page.get_by_role("button", name="Nog eens plaatsen").click()
    expect(page.get_by_role("article").filter(has_text="Klopt dit?")).to_be_visible()
    assert Opmerking.objects.get().citaat == ""
    page.context.close()
