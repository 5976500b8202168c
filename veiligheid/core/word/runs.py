"""Reads one paragraph of a Word file: its runs and all that can stand among them.

Elements that are not named here are walked through, so that text in a wrapper that nobody thought
of is still found. What doesn't count as text is named instead: deletions, properties, instructions.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from lxml import etree

from veiligheid.core.word.fields import Fields, is_contents, link_address
from veiligheid.core.word.inline import Format, Inline, Segment, clean
from veiligheid.core.word.markup import MC, WP, XML_SPACE, A, M, R, V, W, child_val, is_on, val
from veiligheid.core.word.package import Relation
from veiligheid.core.word.styles import Styles
from veiligheid.core.word.symbols import replace_symbols, symbol

MAX_ADDRESS = 2_000
_ADDRESS = re.compile(r"https://[^\s/]+\.\S+|mailto:[^\s@]+@[^\s@]+", re.IGNORECASE)
_WHITE = re.compile(r"\s+")
_SCRIPTS = {"superscript": Format.SUPER, "subscript": Format.SUB}
_NO_PICTURE_HINT = "Voeg wat erop te zien is als tekst of als bijlage toe."


def safe_address(address: str) -> str:
    """The address when a letter may link to it (https or mailto), else ""."""
    address = address.strip().replace(" ", "%20")
    if len(address) > MAX_ADDRESS or not _ADDRESS.fullmatch(address):
        return ""
    scheme, colon, rest = address.partition(":")
    return scheme.lower() + colon + rest


def _without_newlines(found: re.Match[str]) -> str:
    """White space around the end of a line is one space; other white space is left alone."""
    return " " if "\n" in found[0] or "\r" in found[0] else found[0]


@dataclass(slots=True)
class Story:
    """What reading a part needs: the styles, its links, the notes by (kind, id), open fields.

    safe: gives the address that a link may keep, "" when it may not be a link.
    """

    styles: Styles
    relations: Mapping[str, Relation]
    fields: Fields
    notes: Mapping[tuple[str, str], str]
    safe: Callable[[str], str] = safe_address


@dataclass(frozen=True, slots=True)
class _Look:
    """What holds for the run that is being read."""

    format: Format = Format.NONE
    href: str = ""
    hidden: bool = False
    font: str = ""


def read_paragraph(paragraph: etree._Element, style_id: str | None, story: Story) -> Inline:
    """The text of a ``w:p`` without the deletions, with its remarks and text boxes."""
    reader = _RunReader(story, style_id)
    reader.walk(paragraph, _Look())
    return reader.inline


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The branch of ``mc:AlternateContent`` to read: the first with text, else the first."""
    branches = [b for b in alternate.iterchildren("*") if b.tag in (MC + "Choice", MC + "Fallback")]
    with_text = (b for b in branches if next(b.iter(W + "t"), None) is not None)
    return next(with_text, branches[0] if branches else None)


def is_contents_control(control: etree._Element) -> bool:
    """Whether a ``w:sdt`` holds the table of contents that Word inserted."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return "table of contents" in (val(gallery) or "").lower()


def placeholder(control: etree._Element) -> str | None:
    """The name of a ``w:sdt`` that still shows its prompt ("" without a name), None if filled."""
    properties = control.find(W + "sdtPr")
    if properties is None or not is_on(properties.find(W + "showingPlcHdr")):
        return None
    return child_val(properties, "alias") or child_val(properties, "tag") or ""


def remark_empty_control(inline: Inline, name: str) -> None:
    naam = f" “{name}”" if name else ""
    inline.remark(
        "invulveld-leeg",
        f"Het invulveld{naam} is in Word niet ingevuld; er is niets van overgenomen.",
    )


def remark_contents(inline: Inline) -> None:
    inline.remark(
        "inhoudsopgave",
        "De inhoudsopgave is niet overgenomen: die wordt hier vanzelf gemaakt.",
    )


class _RunReader:
    def __init__(self, story: Story, style_id: str | None) -> None:
        self.inline = Inline()
        self._story = story
        self._style = story.styles.resolve(style_id)
        self._own_mark = False

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
                self.inline.remark(
                    "verborgen-tekst",
                    "Hier staat verborgen tekst. Die is niet overgenomen; maak haar in Word "
                    "zichtbaar als ze erbij hoort.",
                )
            return
        href = look.href or self.address(self._story.fields.href)
        self.inline.segments.append(Segment(text, look.format, href))

    def text(self, element: etree._Element, look: _Look) -> None:
        text = element.text or ""
        # Word itself drops white space at the edges unless the file says to keep it.
        if element.get(XML_SPACE) != "preserve":
            text = text.strip(" \t\r\n")
        text, known = replace_symbols(_WHITE.sub(_without_newlines, text), look.font)
        if not known:
            self._remark_symbol()
        self.add(clean(text), look)

    def symbol(self, element: etree._Element, look: _Look) -> None:
        try:
            code = int(val(element, "char") or "", 16)
        except ValueError:
            code = 0
        sign = symbol(val(element, "font") or "", code)
        if sign is None:
            self._remark_symbol()
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
            self.inline.remark(
                "link-niet-overgenomen",
                f"De link naar “{clean(written)[:200]}” is niet overgenomen, de tekst wel. Alleen "
                "adressen die met https:// of mailto: beginnen kunnen een link zijn.",
            )
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
        if is_on(properties.find(W + "strike")) or is_on(properties.find(W + "dstrike")):
            self.inline.remark(
                "doorgehaald",
                "Hier staat doorgehaalde tekst. Die is als gewone tekst overgenomen; haal haar "
                "weg als ze vervallen is.",
            )
        fonts = properties.find(W + "rFonts")
        return replace(look, format=form, hidden=hidden, font=val(fonts, "ascii") or "")

    def _remark_symbol(self) -> None:
        self.inline.remark(
            "symbool-onbekend",
            "Hier staat een teken uit een symboollettertype dat niet is overgenomen; er staat nu "
            "een □. Typ er een gewoon teken voor in de plaats.",
        )

    # -- fields

    def field_mark(self, element: etree._Element, look: _Look) -> None:
        if self._story.fields.mark(element):
            remark_contents(self.inline)

    def instruction(self, element: etree._Element, look: _Look) -> None:
        self._story.fields.instruct(element.text or "")

    def simple_field(self, element: etree._Element, look: _Look) -> None:
        instruction = val(element, "instr") or ""
        if is_contents(instruction):
            remark_contents(self.inline)
            return
        address = self.address(link_address(instruction))
        self.walk(element, replace(look, href=address) if address else look)

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
        if is_contents_control(element):
            remark_contents(self.inline)
        elif (name := placeholder(element)) is not None:
            remark_empty_control(self.inline, name)
        else:
            self.walk(element, look)

    def text_box(self, element: etree._Element, look: _Look) -> None:
        if look.hidden or not self._story.fields.visible:
            return
        self.inline.boxes.append(element)

    def drawing(self, element: etree._Element, look: _Look) -> None:
        if look.hidden:
            return
        kinds = (A + "blip", V + "imagedata")
        graphic = next(element.iter(A + "graphicData"), None)
        shown = "" if graphic is None else graphic.get("uri", "").rpartition("/")[2]
        if shown in ("chart", "diagram") or next(element.iter(*kinds), None) is not None:
            what = {"chart": "grafiek", "diagram": "schema (SmartArt)"}.get(shown, "afbeelding")
            name = next((p.get("descr", "") for p in element.iter(WP + "docPr")), "")
            named = f" (“{clean(name)[:120]}”)" if name.strip() else ""
            self.inline.remark(
                "afbeelding",
                f"Hier staat een {what}{named}. Die is niet overgenomen. {_NO_PICTURE_HINT}",
            )
        self.walk(element, look)

    def embedded(self, element: etree._Element, look: _Look) -> None:
        self.inline.remark(
            "afbeelding",
            "Hier staat een ingesloten object, zoals een Excel-blad. Dat is niet overgenomen. "
            + _NO_PICTURE_HINT,
        )


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
    **{
        W + name: _RunReader.skip
        for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText")
    },
    **{
        W + name: _RunReader.skip
        for name in ("delInstrText", "rt", "rubyPr", "ffData", "smartTagPr")
    },
}
