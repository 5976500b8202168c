"""Reads a Word table into a grid of cells, and tells its head from its body.

Word writes a cell that spans rows as one cell that begins (``vMerge`` restart) and an empty one in
every row below it; a cell that spans columns counts its grid columns (``gridSpan``).
"""

from collections.abc import Callable, Iterator

from lxml import etree

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.word.drafts import Cell, Draft, DraftTable
from veiligheid.core.word.markup import MC, W, child_val, is_on, number, val
from veiligheid.core.word.runs import chosen
from veiligheid.core.word.styles import Styles

# Word's own limit, and one on the grid: sizes are numbers in the file and can say anything.
MAX_COLUMNS = 63
MAX_GRID = 200_000

ReadCell = Callable[[etree._Element], list[Draft]]


def read_table(table: etree._Element, styles: Styles, read_cell: ReadCell) -> DraftTable:
    """The table's cells, each read with `read_cell` in the order of the text.

    Rows and cells that were deleted with changes tracked are left out.

    Raises Geweigerd ``bestand-te-groot`` for a grid of over 200,000 places.
    """
    rows: list[list[Cell]] = []
    heads: list[bool] = []
    above: dict[int, Cell] = {}
    width = places = 0
    for row in _children(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        cells, end = _read_row(row, properties, above, read_cell)
        rows.append(cells)
        heads.append(properties is not None and bool(is_on(properties.find(W + "tblHeader"))))
        width = max(width, end)
        places += end
        if places > MAX_GRID or width * len(rows) > MAX_GRID:
            raise Geweigerd(
                blokkeert(
                    "bestand-te-groot",
                    "In dit bestand staat een tabel met meer dan 200.000 cellen. Verklein de "
                    "tabel of voeg haar als bijlage toe.",
                )
            )
    read = DraftTable(rows, width)
    read.head = _head(table, read, heads, styles)
    read.head_column = bool(_marked(table, styles, "firstColumn", "firstCol")) and width > 1
    return read


def grid(table: DraftTable) -> list[list[Cell | None]]:
    """The cell that begins at every row and column; None where a span or nothing is."""
    places: list[list[Cell | None]] = [[None] * table.width for _ in table.rows]
    for row, cells in zip(places, table.rows, strict=True):
        for cell in cells:
            row[cell.column] = cell
    return places


def covered(table: DraftTable) -> set[tuple[int, int]]:
    """The (row, column) places that belong to a cell, spans included."""
    return {
        (row + down, cell.column + right)
        for row, cells in enumerate(table.rows)
        for cell in cells
        for down in range(cell.rowspan)
        for right in range(cell.colspan)
    }


def _read_row(
    row: etree._Element,
    properties: etree._Element | None,
    above: dict[int, Cell],
    read_cell: ReadCell,
) -> tuple[list[Cell], int]:
    """The cells that begin in this row, and the column after its last.

    above: by column, the cell that a continued cell in this row belongs to; renewed here.
    """
    cells: list[Cell] = []
    column = number(child_val(properties, "gridBefore"), 0, 0, MAX_COLUMNS)
    open_cells: dict[int, Cell] = {}
    for element in _children(row, "tc"):
        look = element.find(W + "tcPr")
        if look is not None and look.find(W + "cellDel") is not None:
            continue
        span = number(child_val(look, "gridSpan"), 1, 1, MAX_COLUMNS)
        merge = None if look is None else look.find(W + "vMerge")
        begun = above.get(column)
        drafts = read_cell(element)
        if look is not None and _continues(look.find(W + "hMerge")) and cells:
            cells[-1].colspan = min(cells[-1].colspan + span, MAX_COLUMNS)
            cells[-1].drafts += drafts
        elif _continues(merge) and begun is not None and begun.colspan == span:
            begun.rowspan += 1
            begun.drafts += drafts
            open_cells[column] = begun
        else:
            cells.append(Cell(drafts, column, span))
            if merge is not None:
                open_cells[column] = cells[-1]
        column += span
    above.clear()
    above.update(open_cells)
    return cells, column


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and val(merge) != "restart"


def _children(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, out of content controls and tracked changes."""
    for child in parent.iterchildren("*"):
        if child.tag == W + name:
            yield child
        elif child.tag == MC + "AlternateContent":
            branch = chosen(child)
            if branch is not None:
                yield from _children(branch, name)
        elif child.tag not in _SKIPPED:
            yield from _children(child, name)


_SKIPPED = frozenset(
    W + name
    for name in ("tblPr", "tblGrid", "trPr", "tblPrEx", "sdtPr", "sdtEndPr", "del", "moveFrom")
) | {W + "p", W + "tbl"}


def _head(table: etree._Element, read: DraftTable, heads: list[bool], styles: Styles) -> int:
    """How many rows are the head; 0 when none, or when no row would be left for the body."""
    count = next((i for i, head in enumerate(heads) if not head), len(heads))
    if not count:
        marked = _marked(table, styles, "firstRow", "firstRow")
        # Bold only tells of a head where the table itself says nothing about one.
        count = int(_bold_first_row(read) if marked is None else marked)
    # A cell that begins in the head belongs to it wholly.
    row = 0
    while row < count:
        count = max([count, *(row + cell.rowspan for cell in read.rows[row])])
        row += 1
    return count if count < len(read.rows) else 0


def _marked(table: etree._Element, styles: Styles, look: str, area: str) -> bool | None:
    """Whether the table's style sets a first row or column apart and this table has it on; None
    when it says neither."""
    properties = table.find(W + "tblPr")
    if properties is None or not styles.formats(child_val(properties, "tblStyle"), area):
        return None
    looks = properties.find(W + "tblLook")
    state = val(looks, look)
    if state is not None:
        return state not in ("0", "false", "off")
    bit = {"firstRow": 0x20, "firstColumn": 0x80}[look]
    try:
        # An old look that leaves the bit out may just not know it.
        return True if int(val(looks) or "0", 16) & bit else None
    except ValueError:
        return None


def _bold_first_row(read: DraftTable) -> bool:
    """Whether the first row alone is bold: how most people make a head."""
    if len(read.rows) < 2 or read.width < 2:
        return False
    first, *others = ([_bold(cell) for cell in row] for row in read.rows)
    return (
        True in first
        and False not in first
        and any(False in row or True not in row for row in others)
    )


def _bold(cell: Cell) -> bool | None:
    """Whether all text in a cell is bold; None without text."""
    looks = [
        not isinstance(draft, DraftTable) and draft.inline.all_bold
        for draft in cell.drafts
        if isinstance(draft, DraftTable) or not draft.inline.empty
    ]
    return all(looks) if looks else None
