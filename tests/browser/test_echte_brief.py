"""The whole path on the real letter of 2025, by somebody who has never seen the portal: log in,
my theme, what we promised, write, done; with JavaScript and without."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Browser, expect

from rapportage.brieven import start_brief
from rapportage.models import Brief
from tests.browser.hulp import log_in, without_barriers
from themas.jaar.acties import take_in_acties
from themas.jaar.transitions import open_ronde
from themas.models import Bijdrage, Blok
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.bronnen,
    pytest.mark.django_db(transaction=True),
]
THEMA = "Aanpak straatintimidatie"


@pytest.fixture
def bijdrage(transactional_db: None, bronnen: Path) -> Bijdrage:
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
    bijdrage = ronde.bijdragen.get(thema__titel=THEMA)
    wie = Gebruiker.objects.create_user("nieuw", password=WACHTWOORD)
    wie.grant(Rol.BELEIDSADVISEUR)
    bijdrage.adviseurs.add(wie)
    return bijdrage


@pytest.mark.parametrize("script", [True, False], ids=["met-script", "zonder-script"])
def test_from_log_in_to_preview(
    bijdrage: Bijdrage, browser: Browser, base_url: str, script: bool
) -> None:
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    log_in(page, base_url, "nieuw")
    expect(page.get_by_text("beloften nog niet verteld")).to_be_visible()
    seen = [page.url]
    page.get_by_role("link", name=THEMA).click()
    seen.append(page.url)
    promised = page.locator(".vb-actie").count()
    assert promised > 1
    page.get_by_role("button", name=re.compile("^Schrijf hierover")).first.click()
    terugblik = page.get_by_role("group", name="Terugblik op 2025")
    expect(terugblik.get_by_text("Dit beloofden we voor 2025")).to_be_visible()
    seen.append(page.url)
    if script:
        terugblik.locator(".vb-veld__tekst").click()
        page.keyboard.type("In 2025 is dit gelukt.")
        expect(page.locator("#opslagstand")).to_have_text(
            re.compile("^Opgeslagen om"), timeout=20_000
        )
    else:
        terugblik.get_by_label("Tekst").fill("In 2025 is dit gelukt.")
    page.get_by_role("button", name="Opslaan en terug").click()
    expect(page.get_by_text("Opgeslagen om")).to_be_visible()
    assert Blok.objects.filter(
        voortgang__bijdrage=bijdrage, tekst="<p>In 2025 is dit gelukt.</p>"
    ).exists()
    page.get_by_role("link", name=re.compile("^Oordeel geven")).first.click()
    seen.append(page.url)
    page.get_by_label("ja, geheel (groen)").check()
    page.get_by_label("Wat is ervan geworden?").select_option("gerealiseerd")
    page.get_by_role("button", name="Oordeel opslaan").click()
    expect(page.get_by_text("Groen: verantwoord")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Voorbeeld")).click()
    expect(page.get_by_text("In 2025 is dit gelukt.")).to_be_visible()
    context.close()
    if script:
        context = browser.new_context(locale="nl-NL")
        page = context.new_page()
        log_in(page, base_url, "nieuw")
        for adres in seen:
            without_barriers(page, adres)
        context.close()
