"""Reads one paragraph of a Word file: its runs and all that can stand among them.

Elements that are not named here are walked through, so that text in a wrapper that nobody thought
of is still found. What doesn't count as text is named instead: deletions, properties, instructions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from veiligheid.core import overname
from veiligheid.core.overname import AANGEVINKT, NIET_AANGEVINKT, safe_address
from veiligheid.core.symbolen import as_shown, symbol
from veiligheid.core.word.controls import filled_in, remark_contents, remark_unread, shown_by
from veiligheid.core.word.drawings import describe, embedded
from veiligheid.core.word.fields import Fields, is_contents, link_address
from veiligheid.core.word.inline import Format, Inline, Segment, clean, to_line
from veiligheid.core.word.markup import MC, W14, XML_SPACE, M, R, W, child_val, is_on, val
from veiligheid.core.word.package import Relation
from veiligheid.core.word.styles import Styles

_PIECES = re.compile(r"[\x00-\x7f]+|[^\x00-\x7f]+")
# A background as a highlighter gives it; grey and white are a table's or the page's.
_PENS = ("FFFF00", "00FF00", "00FFFF", "FF00FF", "FFC000")
_WHITE = re.compile(r"\s+")
_SCRIPTS = {"superscript": Format.SUPER, "subscript": Format.SUB}
# Where the words of a drawing stand apart from it.
_WITH_WORDS = ("chart", "chartEx", "diagramData")


def _without_newlines(found: re.Match[str]) -> str:
    """White space around the end of a line is one space; other white space is left alone."""
    return " " if "\n" in found[0] or "\r" in found[0] else found[0]


@dataclass(slots=True)
class Story:
    """What reading a part needs: the styles, its links, the notes by (kind, id), open fields.

    safe: gives the address that a link may keep, "" when it may not be a link. parts: gives the
    root of another part of the file by its name.
    """

    styles: Styles
    relations: Mapping[str, Relation]
    fields: Fields
    notes: Mapping[tuple[str, str], str]
    safe: Callable[[str], str] = safe_address
    parts: Callable[[str], etree._Element | None] = lambda _: None

    def part_of(self, relation_id: str) -> etree._Element | None:
        """The part with the words of a chart or a diagram, by the relation that leads to it."""
        relation = self.relations.get(relation_id)
        known = relation is not None and relation.soort in _WITH_WORDS and not relation.external
        return self.parts(relation.target) if relation is not None and known else None


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for the run that is being read."""

    format: Format = Format.NONE
    href: str = ""
    hidden: bool = False
    font: str = ""
    high_font: str = ""
    struck: bool = False
    marked: bool = False


def read_paragraph(paragraph: etree._Element, style_id: str | None, story: Story) -> Inline:
    """The text of a ``w:p`` without the deletions, with its remarks and text boxes."""
    reader = _RunReader(story, style_id)
    reader.walk(paragraph, _Look())
    reader.tell()
    return reader.inline


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of ``mc:AlternateContent`` to read: the first with text, else the first."""
    branches = [b for b in alternate.iterchildren("*") if b.tag in (MC + "Choice", MC + "Fallback")]
    with_text = (b for b in branches if next(b.iter(W + "t"), None) is not None)
    return next(with_text, branches[0] if branches else None)


class _RunReader:
    def __init__(self, story: Story, style_id: str | None) -> None:
        self.inline = Inline()
        self._story = story
        self._style = story.styles.resolve(style_id)
        self._own_mark = False
        # What old form fields that are open show, and how much text there was when they began.
        self._shown: list[tuple[str, int]] = []
        self._after_box = False
        self._struck: list[str] = []
        self._marked: list[str] = []

    def tell(self) -> None:
        """Remarks on what only the whole paragraph shows."""
        struck, marked = _joined(self._struck), _joined(self._marked)
        for code, melding in (
            *([overname.struck(struck)] if struck else []),
            *([overname.marked(marked)] if marked else []),
            *overname.word_errors(to_line(self.inline.segments)),
        ):
            self.inline.remark(code, melding)

    def walk(self, parent: etree._Element, look: _Look) -> None:
        for child in parent.iterchildren("*"):
            handle = _HANDLERS.get(str(child.tag), _RunReader.walk)
            handle(self, child, look)

    # -- text

    def add(self, text: str, look: _Look) -> None:
        if self._own_mark or not self._story.fields.visible:
            return
        if look.hidden:
            if text.strip():
                self.inline.remark(*overname.hidden())
            return
        # Word keeps no space between a box and what it stands for.
        text = f" {text}" if self._after_box and text[:1].isalnum() else text
        self._after_box = False
        for kind, words in ((look.struck, self._struck), (look.marked, self._marked)):
            words.append(text if kind else "")
        href = look.href or self.address(self._story.fields.href)
        self.inline.segments.append(Segment(text, look.format, href))

    def text(self, element: etree._Element, look: _Look) -> None:
        text = element.text or ""
        # Word itself drops white space at the edges unless the file says to keep it.
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        text = _WHITE.sub(_without_newlines, text)
        # A run names a font for plain letters and one for the rest.
        pieces = [
            as_shown(piece, look.font if piece.isascii() else look.high_font)
            for piece in _PIECES.findall(text)
        ]
        if not all(known for _, known in pieces):
            self.inline.remark(*overname.unknown_sign())
        self.add(clean("".join(shown for shown, _ in pieces)), look)

    def symbol(self, element: etree._Element, look: _Look) -> None:
        try:
            code = int(val(element, "char") or "", 16)
        except ValueError:
            code = 0
        sign = symbol(val(element, "font") or "", code)
        if sign is None:
            self.inline.remark(*overname.unknown_sign())
        self.add(sign or "□", look)

    def tab(self, element: etree._Element, look: _Look) -> None:
        self.add("\t", look)

    def line_break(self, element: etree._Element, look: _Look) -> None:
        self.add("\n", look)

    def hyphen(self, element: etree._Element, look: _Look) -> None:
        self.add("\u2011", look)

    def skip(self, element: etree._Element, look: _Look) -> None:
        """Not text: properties, deletions, pronunciation."""

    def formula(self, element: etree._Element, look: _Look) -> None:
        self.inline.remark(
            "formule",
            "Hier staat een formule. Alleen de tekens ervan zijn overgenomen; kijk haar na.",
        )
        self.walk(element, look)

    # -- runs and links

    def run(self, element: etree._Element, look: _Look) -> None:
        properties = element.find(W + "rPr")
        style = self._style
        if properties is not None or style.bold or style.italic or style.hidden:
            look = self._look(properties, look)
        self.walk(element, look)
        self._own_mark = False

    def hyperlink(self, element: etree._Element, look: _Look) -> None:
        relation = self._story.relations.get(element.get(R + "id", ""))
        if relation is not None and relation.external:
            anchor = val(element, "anchor")
            look = replace(look, href=self.address(relation.target + (f"#{anchor}" * bool(anchor))))
        self.walk(element, look)

    def address(self, written: str) -> str:
        """A link's safe address; remarks on one that can't be taken over."""
        address = self._story.safe(written)
        if written and not address:
            self.inline.remark(*overname.lost_link(clean(written)))
        return address

    def _look(self, properties: etree._Element | None, look: _Look) -> _Look:
        paragraph = self._style
        style_id = child_val(properties, "rStyle")
        style = None if style_id is None else self._story.styles.resolve(style_id)

        def on(tag: str, of_paragraph: bool, of_style: bool) -> bool:
            direct = None if properties is None else is_on(properties.find(W + tag))
            # A style for characters turns round what the paragraph's style says (17.7.3).
            return of_paragraph ^ of_style if direct is None else direct

        form = Format.NONE
        if on("b", paragraph.bold, style is not None and style.bold):
            form |= Format.BOLD
        if on("i", paragraph.italic, style is not None and style.italic):
            form |= Format.ITALIC
        hidden = look.hidden or on("vanish", paragraph.hidden, style is not None and style.hidden)
        script = child_val(properties, "vertAlign") or (style.script if style else "")
        form |= _SCRIPTS.get(script, Format.NONE)
        if properties is None:
            return replace(look, format=form, hidden=hidden)
        fonts = properties.find(W + "rFonts")
        plain, high = (
            "" if val(fonts, f"{name}Theme") else val(fonts, name) or ""
            for name in ("ascii", "hAnsi")
        )
        return replace(
            look,
            format=form,
            hidden=hidden,
            font=plain,
            high_font=high or plain,
            struck=any(is_on(properties.find(W + name)) for name in ("strike", "dstrike")),
            marked=child_val(properties, "highlight") not in (None, "none", "white")
            or (val(properties.find(W + "shd"), "fill") or "").upper() in _PENS,
        )

    # -- fields

    def field_mark(self, element: etree._Element, look: _Look) -> None:
        fields = self._story.fields
        kind = val(element, "fldCharType")
        instruction = fields.instruction
        if fields.mark(element):
            remark_contents(self.inline)
        if kind == "begin":
            self._shown.append((filled_in(element), len(self.inline.segments)))
        elif kind == "end" and self._shown:
            shown, began = self._shown.pop()
            # A result in the text is what Word showed last.
            if len(self.inline.segments) == began:
                self._show(shown or shown_by(instruction, self.inline), look)

    def _show(self, shown: str, look: _Look) -> None:
        if shown:
            self.add(shown, look)
            self._after_box = shown in (AANGEVINKT, NIET_AANGEVINKT)

    def instruction(self, element: etree._Element, look: _Look) -> None:
        self._story.fields.instruct(element.text or "")

    def simple_field(self, element: etree._Element, look: _Look) -> None:
        instruction = val(element, "instr") or ""
        if is_contents(instruction):
            remark_contents(self.inline)
            return
        address = self.address(link_address(instruction))
        began = len(self.inline.segments)
        self.walk(element, replace(look, href=address) if address else look)
        if len(self.inline.segments) == began:
            self._show(shown_by(instruction, self.inline), look)

    # -- notes

    def footnote(self, element: etree._Element, look: _Look) -> None:
        self._note("footnote", element, look)

    def endnote(self, element: etree._Element, look: _Look) -> None:
        self._note("endnote", element, look)

    def _note(self, kind: str, element: etree._Element, look: _Look) -> None:
        if look.hidden or not self._story.fields.visible:
            return
        note = self._story.notes.get((kind, val(element, "id") or ""), "")
        if note:
            self.inline.segments.append(Segment("", note=note))
        else:
            self.inline.remark(
                "voetnoot-leeg", "Hier verwijst Word naar een voetnoot zonder tekst; die vervalt."
            )
        # The writer's own sign for the note follows as text; the marker stands in its place.
        self._own_mark = (val(element, "customMarkFollows") or "0") not in ("0", "false", "off")

    # -- wrappers

    def alternate(self, element: etree._Element, look: _Look) -> None:
        branch = chosen(element)
        if branch is not None:
            self.walk(branch, look)

    def control(self, element: etree._Element, look: _Look) -> None:
        if remark_unread(self.inline, element, self._story.styles):
            return
        self.walk(element, look)
        self._after_box = element.find(f"{W}sdtPr/{W14}checkbox") is not None

    def ruby(self, element: etree._Element, look: _Look) -> None:
        above = "".join(t.text or "" for t in element.iter(W + "t")).strip()
        if above:
            self.inline.remark(
                "boven-de-regel",
                f"Boven woorden staat hier in het klein{overname.quoted([clean(above)])}. Dat is "
                "niet overgenomen; zet het tussen haakjes achter de woorden als het nodig is.",
            )

    def handwriting(self, element: etree._Element, look: _Look) -> None:
        self.inline.remark(
            "afbeelding",
            "Hier is met een pen geschreven of getekend. Dat is niet overgenomen; typ over wat de "
            "lezer moet weten.",
        )

    def text_box(self, element: etree._Element, look: _Look) -> None:
        if look.hidden or not self._story.fields.visible:
            return
        self.inline.boxes.append(element)

    def drawing(self, element: etree._Element, look: _Look) -> None:
        if look.hidden:
            return
        told = describe(element, self._story.part_of)
        if told is not None:
            self.inline.remark(*told)
        self.walk(element, look)

    def embedded(self, element: etree._Element, look: _Look) -> None:
        self.inline.remark(*embedded())


def _joined(pieces: list[str]) -> list[str]:
    """The words of neighbouring runs together; what stands between them is "" here."""
    return ["".join(run) for some, run in groupby(pieces, key=bool) if some]


_Handler = Callable[[_RunReader, etree._Element, _Look], None]

_HANDLERS: dict[str, _Handler] = {
    W + "r": _RunReader.run,
    W + "t": _RunReader.text,
    M + "t": _RunReader.text,
    M + "oMath": _RunReader.formula,
    W + "sym": _RunReader.symbol,
    W + "tab": _RunReader.tab,
    W + "ptab": _RunReader.tab,
    W + "br": _RunReader.line_break,
    W + "cr": _RunReader.line_break,
    W + "noBreakHyphen": _RunReader.hyphen,
    W + "hyperlink": _RunReader.hyperlink,
    W + "fldChar": _RunReader.field_mark,
    W + "instrText": _RunReader.instruction,
    W + "fldSimple": _RunReader.simple_field,
    W + "footnoteReference": _RunReader.footnote,
    W + "endnoteReference": _RunReader.endnote,
    W + "sdt": _RunReader.control,
    MC + "AlternateContent": _RunReader.alternate,
    W + "txbxContent": _RunReader.text_box,
    W + "drawing": _RunReader.drawing,
    W + "pict": _RunReader.drawing,
    W + "object": _RunReader.embedded,
    W + "contentPart": _RunReader.handwriting,
    W14 + "contentPart": _RunReader.handwriting,
    W + "rt": _RunReader.ruby,
    **{
        W + name: _RunReader.skip
        for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText")
    },
    **{W + name: _RunReader.skip for name in ("delInstrText", "rubyPr", "ffData", "smartTagPr")},
}
