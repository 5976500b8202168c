"""The letter and its annexes on paper: from a Briefdocument to archival and accessible PDFs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from hashlib import sha256

import msgspec

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


@dataclass(frozen=True, slots=True)
class Papier:
    """All that one PDF is made of."""

    html: str
    stylesheets: tuple[str, ...]
    files: Mapping[str, bytes]
    bijvoegsels: tuple[Bijvoegsel, ...]

    def sleutel(self, programma: Mapping[str, str]) -> str:
        """What goes in, with the versions of what makes it: the same gives the same bytes."""
        whole = (
            # Slices make plain text of what a template engine gives.
            self.html[:],
            [css[:] for css in self.stylesheets],
            sorted(self.files.items()),
            self.bijvoegsels,
            sorted(programma.items()),
        )
        return sha256(msgspec.msgpack.encode(whole)).hexdigest()

    def make(self, wacht: Callable[[], object] = _silent) -> bytes:
        """wacht: as in `render_pdf`. Raises PdfFout when the engine can't make it."""
        return render_pdf(
            self.html,
            stylesheets=self.stylesheets,
            files=self.files,
            bijvoegsels=self.bijvoegsels,
            wacht=wacht,
        )


def letter_pdf(
    document: Briefdocument,
    bestanden: Mapping[str, bytes] = NO_FILES,
    *,
    concept: bool = False,
    wacht: Callable[[], object] = _silent,
    bron: bytes | None = None,
) -> tuple[bytes, int]:
    """The PDF of the letter with its annexes, and its number of pages; see `letter_papier`. Raises
    PdfFout when the engine can't make it."""
    pdf = letter_papier(document, bestanden, concept=concept, bron=bron).make(wacht)
    return pdf, aantal_bladzijden(pdf)


def letter_papier(
    document: Briefdocument,
    bestanden: Mapping[str, bytes] = NO_FILES,
    *,
    concept: bool = False,
    bron: bytes | None = None,
) -> Papier:
    """The letter with its annexes, as what its PDF is made of. The same document gives the same
    bytes. Embedded in it are the document itself as JSON, so that the archive holds the data
    with the page, and the figures of every chart and table as CSV. A `concept` says so at the top
    of every page.

    bestanden: the files of its annexes by name; bron: the document as it was stored, when that was
    by an earlier schema.
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
    html = render_papier(document, concept=concept)
    return Papier(html, (papier_css(),), pictures, (source, *cijfers))


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
    return bijlage_papier(document, nummer, bestanden, concept=concept).make(wacht)


def bijlage_papier(
    document: Briefdocument,
    nummer: int,
    bestanden: Mapping[str, bytes] = NO_FILES,
    *,
    concept: bool = False,
) -> Papier:
    """One annex, as what its PDF is made of. Raises KeyError when there is no such annex."""
    bijlage = document.bijlage(nummer)
    html = render_bijlage_papier(document, nummer, concept=concept)
    files = _pictures(bijlage, bestanden)
    return Papier(html, (papier_css(),), files, tuple(_cijfers(document, bijlage)))


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
