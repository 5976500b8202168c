"""Pasting in the editor: the server reads it, and no word of it is ever lost."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import demo
from tests.browser.hulp import log_in
from tests.klembord import GEVALLEN, Geval, gegeven
from themas.models import Blok
from veiligheid.core.richtext import plain, sanitize

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

_PLAKKEN = """([veld, html]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.textContent);
  const doel = document.querySelectorAll(".vb-veld__tekst")[veld];
  const keuzes = { clipboardData: data, bubbles: true, cancelable: true };
  doel.dispatchEvent(new ClipboardEvent("paste", keuzes));
}"""
_LEEG = """() => {
  const vlak = document.querySelector("textarea[data-schrijfveld]");
  vlak.schrijfveld.zet("");
  document.getElementById("opgemerkt").replaceChildren();
}"""
_WAARDE = "document.querySelector('textarea[data-schrijfveld]').value"
_TRAAG = """(na) => {
  window.snelleFetch = window.fetch;
  window.fetch = async (adres, keuzes) => {
    if (!String(adres).includes("/plakken/")) return window.snelleFetch(adres, keuzes);
    await new Promise((klaar, mis) => {
      setTimeout(klaar, na);
      keuzes.signal.addEventListener("abort", () => mis(keuzes.signal.reason));
    });
    return window.snelleFetch(adres, keuzes);
  };
}"""
_LIJST = (
    "<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>3.&nbsp;</span>Een <del>weg"
    "</del>punt</p>"
)


@pytest.fixture
def schrijvend(transactional_db: None, page: Page, base_url: str) -> Page:
    demo.load()
    log_in(page, base_url, "daan")
    page.get_by_role("link", name="Digitale criminaliteit").click()
    page.get_by_role("link", name=re.compile("^Schrijven aan Van elf")).click()
    expect(page.get_by_role("toolbar").first).to_be_visible()
    return page


def plak(page: Page, html: str) -> None:
    page.evaluate(_PLAKKEN, [0, html])


def held(page: Page) -> str:
    return sanitize(str(page.evaluate(_WAARDE)))


def saved(page: Page) -> None:
    expect(page.locator("#opslagstand")).to_have_text(re.compile("^Opgeslagen om"), timeout=20_000)


def stored() -> str:
    return Blok.objects.get(voortgang__kop__startswith="Van elf", soort="terugblik").tekst


def each(page: Page, cases: list[Geval]) -> None:
    """All in one page, one after the other; every one that is wrong is named."""
    wrong: list[Any] = []
    for case in cases:
        page.evaluate(_LEEG)
        with page.expect_response("**/schrijven/plakken/"):
            plak(page, case.klembord)
        told = page.locator("#opgemerkt")
        try:
            expect(page.locator(".vb-veld__tekst").first).not_to_have_text("", timeout=5_000)
            for words in case.meldingen:
                expect(told).to_contain_text(words, timeout=5_000)
        except AssertionError as fout:
            wrong.append((case.naam, str(fout)[:200]))
        if (now := held(page)) != case.wordt:
            wrong.append((case.naam, now, case.wordt))
    assert wrong == []


def test_every_case_in_the_editor(schrijvend: Page) -> None:
    each(schrijvend, [case for case in GEVALLEN if "<" in case.klembord])


def test_every_given_case_in_the_editor(schrijvend: Page, gevallen: Path) -> None:
    each(schrijvend, gegeven(gevallen))


def test_typing_on_while_the_server_reads(schrijvend: Page) -> None:
    """What is typed meanwhile comes after what was pasted; one undo takes the paste away."""
    page = schrijvend
    page.evaluate(_LEEG)
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.type("Voor ")
    with slow(page, 500):
        plak(page, "<p>een <b>geplakt</b><del>weg</del> stuk</p>")
        page.keyboard.type(" en na")
        expect(page.locator(".vb-veld__tekst").first).to_have_text("Voor een geplakt stuk en na")
    assert held(page) == "<p>Voor een <strong>geplakt</strong> stuk en na</p>"
    page.keyboard.type("!")
    saved(page)
    assert stored() == "<p>Voor een <strong>geplakt</strong> stuk en na!</p>"


def test_two_pastes_come_in_their_order(schrijvend: Page) -> None:
    page = schrijvend
    page.evaluate(_LEEG)
    with slow(page, 300):
        plak(page, "<p>een</p>")
        plak(page, "<p>twee</p>")
        plak(page, "<p>drie</p>")
        expect(page.locator(".vb-veld__tekst").first).to_have_text("eentweedrie")


def test_offline_the_words_come_in_and_what_is_hidden_stays_out(schrijvend: Page) -> None:
    page = schrijvend
    page.evaluate(_LEEG)
    page.context.set_offline(True)
    plak(page, f"<h2>Kop</h2>{_LIJST}<p>Zicht<span style='display:none'>geheim</span>baar</p>")
    expect(page.locator("#opgemerkt")).to_contain_text("geen verbinding bij het plakken")
    words = plain(held(page))
    assert "Kop" in words
    assert "Een punt" in words
    assert "Zichtbaar" in words
    assert "weg" not in words
    assert "geheim" not in words
    page.context.set_offline(False)
    saved(page)
    assert "Zichtbaar" in stored()


def test_a_server_that_takes_too_long_is_not_waited_for(schrijvend: Page) -> None:
    page = schrijvend
    page.evaluate(_LEEG)
    with slow(page, 4_000):
        plak(page, _LIJST)
        expect(page.locator(".vb-veld__tekst").first).to_contain_text("Een punt", timeout=3_500)
        expect(page.locator("#opgemerkt")).to_contain_text("geen verbinding bij het plakken")
        page.wait_for_timeout(3_000)
    assert plain(held(page)).count("Een punt") == 1


def test_leaving_while_the_server_reads(schrijvend: Page) -> None:
    page = schrijvend
    page.evaluate(_LEEG)
    with slow(page, 1_500):
        plak(page, "<p>Net geplakt.</p>")
        page.get_by_role("link", name="Digitale criminaliteit").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Digitale criminaliteit")
    for _ in range(50):
        if "Net geplakt." in stored():
            break
        page.wait_for_timeout(100)
    assert "Net geplakt." in stored()


def test_a_piece_of_this_editor_needs_no_reading(schrijvend: Page) -> None:
    page = schrijvend
    page.evaluate(_LEEG)
    asked: list[str] = []
    page.on("request", lambda r: asked.append(r.url) if "plakken" in r.url else None)
    plak(page, '<p data-pm-slice="0 0 []">van <strong>hier</strong></p>')
    expect(page.locator(".vb-veld__tekst").first).to_have_text("van hier")
    assert asked == []


@contextmanager
def slow(page: Page, after: int) -> Iterator[None]:
    """The answer to a paste takes so many milliseconds."""
    page.evaluate(_TRAAG, after)
    yield
    page.evaluate("window.snelleFetch && (window.fetch = window.snelleFetch)")
