"""What the browser tests share: logging in, widths, and no barriers."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from veiligheid.demo import WACHTWOORD

BREEDTES = [320, 360, 768, 1280]


def violations(page: Page) -> list[str]:
    """What axe finds, each with the first element it finds it in."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in found]


def log_in(page: Page, base_url: str, wie: str, adres: str = "/schrijven/") -> None:
    """Asks for an address, and fills in what the portal asks before it shows it."""
    page.goto(base_url + adres)
    page.get_by_label("Gebruikersnaam").fill(wie)
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.keyboard.press("Enter")
    page.wait_for_url(base_url + adres)


def without_barriers(page: Page, adres: str) -> None:
    """The page is there, scrolls sideways at no width, and axe finds nothing."""
    answer = page.goto(adres)
    assert answer is not None
    assert answer.ok, adres
    looks_fine(page)


def looks_fine(page: Page) -> None:
    """What stands here now scrolls sideways at no width, and axe finds nothing in it, at the
    narrowest that phones are and on a desk."""
    fonts_are_there(page)
    for breedte in BREEDTES:
        fits(page, breedte)
        if breedte in (360, 1280):
            assert violations(page) == [], (page.url, breedte)
    fits_before_the_fonts_come(page)


def fonts_are_there(page: Page) -> None:
    """Wait for the web fonts: until then nothing has its size."""
    page.evaluate("document.fonts.ready.then(() => true)")


def fits(page: Page, breedte: int) -> None:
    page.set_viewport_size({"width": breedte, "height": 800})
    # By an element, which is waited for: the page may be on its way still.
    wide = page.locator("html").evaluate("html => html.scrollWidth")
    assert wide <= breedte, (page.url, breedte)


def fits_before_the_fonts_come(page: Page) -> None:
    """Nor does it scroll sideways on the narrowest screen while the web fonts are on their way, in
    a system font that is a fifth wider."""
    page.set_viewport_size({"width": BREEDTES[0], "height": 800})
    without_fonts = page.evaluate(
        """() => {
          const root = document.documentElement;
          root.style.setProperty("--utrecht-document-font-family", "sans-serif");
          const wide = root.scrollWidth;
          root.style.removeProperty("--utrecht-document-font-family");
          return wide;
        }"""
    )
    assert without_fonts <= BREEDTES[0], (page.url, "fonts on their way")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus is on what begins with these words: its text, label or value."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if str(page.evaluate(_NAME_OF_FOCUS)).startswith(words):
            return
    raise AssertionError(f"{words!r} is not reached with Tab on {page.url}")


_NAME_OF_FOCUS = """() => {
  const el = document.activeElement;
  const label = el.labels?.length ? el.labels[0].textContent : "";
  return (el.getAttribute("aria-label") || label || el.textContent || el.value || "")
    .replace(/\\s+/g, " ").trim();
}"""


def to_the_end(page: Page) -> None:
    """The caret at the end of the first writing field, and the editor knows: on a busy machine it
    hears of a click only later, and puts the caret back there."""
    page.locator(".vb-veld__tekst").first.click()
    for _ in range(100):
        page.keyboard.press("Control+End")
        if page.evaluate(_AT_THE_END):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"the caret does not come to the end on {page.url}")


_AT_THE_END = """() => {
  const { editor } = document.querySelector(".vb-veld__tekst");
  return editor.isFocused && editor.state.selection.eq(
    editor.state.selection.constructor.atEnd(editor.state.doc));
}"""


def select_words(alinea: Locator, woorden: str) -> None:
    """As somebody who drags over them."""
    alinea.evaluate(
        """(el, woorden) => {
            const at = el.firstChild.data.indexOf(woorden), range = document.createRange();
            range.setStart(el.firstChild, at); range.setEnd(el.firstChild, at + woorden.length);
            const s = document.getSelection(); s.removeAllRanges(); s.addRange(range);
        }""",
        woorden,
    )
