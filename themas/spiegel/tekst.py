"""Rich text as the lines of a cell, and lines as rich text. A line that begins with ``*``, ``-`` or
``•`` is an item of a list; so are lines that are numbered from 1 on. All else is an alinea."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml import html as lxml_html

_BULLET = re.compile(r"[*•–-]\s+(\S.*)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(\S.*)")


def html_of(text: str) -> str:
    """What stands in a cell as html. No word of it is read as markup."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").split("\n")]
    return "".join(_blocks([line for line in lines if line]))


def _blocks(lines: list[str]) -> Iterator[str]:
    at = 0
    while at < len(lines):
        items = _bullets(lines, at) or _numbered(lines, at)
        if not items:
            yield f"<p>{escape(lines[at], quote=False)}</p>"
            at += 1
            continue
        tag = "ul" if _BULLET.fullmatch(lines[at]) else "ol"
        body = "".join(f"<li><p>{escape(item, quote=False)}</p></li>" for item in items)
        yield f"<{tag}>{body}</{tag}>"
        at += len(items)


def _bullets(lines: list[str], at: int) -> list[str]:
    items = []
    while at < len(lines) and (match := _BULLET.fullmatch(lines[at])):
        items.append(match[1])
        at += 1
    return items


def _numbered(lines: list[str], at: int) -> list[str]:
    """Two or more, from 1 on: a single number begins a sentence as well as a list."""
    items: list[str] = []
    while at < len(lines) and (match := _NUMBER.fullmatch(lines[at])):
        if int(match[1]) != len(items) + 1:
            break
        items.append(match[2])
        at += 1
    return items if len(items) > 1 else []


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
    for n, child in enumerate(item):
        for line in _lines(child):
            yield sign + line if n == 0 else line


def _words(element: Any) -> str:
    """The text of one element; a line break in it begins a new line."""
    pieces = [_flat(element.text)]
    for child in element:
        pieces += ["\n" if child.tag == "br" else _words(child), _flat(child.tail)]
    return "".join(pieces).strip(" ")


def _flat(text: str | None) -> str:
    return (text or "").replace("\n", " ")
