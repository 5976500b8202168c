"""The whole path, by somebody who has never seen the portal: log in, my themes, what we promised,
write, judge, preview. On the demo and on the real letter; with a mouse, without JavaScript, and by
keyboard alone."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from rapportage.brieven import start_brief
from rapportage.models import Brief
from tests import demo
from tests.browser.hand import Hand, Muis, Toetsenbord
from tests.browser.hulp import without_barriers
from themas.jaar.acties import take_in_acties
from themas.jaar.transitions import open_ronde
from themas.models import Bijdrage, Blok, Oordeel
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def of_the_demo() -> tuple[Bijdrage, str]:
    demo.load()
    bijdrage = Bijdrage.objects.get(
        thema__slug="veilige-evenementen-horeca-en-markten", ronde__staat="open"
    )
    return bijdrage, "daan"


def of_the_real_letter(bronnen: Path) -> tuple[Bijdrage, str]:
    """Of 2026, after the real letter of 2025 was taken in with all its proposed acties."""
    opties = {"toepassen": True, "stdout": StringIO()}
    call_command("importeer_plan", bronnen / "ivp-2022-2026.docx", **opties)
    path = bronnen / "veiligheidsbrief-2025.docx"
    call_command(
        "importeer_brief", path, plan="ivp-2022-2026", jaar=2025, nieuwe_themas=True, **opties
    )
    brief = Brief.objects.get()
    for oude in brief.ronde.bijdragen.select_related("thema__plan", "ronde"):
        take_in_acties(oude, None)
    ronde = open_ronde(brief.ronde.plan, 2026, None)
    start_brief(ronde, brief)
    bijdrage = ronde.bijdragen.get(thema__titel="Aanpak straatintimidatie")
    wie = Gebruiker.objects.create_user("nieuw", password=WACHTWOORD)
    wie.grant(Rol.BELEIDSADVISEUR)
    bijdrage.adviseurs.add(wie)
    return bijdrage, "nieuw"


WAYS: dict[str, tuple[Hand, bool]] = {
    "muis": (Muis, True),
    "zonder-script": (Muis, False),
    "toetsenbord": (Toetsenbord, True),
}


@pytest.mark.parametrize("way", WAYS)
def test_on_the_demo(transactional_db: None, browser: Browser, base_url: str, way: str) -> None:
    bijdrage, wie = of_the_demo()
    hand, script = WAYS[way]
    walk(browser, base_url, bijdrage, wie, hand, script)


@pytest.mark.parametrize("way", WAYS)
def test_on_the_real_letter(
    transactional_db: None, browser: Browser, base_url: str, bronnen: Path, way: str
) -> None:
    bijdrage, wie = of_the_real_letter(bronnen)
    hand, script = WAYS[way]
    seen = walk(browser, base_url, bijdrage, wie, hand, script)
    if way == "muis":
        look_at(browser, base_url, wie, seen)


def walk(
    browser: Browser, base_url: str, bijdrage: Bijdrage, wie: str, way: Hand, script: bool
) -> list[str]:
    """From the front page to the preview; gives the addresses on the way."""
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    hand = way(page)
    zin = "In 2025 is dit gelukt."
    page.goto(base_url)
    hand.open("Inloggen")
    hand.fill("Gebruikersnaam of e-mailadres", wie)
    hand.fill("Wachtwoord", WACHTWOORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Goedendag")
    hand.open("Schrijven")
    expect(page.get_by_role("heading", level=1)).to_have_text("Mijn thema’s")
    expect(page.get_by_text("nog niet verteld").first).to_be_visible()
    seen = [page.url]
    hand.open(bijdrage.thema.titel)
    expect(page.get_by_role("heading", level=1)).to_have_text(bijdrage.thema.titel)
    seen.append(page.url)
    te_doen = page.locator("#nog-te-doen")
    before = te_doen.get_by_text("Schrijf over").count()
    assert before
    hand.press("Schrijf hierover")
    terugblik = page.get_by_role("group", name="Terugblik op 2025")
    expect(terugblik.get_by_text("Dit beloofden we voor 2025")).to_be_visible()
    seen.append(page.url)
    hand.write(zin)
    if script:
        saved = re.compile("^Opgeslagen om")
        expect(page.locator("#opslagstand")).to_have_text(saved, timeout=20_000)
    hand.press("Opslaan en terug")
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    expect(te_doen.get_by_text("Schrijf over")).to_have_count(before - 1)
    blok = Blok.objects.get(voortgang__bijdrage=bijdrage, tekst=f"<p>{zin}</p>")
    actie = blok.acties.get()
    hand.open(f"Oordeel geven of wijzigen: {actie}")
    expect(page.get_by_role("heading", level=2, name="Uw oordeel")).to_be_visible()
    seen.append(page.url)
    hand.judge()
    hand.press("Oordeel opslaan")
    expect(page.get_by_text("Groen: verantwoord")).to_be_visible()
    oordeel = Oordeel.objects.get(bijdrage=bijdrage, actie=actie)
    assert (oordeel.kleur, oordeel.realisatie) == ("groen", "gerealiseerd")
    hand.open("Voorbeeld: zo komt het in de brief")
    expect(page.get_by_text(zin)).to_be_visible()
    context.close()
    return seen


def look_at(browser: Browser, base_url: str, wie: str, adressen: list[str]) -> None:
    """The same screens once more: no barrier, at any width."""
    context = browser.new_context(locale="nl-NL")
    page = context.new_page()
    page.goto(f"{base_url}/inloggen/")
    hand = Muis(page)
    hand.fill("Gebruikersnaam of e-mailadres", wie)
    hand.fill("Wachtwoord", WACHTWOORD)
    hand.press("Inloggen")
    for adres in adressen:
        without_barriers(page, adres)
    context.close()
