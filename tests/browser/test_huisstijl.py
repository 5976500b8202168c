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
  --nl-heading-level-2-color: rgb(1, 1, 67);
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


# What is written in the names of the candidates, beside the same in those of before.
ALIASSEN = {
    "a": [
        ("nl-button nl-button--primary", "utrecht-button utrecht-button--primary-action"),
        ("nl-button nl-button--secondary", "utrecht-button utrecht-button--secondary-action"),
        ("nl-button nl-button--subtle", "utrecht-button utrecht-button--subtle"),
        ("nl-skip-link", "utrecht-skip-link"),
        ("nl-link", "utrecht-link"),
    ],
    "span": [("nl-data-badge", "utrecht-status-badge")],
    "p": [("nl-paragraph nl-paragraph--lead", "utrecht-paragraph utrecht-paragraph--lead")],
    **{
        f"h{n}": [(f"nl-heading nl-heading--level-{n}", f"utrecht-heading-{n}")]
        for n in range(1, 5)
    },
}
_STIJL = """([tag, klasse]) => {
  const e = document.createElement(tag)
  e.className = klasse
  e.textContent = "x"
  if (tag === "a") e.href = "#x"
  document.querySelector("main").append(e)
  const s = getComputedStyle(e)
  const found = Object.fromEntries([...s].map((n) => [n, s.getPropertyValue(n)]))
  e.remove()
  return found
}"""


def test_what_is_written_in_the_names_of_candidates_looks_the_same(
    transactional_db: None, page: Page, base_url: str
) -> None:
    page.goto(f"{base_url}/inloggen/")
    for tag, paren in ALIASSEN.items():
        bare = page.evaluate(_STIJL, [tag, ""])
        for nieuw, oud in paren:
            styled = page.evaluate(_STIJL, [tag, nieuw])
            assert styled == page.evaluate(_STIJL, [tag, oud]), nieuw
            assert styled != bare or (tag == "a" and nieuw == "nl-link"), nieuw
    assert page.evaluate(_STIJL, ["h2", "nl-heading--level-2"])["color"] == "rgb(1, 1, 67)"


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
