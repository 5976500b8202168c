"""The whole letter as a Word file, from the document: real heading styles, references that can be
followed, tables with a head row, lists, notes. The same document gives the same bytes."""

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from lxml import html as lxml_html

from rapportage.rendering.delen.register import soort_of
from rapportage.rendering.pagina import Stuk, vooruitblik_label
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.document.brief import Bijlage, Briefdocument, Hoofdstuk, Onderdeel
from veiligheid.document.woorden import Bloksoort

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
_BLOCKS = ("p", "ul", "ol", "table", "h2", "h3", "h4", "blockquote")


def to_docx(document: Briefdocument) -> bytes:
    """The letter with its annexes, in the order of reading."""
    return _Brief(document).build()


class _Brief:
    def __init__(self, document: Briefdocument) -> None:
        self.document = document
        self.doc = Document()
        self._ids = count(1)
        self.doc.styles["Normal"].font.name = "Calibri"
        self.doc.styles["Normal"].font.size = Pt(11)
        core = self.doc.core_properties
        core.title, core.author, core.language = document.titel, document.gemeente, document.taal
        core.created = core.modified = _MOMENT
        core.last_modified_by, core.comments = document.gemeente, ""

    def build(self) -> bytes:
        d = self.document
        self._head()
        for onderdeel in d.inleiding:
            self._onderdeel(onderdeel)
        for groep in d.groepen:
            self._heading(groep.titel, 1, groep.anker)
            self.rich(groep.inleiding)
            for hoofdstuk in groep.hoofdstukken:
                self._hoofdstuk(hoofdstuk)
        for onderdeel in d.afsluiting:
            self._onderdeel(onderdeel)
        self._delen(d.delen, 1)
        self._signatures()
        self._list_of_annexes()
        for bijlage in d.gevulde_bijlagen:
            self._bijlage(bijlage)
        if d.voetnoten:
            self._heading("Noten", 1, "noten")
            for noot in d.voetnoten:
                self._bookmark(self.doc.add_paragraph(f"{noot.nummer}. {noot.tekst}"), noot.anker)
        return _still(self.doc)

    # -- Parts

    def _head(self) -> None:
        d = self.document
        self.doc.add_heading(d.titel, 0)
        facts = [
            ("Aan", d.aan),
            ("Datum", datum(d.datum)),
            ("Ons kenmerk", d.kenmerk),
            ("Portefeuillehouder", d.portefeuillehouder),
        ]
        for naam, waarde in facts:
            if waarde:
                self.doc.add_paragraph(f"{naam}: {waarde}")
        for text in (d.aanhef, d.samenvatting):
            if text:
                self.doc.add_paragraph(text)

    def _onderdeel(self, onderdeel: Onderdeel) -> None:
        self._heading(onderdeel.kop, onderdeel.niveau, onderdeel.anker)
        self.rich(onderdeel.html)

    def _hoofdstuk(self, hoofdstuk: Hoofdstuk) -> None:
        self._heading(f"{hoofdstuk.nummer}. {hoofdstuk.titel}", 2, hoofdstuk.anker)
        for paragraaf in hoofdstuk.paragrafen:
            self._heading(paragraaf.kop, 3, paragraaf.anker)
            ahead = False
            for blok in paragraaf.blokken:
                if blok.soort is Bloksoort.VOORUITBLIK and not ahead:
                    label = vooruitblik_label(self.document)
                    above = "Vooruitblik" if Stuk(True, blok.html).begin == label else label
                    self.doc.add_paragraph().add_run(above).bold = True
                ahead = blok.soort is Bloksoort.VOORUITBLIK
                self.rich(blok.html)
            if paragraaf.gebieden:
                named = ", ".join(g.naam for g in paragraaf.gebieden)
                self.doc.add_paragraph(f"Gaat over {named}")

    def _signatures(self) -> None:
        d = self.document
        for text in (d.groet, d.afzender):
            if text:
                self.doc.add_paragraph(text)
        for wie in d.ondertekenaars:
            self.doc.add_paragraph(f"{wie.naam}, {wie.functie}" if wie.functie else wie.naam)

    def _list_of_annexes(self) -> None:
        if not self.document.bijlagen:
            return
        self._heading("Bijlagen", 1, "bijlagen")
        for bijlage in self.document.bijlagen:
            p = self.doc.add_paragraph(style="List Bullet")
            if bijlage.delen:
                self._link(p, f"#{bijlage.anker}", bijlage.naam)
            else:
                p.add_run(f"{bijlage.naam} ({'niet openbaar' if bijlage.geheim else 'ontbreekt'})")

    def _bijlage(self, bijlage: Bijlage) -> None:
        self._heading(bijlage.naam, 1, bijlage.anker)
        self._delen(bijlage.delen, 2)

    def _delen(self, delen: Iterable[Any], niveau: int) -> None:
        """Text and tables as they are; of other pieces what they say in words, with the files that
        hold the rest."""
        for deel in delen:
            if kop := getattr(deel, "kop", ""):
                self._heading(kop, niveau + getattr(deel, "niveau", 1) - 1, deel.anker)
            if html := getattr(deel, "html", ""):
                self.rich(html)
            elif hasattr(deel, "kolommen"):
                self._tabel(deel)
            else:
                self._in_words(deel)

    def _in_words(self, deel: Any) -> None:
        zin = getattr(deel, "zin", "") or getattr(deel, "bijschrift", "")
        alt = getattr(getattr(deel, "figuur", None), "alt", "") or getattr(deel, "alt", "")
        for text in (zin, alt):
            if text:
                self.doc.add_paragraph(text)
        files = [f.naam for f in soort_of(deel).bestanden(deel, "")]
        if naam := getattr(deel, "bestand", ""):
            files.append(naam)
        if files:
            self.doc.add_paragraph(f"Zie: {', '.join(files)}.")

    def _tabel(self, deel: Any) -> None:
        self.doc.add_paragraph(deel.bijschrift, style="Caption")
        rows = [[k.naam for k in deel.kolommen], *([r.kop, *r.cellen] for r in deel.rijen)]
        self._table(rows)
        for text in (*deel.opmerkingen, f"Bron: {deel.bron}." if deel.bron else ""):
            if text:
                self.doc.add_paragraph(text)

    # -- Rich text

    def rich(self, html: str) -> None:
        """Sanitised rich text: alineas, lists, tables."""
        if not html:
            return
        for child in lxml_html.fragment_fromstring(html, create_parent="div"):
            self._block(child)

    def _block(self, element: Any, depth: int = 1) -> None:
        if element.tag in ("ul", "ol"):
            self._list(element, depth)
        elif element.tag == "table":
            self._html_table(element)
        else:
            self._inline(self.doc.add_paragraph(), element)

    def _list(self, element: Any, depth: int) -> None:
        name = "List Number" if element.tag == "ol" else "List Bullet"
        style = name if depth == 1 else f"{name} {min(depth, 3)}"
        for item in element:
            loose = [child for child in item if child.tag in _BLOCKS]
            if not loose:
                self._inline(self.doc.add_paragraph(style=style), item)
            for child in loose:
                if child.tag in ("ul", "ol"):
                    self._list(child, depth + 1)
                else:
                    self._inline(self.doc.add_paragraph(style=style), child)

    def _html_table(self, element: Any) -> None:
        for caption in element.iter("caption"):
            self.doc.add_paragraph(caption.text_content().strip(), style="Caption")
        rows = [
            [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
            for row in element.iter("tr")
        ]
        self._table([row for row in rows if row])

    def _table(self, rows: list[list[str]]) -> None:
        if not rows:
            return
        width = max(map(len, rows))
        table = self.doc.add_table(len(rows), width, style="Table Grid")
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(cells.cells, row, strict=False):
                cell.text = text
        # Repeated on every page, and read as a head.
        head = table.rows[0]._tr.get_or_add_trPr()
        head.append(OxmlElement("w:tblHeader"))

    def _inline(self, p: Any, element: Any, looks: frozenset[str] = frozenset()) -> None:
        self._run(p, element.text, looks)
        for child in element:
            if child.tag == "br":
                p.add_run().add_break()
            elif child.tag == "a" and child.get("href"):
                self._bookmark(p, child.get("id", ""))
                self._link(p, child.get("href"), child.text_content(), looks)
            elif child.tag not in _BLOCKS:
                self._inline(p, child, looks | {child.tag})
            self._run(p, child.tail, looks)

    def _run(self, p: Any, text: str | None, looks: frozenset[str]) -> None:
        if text:
            self._look(p.add_run(text), looks)

    @staticmethod
    def _look(run: Any, looks: frozenset[str]) -> None:
        run.bold = True if "strong" in looks else None
        run.italic = True if "em" in looks else None
        run.font.superscript = True if "sup" in looks else None
        run.font.subscript = True if "sub" in looks else None

    def _link(self, p: Any, href: str, text: str, looks: frozenset[str] = frozenset()) -> None:
        node = OxmlElement("w:hyperlink")
        if href.startswith("#"):
            node.set(qn("w:anchor"), _bookmark_name(href[1:]))
        else:
            kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
            node.set(qn("r:id"), p.part.relate_to(href, kind, is_external=True))
        run = p.add_run(text)
        self._look(run, looks)
        run.font.underline = True
        node.append(run._r)
        p._p.append(node)

    def _heading(self, text: str, niveau: int, anker: str) -> None:
        if text:
            self._bookmark(self.doc.add_heading(text, min(niveau, 9)), anker)

    def _bookmark(self, p: Any, anker: str) -> None:
        if not anker:
            return
        number = str(next(self._ids))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for node in (start, end):
            node.set(qn("w:id"), number)
        start.set(qn("w:name"), _bookmark_name(anker))
        p._p.append(start)
        p._p.append(end)


def _bookmark_name(anker: str) -> str:
    """Word takes forty signs, and no hyphen."""
    flat = anker.replace("-", "_")
    if len(flat) <= 40:
        return flat
    from hashlib import sha256

    return f"{flat[:29]}_{sha256(anker.encode()).hexdigest()[:10]}"


def _still(doc: Any) -> bytes:
    """The file without a clock in it."""
    first, out = BytesIO(), BytesIO()
    doc.save(first)
    with zipfile.ZipFile(first) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as to:
        for naam in sorted(source.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            info = zipfile.ZipInfo(naam, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            to.writestr(info, source.read(naam))
    return out.getvalue()
