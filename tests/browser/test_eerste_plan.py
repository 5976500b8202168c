"""A new municipality, whose plan no importer understands: an empty portal with its first beheerder.
A plan is made, a round opened, a colleague invited who writes and looks at the preview. With a
mouse, without JavaScript, and by keyboard alone."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, Page, expect

from tests.browser.hand import Hand, Muis, Toetsenbord
from tests.browser.hulp import looks_fine
from themas.models import Actie, Bijdrage, Plan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WACHTWOORD = "vier rustige woorden samen"
WAYS: dict[str, tuple[Hand, bool]] = {
    "muis": (Muis, True),
    "zonder-script": (Muis, False),
    "toetsenbord": (Toetsenbord, True),
}


@pytest.fixture
def leeg(transactional_db: None, settings: Any) -> str:
    """The link with which the first beheerder of an empty portal comes in."""
    settings.EMAIL_URL, settings.MAIL_TONEN = "", False
    settings.TWEEDE_STAP_ROLLEN = []
    said = StringIO()
    call_command("eerste_beheerder", "Sam", "Visser", "sam@voorbeeld.example", stdout=said)
    return _link_in(said.getvalue())


def _link_in(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", text)
    assert found, text
    return found[1]


def come_in(page: Page, hand: Any, adres: str) -> None:
    page.goto(adres)
    fields = page.locator("input[type=password]")
    for n in range(fields.count()):
        fields.nth(n).fill(WACHTWOORD)
    hand.press("Opslaan en inloggen")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Goedendag")


@pytest.mark.parametrize("way", WAYS)
def test_from_nothing_to_a_preview(leeg: str, browser: Browser, base_url: str, way: str) -> None:
    kind, script = WAYS[way]
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    hand: Any = kind(page)
    come_in(page, hand, base_url + leeg)
    expect(page.get_by_text("nog geen plan: maak er een")).to_be_visible()
    make_a_plan(page, hand, check=way == "muis")
    open_a_round(page, hand)
    adres = invite(page, base_url)
    context.close()
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    write_and_look(page, kind(page), base_url + adres, script)
    context.close()


def make_a_plan(page: Page, hand: Any, *, check: bool) -> None:
    hand.open("Plannen")
    expect(page.get_by_text("Nog geen plan. Maak er een.")).to_be_visible()
    if check:
        looks_fine(page)
    hand.open("Plan maken")
    hand.fill("Titel", "Samen veilig 2027-2030")
    hand.fill("Van jaar", "2027")
    hand.fill("Tot en met jaar", "2030")
    hand.press("Plan maken")
    expect(page.get_by_text("Er staat nog niets in dit plan.")).to_be_visible()
    if check:
        looks_fine(page)
    hand.fill("Elk nieuw thema op een eigen regel", "Jeugd\nVerkeer")
    hand.press("Thema’s toevoegen")
    expect(page.get_by_text("Toegevoegd: ‘Jeugd’ en ‘Verkeer’.")).to_be_visible()
    for thema, acties in (("Jeugd", "Praten op school\nEen vaste plek"), ("Verkeer", "Drempels")):
        hand.open(thema)
        expect(page.get_by_text("Dit thema heeft nog geen actie.")).to_be_visible()
        hand.fill("Elke titel op een eigen regel", acties)
        hand.press("Toevoegen")
        expect(page.get_by_text("Toegevoegd: ‘")).to_be_visible()
        if check:
            looks_fine(page)
        hand.open("Samen veilig")
    # The order, and one actie with its owner.
    hand.press("Omhoog: Verkeer") if isinstance(hand, Toetsenbord) else move_up(page)
    expect(page.locator(".vb-regel__titel").first).to_have_text("Verkeer")
    hand.open("Jeugd")
    hand.open("Praten op school")
    hand.fill("Eigenaar (niet verplicht)", "Team Jeugd")
    hand.press("Opslaan en terug")
    expect(page.get_by_text("Actie · Team Jeugd")).to_be_visible()
    plan = Plan.objects.get()
    assert [t.titel for t in plan.themas.all()] == ["Verkeer", "Jeugd"]
    assert Actie.objects.count() == 3


def move_up(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Omhoog ?: Verkeer")).click()


def open_a_round(page: Page, hand: Any) -> None:
    hand.open("Plannen")
    hand.open("Een ronde openen")
    page.get_by_label("Plan", exact=True).select_option(label="Samen veilig 2027-2030")
    page.get_by_label("Jaar van de brief").fill("2028")
    hand.press("Ronde openen")
    expect(page.get_by_text("is geopend, met een brief om in te schrijven.")).to_be_visible()


def invite(page: Page, base_url: str) -> str:
    """A colleague who edits and writes; gives the link to pass on."""
    page.goto(f"{base_url}/beheer/mensen/nieuw/")
    page.get_by_label("Voornaam").fill("Noor")
    page.get_by_label("Achternaam").fill("Bakker")
    page.get_by_label("E-mail").fill("noor@voorbeeld.example")
    page.get_by_label("Eindredacteur").check()
    page.get_by_label("Beleidsadviseur").check()
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("werkt één keer").first).to_be_visible()
    return _link_in(page.locator("main").inner_text())


def write_and_look(page: Page, hand: Any, adres: str, script: bool) -> None:
    zin = "In 2028 komt er een vaste plek voor jongeren."
    come_in(page, hand, adres)
    hand.open("Schrijven")
    hand.open("De hele ronde")
    hand.open("Wie schrijft wat")
    boxes = page.get_by_label("Noor Bakker")
    expect(boxes).to_have_count(2)
    for n in range(2):
        boxes.nth(n).check()
    page.get_by_role("button", name=re.compile("Opslaan")).first.click()
    hand.open("Schrijven")
    hand.open("Jeugd")
    hand.fill("Kop van de nieuwe paragraaf", "Een vaste plek")
    hand.press("Paragraaf toevoegen")
    expect(page.get_by_role("heading", level=1)).to_have_text("Een vaste plek")
    hand.write(zin)
    if script:
        saved = re.compile("^Opgeslagen om")
        expect(page.locator("#opslagstand")).to_have_text(saved, timeout=20_000)
    hand.press("Opslaan en terug")
    hand.open("Voorbeeld: zo komt het in de brief")
    expect(page.get_by_text(zin)).to_be_visible()
    assert Bijdrage.objects.get(thema__titel="Jeugd").voortgangen.count() == 1
