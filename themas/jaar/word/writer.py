"""Rich text in normal form as the XML of a Word body."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from lxml import html as lxml_html

from themas.jaar.word.labels import CAPTION_STYLE
from themas.jaar.word.look import BULLETS, LEVELS, NUMBERS, style_id
from veiligheid.core.overname import NOTE_HREF

# What XML can't hold; the sanitiser leaves a few of these.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LOOKS = {
    "strong": "<w:b/><w:bCs/>",
    "em": "<w:i/><w:iCs/>",
    "sub": '<w:vertAlign w:val="subscript"/>',
    "sup": '<w:vertAlign w:val="superscript"/>',
}
_ORDER = tuple(_LOOKS)
_PAGE_WIDTH = 9070


@dataclass
class Writer:
    """Writes one document; gathers what its body refers to.

    verwijzingen: what a reference points to in words, by its key ("thema/ondermijning").
    links: the addresses, link n has relation ``rIdLn``. notes: note n (from 1) of the file. nums:
    as `look.numbering_xml` takes them.
    """

    verwijzingen: Mapping[str, str] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    nums: list[tuple[int, int, int]] = field(default_factory=list)
    _ids: Any = field(default_factory=lambda: count(1))

    def paragraph(
        self, runs: str, style: str = "", properties: str = "", bookmark: str = ""
    ) -> str:
        """A paragraph; `bookmark` goes around its runs."""
        style = f'<w:pStyle w:val="{style_id(style)}"/>' if style else ""
        inner = style + properties
        if bookmark:
            number = next(self._ids)
            runs = (
                f'<w:bookmarkStart w:id="{number}" w:name="{bookmark}"/>{runs}'
                f'<w:bookmarkEnd w:id="{number}"/>'
            )
        return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{runs}</w:p>"

    def rich(self, html: str) -> str:
        """The paragraphs, lists and tables of rich text."""
        if not html:
            return ""
        root = lxml_html.fragment_fromstring(html, create_parent="div")
        return "".join(self._block(child) for child in root)

    def _block(self, element: Any, depth: int = 0, style: str = "") -> str:
        if element.tag in ("ul", "ol"):
            return self._list(element, depth)
        if element.tag == "table":
            return self._table(element)
        return self.paragraph(self._inline(element), style)

    # -- inline

    def _inline(self, element: Any, looks: frozenset[str] = frozenset(), link: int = 0) -> str:
        out = [self._text(element.text, looks, link)]
        for child in element:
            if child.tag == "br":
                out.append("<w:r><w:br/></w:r>")
            elif child.tag == "a" and child.get("href") == NOTE_HREF and child.get("title"):
                out.append(self._note(child.get("title")))
            elif child.tag == "a" and child.get("href") and not link:
                out.append(self._link(child, looks))
            else:
                more = {child.tag} if child.tag in _LOOKS else set()
                out.append(self._inline(child, looks | more, link))
            out.append(self._text(child.tail, looks, link))
        return "".join(out)

    def _text(self, text: str | None, looks: frozenset[str], link: int) -> str:
        return run(text or "", looks, '<w:rStyle w:val="Hyperlink"/>' if link else "")

    def _link(self, element: Any, looks: frozenset[str]) -> str:
        href = element.get("href")
        if href not in self.links:
            self.links.append(href)
        number = self.links.index(href)
        told = self.verwijzingen.get(href.removeprefix("verwijzing:"), "")
        tooltip = f" w:tooltip={quoteattr(legal(told))}" if told else ""
        return (
            f'<w:hyperlink r:id="rIdL{number}" w:history="1"{tooltip}>'
            f"{self._inline(element, looks, number + 1)}</w:hyperlink>"
        )

    def _note(self, text: str) -> str:
        self.notes.append(text)
        return (
            '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
            f'<w:footnoteReference w:id="{len(self.notes)}"/></w:r>'
        )

    # -- lists

    def _list(self, element: Any, depth: int) -> str:
        kind = NUMBERS if element.tag == "ol" else BULLETS
        level = min(depth, LEVELS - 1)
        self.nums.append((kind, level, int(element.get("start", "1"))))
        num_id = len(self.nums)
        number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num_id}"/></w:numPr>'
        name = "List Number" if kind == NUMBERS else "List Bullet"
        out = []
        for item in element:
            for place, block in enumerate(item):
                if block.tag == "p" and not place:
                    out.append(self.paragraph(self._inline(block), name, number))
                else:
                    out.append(self._block(block, depth + 1, "List Continue"))
        return "".join(out)

    # -- tables

    def _table(self, table: Any) -> str:
        rows = list(table.iter("tr"))
        caption = "".join(
            self.paragraph(self._inline(c), CAPTION_STYLE) for c in table.iterchildren("caption")
        )
        grid = _grid(rows)
        width = max((max(row, default=0) + 1 for row in grid), default=1)
        column = _PAGE_WIDTH // width
        heads = {row for row in rows if row.getparent().tag == "thead"}
        first_column = width > 1 and any(
            row[0] is not None and row[0][0].get("scope") == "row" for row in grid if row.get(0)
        )
        body = "".join(
            self._row(r, row in heads, column) for r, row in zip(grid, rows, strict=True)
        )
        look = (
            f'<w:tblLook w:val="0000" w:firstRow="{int(bool(heads))}" w:lastRow="0" '
            f'w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        )
        # Two tables that touch become one in Word: an empty paragraph keeps them apart.
        return (
            f'{caption}<w:tbl><w:tblPr><w:tblStyle w:val="Brieftabel"/>'
            f'<w:tblW w:w="{column * width}" w:type="dxa"/>{look}</w:tblPr><w:tblGrid>'
            f'{f"""<w:gridCol w:w="{column}"/>""" * width}</w:tblGrid>{body}</w:tbl><w:p/>'
        )

    def _row(self, places: "dict[int, _Place]", head: bool, column: int) -> str:
        cells = []
        for _, (cell, span, first, continues) in sorted(places.items()):
            if not first:
                continue
            inner = f'<w:tcW w:w="{column * span}" w:type="dxa"/>'
            inner += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if int(cell.get("rowspan", "1")) > 1:
                inner += (
                    f"<w:vMerge{'' if continues else ' w:val=' + chr(34) + 'restart' + chr(34)}/>"
                )
            content = "" if continues else self._cell(cell)
            cells.append(f"<w:tc><w:tcPr>{inner}</w:tcPr>{content or '<w:p/>'}</w:tc>")
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
        return f"<w:tr>{properties}{''.join(cells)}</w:tr>" if cells else ""

    def _cell(self, cell: Any) -> str:
        blocks = [c for c in cell if c.tag in ("p", "ul", "ol", "table")]
        if not blocks:
            inline = self._inline(cell)
            return self.paragraph(inline) if inline else ""
        out = "".join(self._block(block) for block in blocks)
        # A cell ends with a paragraph.
        return out + ("<w:p/>" if out.endswith("</w:tbl>") else "")


_Place = tuple[Any, int, bool, bool]


def _grid(rows: list[Any]) -> "list[dict[int, _Place]]":
    """For each row its columns: the cell there, its span, whether it begins at that column, and
    whether it goes on from the row above."""
    grid: list[dict[int, _Place]] = [{} for _ in rows]
    for at, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in grid[at]:
                column += 1
            span, down = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            while any(column + i in grid[at] for i in range(span)):
                span -= 1
            for below in range(at, min(at + down, len(rows))):
                for i in range(span):
                    grid[below][column + i] = (cell, span, i == 0, below > at)
            column += span
    return grid


def run(text: str, looks: frozenset[str] = frozenset(), first: str = "") -> str:
    """A run of text; line ends and tabs are white space in html, and so a space."""
    text = legal(text)
    if not text:
        return ""
    if "sup" in looks:
        looks -= {"sub"}  # Word raises or lowers, not both.
    look = first + "".join(_LOOKS[name] for name in _ORDER if name in looks)
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def legal(text: str) -> str:
    return _ILLEGAL.sub("", re.sub(r"[\t\r\n]", " ", text))
