"""The figures in a real browser: by keyboard, without JavaScript, at any width, with no barrier."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from monitoring.charts.bundel import copy_bundle
from tests import demo
from tests.browser.hulp import BREEDTES, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def adres(transactional_db: None, base_url: str) -> str:
    """The dashboard with the figures of the demo."""
    demo.load()
    copy_bundle()
    return f"{base_url}/cijfers/"


def choose(page: Page) -> None:
    """Choose an indicator and a wijk by typing the beginning of their names, and send the form."""
    for label, begin in (("Wat wilt u zien?", "Woning"), ("Gebied", "Haven")):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.type(begin)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "submit":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2).first).to_have_text("Woninginbraken: Havenkwartier")
    expect(page).to_have_url(re.compile("indicator=woninginbraken&gebied=WK000003"))


def read_and_download(page: Page, tmp_path: Path) -> None:
    table = page.get_by_role("table").first
    shown = table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    page.get_by_role("link", name=re.compile("^Download als CSV.*, Havenkwartier$")).focus()
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == "woninginbraken-havenkwartier.csv"
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    told = [(r["gebied"], r["periode"], r["waarde"]) for r in rows]
    assert told[0] == ("Havenkwartier", "2020", shown[0])
    assert told[6] == ("Voorbeeldstad", "2020", shown[1])


def test_by_keyboard_and_without_barriers(adres: str, page: Page, tmp_path: Path) -> None:
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: asked.append(r.url))
    page.goto(adres)
    choose(page)
    read_and_download(page, tmp_path)
    assert not [url for url in asked if "plotly" in url]  # nobody asked for it
    for url in (page.url, f"{page.url}&naast=wijken&per=inwoner", f"{adres}gebied/WK000003/"):
        for breedte in BREEDTES:
            page.set_viewport_size({"width": breedte, "height": 800})
            page.goto(url)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= breedte, (url, breedte)
            assert violations(page) == [], (url, breedte)
    assert complaints == []


def test_the_interactive_chart_comes_when_asked_for(adres: str, page: Page) -> None:
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(f"{adres}?indicator=woninginbraken")
    button = page.get_by_role("button", name="Toon als interactieve grafiek").first
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Dit is de interactieve grafiek.")).to_be_visible(timeout=30_000)
    expect(page.locator(".js-plotly-plot .scatterlayer .point")).to_have_count(9)
    assert complaints == []  # a refused style or script would be told here


def test_on_a_telephone_the_answer_is_in_sight(page: Page, adres: str, base_url: str) -> None:
    """From the front page: three choices, no scrolling, and the burglaries in my wijk."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(base_url)
    page.get_by_role("link", name="Cijfers").first.click()
    page.get_by_label("Wat wilt u zien?").select_option(label="Woninginbraken")
    page.get_by_label("Gebied", exact=True).select_option(label="Havenkwartier (wijk)")
    page.get_by_role("button", name="Toon deze cijfers").click()
    expect(page.locator(".vb-kern__waarde")).to_be_in_viewport()
    chart = page.locator(".vb-figuur__vak").first
    expect(chart.locator(".vb-grafiek--smal")).to_be_visible()
    expect(chart.locator(".vb-grafiek--breed")).to_be_hidden()
    assert chart.evaluate("box => box.scrollWidth <= box.clientWidth")
    # And the same by way of the wijk.
    page.get_by_role("link", name="Alle cijfers van Havenkwartier").click()
    card = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="Woninginbraken"))
    expect(card).to_contain_text("23 in 2025 (voorlopig)")


def test_without_javascript(adres: str, browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(adres)
    page.get_by_label("Wat wilt u zien?").select_option(label="Woninginbraken")
    page.get_by_label("Gebied", exact=True).select_option(label="Havenkwartier (wijk)")
    page.get_by_role("button", name="Toon deze cijfers").click()
    expect(page.get_by_role("img", name=re.compile("^Lijngrafiek: Woninginbraken"))).to_be_visible()
    expect(page.get_by_role("button", name="Toon als interactieve grafiek")).to_have_count(0)
    read_and_download(page, tmp_path)
    page.get_by_role("link", name="Alle cijfers van Havenkwartier").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cijfers van Havenkwartier")
    context.close()
