"""A theme of NL Design System that has only the names of its candidate components colours the
portal."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page

from tests import demo
from tests.browser.hulp import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TOKENS = """
:root {
  --nl-paragraph-color: rgb(1, 1, 60);
  --nl-heading-level-1-color: rgb(1, 1, 61);
  --nl-link-color: rgb(1, 1, 62);
  --nl-button-primary-background-color: rgb(1, 1, 63);
  --nl-button-primary-color: rgb(250, 250, 250);
  --nl-button-secondary-border-color: rgb(1, 1, 64);
  --nl-button-border-radius: 11px;
  --nl-data-badge-background-color: rgb(240, 240, 65);
  --nl-skip-link-background-color: rgb(240, 240, 66);
}
"""


@pytest.fixture(autouse=True)
def thema(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "tokens.css").write_text(TOKENS)
    settings.HUISSTIJL_TOKENS = str(tmp_path / "tokens.css")


def style(one: Locator, name: str) -> str:
    return str(one.first.evaluate("(e, name) => getComputedStyle(e)[name]", name))


def test_a_theme_by_the_names_of_candidates(
    transactional_db: None, page: Page, base_url: str
) -> None:
    demo.load()
    log_in(page, base_url, "naima")
    page.goto(f"{base_url}/schrijven/")
    assert style(page.locator("main p"), "color") == "rgb(1, 1, 60)"
    assert style(page.get_by_role("heading", level=1), "color") == "rgb(1, 1, 61)"
    assert style(page.locator("main .utrecht-link"), "color") == "rgb(1, 1, 62)"
    assert style(page.locator(".utrecht-skip-link"), "backgroundColor") == "rgb(240, 240, 66)"
    page.goto(f"{base_url}/account/wachtwoord/")
    knop = page.locator(".utrecht-button--primary-action")
    assert style(knop, "backgroundColor") == "rgb(1, 1, 63)"
    assert style(knop, "color") == "rgb(250, 250, 250)"
    assert style(knop, "borderTopLeftRadius") == "11px"
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend', "
        "'<span class=\"utrecht-status-badge\">x</span>')"
    )
    assert style(page.locator(".utrecht-status-badge").last, "backgroundColor") == (
        "rgb(240, 240, 65)"
    )
