"""Rich text as the lines of a cell, and lines as rich text.

A line that begins with a sign (``*``, ``-``, ``•``) is an item of a list; so are two lines or more
that count on, in numbers or letters. An item that is indented more stands under the one before it.
All else is an alinea: a single number, or a year, begins a sentence as well as a list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, NamedTuple

from lxml import html as lxml_html

from veiligheid.core.opsomming import TEKENS, Item, Label, list_html, read_label

_ITEM = re.compile(
    rf"(?P<sign>[{re.escape(TEKENS)}])\s+(?P<na>\S.*)|(?P<nummer>\d{{1,3}}[.)]|[a-z][.)])\s+(?P<tekst>\S.*)"
)
# Word's own second sign, and a letter: only beside another sign does it begin an item.
_LETTER = "o"


class Gelezen(NamedTuple):
    """What stands in a cell as html, and the labels of the items in it."""

    html: str
    labels: list[Label]


@dataclass(slots=True)
class _Line:
    """A line, and what it is if it is an item: its indent, label, number and words."""

    text: str
    indent: int = 0
    label: Label | None = None
    number: int = 0
    words: str = ""
    item: bool = False


def html_of(text: str) -> str:
    """What stands in a cell as html. No word of it is read as markup."""
    return read_cell(text).html


def read_cell(text: str) -> Gelezen:
    lines = [_line(raw) for raw in text.replace("\r\n", "\n").split("\n") if raw.strip()]
    _find_signs(lines)
    _find_numbers(lines)
    labels = [line.label for line in lines if line.item and line.label]
    return Gelezen("".join(_blocks(lines)), labels)


def _line(raw: str) -> _Line:
    raw = raw.expandtabs(4)
    line = _Line(raw.strip(), len(raw) - len(raw.lstrip()))
    found = _ITEM.fullmatch(line.text)
    if found is not None:
        line.label = read_label(found["sign"] or found["nummer"], symbol=bool(found["sign"]))
        line.words = found["na"] or found["tekst"]
        line.number = line.label.value(0) if line.label.numbered else 0
    return line


def _find_signs(lines: list[_Line]) -> None:
    for line in lines:
        signed = line.label is not None and not line.label.numbered
        line.item = signed and line.label is not None and line.label.text != _LETTER
    for back in (False, True):
        after_sign = False
        for line in reversed(lines) if back else lines:
            lettered = line.label is not None and line.label.text == _LETTER
            line.item = line.item or (lettered and after_sign)
            after_sign = line.item


def _find_numbers(lines: list[_Line]) -> None:
    """Two or more that count on, with nothing but deeper items between them."""
    last: dict[int, _Line] = {}
    for line in lines:
        if line.label is None:
            last.clear()
            continue
        before = last.get(line.indent)
        last = {indent: other for indent, other in last.items() if indent < line.indent}
        if line.label.numbered:
            if before is not None and _counts_on(before, line):
                before.item = line.item = True
            last[line.indent] = line


def _counts_on(before: _Line, line: _Line) -> bool:
    if before.label is None or line.label is None or not before.label.numbered:
        return False
    if before.label.letters != line.label.letters:
        return False
    line.number = line.label.value(before.number + 1)
    return line.number == before.number + 1


def _blocks(lines: list[_Line]) -> Iterator[str]:
    items: list[Item] = []
    indents: list[int] = []
    for line in lines:
        if line.item and line.label is not None:
            while indents and indents[-1] > line.indent:
                indents.pop()
            if not indents or indents[-1] < line.indent:
                indents.append(line.indent)
            words = escape(line.words, quote=False)
            items.append(Item(len(indents), "", line.label.numbered, line.number, words))
            continue
        yield list_html(items)
        items, indents = [], []
        yield f"<p>{escape(line.text, quote=False)}</p>"
    yield list_html(items)


def lines_of(html: str) -> str:
    """Rich text as lines, the other way round; of what a cell can't show (bold, a link) only the
    words."""
    if not html:
        return ""
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return "\n".join(line for child in root for line in _lines(child))


def _lines(element: Any) -> Iterator[str]:
    match element.tag:
        case "ul":
            for item in element:
                yield from _item("* ", item)
        case "ol":
            for n, item in enumerate(element, start=int(element.get("start", "1"))):
                yield from _item(f"{n}. ", item)
        case "table":
            for row in element.iter("tr"):
                yield " | ".join(" ".join(_lines_of_cell(cell)) for cell in row)
        case _:
            yield from _words(element).split("\n")


def _lines_of_cell(cell: Any) -> Iterator[str]:
    for child in cell:
        yield from _lines(child)


def _item(sign: str, item: Any) -> Iterator[str]:
    lines = []
    for child in item:
        indent = "  " if child.tag in ("ul", "ol") else ""
        lines += [indent + line for line in _lines(child)]
    lines = lines or [""]
    yield sign + lines[0]
    yield from lines[1:]


def _words(element: Any) -> str:
    """The text of one element; a line break in it begins a new line."""
    pieces = [_flat(element.text)]
    for child in element:
        pieces += ["\n" if child.tag == "br" else _words(child), _flat(child.tail)]
    return "".join(pieces).strip(" ")


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")
