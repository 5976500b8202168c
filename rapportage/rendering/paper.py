"""The letter on paper: from a Briefdocument to an archival and accessible PDF."""

from datetime import UTC, date, datetime, time

from rapportage.document import Briefdocument
from rapportage.rendering.html import papier_css, render_papier
from rapportage.rendering.pdf import Bijvoegsel, aantal_bladzijden, render_pdf

# For a letter without a date: the bytes must not depend on the day of rendering.
_GEEN_DATUM = date(2000, 1, 1)


def letter_pdf(document: Briefdocument, *, concept: bool = False) -> tuple[bytes, int]:
    """The PDF and its number of pages. The same document gives the same bytes. The document
    itself is embedded as JSON, so that the archive holds the data with the page. A `concept` says
    so at the top of every page.

    Raises PdfFout when the engine can't make it.
    """
    datum = datetime.combine(document.datum or _GEEN_DATUM, time(12), tzinfo=UTC)
    bron = Bijvoegsel(
        naam=f"{document.slug}.json",
        inhoud=document.to_json(),
        mediatype="application/json",
        omschrijving="De brief als gegevens",
        relatie="Source",
        datum=datum,
    )
    pdf = render_pdf(
        render_papier(document, concept=concept), stylesheets=[papier_css()], bijvoegsels=[bron]
    )
    return pdf, aantal_bladzijden(pdf)
