"""Renders one document in this process: the one door to WeasyPrint.

Only the worker opens it; everybody else calls `render_pdf`, which keeps a document that eats
all memory or never ends away from the web server.
"""

import gc
import logging
import os
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from veiligheid.core.lettertypen import reserves_for
from veiligheid.core.tekens import STAND_INS, in_words, onbekende_tekens, unknown_characters

from .conformance import finish
from .contract import Opdracht, PdfFout
from .resources import Refused, Resources

_HERE = Path(__file__).parent

# Fontconfig reads this when WeasyPrint is imported, so it can't wait. Only the fonts of the
# base stylesheet may count: the machine's own would make other bytes on each machine.
os.environ["FONTCONFIG_FILE"] = str(_HERE / "fontconfig.xml")
with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "No fonts configured", UserWarning)
    import weasyprint
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

    from .tagging import own_tags

BASE_CSS = (_HERE / "base.css").read_text("utf-8")
VARIANT = "pdf/a-3a"

# Relative addresses need one, or WeasyPrint fails; from here they lead to the fetcher, which
# refuses them.
_BASE_URL = "bestand:"


def build_pdf(opdracht: Opdracht) -> bytes:
    """Make the PDF: PDF/A-3a and PDF/UA-1 in one file, the same bytes for the same input.

    Raises PdfFout when the document lacks what such a file must have (title, language, a file
    it shows, characters its font knows); other exceptions are WeasyPrint's own failures.
    """
    texts = _Texts.of(opdracht)
    resources = Resources(texts.files)
    with _no_garbage_collection(), _Losses() as losses, own_tags():
        document = _lay_out(texts, opdracht.stylesheets, resources)
        if not (document.metadata.title or "").strip():
            raise PdfFout("opmaak", "De brief heeft geen titel; zo kan er geen PDF komen.")
        if not document.metadata.lang:
            raise PdfFout("opmaak", "Bij de brief staat niet in welke taal hij is (html lang).")
        with warnings.catch_warnings():
            # WeasyPrint leaves the file of its colour profile for Python to close.
            warnings.simplefilter("ignore", ResourceWarning)
            pdf: bytes = document.write_pdf(
                pdf_variant=VARIANT, finisher=lambda _, pdf: finish(pdf, opdracht.bijvoegsels)
            )
    if resources.missing:
        raise PdfFout("afbeelding", " ".join(resources.missing))
    if losses.characters:
        raise PdfFout("tekens", unknown_characters(losses.characters))
    if losses.drawings:
        raise PdfFout("afbeelding", _undrawn(losses.drawings))
    return pdf


def _undrawn(drawings: set[str]) -> str:
    names = sorted(unquote(d.removeprefix("bestand:")) for d in drawings if d)
    if not names:
        return "Een grafiek in de brief kan niet worden getekend."
    which = " en ".join(f"“{naam}”" for naam in names)
    return f"De afbeelding {which} kan niet worden getekend. Kies een andere."


@dataclass(frozen=True, slots=True)
class _Texts:
    """What a job shows, in characters that can be printed: the document and its drawings. css:
    the fonts for those that the letter's own font lacks; none for nearly every letter."""

    html: str
    files: dict[str, bytes]
    css: str

    @classmethod
    def of(cls, opdracht: Opdracht) -> "_Texts":
        drawings = {
            name: content.decode("utf-8", errors="replace")
            for name, content in opdracht.files.items()
            if b"<svg" in content[:1024]
        }
        shown = "".join(set(opdracht.html).union(*drawings.values()))
        # A character that nothing can print must not keep the rest from being printed; that it is
        # there is a finding of the letter.
        signs = STAND_INS | str.maketrans({c: in_words(c) for c in onbekende_tekens(shown)})
        files = {name: text.translate(signs).encode() for name, text in drawings.items()}
        needed, _ = reserves_for(shown.translate(STAND_INS))
        css = "".join(reserve.css for reserve in needed)
        return cls(opdracht.html.translate(signs), opdracht.files | files, css)


def _lay_out(texts: _Texts, stylesheets: Sequence[str], resources: Resources) -> Any:
    fetcher = _Fetcher(resources)
    shared = {"font_config": FontConfiguration(), "counter_style": CounterStyle()}
    source = {"url_fetcher": fetcher, "base_url": _BASE_URL}
    try:
        sheets = [
            weasyprint.CSS(string=css, **source, **shared)
            for css in (BASE_CSS + texts.css, *stylesheets)
        ]
        html = weasyprint.HTML(string=texts.html, **source)
        return html.render(stylesheets=sheets, pdf_variant=VARIANT, **shared)
    except URLFetchingError as error:
        # Only a colour profile gets here; WeasyPrint goes on without anything else.
        raise PdfFout("opmaak", f"De opmaak verwijst naar iets buiten de brief: {error}") from None


class _Fetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Fetches from `Resources` and from nowhere else."""

    def __init__(self, resources: Resources) -> None:
        super().__init__(allowed_protocols=frozenset())
        self._resources = resources

    def fetch(self, url: str, headers: object = None) -> Any:
        """As WeasyPrint calls it. Raises ValueError, which WeasyPrint catches and logs."""
        try:
            content, media_type = self._resources.fetch(url)
        except Refused as refused:
            raise ValueError(str(refused)) from None
        return URLFetcherResponse(url, content, {"Content-Type": media_type})


class _Losses(logging.Handler):
    """Notices in WeasyPrint's log what of the letter itself did not get onto paper.

    characters: drawn as an empty box, which PDF/A forbids (ISO 19005-3, 6.2.11.8).
    drawings: which images or charts failed half-way, by name where they have one; WeasyPrint goes
        on without them.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: set[str] = set()
        self.drawings: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """As logging calls it."""
        message, args = str(record.msg), record.args
        first = str(args[0]) if isinstance(args, tuple) and args else ""
        if message.startswith(".notdef"):
            self.characters.add(first)
        elif message.startswith("Failed to load image"):
            if first.startswith("bestand:"):
                self.drawings.add(first)
        elif message.startswith(("Failed to render SVG", "Failed to load inline SVG")):
            self.drawings.add(first if first.startswith("bestand:") else "")

    def __enter__(self) -> "_Losses":
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *exception: object) -> None:
        logging.getLogger("weasyprint").removeHandler(self)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Laying out makes millions of objects that all live to the end: looking for garbage among
    them costs a tenth of the time and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
