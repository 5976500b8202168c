"""Taking in a plan in a browser: looked at first, with JavaScript and without."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.hulp import log_in, without_barriers
from tests.fabriek import iemand
from themas.models import Plan
from veiligheid.core.rollen import Rol
from veiligheid.demo import WACHTWOORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("script", [True, False], ids=["met-script", "zonder-script"])
def test_a_plan_is_looked_at_before_it_is_taken_in(
    transactional_db: None, browser: Browser, base_url: str, bronnen: Path, script: bool
) -> None:
    wie = iemand(Rol.EINDREDACTEUR, password=WACHTWOORD).username
    context = browser.new_context(java_script_enabled=script, locale="nl-NL")
    page = context.new_page()
    log_in(page, base_url, wie, "/importeren/plan/")
    page.get_by_label("Bestand", exact=True).set_input_files(bronnen / "ivp-2022-2026.docx")
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
