"""Documents as pages, and what the tests read of them."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from lxml import html as lxml_html

from rapportage.rendering import html
from rapportage.rendering.delen import cijferbestanden
from tests.documenten import grote_brief, voorbeeldbrief
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Afbeelding, Bestanddeel

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
    for bijlage in document.gevulde_bijlagen:
        page = html.render_bijlage(document, bijlage.nummer, VORM, GEGEVENS)
        yield f"{ADRES}bijlage/{bijlage.nummer}/", page


def files(document: Briefdocument) -> Iterator[str]:
    """The addresses of what lies beside those pages."""
    yield from (ADRES + "brief.pdf", ADRES + "brief.json")
    for bijlage in document.gevulde_bijlagen:
        folder = f"{ADRES}bijlage/{bijlage.nummer}/"
        yield folder + "bijlage.pdf"
        yield from (folder + csv.naam for csv in cijferbestanden(bijlage.delen, bijlage.anker))
        named = (d.bestand for d in bijlage.delen if isinstance(d, Afbeelding | Bestanddeel))
        yield from (folder + naam for naam in named)


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
