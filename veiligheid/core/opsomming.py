"""Lists from elsewhere: what the label before an item says, and items as nested HTML lists.

Word files, what is pasted and lists typed in a cell all come together here, each with its own way
to know that something is an item.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

# What people and programs put before an item that has no number.
TEKENS = "•·▪◦○●■□*o–—-➢✓→►"
_NUMBER = re.compile(r"(\d{1,4})[.)]?")
_LAST_NUMBER = re.compile(r"(\d{1,4})\D*\Z")
_LETTERS = re.compile(r"\(?([A-Za-z]{1,8})[.)]?")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@dataclass(frozen=True, slots=True)
class Label:
    """What stands before an item.

    text: as shown. numbered: whether it counts. plain: whether a list says the same by itself: a
    sign, ``1.`` or ``1)``. letters: ``a)`` or ``iv.``, which become numbers.
    """

    text: str
    numbered: bool
    plain: bool
    letters: bool = False

    def value(self, expected: int) -> int:
        """The number it stands for. ``i)`` is 1 or 9: what is expected next decides, else the
        lowest."""
        if (found := _LAST_NUMBER.search(self.text)) is not None:
            return int(found[1])
        letters = _LETTERS.fullmatch(self.text)
        if not self.letters or letters is None:
            return expected
        values = [v for v in (_letter(letters[1].lower()), _roman(letters[1].lower())) if v]
        return expected if expected in values else min(values, default=expected)


def read_label(text: str, *, symbol: bool = False) -> Label:
    """What a label says. symbol: it stands in a font of signs, where one letter is none."""
    text = " ".join(text.split())
    if (symbol and len(text) == 1) or not any(c.isalnum() for c in text) or text in TEKENS:
        return Label(text, numbered=False, plain=True)
    if _NUMBER.fullmatch(text):
        return Label(text, numbered=True, plain=not text.startswith("0"))
    letters = _LETTERS.fullmatch(text)
    if letters and (len(letters[1]) == 1 or _roman(letters[1].lower())):
        return Label(text, numbered=True, plain=False, letters=True)
    return Label(text, numbered=any(c.isdigit() for c in text), plain=False)


def _letter(text: str) -> int:
    """a = 1, z = 26, aa = 27, bb = 28, as Word counts on; 0 for anything else."""
    same = len(set(text)) == 1 and text.isascii()
    return (len(text) - 1) * 26 + ord(text[0]) - ord("a") + 1 if same else 0


def _roman(text: str) -> int:
    """0 when it is no Roman number. Not strict: a label is short, and made by a program."""
    if not set(text) <= _ROMAN.keys():
        return 0
    values = [_ROMAN[c] for c in text]
    return sum(
        -v if any(later > v for later in values[i + 1 : i + 2]) else v for i, v in enumerate(values)
    )


@dataclass(frozen=True, slots=True)
class Item:
    """An item: how deep it stands, of which list it is, the number it shows (when numbered), and
    its text as inline html."""

    depth: int
    lijst: str
    numbered: bool
    number: int
    html: str


@dataclass(slots=True)
class _List:
    """An open list: what its items share, and the HTML of each item so far."""

    depth: int
    lijst: str
    numbered: bool
    start: int
    last: int
    items: list[list[str]] = field(default_factory=list)

    def html(self) -> str:
        name = "ol" if self.numbered else "ul"
        start = f' start="{self.start}"' if self.numbered and self.start > 1 else ""
        items = "".join(f"<li>{''.join(parts)}</li>" for parts in self.items)
        return f"<{name}{start}>{items}</{name}>"

    def goes_on(self, item: Item) -> bool:
        """Whether an item at the same depth belongs to this list: with the number that a reader
        then sees before it."""
        same = self.lijst == item.lijst and self.numbered == item.numbered
        return same and (not self.numbered or item.number == self.last + 1)


def list_html(items: Iterable[Item]) -> str:
    """One list, or more where kind, list or number change. Every item's text is in a ``<p>``."""
    done: list[str] = []
    stack: list[_List] = []
    for item in items:
        while len(stack) > 1 and stack[-1].depth > item.depth:
            _close(stack, done)
        if stack and stack[-1].depth > item.depth:
            stack[-1].depth = item.depth
        if stack and stack[-1].depth == item.depth and not stack[-1].goes_on(item):
            _close(stack, done)
        if not stack or stack[-1].depth < item.depth:
            stack.append(_List(item.depth, item.lijst, item.numbered, item.number, item.number))
        stack[-1].last = item.number
        stack[-1].items.append([f"<p>{item.html}</p>"])
    while stack:
        _close(stack, done)
    return "".join(done)


def _close(stack: list[_List], done: list[str]) -> None:
    """Puts the innermost list into the item that it stands under."""
    html = stack.pop().html()
    (stack[-1].items[-1] if stack else done).append(html)
