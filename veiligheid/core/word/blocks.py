"""Walks the body of a Word file, or a cell or text box in it, and says what each block is."""

from collections.abc import Iterable, Iterator

from lxml import etree

from veiligheid.core.word.controls import remark_contents, remark_unread
from veiligheid.core.word.drafts import Draft, DraftItem, DraftParagraph, Kind
from veiligheid.core.word.inline import Inline
from veiligheid.core.word.markup import MC, W, child_val, number
from veiligheid.core.word.numbering import Numbering
from veiligheid.core.word.runs import Story, chosen, read_paragraph
from veiligheid.core.word.styles import Styles
from veiligheid.core.word.tables import read_table

_SKIPPED = frozenset(
    W + name
    for name in ("sectPr", "tcPr", "trPr", "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "pPr", "rPr")
) | {W + "del", W + "moveFrom"}


class BlockReader:
    """Reads the blocks of one document in order: the numbering and the fields run through."""

    def __init__(self, story: Story, numbering: Numbering) -> None:
        self._story = story
        self._numbering = numbering

    def read(self, container: Iterable[etree._Element]) -> list[Draft]:
        """The drafts in a body, a cell, a text box or a row of elements; empty paragraphs only
        when remarked on."""
        drafts: list[Draft] = []
        # Text whose paragraph mark was deleted: it goes on in the next paragraph.
        open_text = Inline()
        for block in _blocks(container, self._story.styles):
            if isinstance(block, Inline):
                drafts.append(DraftParagraph(Kind.TEXT, block))
                continue
            if block.tag == W + "tbl":
                self._add(DraftParagraph(Kind.TEXT, open_text), drafts)
                open_text = Inline()
                drafts.append(read_table(block, self._story.styles, self.read))
                continue
            if not len(block) and not open_text.segments:
                continue
            style_id = child_val(block.find(W + "pPr"), "pStyle")
            open_text.extend(self._inline(block, style_id))
            if _mark_deleted(block):
                continue
            self._add(self._paragraph(block, style_id, open_text), drafts)
            open_text = Inline()
        self._add(DraftParagraph(Kind.TEXT, open_text), drafts)
        return drafts

    def _inline(self, block: etree._Element, style_id: str | None) -> Inline:
        contents = self._story.styles.resolve(style_id).contents
        if not contents and self._level(block, style_id):
            # A heading never stands in a table of contents: text was typed on inside its field.
            self._story.fields.leave_contents()
        inline = read_paragraph(block, style_id, self._story)
        if contents and not inline.empty:
            inline = Inline(boxes=inline.boxes)
            remark_contents(inline)
        return inline

    def _level(self, block: etree._Element, style_id: str | None) -> int:
        outline = child_val(block.find(W + "pPr"), "outlineLvl")
        own = None if outline is None else number(outline, 9, 0, 9)
        return self._story.styles.resolve(style_id).heading_level(own)

    def _paragraph(
        self, block: etree._Element, style_id: str | None, inline: Inline
    ) -> DraftParagraph | DraftItem:
        style = self._story.styles.resolve(style_id)
        if style.contents:
            return DraftParagraph(Kind.TEXT, inline)
        place = self._numbering.place(style_id, block.find(W + "pPr"))
        if level := self._level(block, style_id):
            nummer = ""
            if place:
                # Word numbers an empty heading too, so that it counts for those that follow.
                self._numbering.count(place)
                nummer = self._numbering.label(place)
            return DraftParagraph(Kind.HEADING, inline, niveau=level, nummer=nummer)
        if style.title:
            return DraftParagraph(Kind.TITLE, inline)
        if place and not inline.empty:
            count = self._numbering.count(place)
            bullet = place.level.format == "bullet"
            label = place.level.text if bullet else self._numbering.label(place)
            return DraftItem(inline, place, count, label)
        return DraftParagraph(Kind.TEXT, inline)

    def _add(self, draft: DraftParagraph | DraftItem, drafts: list[Draft]) -> None:
        inline = draft.inline
        boxes, inline.boxes = inline.boxes, []
        if boxes:
            inline.remark(
                "tekstvak",
                "De tekst uit een tekstvak is als gewone tekst overgenomen, na de alinea waar het "
                "aan vastzit. Kijk of de volgorde klopt.",
            )
        heading = isinstance(draft, DraftParagraph) and draft.kind is Kind.HEADING
        if not inline.empty or inline.remarks or heading:
            drafts.append(draft)
        for box in boxes:
            drafts += self.read(box)


def _blocks(parent: Iterable[etree._Element], styles: Styles) -> Iterator[etree._Element | Inline]:
    """The paragraphs and tables in `parent`, out of whatever wraps them, in order; a remark where
    something isn't read."""
    for child in parent:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag in _SKIPPED:
            continue
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _blocks(branch, styles)
        elif child.tag == W + "sdt" and (inline := _unread_control(child, styles)):
            yield inline
        elif child.tag == W + "altChunk":
            yield _embedded_document()
        else:
            yield from _blocks(child, styles)


def _mark_deleted(block: etree._Element) -> bool:
    mark = block.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(W + name) is not None for name in ("del", "moveFrom"))


def _unread_control(control: etree._Element, styles: Styles) -> Inline | None:
    """A remark instead of the text, where a control's text is not read."""
    inline = Inline()
    return inline if remark_unread(inline, control, styles) else None


def _embedded_document() -> Inline:
    inline = Inline()
    inline.remark(
        "ingevoegd-document",
        "Hier is een ander document ingevoegd. De tekst daarvan is niet overgenomen; neem haar in "
        "Word op in de tekst zelf.",
    )
    return inline
