"""The letter and its annexes on paper: from a Briefdocument to archival and accessible PDFs."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time

from rapportage.rendering.bestandsnamen import CSV
from rapportage.rendering.delen import cijferbestanden
from rapportage.rendering.html import papier_css, render_bijlage_papier, render_papier
from rapportage.rendering.pdf import NO_FILES, Bijvoegsel, aantal_bladzijden, render_pdf
from veiligheid.document.brief import Bijlage, Briefdocument
from veiligheid.document.delen import Afbeelding

# For a letter without a date: the bytes must not depend on the day of rendering.
_GEEN_DATUM = date(2000, 1, 1)


def _silent() -> None:
    """Nobody waits to hear that it waits."""


def letter_pdf(
    document: Briefdocument,
    bestanden: Mapping[str, bytes] = NO_FILES,
    *,
    concept: bool = False,
    wacht: Callable[[], object] = _silent,
    bron: bytes | None = None,
) -> tuple[bytes, int]:
    """The PDF of the letter with its annexes, and its number of pages. The same document gives the
    same bytes. Embedded in it are the document itself as JSON, so that the archive holds the data
    with the page, and the figures of every chart and table as CSV. A `concept` says so at the top
    of every page.

    bestanden: the files of its annexes by name; wacht: as in `render_pdf`; bron: the document as it
    was stored, when that was by an earlier schema. Raises PdfFout when the engine can't make it.
    """
    source = Bijvoegsel(
        naam=f"{document.slug}.json",
        inhoud=document.to_json() if bron is None else bron,
        mediatype="application/json",
        omschrijving="De brief als gegevens",
        relatie="Source",
        datum=_moment(document),
    )
    annexes = list(document.gevulde_bijlagen)
    cijfers = [
        _data(document, c.naam, c.titel, c.inhoud)
        for c in cijferbestanden(document.delen, "deel")
        if c.mediatype == CSV
    ]
    cijfers += [c for bijlage in annexes for c in _cijfers(document, bijlage)]
    pictures = {k: v for b in annexes for k, v in _pictures(b, bestanden).items()}
    pdf = render_pdf(
        render_papier(document, concept=concept),
        stylesheets=[papier_css()],
        files=pictures,
        bijvoegsels=[source, *cijfers],
        wacht=wacht,
    )
    return pdf, aantal_bladzijden(pdf)


def bijlage_pdf(
    document: Briefdocument,
    nummer: int,
    bestanden: Mapping[str, bytes] = NO_FILES,
    *,
    concept: bool = False,
    wacht: Callable[[], object] = _silent,
) -> bytes:
    """One annex as a PDF of its own, with its figures as CSV in it. Raises PdfFout, and KeyError
    when there is no such annex."""
    bijlage = document.bijlage(nummer)
    return render_pdf(
        render_bijlage_papier(document, nummer, concept=concept),
        stylesheets=[papier_css()],
        files=_pictures(bijlage, bestanden),
        bijvoegsels=list(_cijfers(document, bijlage)),
        wacht=wacht,
    )


def _cijfers(document: Briefdocument, bijlage: Bijlage) -> Iterator[Bijvoegsel]:
    for bestand in cijferbestanden(bijlage.delen, bijlage.anker):
        if bestand.mediatype == CSV:
            naam = f"bijlage-{bijlage.nummer}-{bestand.naam}"
            titel = f"{bestand.titel} (cijfers van bijlage {bijlage.nummer})"
            yield _data(document, naam, titel, bestand.inhoud)


def _data(document: Briefdocument, naam: str, titel: str, inhoud: bytes) -> Bijvoegsel:
    return Bijvoegsel(
        naam=naam,
        inhoud=inhoud,
        mediatype="text/csv",
        omschrijving=titel,
        relatie="Data",
        datum=_moment(document),
    )


def _pictures(bijlage: Bijlage, bestanden: Mapping[str, bytes]) -> dict[str, bytes]:
    names = [deel.bestand for deel in bijlage.delen if isinstance(deel, Afbeelding)]
    return {naam: bestanden[naam] for naam in names}


def _moment(document: Briefdocument) -> datetime:
    return datetime.combine(document.datum or _GEEN_DATUM, time(12), tzinfo=UTC)
