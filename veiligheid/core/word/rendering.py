"""Tables, and what stands in their cells, as HTML and as plain text."""

from collections.abc import Iterator
from itertools import groupby

from veiligheid.core.word.drafts import Cell, Draft, DraftItem, DraftParagraph, DraftTable, Kind
from veiligheid.core.word.inline import Format, Segment, to_html, to_text
from veiligheid.core.word.lists import list_html
from veiligheid.core.word.tables import covered, grid


def table_html(table: DraftTable) -> str:
    """The table with its head in ``<thead>``; places that no cell covers get an empty one."""
    taken = covered(table)
    cells = grid(table)
    rows = []
    for row, places in enumerate(cells):
        html = [
            _cell_html(cell, _scope(table, row, column))
            for column, cell in enumerate(places)
            if cell is not None or (row, column) not in taken
        ]
        rows.append(f"<tr>{''.join(html)}</tr>")
    head, body = "".join(rows[: table.head]), "".join(rows[table.head :])
    return f"<table>{head and f'<thead>{head}</thead>'}<tbody>{body}</tbody></table>"


def table_rows(table: DraftTable) -> tuple[tuple[str, ...], ...]:
    """The plain text of every place in the grid; "" where a cell is spanned or missing."""
    return tuple(
        tuple(cell_text(cell) if cell is not None else "" for cell in row) for row in grid(table)
    )


def cell_text(cell: Cell) -> str:
    """The plain text of a cell, a line for each paragraph, list item or cell inside it."""
    inlines = [paragraph.inline for paragraph in paragraphs(cell.drafts)]
    return "\n".join(to_text(inline.segments) for inline in inlines if not inline.empty)


def paragraphs(drafts: list[Draft]) -> Iterator[DraftParagraph | DraftItem]:
    """Every paragraph and list item in order, those in tables too.

    A table in a cell gives its cells' text: nested tables can't be followed by ear.
    """
    for draft in drafts:
        if isinstance(draft, DraftTable):
            for row in draft.rows:
                for cell in row:
                    yield from paragraphs(cell.drafts)
        else:
            yield draft


def _scope(table: DraftTable, row: int, column: int) -> str:
    if row < table.head:
        return "col"
    return "row" if table.head_column and column == 0 else ""


def _cell_html(cell: Cell | None, scope: str) -> str:
    name = "th" if scope else "td"
    attributes = f' scope="{scope}"' if scope else ""
    if cell is None:
        # An empty head would announce nothing to somebody who listens.
        return "<td></td>"
    if cell.colspan > 1:
        attributes += f' colspan="{cell.colspan}"'
    if cell.rowspan > 1:
        attributes += f' rowspan="{cell.rowspan}"'
    content = _blocks_html(cell.drafts, Format.BOLD if scope else Format.NONE)
    return f"<{name}{attributes}>{content}</{name}>"


def _blocks_html(drafts: list[Draft], without: Format) -> str:
    html = []
    flat = [d for d in paragraphs(drafts) if not d.inline.empty]
    for in_list, run in groupby(flat, key=lambda draft: isinstance(draft, DraftItem)):
        if in_list:
            html.append(list_html([draft for draft in run if isinstance(draft, DraftItem)]))
            continue
        for draft in run:
            html.append(f"<p>{to_html(_looked(draft), without)}</p>")
    return "".join(html)


def _looked(draft: DraftParagraph | DraftItem) -> list[Segment]:
    """A heading or title in a cell can only be bold text there."""
    segments = draft.inline.segments
    if isinstance(draft, DraftParagraph) and draft.kind is not Kind.TEXT:
        return [Segment(s.text, s.format | Format.BOLD, s.href, s.note) for s in segments]
    return segments
