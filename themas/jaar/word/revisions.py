"""Tracked changes: which there are, whose, and which belong together as one change.

Everything is marked on the tree itself with attributes in a namespace of our own, because the
states of a text are read from copies of it (`resolving`):

- NUMBER on every paragraph and table of the body: its place, from 0;
- GROUP on every element that is a change: what one author took away and what came in its place,
  with nothing unchanged between them, is one group, and so is all that belongs to one move. What
  is replaced right behind it is a group of its own, so that each can be decided by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lxml import etree

from veiligheid.core.word.inline import clean
from veiligheid.core.word.markup import W, val

_OWN = "{urn:veiligheidsbrief:word}"
NUMBER = _OWN + "n"
GROUP = _OWN + "g"

INSERTED = frozenset((W + "ins", W + "moveTo", W + "cellIns"))
DELETED = frozenset((W + "del", W + "moveFrom", W + "cellDel"))
_MOVED = frozenset((W + "moveTo", W + "moveFrom"))
_RANGES = {W + "moveFromRangeStart": W + "moveFrom", W + "moveToRangeStart": W + "moveTo"}
# What a person sees as text; a change around anything else alone is none.
_LEAVES = frozenset(
    W + name
    for name in (
        *("t", "delText", "tab", "br", "cr", "sym", "noBreakHyphen", "drawing", "pict", "object"),
        *("footnoteReference", "endnoteReference", "instrText", "delInstrText"),
    )
)
# Formatting that makes a paragraph something else: a heading, a label, an item.
_STRUCTURE = ("pStyle", "numPr", "outlineLvl")


@dataclass(slots=True)
class Change:
    """One group: who, when (the first moment noted), what kinds of change it holds, and in which
    numbered paragraphs and tables. kinds: whether it
    puts in, for each turn that it takes."""

    key: str
    wie: str
    op: datetime | None
    inserts: bool = False
    deletes: bool = False
    moves: bool = False
    numbers: set[int] = field(default_factory=set)
    kinds: list[bool] = field(default_factory=list)

    def takes(self, element: etree._Element) -> bool:
        """Whether a change that follows at once belongs to it: a group takes away and puts in, or
        puts in and takes away, and no more."""
        return len(self.kinds) < 2 or self.kinds[-1] is _puts_in(element)

    def take(self, element: etree._Element) -> None:
        kind = _puts_in(element)
        if not self.kinds or self.kinds[-1] is not kind:
            self.kinds.append(kind)


def mark(body: etree._Element, blocks: list[etree._Element], prefix: str = "") -> dict[str, Change]:
    """Numbers `blocks` and groups all changes in `body`; the groups by key, in order of the text.

    A change inside another stands after it, so that a state in which the first so many are
    accepted always exists.
    """
    for number, block in enumerate(blocks):
        block.set(NUMBER, str(number))
    grouper = _Grouper(prefix)
    grouper.walk(body, [], -1)
    return grouper.changes


def author_of(element: etree._Element) -> str:
    return clean(val(element, "author") or "")[:80].strip() or "onbekend"


def moment_of(element: etree._Element) -> datetime | None:
    """The moment that Word noted. Without a time zone it counts as UTC, as Word writes it."""
    try:
        found = datetime.fromisoformat((val(element, "date") or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def is_structural(change: etree._Element) -> bool:
    """Whether a ``w:pPrChange`` changed what the paragraph is, not only how it looks."""
    new, old = change.getparent(), change.find(W + "pPr")
    return any(_said(new, name) != _said(old, name) for name in _STRUCTURE)


def _said(properties: etree._Element | None, name: str) -> bytes:
    found = None if properties is None else properties.find(W + name)
    if found is None:
        return b""
    return b"|".join(
        f"{element.tag} {val(element) or ''}".encode()
        for element in found.iter(etree.Element)
        if not str(element.tag).endswith(("}ins", "}numberingChange"))
    )


class _Grouper:
    def __init__(self, prefix: str) -> None:
        self.changes: dict[str, Change] = {}
        self._prefix = prefix
        # The groups that the last piece of text belongs to, by author: what follows may join.
        self._open: dict[str, str] = {}
        # The move that goes on; its paragraph's mark may stand after its end.
        self._moves: dict[str, str] = {}

    def walk(self, parent: etree._Element, around: list[etree._Element], number: int) -> None:
        for child in parent.iterchildren(etree.Element):
            own = child.get(NUMBER)
            at = number if own is None else int(own)
            if child.tag in _RANGES:
                self._moves[_RANGES[child.tag]] = f"{author_of(child)}/{val(child, 'name')}"
            elif child.tag in _LEAVES:
                self._leaf(around, at)
            elif child.tag in (W + "p", W + "tr", W + "tc"):
                self._container(child, around, at)
            elif child.tag in INSERTED | DELETED:
                self.walk(child, [*around, child], at)
            elif child.tag not in (W + "pPr", W + "trPr", W + "tcPr", W + "rPr"):
                self.walk(child, around, at)

    def _container(self, element: etree._Element, around: list[etree._Element], at: int) -> None:
        marks = list(own_marks(element))
        if element.tag == W + "p":
            self.walk(element, around, at)
            # The mark ends the paragraph, and so comes after its text.
            self._leaf([*around, *marks], at)
        else:
            self.walk(element, [*around, *marks], at)
            if marks:
                self._leaf([*around, *marks], at)

    def _leaf(self, around: list[etree._Element], number: int) -> None:
        joined: dict[str, str] = {}
        for element in around:
            author = author_of(element)
            key = element.get(GROUP) or self._key(element, author, joined)
            element.set(GROUP, key)
            change = self.changes.get(key)
            if change is None:
                change = self.changes[key] = Change(key, author, moment_of(element))
            change.op = change.op or moment_of(element)
            change.take(element)
            change.inserts |= element.tag in INSERTED or element.tag == W + "pPrChange"
            change.deletes |= element.tag in DELETED or element.tag == W + "pPrChange"
            change.moves |= element.tag in _MOVED
            change.numbers.add(number)
            if not change.moves:
                joined[author] = key
        self._open = joined

    def _key(self, element: etree._Element, author: str, joined: dict[str, str]) -> str:
        if element.tag in _MOVED:
            name = self._moves.get(str(element.tag))
            return f"{self._prefix}move/{name or author}"
        before = self._open.get(author)
        if before is not None and not self.changes[before].takes(element):
            before = None
        return joined.get(author) or before or f"{self._prefix}{len(self.changes)}"


def _puts_in(element: etree._Element) -> bool:
    return element.tag in INSERTED


def own_marks(element: etree._Element) -> Iterator[etree._Element]:
    """The changes to a paragraph's mark, to a row or to a cell as a whole."""
    if element.tag == W + "p":
        properties = element.find(W + "pPr")
        if properties is None:
            return
        run = properties.find(W + "rPr")
        for child in run if run is not None else ():
            if child.tag in INSERTED | DELETED:
                yield child
        change = properties.find(W + "pPrChange")
        if change is not None and is_structural(change):
            yield change
        return
    properties = element.find(element.tag + "Pr")
    for child in properties if properties is not None else ():
        if child.tag in INSERTED | DELETED:
            yield child
