"""Word's fields: an instruction, and the result that a person sees.

A field runs from ``begin`` over ``separate`` to ``end``, over paragraphs if need be, and fields
stand in fields. Text in an instruction doesn't count; the result does, except that of a table of
contents (ISO/IEC 29500-1, 17.16).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from veiligheid.core.word.markup import W, val

_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+(?:"([^"]*)"|([^\s"\\]\S*))', re.IGNORECASE)
_ANCHOR = re.compile(r'\\l\s+"?([^"\s]+)', re.IGNORECASE)
MAX_INSTRUCTION = 4_000
_DELETED = (W + "del", W + "moveFrom")


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    contents: bool = False
    href: str = ""

    @property
    def hides(self) -> bool:
        return self.contents or not self.in_result


class Fields:
    """The fields that are open at this place of the text.

    A field that is never ended would swallow all that follows: only those in `roots` that begin
    and end count, the others are read as if they weren't there.
    """

    def __init__(self, *roots: etree._Element) -> None:
        self._open: list[_Field] = []
        self._hiding = 0
        self._marks = _paired(roots)

    @property
    def visible(self) -> bool:
        """Whether text here is seen, and no instruction or table of contents."""
        return not self._hiding

    @property
    def href(self) -> str:
        """The address of the innermost link around this place, as written; "" without one."""
        return self._open[-1].href if self._open else ""

    @property
    def instruction(self) -> str:
        """What the innermost field was told to do; "" outside fields."""
        return self._open[-1].instruction if self._open else ""

    def mark(self, element: etree._Element) -> bool:
        """Takes one ``w:fldChar``; True when a table of contents begins here."""
        if element not in self._marks:
            return False
        match val(element, "fldCharType"):
            case "begin":
                self._push(_Field(href=self.href))
            case "separate" if self._open and not self._open[-1].in_result:
                return self._separate()
            case "end" if self._open:
                self._hiding -= self._open.pop().hides
        return False

    def instruct(self, text: str) -> None:
        """Takes a piece of the innermost field's instruction."""
        if self._open and not self._open[-1].in_result:
            field = self._open[-1]
            if len(field.instruction) < MAX_INSTRUCTION:
                field.instruction += text[:MAX_INSTRUCTION]

    def leave_contents(self) -> bool:
        """Ends the table of contents at a real heading: what follows is text again."""
        left = False
        for field in self._open:
            if field.contents:
                field.contents = False
                field.in_result = left = True
        self._hiding = sum(field.hides for field in self._open)
        return left

    def _push(self, field: _Field) -> None:
        self._open.append(field)
        self._hiding += field.hides

    def _separate(self) -> bool:
        field = self._open[-1]
        field.in_result = True
        field.contents = is_contents(field.instruction)
        field.href = link_address(field.instruction) or field.href
        self._hiding -= not field.hides
        return field.contents


def is_contents(instruction: str) -> bool:
    return instruction.split(maxsplit=1)[:1] in (["TOC"], ["toc"])


def link_address(instruction: str) -> str:
    """The address in a HYPERLINK instruction; "" for a bookmark in the document itself."""
    found = _HYPERLINK.match(instruction)
    if found is None:
        return ""
    address = found[1] or found[2] or ""
    anchor = _ANCHOR.search(instruction, found.end())
    return f"{address}#{anchor[1]}" if address and anchor else address


def _paired(roots: Iterable[etree._Element]) -> set[etree._Element]:
    """The field marks that belong to a field with a begin and an end, outside deleted text."""
    paired: set[etree._Element] = set()
    pending: list[list[etree._Element]] = []
    for element in (mark for root in roots for mark in root.iter(W + "fldChar")):
        if any(ancestor.tag in _DELETED for ancestor in element.iterancestors()):
            continue
        match val(element, "fldCharType"):
            case "begin":
                pending.append([element])
            case "separate" if pending:
                pending[-1].append(element)
            case "end" if pending:
                paired.update(pending.pop(), (element,))
    return paired
