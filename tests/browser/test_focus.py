"""After a piece of a page was replaced, the focus is where somebody goes on; never nowhere."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests import demo
from tests.browser.hulp import log_in
from tests.fabriek import een_inleesbestand
from themas.models import Bijdrage, Blok, Voortgang
from veiligheid.core.models import Gebruiker, Taak

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VAN_ELF, VIJFTIEN = "Van elf naar zesentwintig", "Vijftien vrijwilligers"


@pytest.fixture
def bijdrage(transactional_db: None) -> Bijdrage:
    demo.load()
    return Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")


def use(page: Page, words: str) -> None:
    """Press a button by keyboard; the page is not loaded anew, only a piece of it."""
    page.evaluate("window.dezelfde = true")
    button = page.get_by_role("button", name=re.compile(words)).first
    button.focus()
    with page.expect_response(lambda r: r.request.resource_type == "xhr" and r.ok):
        page.keyboard.press("Enter")
    # A moment after the new piece is there it gets the focus that it asks for; on a busy machine
    # that moment is long enough to press another button in.
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)
    assert page.evaluate("window.dezelfde === true"), "the whole page was loaded"
    expect(page.locator("body :focus")).to_have_count(1)


def test_paragrafen(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    log_in(page, base_url, "daan")
    page.goto(f"{base_url}/schrijven/{bijdrage.pk}/")
    use(page, f"^Omlaag.*{VAN_ELF}")
    expect(page.get_by_role("button", name=re.compile(f"^Omlaag.*{VAN_ELF}"))).to_be_focused()
    use(page, f"^Omhoog.*{VAN_ELF}")
    expect(page.get_by_role("button", name=re.compile(f"^Omhoog.*{VAN_ELF}"))).to_be_focused()
    page.get_by_text(re.compile("^Meer")).first.click()
    use(page, "^Samenvoegen met de volgende")
    expect(page.get_by_role("heading", name=re.compile(VAN_ELF)).first).to_be_focused()
    assert Voortgang.objects.standing().filter(bijdrage=bijdrage).count() == 1
    page.get_by_text(re.compile("^Meer")).first.click()
    use(page, "^Verwijderen van")
    expect(page.locator(".vb-meldingen")).to_be_focused()
    expect(page.locator(".vb-meldingen")).to_contain_text("is verwijderd")


def test_dragged(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    """The script that drags fills in a place and presses this button."""
    log_in(page, base_url, "daan")
    page.goto(f"{base_url}/schrijven/{bijdrage.pk}/")
    knop = page.locator("[data-naar]").first
    knop.evaluate("b => { b.value = 'naar:2'; b.click(); }")
    expect(page.locator("[data-versleepbaar] h2").first).to_contain_text(VIJFTIEN)
    expect(page.get_by_role("heading", name=re.compile(VAN_ELF))).to_be_focused()


def test_themes_of_the_round(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    log_in(page, base_url, "joris")
    page.goto(f"{base_url}/schrijven/ronde/{bijdrage.ronde_id}/")
    for words in ("^Omlaag.*Ondermijning", "^Omhoog.*Ondermijning", "^Omhoog.*Ondermijning"):
        use(page, words)
        expect(page.get_by_role("button", name=re.compile(words))).to_be_focused()


def test_general_parts(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    log_in(page, base_url, "joris")
    page.goto(f"{base_url}/concept/veiligheidsbrief-2025/schrijven/")
    for words in ("^Omlaag.*De stad wordt voller", "^Omhoog.*De stad wordt voller"):
        use(page, words)
        expect(page.get_by_role("button", name=re.compile(words))).to_be_focused()
    use(page, "^Verwijderen van De stad wordt voller")
    expect(page.locator(".vb-meldingen")).to_be_focused()


def test_while_saving_by_itself(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    """What comes beside the form, in it or under it leaves the caret where it is."""
    log_in(page, base_url, "daan")
    voortgang = bijdrage.voortgangen.get(kop__startswith=VAN_ELF)
    page.goto(f"{base_url}/schrijven/{bijdrage.pk}/{voortgang.pk}/")
    editor = page.locator(".vb-veld__tekst").first
    editor.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Een 🙂")
    expect(page.locator("#opletten")).to_be_visible(timeout=20_000)
    expect(editor).to_be_focused()
    other = voortgang.blokken.get(soort="vooruitblik")
    Blok.objects.filter(pk=other.pk).update(tekst="<p>Van een ander.</p>")
    page.keyboard.type(" en verder")
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen"), timeout=20_000)
    page.keyboard.type(" hier.")
    expect(editor).to_be_focused()
    expect(editor).to_contain_text("Een 🙂 en verder hier.")
    page.get_by_role("toolbar").first.get_by_role("button", name="Link").click()
    page.keyboard.press("Escape")
    expect(editor).to_be_focused()


def test_while_a_file_is_read(bijdrage: Bijdrage, page: Page, base_url: str) -> None:
    """The page asks again and again; a link that somebody is on stays the one they are on."""
    bestand = een_inleesbestand("plan", Gebruiker.objects.get(username="joris"))
    mine = Taak.objects.filter(sleutel=str(bestand.pk))
    mine.update(staat="bezig", stap="Stap 1 van 2: het Word-bestand wordt gelezen.")
    log_in(page, base_url, "joris")
    page.goto(f"{base_url}/importeren/plan/{bestand.pk}/")
    link = page.get_by_role("link", name="Mijn werk").last
    link.focus()
    mine.update(stap="Stap 2 van 2: er wordt gekeken wat er zou veranderen.")
    expect(page.get_by_text("Stap 2 van 2")).to_be_visible(timeout=10_000)
    assert page.get_by_role("progressbar").get_attribute("value") == "2"
    expect(link).to_be_focused()
    asked: list[str] = []

    def count(route: Route) -> None:
        asked.append(route.request.url)
        route.continue_()

    page.route("**/importeren/plan/**", count)
    page.wait_for_timeout(2500)
    assert asked  # it goes on asking
    expect(link).to_be_focused()
    mine.update(staat="gelukt")
    expect(page.get_by_text("Er is nog niets veranderd.")).to_be_visible(timeout=10_000)
