"""Reviewing with a network that dies under one's fingers: the button is pressed, nothing comes
back, and what was written is there again at the next visit."""

import contextlib
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from rapportage.mening import HeleBrief
from rapportage.models import Brief, Briefsoort
from tests import demo
from tests.browser.hulp import log_in, without_barriers
from themas.models import Bijdrage
from veiligheid.core.models import Bericht, Gebruiker, Opmerking, Stap
from veiligheid.core.nazien.akkoord import Gevraagde, invite
from veiligheid.core.nazien.soorten import soort_van
from veiligheid.core.nazien.verbs import move_staat

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ZIN = "Dit wil niemand nog eens typen."
_NIETS_MEER = """() => new Promise((klaar) => {
  const vraag = indexedDB.open("veiligheidsbrief");
  vraag.onsuccess = () => {
    const alle = vraag.result.transaction("kopieen").objectStore("kopieen").count();
    alle.onsuccess = () => { vraag.result.close(); klaar(alle.result === 0); };
  };
})"""


@pytest.fixture
def bijdrage(transactional_db: None, settings: Any) -> Bijdrage:
    settings.MAIL_TONEN = True
    demo.load()
    return Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")


def whose(naam: str) -> Gebruiker:
    return Gebruiker.objects.get(username=naam)


def press_in_vain(page: Page, field: str, button: str) -> None:
    """Types, and presses while there is no network."""
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    veld = page.locator(field).first
    veld.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(ZIN)
    page.wait_for_timeout(400)
    page.context.set_offline(True)
    form = page.locator("form", has=page.locator(field)).first
    with contextlib.suppress(Error):
        form.get_by_role("button", name=re.compile(button)).first.click(no_wait_after=True)
        page.wait_for_timeout(300)
    page.context.set_offline(False)


def is_offered(page: Page, adres: str) -> None:
    page.goto(adres)
    expect(page.get_by_text("Niet-opgeslagen tekst gevonden.").first).to_be_attached(timeout=10_000)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    page.get_by_role("button", name="Zet die tekst terug").first.click()
    kept = page.evaluate(
        "zin => [...document.querySelectorAll('textarea, input')].some(v => v.value.includes(zin))",
        ZIN,
    )
    assert kept, adres


Plek = Callable[[Bijdrage], tuple[str, str, str, str]]
PLEKKEN: dict[str, Plek] = {
    # Who, where, in which field, and what is pressed.
    "opmerking": lambda b: (
        "daan", f"/schrijven/{b.pk}/", "[data-opmerken] textarea", "^Opmerking plaatsen",
    ),
    "voorstel": lambda b: (
        "joris",
        f"/schrijven/{b.pk}/{b.voortgangen.order_by('positie')[0].pk}/voorstel/",
        ".vb-veld__tekst",
        "^Voorstel versturen",
    ),
    "terugsturen": lambda b: (
        "joris", f"/schrijven/{b.pk}/", "#reden-terugsturen", "^Terugsturen",
    ),
    "bezwaar": lambda b: ("daan", f"/schrijven/{b.pk}/", "#bezwaar-reden", "^Bezwaar maken"),
    "akkoord vragen": lambda b: (
        "joris", f"/schrijven/{b.pk}/akkoord/", "[name=functie]", "^Link versturen",
    ),
}  # fmt: skip


def test_what_was_written_when_the_network_died(
    bijdrage: Bijdrage, browser: Browser, base_url: str
) -> None:
    """One browser for each person; five forms."""
    adres = f"/schrijven/{bijdrage.pk}/"
    windows = {wie: browser.new_context(locale="nl-NL").new_page() for wie in ("daan", "joris")}
    for wie, page in windows.items():
        log_in(page, base_url, wie, adres)
    for naam, plek in PLEKKEN.items():
        if naam == "terugsturen":
            move_staat("indienen", bijdrage, whose("daan"))
        if naam == "bezwaar":
            edited_by_joris(windows["joris"], base_url, bijdrage)
        wie, waar, veld, knop = plek(bijdrage)
        page = windows[wie]
        page.goto(base_url + waar)
        page.wait_for_load_state("networkidle")
        press_in_vain(page, veld, knop)
        is_offered(page, base_url + waar)
    assert not Opmerking.objects.exists()
    assert not Bericht.objects.filter(soort="akkoordlink").exists()
    assert set(Stap.objects.filter(record=bijdrage.pk).values_list("stap", flat=True)) == {
        "indienen"
    }


def edited_by_joris(page: Page, base_url: str, bijdrage: Bijdrage) -> None:
    voortgang = bijdrage.voortgangen.order_by("positie")[0]
    page.goto(f"{base_url}/schrijven/{bijdrage.pk}/{voortgang.pk}/")
    page.locator("[name=kop]").fill("Een andere kop")
    page.get_by_role("button", name="Opslaan en terug").click()
    expect(page.get_by_text("Redactioneel gewijzigd na het indienen")).to_be_visible()


def test_by_link_on_a_phone(bijdrage: Bijdrage, browser: Browser, base_url: str) -> None:
    """Without account."""
    move_staat("indienen", bijdrage, whose("daan"))
    pia = Gevraagde("Pia", "wethouder", "pia@stad.example")
    invite(soort_van(bijdrage), bijdrage, pia, whose("joris"))
    found = re.search(r"/akkoord/[\w-]+/", Bericht.objects.latest("pk").tekst)
    assert found
    page = browser.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(base_url + found[0])
    press_in_vain(page, "#tekst", "^Akkoord")
    is_offered(page, base_url + found[0])
    page.get_by_role("button", name="Akkoord", exact=True).click()
    expect(page.get_by_text("Uw antwoord is bewaard: akkoord")).to_be_visible()
    assert Opmerking.objects.get().tekst == ZIN
    # Nothing of it stays on the phone.
    page.wait_for_function(_NIETS_MEER)


def test_the_whole_letter_by_link_reads_on_a_phone(
    bijdrage: Bijdrage, page: Page, base_url: str
) -> None:
    """Without account: no barrier, and no width at which it scrolls sideways."""
    brief = Brief.objects.get(ronde=bijdrage.ronde, soort=Briefsoort.VEILIGHEIDSBRIEF)
    pia = Gevraagde("Pia", "burgemeester", "pia@stad.example")
    invite(HeleBrief(), brief, pia, whose("joris"))
    found = re.search(r"/akkoord/[\w-]+/", Bericht.objects.latest("pk").tekst)
    assert found
    without_barriers(page, base_url + found[0])
