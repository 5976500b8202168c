"""What browser tests may stand on besides a page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import demo
from tests.browser.hulp import log_in
from tests.browser.server import Server


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    """A server of the portal that may be stopped and started."""
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def klachten(page: Page) -> Iterator[list[str]]:
    """What the console complains of: a refusal by the Content-Security-Policy is a failure."""
    found: list[str] = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda e: found.append(str(e)))
    yield found
    assert [k for k in found if "Failed to load resource" not in k] == []


@pytest.fixture
def schrijvend(transactional_db: None, page: Page, base_url: str, klachten: list[str]) -> Page:
    """Daan's paragraaf, its editor ready."""
    demo.load()
    log_in(page, base_url, "daan")
    page.get_by_role("link", name="Digitale criminaliteit").click()
    page.get_by_role("link", name=re.compile("^Schrijven aan Van elf")).click()
    expect(page.get_by_role("toolbar").first).to_be_visible()
    return page
