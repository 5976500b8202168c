"""Styles: what a paragraph's or a run's style says, followed through what it is based on.

Word names its own styles in English inside the file ("heading 1") whatever the language of the
program, but their ids are translated ("Kop1"), and other programs write "Kop 1" as a name. So a
heading is known by its style's name, else by an outline level, else by the id.
"""

import re
from dataclasses import dataclass

from lxml import etree

from veiligheid.core.word.markup import W, child_val, is_on, number, val

_HEADING = re.compile(r"(?:heading|kop) ?([1-9])")
_CONTENTS = re.compile(r"(?:toc|inhopg) ?[1-9]")
_CONTENTS_HEADING = ("toc heading", "kop van inhoudsopgave", "kopvaninhoudsopgave")
_LIST = re.compile(
    r"(?:(?P<bullet>list bullet|listbullet|lijst opsom\.teken|lijstopsomteken|lijstopsomming)"
    r"|list number|listnumber|lijstnummering) ?(?P<level>[2-9])?"
)
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """One style as written; None means that it leaves a property to what it is based on."""

    id: str
    name: str
    based_on: str
    outline: int | None
    num_id: str | None
    ilvl: int | None
    bold: bool | None
    italic: bool | None
    hidden: bool | None
    script: str | None
    conditional: frozenset[str]


@dataclass(frozen=True, slots=True)
class ListStyle:
    """What a style's name says of a list ("List Bullet 2"): its kind, and its level from 0."""

    numbered: bool
    level: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a style amounts to with all that it is based on.

    named: the heading level 1..9 that its own name gives, else 0. level: the same, by whatever it
    is based on. num_id, ilvl: the numbering it brings ("" without one), and num_style, the style
    that has it. script: ``superscript``, ``subscript`` or "".
    """

    named: int
    level: int
    title: bool
    contents: bool
    list_style: ListStyle | None
    num_id: str
    ilvl: int | None
    num_style: str
    bold: bool
    italic: bool
    hidden: bool
    script: str

    def heading_level(self, outline: int | None) -> int:
        """The heading level 1..9, 0 for text. `outline` is the paragraph's own outline level."""
        if not self.named and outline is not None:
            return _outline_level(outline)
        return self.level


class Styles:
    """The styles of one file. Ids that the file doesn't define count by their id alone."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._resolved: dict[str | None, Resolved] = {}
        self._default = ""
        for element in root.iterchildren(W + "style") if root is not None else ():
            style = _style(element)
            self._styles.setdefault(style.id, style)
            if val(element, "type") == "paragraph" and val(element, "default") in ("1", "true"):
                self._default = self._default or style.id

    def resolve(self, style_id: str | None) -> Resolved:
        """What a style amounts to. None: the default style for paragraphs."""
        if style_id not in self._resolved:
            self._resolved[style_id] = _resolve(self.chain(style_id))
        return self._resolved[style_id]

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style and what it is based on, nearest first."""
        first = self._default if style_id is None else style_id
        found: dict[str, Style] = {}
        at = first
        while at in self._styles and at not in found:
            found[at] = self._styles[at]
            at = found[at].based_on
        return tuple(found.values()) or ((_unknown(first),) if first else ())

    def formats(self, table_style: str | None, area: str) -> bool:
        """Whether a table style gives `area` (``firstRow``, ``firstCol``) a look of its own."""
        return bool(table_style) and any(area in s.conditional for s in self.chain(table_style))


def _resolve(chain: tuple[Style, ...]) -> Resolved:
    numbering = next((s for s in chain if s.num_id is not None), None)
    return Resolved(
        named=_named_level(chain[0]) if chain else 0,
        level=_level(chain),
        title=_is_title(chain),
        contents=bool(chain) and _is_contents(chain[0]),
        list_style=next(filter(None, map(_list_style, chain)), None),
        num_id=(numbering.num_id or "") if numbering else "",
        ilvl=numbering.ilvl if numbering else None,
        num_style=numbering.id if numbering else "",
        bold=next((s.bold for s in chain if s.bold is not None), False),
        italic=next((s.italic for s in chain if s.italic is not None), False),
        hidden=next((s.hidden for s in chain if s.hidden is not None), False),
        script=next((s.script for s in chain if s.script), ""),
    )


def _level(chain: tuple[Style, ...]) -> int:
    for style in chain:
        if named := _named_level(style):
            return named
        if style.outline is not None:
            return _outline_level(style.outline)
    found = _HEADING.fullmatch(chain[0].id.lower()) if chain else None
    return int(found[1]) if found else 0


def _outline_level(outline: int) -> int:
    return outline + 1 if outline < _BODY_LEVEL else 0


def _is_title(chain: tuple[Style, ...]) -> bool:
    for style in chain:
        if style.name in ("title", "titel") or style.id.lower() in ("title", "titel"):
            return True
        if style.name in ("subtitle", "ondertitel"):
            return False
    return False


def _is_contents(style: Style) -> bool:
    """Whether the style belongs to a table of contents: its heading or one of its lines."""
    return any(
        name in _CONTENTS_HEADING or _CONTENTS.fullmatch(name)
        for name in (style.name, style.id.lower())
    )


def _list_style(style: Style) -> ListStyle | None:
    found = _LIST.fullmatch(style.name) or _LIST.fullmatch(style.id.lower())
    if found is None:
        return None
    return ListStyle(numbered=found["bullet"] is None, level=int(found["level"] or 1) - 1)


def _style(element: etree._Element) -> Style:
    paragraph = element.find(W + "pPr")
    run = element.find(W + "rPr")
    outline = child_val(paragraph, "outlineLvl")
    num = None if paragraph is None else paragraph.find(W + "numPr")
    ilvl = child_val(num, "ilvl")
    name = child_val(element, "name") or ""
    return Style(
        id=val(element, "styleId") or "",
        # Aliases follow the name after a comma.
        name=" ".join(name.partition(",")[0].lower().split()),
        based_on=child_val(element, "basedOn") or "",
        outline=None if outline is None else number(outline, _BODY_LEVEL, 0, _BODY_LEVEL),
        num_id=None if num is None else child_val(num, "numId"),
        ilvl=None if ilvl is None else number(ilvl, 0, 0, 8),
        bold=_run_toggle(run, "b"),
        italic=_run_toggle(run, "i"),
        hidden=_run_toggle(run, "vanish"),
        script=child_val(run, "vertAlign"),
        conditional=frozenset(_bold_areas(element)),
    )


def _run_toggle(run: etree._Element | None, name: str) -> bool | None:
    return None if run is None else is_on(run.find(W + name))


def _bold_areas(element: etree._Element) -> list[str]:
    """The parts of a table that the style sets apart with bold text or a background."""
    areas = []
    for part in element.iterchildren(W + "tblStylePr"):
        bold = part.find(f"{W}rPr/{W}b")
        if is_on(bold) or part.find(f"{W}tcPr/{W}shd") is not None:
            areas.append(val(part, "type") or "")
    return areas


def _unknown(style_id: str) -> Style:
    return Style(style_id, "", "", None, None, None, None, None, None, None, frozenset())


def _named_level(style: Style) -> int:
    found = _HEADING.fullmatch(style.name)
    return int(found[1]) if found else 0
