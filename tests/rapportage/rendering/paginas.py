"""Documents as pages, and what the tests read of them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import html as lxml_html

from rapportage.document import Briefdocument
from rapportage.rendering import html
from tests.documenten import grote_brief, voorbeeldbrief

VORM = html.Vorm(stylesheets=("/vorm/1/brief.css",), scripts=("/vorm/2/brief.js",))
GEGEVENS = html.Publicatiegegevens(
    versie=2,
    gepubliceerd_op=datetime(2025, 1, 16, 8, 0, tzinfo=UTC),
    reden="Een getal klopte niet.",
    pdf_bladzijden=25,
    pdf_bytes=212_345,
)
ADRES = "https://x.example/brieven/veiligheidsbrief-2025/"
LEEG = voorbeeldbrief(
    verslagjaar=None,
    vooruitblikjaar=None,
    datum=None,
    kenmerk="",
    portefeuillehouder="",
    samenvatting="",
    aanhef="",
    aan="",
    inleiding=(),
    groepen=(),
    afsluiting=(),
    groet="",
    afzender="",
    ondertekenaars=(),
    bijlagen=(),
    voetnoten=(),
)
DOCUMENTEN = {"voorbeeld": voorbeeldbrief(), "leeg": LEEG, "groot": grote_brief(3, 4)}


def brief(document: Briefdocument, gegevens: html.Publicatiegegevens | None = GEGEVENS) -> str:
    return html.render_brief(document, VORM, gegevens)


def pages(document: Briefdocument) -> Iterator[tuple[str, str]]:
    """The published pages of a letter, each with the address it lives at."""
    yield ADRES, brief(document)
    for hoofdstuk in document.hoofdstukken:
        page = html.render_thema(document, hoofdstuk.slug, VORM, GEGEVENS)
        yield f"{ADRES}thema/{hoofdstuk.slug}/", page


def tree(page: str) -> Any:
    return lxml_html.document_fromstring(page)


def text(element: Any) -> str:
    return " ".join(element.text_content().split())


def letter_words(root: Any, start: str, helpers: str) -> list[str]:
    """The words of the letter itself, without contents, permalinks and other help."""
    letter = root.xpath(start)[0]
    for element in letter.xpath(helpers):
        element.drop_tree()
    return re.findall(r"\w+", " ".join(letter.itertext()))
