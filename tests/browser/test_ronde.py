"""The round in one screen: on one sheet of paper, and all that is done on it without a script."""

import io
import re

import pikepdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests import demo
from tests.browser.hulp import log_in, looks_fine
from themas.models import Bijdrage, Ronde
from veiligheid.core.models import Bericht

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ronde(transactional_db: None) -> Ronde:
    demo.load()
    return Ronde.objects.get(staat="open")


def to_the_round(page: Page, base_url: str) -> None:
    log_in(page, base_url, "joris")
    page.get_by_role("link", name="De hele ronde").click()
    expect(page.get_by_role("heading", name="Wat aandacht vraagt")).to_be_visible()


def test_it_prints_on_one_sheet(ronde: Ronde, page: Page, base_url: str) -> None:
    to_the_round(page, base_url)
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as paper:
        assert len(paper.pages) == 1


def test_chase_replace_close_and_open_without_a_script(
    ronde: Ronde, browser: Browser, base_url: str
) -> None:
    page = browser.new_context(locale="nl-NL", java_script_enabled=False).new_page()
    to_the_round(page, base_url)
    page.get_by_role("button", name=re.compile("^Stuur naar Daan .*Ondermijning")).click()
    expect(page.get_by_text("Gestuurd aan Daan Kuipers.")).to_be_visible()
    assert Bericht.objects.get(soort="bevindingen").aan.startswith("daan@")
    page.get_by_role("link", name=re.compile("^vervang.*Daan")).first.click()
    page.get_by_label("Neemt het werk over").select_option(label="Naima Bensaïd")
    page.get_by_role("button", name="Draag alles over").click()
    expect(page.get_by_text("Over aan Naima Bensaïd:")).to_be_visible()
    assert not Bijdrage.objects.filter(ronde=ronde, adviseurs__username="daan").exists()
    page.get_by_role("link", name="Ronde sluiten").click()
    page.get_by_role("button", name="Ja, sluit de ronde toch").click()
    expect(page.get_by_text("Ronde 2026 is nu gesloten.")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Weer openen.*Ronde 2026")).click()
    page.get_by_label("Waarom gaat de ronde weer open?").fill("Er kwam nog iets bij.")
    page.get_by_role("button", name="Open de ronde weer").click()
    expect(page.get_by_text("Ronde 2026 is nu open.")).to_be_visible()
    page.get_by_role("link", name="Ronde 2026", exact=True).click()
    page.get_by_role("link", name="Wie deed wat").click()
    expect(page.get_by_text("opende opnieuw Ronde 2026")).to_be_visible()


def test_no_barriers_before_passing_on_and_while_choosing_mail(
    ronde: Ronde, page: Page, base_url: str
) -> None:
    Bijdrage.objects.filter(ronde=ronde).update(staat="goedgekeurd")
    to_the_round(page, base_url)
    page.get_by_role("button", name="Geef door aan het secretariaat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Doorgeven? Nog niet alles is klaar")
    looks_fine(page)
    page.goto(f"{base_url}/account/berichten/")
    looks_fine(page)
