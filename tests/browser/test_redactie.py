"""The screens of the eindredacteur, the secretariaat and of Word: no barrier, at any width."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hulp import log_in, without_barriers
from tests.fabriek import een_terugkomst, iemand
from themas.models import Bijdrage, Plan
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD, laden

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_every_screen(transactional_db: None, page: Page, base_url: str) -> None:
    brief = laden.load()
    bijdrage = Bijdrage.objects.get(thema__slug="digitale-criminaliteit", ronde__staat="open")
    concept = f"{base_url}/concept/{brief.slug}"
    log_in(page, base_url, "joris")
    adressen = [
        f"{base_url}/schrijven/ronde/{bijdrage.ronde_id}/",
        f"{concept}/schrijven/",
        f"{concept}/schrijven/{brief.onderdelen.order_by('positie')[1].pk}/",
        f"{concept}/gegevens/",
        f"{concept}/bevindingen/",
        f"{base_url}/schrijven/{bijdrage.pk}/verwijzingen/",
        f"{base_url}/schrijven/{bijdrage.pk}/terug/",
        f"{base_url}/schrijven/{bijdrage.pk}/terug/{een_terugkomst(bijdrage).pk}/",
        *(f"{base_url}/importeren/{soort}/" for soort in ("plan", "brief", "thema")),
    ]
    for adres in adressen:
        without_barriers(page, adres)
    # The editor on a general part saves by itself as well.
    page.goto(adressen[2])
    page.locator(".vb-veld__tekst").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" En nog iets.")
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)
    assert "En nog iets." in brief.onderdelen.get(pk=adressen[2].split("/")[-2]).tekst


@pytest.mark.parametrize("script", [True, False], ids=["met-script", "zonder-script"])
def test_a_plan_is_looked_at_before_it_is_taken_in(
    transactional_db: None, browser: Browser, base_url: str, bronnen: Path, script: bool
) -> None:
    wie = iemand(Rol.EINDREDACTEUR, password=WACHTWOORD).username
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    log_in(page, base_url, wie, "/importeren/plan/")
    page.get_by_label("Word-bestand").set_input_files(bronnen / "ivp-2022-2026.docx")
    page.get_by_role("button", name="Bestand lezen").click()
    button = page.get_by_role("button", name="Inlezen zoals hierboven")
    # Reading goes on beside the request; the page asks again by itself.
    expect(button).to_be_visible(timeout=60_000)
    assert not Plan.objects.exists()
    if script:
        without_barriers(page, page.url)
    button.click()
    expect(page.get_by_text("Ingelezen.", exact=True)).to_be_visible()
    assert Plan.objects.get().themas.count() == 9
    if script:
        without_barriers(page, page.url)
    context.close()
