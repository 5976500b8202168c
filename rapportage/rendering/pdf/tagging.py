"""Tags the PDF: the one place where the engine reaches into WeasyPrint's private parts.

WeasyPrint tags its PDFs to please validators: each page gets its own pieces of a paragraph or
table, lists lose their nesting, headers of cells go wrong with spans. `own_tags` puts
`add_tags` in the place of WeasyPrint's function of that name (``weasyprint.pdf.add_tags``),
which is handed the laid-out boxes and the marked content of every page. Tried with WeasyPrint
70.0 only, to which the project is pinned.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pydyf
import weasyprint.pdf
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.text.ffi import ffi, pango

from .builder import Shape, StructureBuilder
from .contract import PdfFout
from .direction import put_in_order, reading_order, runs_to_left
from .roles import is_hidden
from .spacing import TextFlow, add_spaces, space_glyphs
from .structtree import StructTree
from .structure import Annotation, Content, StructElement, continues_text, for_text, tidy
from .tables import finish_table

logger = logging.getLogger(__name__)

_POINTS_PER_PIXEL = 0.75
_PAGINATION = {"Type": "/Pagination"}
_LAYOUT = {"Type": "/Layout"}

_TRANSPARENT = (
    "De opmaak van de brief maakt tekst doorzichtig (opacity). Zulke tekst is voor een "
    "schermlezer onbereikbaar; daarom is er geen PDF gemaakt."
)


@contextmanager
def own_tags() -> Iterator[None]:
    """Within this context WeasyPrint's PDFs are tagged by `add_tags`. Not for threads."""
    theirs = weasyprint.pdf.add_tags
    weasyprint.pdf.add_tags = add_tags
    try:
        yield
    finally:
        weasyprint.pdf.add_tags = theirs


def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Sequence[Any]) -> None:
    """Give the PDF its structure tree and mark all else as artifact. Arguments as WeasyPrint
    passes them. Raises PdfFout when text is drawn where a screen reader can't get at it."""
    builder = StructureBuilder(document.metadata.lang or "")
    flow = TextFlow()
    pages = []
    for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
        walker = _PageWalker(builder, flow, number, page, stream._tags)
        walker.walk(page._page_box, builder.document, None)
        pages.append(walker)
    _check_tables(document._html.etree_element, builder)
    tidy(builder.document)
    tables = [element for element in builder.document.walk() if element.role == "Table"]
    for number, table in enumerate(tables, start=1):
        finish_table(table, number)
    tree = StructTree(pdf, builder.document)
    glyphs = space_glyphs(list(document.fonts.values()))
    widths = {font.hash.encode(): font.widths for font in document.fonts.values()}
    groups = _groups(pdf, page_streams)
    for walker, stream in zip(pages, page_streams, strict=True):
        put_in_order(stream.stream, walker.turned, widths)
        add_spaces(stream.stream, flow.missing[walker.number], glyphs)
        claimed = set(tree.claimed[walker.number])
        if not claimed <= _mark_artifacts(stream, claimed, walker.artifacts):
            # Drawn on a stream of its own, where the page's numbers mean nothing; neither judge
            # of conformance can be trusted to see it.
            raise PdfFout("afbeelding", _TRANSPARENT)
        for group in groups[id(stream._tags)]:
            _mark_artifacts(group, claimed, walker.artifacts)
    tree.finish([len(walker.marks) for walker in pages])
    _keep_links(pdf, tree)
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _runs(box: Any) -> list[tuple[int, int, int]]:
    """The runs of a line of text for `reading_order`, as Pango laid them out."""
    layout = box.pango_layout
    layout.reactivate(box.style)
    line, _ = layout.get_first_line()
    found = []
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        glyphs = item.glyphs.glyphs[0 : item.glyphs.num_glyphs]
        drawn = sum(info.glyph != pango.PANGO_GLYPH_EMPTY for info in glyphs)
        found.append((item.item.offset, item.item.analysis.level, drawn))
    layout.deactivate()
    return found


def _check_tables(html: Any, builder: StructureBuilder) -> None:
    """WeasyPrint leaves out the head or foot of a table that does not fit on a page."""
    for table in filter(builder.knows, html.iter("table")):
        for group in table:
            is_lost = group.tag in ("thead", "tfoot") and not builder.knows(group)
            if is_lost and "".join(group.itertext()).strip():
                raise PdfFout(
                    "tabel",
                    "De kop of voet van een tabel is te groot voor een bladzijde. "
                    "Maak de tekst erin korter, of maak er een gewone rij van.",
                )


class _PageWalker:
    """Goes through the boxes of one page and tells the builder what it meets.

    marks: marked-content sequences of the page, by box.
    artifacts: property lists of those that are known to be artifacts, by MCID.
    turned: the order to read the glyphs in of those that are drawn in another, by MCID.
    """

    def __init__(
        self,
        builder: StructureBuilder,
        flow: TextFlow,
        number: int,
        page: Any,
        marks: dict[Any, dict[str, Any]],
    ) -> None:
        self.builder = builder
        self.flow = flow
        self.number = number
        self.height = page.height
        self.marks = marks
        self.artifacts: dict[int, dict[str, str]] = {}
        self.turned: dict[int, list[int]] = {}
        self._line = 0
        self._joins_line = False  # the next line starts an inline block, in the line around it

    def walk(self, box: Any, target: StructElement, around: Any) -> None:
        """Add what is in `box` to `target`, which is where the content of the HTML element
        `around` goes."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.TextBox):
            self._text(box, target)
            return
        if isinstance(box, boxes.MarginBox):
            side = "Header" if "top" in box.at_keyword else "Footer"
            self._leave_out(box, _PAGINATION | {"Subtype": f"/{side}"})
            return
        element = box.element
        if element is not None and element is not around:
            if self._is_skipped(box):
                return
            if not isinstance(box, boxes.ReplacedBox):
                target = self.builder.target(element, target, _shape(box))
            around = element
        if box.element_tag and box.element_tag.endswith("::marker") and target.role != "Lbl":
            target = self.builder.marker(target)
        if isinstance(box, boxes.ReplacedBox):
            self._image(box, target)
        elif box.link_annotation is not None:
            self._link(box, target)
        outer = self._line
        self._note_line(box)
        for child in box.children:
            self.walk(child, target, around)
        self._line = outer

    def _note_line(self, box: Any) -> None:
        if isinstance(box, boxes.InlineBlockBox):
            self._joins_line = True
        elif isinstance(box, boxes.LineBox):
            if not self._joins_line:
                self._line = id(box)
            self._joins_line = False

    def _is_skipped(self, box: Any) -> bool:
        """Whether the tree does without this box of a new element: decoration, or what returns on
        every page, such as the head of a table. The foot of a table takes the place of the one
        before, to be read at the end."""
        if is_hidden(box.element):
            self._leave_out(box, _LAYOUT)
            return True
        if not self.builder.knows(box.element):
            return False
        if getattr(box, "is_footer", False):
            self.builder.restart(box.element)
        return bool(getattr(box, "is_header", False)) or box.style["position"] == "fixed"

    def _text(self, box: Any, target: StructElement) -> None:
        mark = self.marks.get(box)
        if mark is not None and (box.text.strip() or continues_text(target)):
            holder = for_text(target)
            holder.kids.append(Content(self.number, mark["mcid"]))
            if runs_to_left(box.text):
                self.turned[mark["mcid"]] = reading_order(_runs(box))
            self.flow.text(holder, self.number, mark["mcid"], box.text, self._line)

    def _image(self, box: Any, target: StructElement) -> None:
        mark = self.marks.get(box)
        if mark is None:
            return
        if "::" in box.element_tag:  # from CSS, so decoration
            self.artifacts[mark["mcid"]] = _LAYOUT
            return
        left = box.content_box_x() * _POINTS_PER_PIXEL
        top = (self.height - box.content_box_y()) * _POINTS_PER_PIXEL
        right = left + box.width * _POINTS_PER_PIXEL
        bottom = top - box.height * _POINTS_PER_PIXEL
        figure = self.builder.figure(box.element, target, [left, bottom, right, top])
        if "Alt" not in figure.entries:
            logger.warning("Image without alternative text: %s", box.element.get("src", "svg"))
        figure.kids.append(Content(self.number, mark["mcid"]))
        if box.link_annotation is not None:
            self._link(box, figure)

    def _link(self, box: Any, target: StructElement) -> None:
        """A link gets one annotation per line, and one per image in it. WeasyPrint adds one for
        each inline box inside, on the same spot: those are left out."""
        link = target.up("Link")
        is_image = isinstance(box, boxes.ReplacedBox)
        if link is not None and (is_image or box.element_tag == "a"):
            link.kids.append(Annotation(self.number, box.link_annotation))

    def _leave_out(self, box: Any, properties: dict[str, str]) -> None:
        """Make everything in `box` an artifact with these properties."""
        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if (mark := self.marks.get(box)) is not None:
            self.artifacts[mark["mcid"]] = properties
        for child in box.children:
            self._leave_out(child, properties)


def _shape(box: Any) -> Shape:
    return Shape(
        isinstance(box, boxes.BlockLevelBox),
        box.style["list_style_type"],
        box.colspan,
        box.rowspan,
    )


def _groups(pdf: Any, page_streams: Sequence[Any]) -> dict[int, list[Any]]:
    """Streams on which a part of a page is drawn as a whole, such as what has an opacity, by the
    id of the marks that they share with their page."""
    pages = {id(stream) for stream in page_streams}
    groups = defaultdict(list)
    for item in pdf.objects:
        marks = getattr(item, "_tags", None)
        if marks is not None and id(item) not in pages:
            groups[id(marks)].append(item)
    return groups


def _mark_artifacts(
    stream: Any, claimed: set[int], artifacts: dict[int, dict[str, str]]
) -> set[int]:
    """Turn the marked content of a page that no structure element claims into artifacts: page
    headers and footers, repeated table heads, decoration (ISO 32000-1, 14.8.2.2). Returns the
    MCIDs it met."""
    items = stream.stream
    met = set()
    for index, item in enumerate(items):
        if not isinstance(item, pydyf.Dictionary) or "MCID" not in item:
            continue
        mcid = item["MCID"]
        met.add(mcid)
        if mcid not in claimed:
            items[index - 1] = "/Artifact"
            items[index] = pydyf.Dictionary(artifacts.get(mcid, _PAGINATION))
    return met


def _keep_links(pdf: Any, tree: StructTree) -> None:
    """Take links off the pages that are not in the tree: nobody could reach them but by mouse
    (PDF/UA-1, 7.18.5)."""
    for number, page in enumerate(pdf.objects[n] for n in pdf.pages["Kids"][::3]):
        if page.pop("Annots", None) and tree.links[number]:
            page["Annots"] = pydyf.Array(tree.links[number])
