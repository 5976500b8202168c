"""How somebody goes through the portal: with a mouse (or a finger), or by keyboard alone."""

from collections.abc import Callable
from re import compile as pattern
from re import escape

from playwright.sync_api import Locator, Page

from tests.browser.hulp import select_words, tab_to

# Whether the element that has the focus shows it, itself or by what it stands in.
_SHOWN = """() => {
  for (let el = document.activeElement; el; el = el.parentElement) {
    if (getComputedStyle(el).outlineStyle !== "none") return true;
  }
  return false;
}"""

# Gone with the document, or when a piece of it was replaced or jumped to.
_WAIT_FOR_IT = """() => {
  window.nogHier = true;
  const here = () => { window.nogHier = false; };
  document.addEventListener("htmx:afterSettle", here, { once: true });
  window.addEventListener("hashchange", here, { once: true });
}"""


class Muis:
    """Clicks what it reads. Does not know whether there is a script."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self, words: str) -> None:
        begin = pattern(r"^\s*" + escape(words))
        self.page.get_by_role("link").filter(has_text=begin).first.click()

    def press(self, words: str) -> None:
        begin = pattern(r"^\s*" + escape(words))
        self.page.get_by_role("button").filter(has_text=begin).first.click()

    def fill(self, label: str, tekst: str) -> None:
        self.page.get_by_label(label, exact=True).fill(tekst)

    def write(self, tekst: str) -> None:
        """In the first writing field: the editor, or the textarea as long as there is none."""
        self.page.wait_for_load_state("networkidle")  # the editor takes the field over
        editor = self.page.locator(".vb-veld__tekst").first
        if editor.count():
            editor.click()
            self.page.keyboard.type(tekst)
        else:
            self.page.get_by_label("Tekst", exact=True).first.fill(tekst)

    def judge(self) -> None:
        self.page.get_by_label("ja, geheel (groen)").check()
        self.page.get_by_label("Wat is ervan geworden?").select_option("gerealiseerd")

    def unfold(self, words: str) -> None:
        begin = pattern(r"^\s*" + escape(words))
        self.page.locator("summary").filter(has_text=begin).first.click()

    def add(self, tekst: str) -> None:
        """At the end of the first writing field."""
        self.page.wait_for_load_state("networkidle")
        editor = self.page.locator(".vb-veld__tekst").first
        field = editor if editor.count() else self.page.get_by_label("Tekst", exact=True).first
        field.click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(tekst)

    def choose(self, label: str, keuze: str) -> None:
        self.page.get_by_label(label).select_option(label=keuze)

    def begin_remark(self, kop: str, woorden: str) -> None:
        """At these words of the paragraaf with this kop, by selecting them."""
        select_words(self._of(kop).locator("[data-stuk^='blok/'] p").first, woorden)
        self.press("Opmerking bij ‘")

    def remark(self, kop: str, woorden: str, tekst: str) -> None:
        self.begin_remark(kop, woorden)
        self._of(kop).get_by_label("Opmerking", exact=True).fill(tekst)
        self.press(f"Opmerking plaatsen bij {kop}")

    def _of(self, kop: str) -> Locator:
        return self.page.locator(".vb-kaart", has=self.page.get_by_role("heading", name=kop))


class ZonderScript(Muis):
    """The same where no script runs."""

    def begin_remark(self, kop: str, woorden: str) -> None:
        self.unfold(f"Opmerking plaatsen bij {kop}")
        self._of(kop).get_by_label("Bij welke woorden (niet verplicht)").fill(woorden)


class Toetsenbord:
    """Tab, arrows, Enter and letters only: no mouse, no jump; and the focus is always in sight."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def _to(self, words: str) -> None:
        tab_to(self.page, words)
        assert self.page.evaluate(_SHOWN), f"no sign of the focus on {words!r}, {self.page.url}"

    def _enter(self, words: str) -> None:
        self._to(words)
        self.page.evaluate(_WAIT_FOR_IT)
        self.page.keyboard.press("Enter")
        # Until then the next Tab would go round on the page that is left.
        self.page.wait_for_function("() => !window.nogHier")
        self.page.wait_for_load_state()

    def open(self, words: str) -> None:
        self._enter(words)

    def press(self, words: str) -> None:
        self._enter(words)

    def fill(self, label: str, tekst: str) -> None:
        self._to(label)
        self.page.keyboard.type(tekst)

    def write(self, tekst: str) -> None:
        self._to("Tekst")
        self.page.keyboard.type(tekst)

    def judge(self) -> None:
        self._to("nog niet beoordeeld")
        self.page.keyboard.press("ArrowDown")
        self._to("Wat is ervan geworden?")
        self.page.keyboard.type("gerealiseerd")

    def unfold(self, words: str) -> None:
        self._to(words)
        self.page.keyboard.press("Enter")

    def add(self, tekst: str) -> None:
        self._to("Tekst")
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(tekst)

    def choose(self, label: str, keuze: str) -> None:
        self._to(label)
        self.page.keyboard.type(keuze)

    def remark(self, kop: str, woorden: str, tekst: str) -> None:
        self.unfold(f"Opmerking plaatsen bij {kop}")
        self.fill("Bij welke woorden", woorden)
        self.fill("Opmerking", tekst)
        self._enter(f"Opmerking plaatsen bij {kop}")


Hand = Callable[[Page], Muis | Toetsenbord]
