"""Writing, smoothly: tables by keyboard, references, and room for the text."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.hulp import BREEDTES
from tests.browser.veld import saved, stored, typ

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_into_a_table_and_out_of_it_by_keyboard(schrijvend: Page) -> None:
    """Tab adds a row at the end, but never a second empty one; Escape leaves; both are told."""
    page = schrijvend
    typ(page, "")
    bar = page.get_by_role("toolbar").first
    bar.get_by_role("button", name="Tabel", exact=True).click()
    page.get_by_role("button", name="Tabel maken").click()
    hulp = page.get_by_text("Tab naar de volgende cel en Escape eruit")
    expect(hulp).to_be_visible()
    rijen = page.locator(".vb-veld__tekst tr")
    for woord in ("Jaar", "Aantal", "2024", "11", "2025", "26"):
        page.keyboard.type(woord)
        page.keyboard.press("Tab")
    expect(rijen).to_have_count(4)
    for _ in range(8):
        page.keyboard.press("Tab")
    expect(rijen).to_have_count(4)
    expect(hulp).to_be_hidden()
    page.locator(".vb-veld__tekst td", has_text="2024").click()
    expect(hulp).to_be_visible()
    page.keyboard.press("Escape")
    expect(hulp).to_be_hidden()
    page.keyboard.type("Na de tabel.")
    page.keyboard.press("Tab")
    expect(page.locator(".vb-veld__tekst:focus")).to_have_count(0)
    saved(page)
    assert stored().endswith("</tbody></table><p>Na de tabel.</p>"), stored()
    assert "<tr><td><p>2025</p></td><td><p>26</p></td></tr>" in stored()


def test_a_reference_takes_the_spaces_that_words_need(schrijvend: Page) -> None:
    page = schrijvend
    page.locator(".vb-veld__tekst").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Zie")
    refer(page)
    page.keyboard.type(". Lees verder")
    for _ in " verder":
        page.keyboard.press("ArrowLeft")
    refer(page)
    saved(page)
    onder = '<a href="verwijzing:thema/ondermijning">onder 2</a>'
    assert stored() == f"<p>Zie {onder}. Lees {onder} verder</p>"


def refer(page: Page) -> None:
    page.get_by_role("toolbar").first.get_by_role("button", name="Verwijzing").click()
    page.get_by_label("Zoek een thema").fill("ondermijning")
    page.get_by_role("radio", name=re.compile("Ondermijning thema$")).check()
    page.get_by_role("button", name="Verwijzing invoegen").click()
    expect(page.locator("#vraag-verwijzing")).to_be_hidden()


# Per writing field: the rows of its toolbar, and how many characters stand on a line.
_SIZES = """() => [...document.querySelectorAll(".vb-veld")].map((veld) => {
  const tekst = veld.querySelector(".vb-veld__tekst");
  const stijl = getComputedStyle(tekst);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${stijl.fontWeight} ${stijl.fontSize} ${stijl.fontFamily}`;
  const breed = tekst.clientWidth - parseFloat(stijl.paddingLeft) - parseFloat(stijl.paddingRight);
  const knoppen = [...veld.querySelectorAll("[role=toolbar] button")];
  return [new Set(knoppen.map((k) => k.offsetTop)).size, breed / pen.measureText("0").width];
})"""


def test_room_to_write_beside_what_was_promised(schrijvend: Page, base_url: str) -> None:
    """The promise stands once, beside the text; the text keeps forty characters, its tools two
    rows, also in a table."""
    page = schrijvend
    expect(page.get_by_role("region", name="Beloofd").first).to_be_visible()
    assert page.locator("main").inner_text().count("In het schooljaar 2025-2026 kunnen alle") == 1
    assert "Dit staat naast uw tekst." in page.content()
    page.locator(".vb-veld__tekst").first.click()
    page.get_by_role("toolbar").first.get_by_role("button", name="Tabel", exact=True).click()
    page.get_by_role("button", name="Tabel maken").click()
    for breedte in BREEDTES[1:]:
        page.set_viewport_size({"width": breedte, "height": 800})
        sizes = page.evaluate(_SIZES)
        assert len(sizes) == 2
        assert max(rows for rows, _ in sizes) <= 2, (breedte, sizes)
        if breedte >= 768:
            assert min(characters for _, characters in sizes) >= 40, (breedte, sizes)
