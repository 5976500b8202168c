"""A document as a Word file: its texts, its tables, and the figures of its annexes as tables. For
who has to put it into another document; what is published is the page and the PDF."""

from collections.abc import Iterable, Iterator
from html import escape

from monitoring.charts.tabel import figure_rows
from themas.jaar.word import Writer, pack, run
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import Deel, Figuurdeel, Registerdeel, Tabeldeel, Tekstdeel

_DEEPEST = 3
_REGISTER = ["Wat", "Soort", "Gedaan op", "Portefeuillehouder", "Termijn", "Stand"]


def document_word(document: Briefdocument) -> bytes:
    """The .docx. The same document gives the same bytes."""
    writer = Writer()
    body = "".join(_body(document, writer))
    return pack(writer, body, document.titel)


def _body(document: Briefdocument, writer: Writer) -> Iterator[str]:
    yield writer.paragraph(run(document.titel), "Title")
    for onderdeel in document.inleiding:
        yield from _headed(writer, onderdeel.kop, onderdeel.niveau, onderdeel.html)
    yield from _delen(document.delen, writer, 1)
    for onderdeel in document.afsluiting:
        yield from _headed(writer, onderdeel.kop, onderdeel.niveau, onderdeel.html)
    for bijlage in document.gevulde_bijlagen:
        yield from _headed(writer, bijlage.naam, 1, "")
        yield from _delen(bijlage.delen, writer, 2)


def _headed(writer: Writer, kop: str, niveau: int, html: str) -> Iterator[str]:
    if kop:
        yield writer.paragraph(run(kop), f"heading {min(niveau, _DEEPEST)}")
    yield writer.rich(html)


def _delen(delen: Iterable[Deel], writer: Writer, niveau: int) -> Iterator[str]:
    for deel in delen:
        if isinstance(deel, Tekstdeel):
            yield from _headed(writer, deel.kop, niveau + deel.niveau - 1, deel.html)
        elif isinstance(deel, Tabeldeel):
            yield from _headed(writer, deel.kop, niveau, _table(deel))
            yield from (writer.paragraph(run(text)) for text in deel.opmerkingen)
        elif isinstance(deel, Registerdeel):
            yield writer.rich(_html_table("Toezeggingen aan de raad", _REGISTER, _entries(deel)))
        elif isinstance(deel, Figuurdeel):
            head, *rows = figure_rows(deel.figuur)
            yield from _headed(writer, deel.kop, niveau, f"<p>{escape(deel.zin)}</p>")
            yield writer.rich(_html_table(deel.figuur.titel, head, rows))
            yield writer.paragraph(run(f"Bron: {deel.figuur.bron}"))


def _entries(deel: Registerdeel) -> list[list[str]]:
    return [
        [
            rij.tekst,
            f"{rij.soort} {rij.nummer}".strip(),
            f"{rij.gemaakt_op:%d-%m-%Y}",
            rij.portefeuillehouder,
            rij.termijn or (f"{rij.termijn_op:%d-%m-%Y}" if rij.termijn_op else ""),
            f"{rij.staat}{', te laat' if rij.te_laat else ''}",
        ]
        for rij in deel.rijen
    ]


def _table(deel: Tabeldeel) -> str:
    head = [kolom.naam for kolom in deel.kolommen]
    return _html_table(deel.bijschrift, head, [[rij.kop, *rij.cellen] for rij in deel.rijen])


def _html_table(bijschrift: str, head: list[str], rows: list[list[str]]) -> str:
    """As rich text has tables: a caption, headings above and before."""
    top = "".join(f'<th scope="col">{escape(cel)}</th>' for cel in head)
    below = "".join(
        f'<tr><th scope="row">{escape(kop)}</th>'
        + "".join(f"<td>{escape(cel)}</td>" for cel in cellen)
        + "</tr>"
        for kop, *cellen in rows
    )
    caption = f"<caption>{escape(bijschrift)}</caption>" if bijschrift else ""
    return f"<table>{caption}<thead><tr>{top}</tr></thead><tbody>{below}</tbody></table>"
