"""The changes of a version as Word with tracked changes: who accepts them all has the new text of
what changed, who rejects them all the old one."""

from collections.abc import Iterator
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from rapportage.redline.document import Redline, Regelgroep, Rij, groups_of
from themas.jaar.word import Writer, pack, run
from themas.jaar.word.writer import legal
from veiligheid.core.verschil import Deel, Soort

_LEFT_OUT = "[…]"
_MERK = {"weg": "del", "erbij": "ins"}
_WIDTH = 9070


def redline_word(redline: Redline) -> bytes:
    """The .docx. The same changes give the same bytes."""
    writer = Writer()
    return pack(writer, "".join(_Schrijver(redline, writer).body()), redline.naam)


class _Schrijver:
    def __init__(self, redline: Redline, writer: Writer) -> None:
        self.redline, self.writer = redline, writer
        self._ids = count(1)
        self._who = (
            f"w:author={quoteattr(legal(redline.gemeente))} "
            f'w:date="{redline.dag.isoformat()}T12:00:00Z"'
        )

    def body(self) -> Iterator[str]:
        paragraph = self.writer.paragraph
        yield paragraph(run(self.redline.naam), "Title")
        yield paragraph(run(f"Waarom deze versie: {self.redline.reden}"))
        for w in self.redline.wijzigingen:
            yield paragraph(run(f"{w.titel} ({w.soort})"), "heading 2")
            for groep in groups_of(w):
                if not groep.rijen:
                    yield paragraph(run(_LEFT_OUT))
                elif groep.is_tabel:
                    yield self._table(groep)
                else:
                    [rij] = groep.rijen
                    yield self._paragraph(rij.cellen[0], rij.soort)

    def _mark(self, soort: Soort) -> str:
        """That a paragraph or a row as a whole came or went."""
        if soort == "gelijk":
            return ""
        return f'<w:{_MERK[soort]} w:id="{next(self._ids)}" {self._who}/>'

    def _paragraph(self, delen: tuple[Deel, ...], soort: Soort = "gelijk") -> str:
        mark = self._mark(soort)
        properties = f"<w:rPr>{mark}</w:rPr>" if mark else ""
        return self.writer.paragraph("".join(map(self._run, delen)), properties=properties)

    def _run(self, deel: Deel) -> str:
        text = escape(legal(deel.tekst))
        if deel.soort == "gelijk":
            return run(deel.tekst)
        tag = _MERK[deel.soort]
        inner = "delText" if tag == "del" else "t"
        return (
            f'<w:{tag} w:id="{next(self._ids)}" {self._who}><w:r>'
            f'<w:{inner} xml:space="preserve">{text}</w:{inner}></w:r></w:{tag}>'
        )

    def _table(self, groep: Regelgroep) -> str:
        column = _WIDTH // groep.breedte
        grid = f'<w:gridCol w:w="{column}"/>' * groep.breedte
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="Brieftabel"/><w:tblW '
            f'w:w="{column * groep.breedte}" w:type="dxa"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
            f"{''.join(self._row(rij, cells, column) for rij, cells in groep.raster)}"
            "</w:tbl><w:p/>"
        )

    def _row(self, rij: Rij, cells: tuple[tuple[Deel, ...], ...], column: int) -> str:
        mark = self._mark(rij.soort)
        properties = f"<w:trPr>{mark}</w:trPr>" if mark else ""
        written = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{column}" w:type="dxa"/></w:tcPr>'
            f"{self._paragraph(cell, rij.soort)}</w:tc>"
            for cell in cells
        )
        return f"<w:tr>{properties}{written}</w:tr>"
