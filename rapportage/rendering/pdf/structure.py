"""The logical structure of a tagged PDF as a small tree (ISO 32000-1, 14.7 and 14.8.4).

Knows structure types and which may hold what; knows nothing of boxes, pages or PDF syntax.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

# Structure types that only group others: text in them gets an element of its own.
GROUPING = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote"})

# Structure types in which a block may stand beside or instead of text.
FLOW = GROUPING | {"LBody", "TD", "TH", "Note", "Caption"}

# Structure types that are part of a line of text.
INLINE = frozenset({"Link", "Span", "Quote", "Code", "Reference"})

# What to create around text that stands directly in a type that can't hold text.
_AROUND_TEXT = dict.fromkeys(GROUPING, "P") | {
    "L": "LI",
    "LI": "LBody",
    "TOC": "TOCI",
    "TOCI": "Reference",
    "Table": "TBody",
    "THead": "TR",
    "TBody": "TR",
    "TFoot": "TR",
    "TR": "TD",
}

# Structure types that may hold only certain others.
PROPER_KIDS = {
    "L": frozenset({"LI", "L", "Caption"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "TOC": frozenset({"TOCI", "TOC", "Caption"}),
    "TOCI": frozenset({"Lbl", "Reference", "P", "TOC"}),
    "Table": frozenset({"Caption", "THead", "TBody", "TFoot", "TR"}),
    "THead": frozenset({"TR"}),
    "TBody": frozenset({"TR"}),
    "TFoot": frozenset({"TR"}),
    "TR": frozenset({"TH", "TD"}),
}

# Elements that say nothing when nothing is in them. (An empty table cell does say something.)
_MEANINGLESS_EMPTY = (
    GROUPING | INLINE | {"P", "L", "TOC", "Lbl", "Caption", "Table", "THead", "TBody", "TFoot"}
) - {"Document"}


class Content(NamedTuple):
    """A marked-content sequence: `page` counts from 0, `mcid` is its number on that page."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link annotation (the PDF dictionary) on `page`, which counts from 0."""

    page: int
    dictionary: Any


@dataclass(eq=False, slots=True)
class StructElement:
    """One structure element.

    role: standard structure type without slash.
    source: the HTML element it was made from, if any.
    kids: in reading order.
    entries: further entries of the element (Lang, Alt, E, T, ID), values as text.
    attributes: its attribute object; ``O`` names the owner.
    implicit: made for stray text, not for an HTML element.
    """

    role: str
    parent: "StructElement | None" = field(default=None, repr=False)
    source: Any = None
    kids: "list[StructElement | Content | Annotation]" = field(default_factory=list)
    entries: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, Any] = field(default_factory=dict)
    implicit: bool = False

    def add(self, role: str, source: Any = None, *, implicit: bool = False) -> "StructElement":
        """Append a new child element."""
        child = StructElement(role, self, source, implicit=implicit)
        self.kids.append(child)
        return child

    def elements(self) -> "Iterator[StructElement]":
        """Child elements, without content."""
        return (kid for kid in self.kids if isinstance(kid, StructElement))

    def walk(self) -> "Iterator[StructElement]":
        """This element and all below it, in reading order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(kid for kid in reversed(element.kids) if isinstance(kid, StructElement))

    def up(self, *roles: str) -> "StructElement | None":
        """The nearest of this element and its ancestors that has one of `roles`."""
        element: StructElement | None = self
        while element is not None and element.role not in roles:
            element = element.parent
        return element

    @property
    def language(self) -> str | None:
        """Language that applies here, None when it is the document's."""
        element: StructElement | None = self
        while element is not None:
            if "Lang" in element.entries:
                return element.entries["Lang"]
            element = element.parent
        return None


def for_text(element: StructElement) -> StructElement:
    """Where text that stands directly in `element` belongs: `element` itself, or the paragraph
    (list item, cell …) around stray text, which goes on while nothing else came in between."""
    while role := _AROUND_TEXT.get(element.role):
        last = element.kids[-1] if element.kids else None
        if isinstance(last, StructElement) and last.implicit and last.role == role:
            element = last
        else:
            element = element.add(role, implicit=True)
    return element


def continues_text(element: StructElement) -> bool:
    """Whether white space directly in `element` stands between words, not between blocks."""
    if element.role not in _AROUND_TEXT:
        return True
    last = element.kids[-1] if element.kids else None
    return isinstance(last, StructElement) and last.implicit


def tidy(element: StructElement) -> None:
    """Make what is below `element` as simple as its meaning: no elements without content, no Div
    around one element, no Link without a target; a table's caption first and its foot last."""
    kids: list[StructElement | Content | Annotation] = []
    for kid in element.kids:
        if isinstance(kid, StructElement):
            tidy(kid)
            if not kid.kids and kid.role in _MEANINGLESS_EMPTY:
                continue
            if kid.role == "Div" and not kid.entries and len(kid.kids) == 1:
                (kid,) = kid.kids
        if isinstance(kid, StructElement):
            kid.parent = element
        kids.append(kid)
    element.kids = kids
    if element.role == "Link" and not any(isinstance(kid, Annotation) for kid in kids):
        element.role = "Span"
    elif element.role == "Table":
        if not any(isinstance(kid, StructElement) and kid.role == "TBody" for kid in kids):
            for group in element.elements():
                if group.role in ("THead", "TFoot"):  # neither may stand without a TBody
                    group.role = "TBody"
        order = {"Caption": 0, "TFoot": 2}
        kids.sort(key=lambda kid: order.get(getattr(kid, "role", ""), 1))
