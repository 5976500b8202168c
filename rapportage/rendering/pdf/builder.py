"""Builds the structure tree while somebody walks through the pages of a laid-out document.

A paragraph, list or table that runs over a page break comes by once per page, each time with
the same HTML element. Here it stays one structure element: what was made for an HTML element
is remembered, and a next piece goes on in it.
"""

from typing import Any, NamedTuple

from .roles import alternative_text, entries_of, numbering, role_of
from .structure import FLOW, INLINE, PROPER_KIDS, StructElement, for_text

# A structure type that is wrong outside these parents, whatever the HTML says.
_ONLY_IN = {
    "TR": ("Table", "THead", "TBody", "TFoot"),
    "TD": ("TR",),
    "TH": ("TR",),
    "THead": ("Table",),
    "TBody": ("Table",),
    "TFoot": ("Table",),
}


class Shape(NamedTuple):
    """What the layout adds to an HTML element.

    block: whether it stands on lines of its own.
    list_style: CSS ``list-style-type`` as computed.
    colspan, rowspan: of a table cell, as laid out.
    """

    block: bool = False
    list_style: object = None
    colspan: int = 1
    rowspan: int = 1


class StructureBuilder:
    """The tree under construction.

    document: its root element.
    language: of the whole document; an element gets /Lang only where it differs.
    """

    def __init__(self, language: str) -> None:
        self.document = StructElement("Document")
        self.language = language
        self._made: dict[Any, StructElement] = {}
        self._notes = 0

    def knows(self, element: Any) -> bool:
        """Whether a piece of this HTML element came by before."""
        return element in self._made

    def restart(self, element: Any) -> None:
        """Forget what is in an element: its next piece replaces it (the foot of a table, which
        returns on every page and is read once, at the end)."""
        node = self._made[element]
        for inner in element.iter():
            if inner is not element:
                self._made.pop(inner, None)
        node.kids.clear()

    def target(self, element: Any, parent: StructElement, shape: Shape) -> StructElement:
        """Where the content of an HTML element goes. `parent` is the target of the element
        around it, and the answer when the element has no meaning of its own."""
        found = self._made.get(element)
        if found is None:
            found = self._made[element] = self._open(element, parent, shape)
        return found

    def marker(self, target: StructElement) -> StructElement:
        """The label of the list item whose content goes to `target`."""
        item = target.up("LI", "TOCI")
        if item is None:
            return target
        first = item.kids[0] if item.kids else None
        if isinstance(first, StructElement) and first.role == "Lbl":
            return first
        label = StructElement("Lbl", item)
        item.kids.insert(0, label)
        return label

    def figure(self, element: Any, parent: StructElement, bbox: list[float]) -> StructElement:
        """An image, with its extent (left, bottom, right, top in points) on the page."""
        if parent.role in PROPER_KIDS:
            parent = for_text(parent)
        figure = parent.add("Figure", element)
        figure.attributes = {"O": "/Layout", "BBox": bbox}
        if text := alternative_text(element):
            figure.entries["Alt"] = text
        return figure

    def _open(self, element: Any, parent: StructElement, shape: Shape) -> StructElement:
        match element.tag:
            case "html" | "body":
                return parent
            case "ul" | "ol" | "menu":
                node = self._place("TOC" if _in_toc(parent) else "L", element, parent)
            case "li" if parent.role in ("L", "TOC"):
                return self._item(element, parent)
            case "dt" | "dd" if parent.role in ("L", "LI"):
                node = self._term(element, parent)
            case "div" if parent.role == "L":
                node = parent.add("LI", element)
            case _:
                node = self._plain(element, parent, shape)
        if node is parent:
            return parent
        if node.role == "L":
            style = "none" if element.tag == "dl" else shape.list_style
            node.attributes = {"O": "/List", "ListNumbering": f"/{numbering(style)}"}
        self._describe(node, element)
        return node

    def _plain(self, element: Any, parent: StructElement, shape: Shape) -> StructElement:
        role = role_of(element)
        if role in _ONLY_IN and parent.role not in _ONLY_IN[role]:
            role = None
        if role == "THead" and any(kid.role == "THead" for kid in parent.elements()):
            role = "TBody"  # ISO 32000-1, table 337: at most one
        if role is None:
            role = self._fallback(element, parent, shape)
        if role is None:
            return parent
        node = self._place(role, element, parent)
        if role in ("TD", "TH"):
            node.attributes = {"O": "/Table"}
            if shape.colspan > 1:
                node.attributes["ColSpan"] = shape.colspan
            if shape.rowspan > 1:
                node.attributes["RowSpan"] = shape.rowspan
        return node

    def _fallback(self, element: Any, parent: StructElement, shape: Shape) -> str | None:
        if shape.block and parent.role == "TOCI":
            return "P"
        if shape.block and (parent.role in FLOW or parent.role in PROPER_KIDS):
            return "Div"
        return "Span" if self._own_language(element, parent) else None

    def _place(self, role: str, element: Any, parent: StructElement) -> StructElement:
        proper = PROPER_KIDS.get(parent.role)
        if role in INLINE or (proper is not None and role not in proper):
            parent = for_text(parent)
        return parent.add(role, element)

    def _item(self, element: Any, parent: StructElement) -> StructElement:
        if parent.role == "TOC":
            node = parent.add("TOCI", element)
        else:
            node = parent.add("LI", element).add("LBody", element)
            if element.attrib.get("role") in ("doc-footnote", "doc-endnote"):
                node = node.add("Note", element)
        self._describe(node, element)
        return node

    def _term(self, element: Any, parent: StructElement) -> StructElement:
        """A term or description of a dl: label and body of one list item (PDF has no better)."""
        is_term = element.tag == "dt"
        item = parent
        if parent.role == "L":
            last = parent.kids[-1] if parent.kids else None
            described = isinstance(last, StructElement) and any(
                kid.role == "LBody" for kid in last.elements()
            )
            item = (
                last
                if isinstance(last, StructElement) and not (is_term and described)
                else parent.add("LI")
            )
        return item.add("Lbl" if is_term else "LBody", element)

    def _describe(self, node: StructElement, element: Any) -> None:
        if language := self._own_language(element, node):
            node.entries["Lang"] = language
        node.entries.update(entries_of(element))
        if node.role == "Note":
            self._notes += 1
            node.entries["ID"] = f"note-{self._notes}"

    def _own_language(self, element: Any, around: StructElement) -> str | None:
        language: str | None = element.attrib.get("lang")
        return language if language and language != (around.language or self.language) else None


def _in_toc(parent: StructElement) -> bool:
    node: StructElement | None = parent
    while node is not None:
        if node.source is not None and node.source.attrib.get("role") == "doc-toc":
            return True
        node = node.parent
    return False
