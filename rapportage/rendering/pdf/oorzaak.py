"""What in a document asked too much: the table that one has to look at."""

from typing import Any

from lxml import html as lxml_html

# From so many cells a table is worth naming.
_LARGE = 2_000


def large_table(html: str) -> tuple[int, str] | None:
    """The number of cells of the largest table and where it stands (its caption, or the heading
    above it); None when none is large."""
    tree = lxml_html.fromstring(html)
    tables = [(_cells(table), n, table) for n, table in enumerate(tree.iter("table"))]
    if not tables:
        return None
    cells, _, table = max(tables, key=lambda found: found[:2])
    return (cells, _where(table)) if cells >= _LARGE else None


def _cells(table: Any) -> int:
    return sum(_span(cell, "colspan") * _span(cell, "rowspan") for cell in table.iter("td", "th"))


def _span(cell: Any, which: str) -> int:
    value = cell.get(which, "1").strip()
    return int(value) if value.isdecimal() else 1


def _where(table: Any) -> str:
    for path in ("caption", "preceding::*[self::h1 or self::h2 or self::h3][1]"):
        for found in table.xpath(path):
            if text := " ".join(found.text_content().split()):
                return text[:200]
    return ""
