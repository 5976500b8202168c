"""Daan's paragraaf in the editor: typing in it, and what is stored of it."""

import re

from playwright.sync_api import Page, expect

from tests.browser.hulp import to_the_end
from themas.models import Blok


def typ(page: Page, tekst: str) -> None:
    to_the_end(page)
    page.keyboard.type(tekst)


def stored() -> str:
    return Blok.objects.get(voortgang__kop__startswith="Van elf", soort="terugblik").tekst


def saved(page: Page) -> None:
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)
