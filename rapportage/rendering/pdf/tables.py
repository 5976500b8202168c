"""Makes a table in the structure tree regular and ties its cells to their headers.

PDF/UA-1, 7.5 wants every cell's headers to be found, in a grid without holes. Rows that HTML
leaves short get empty cells; the headers follow the HTML standard's algorithm for header
cells (4.9.12.2), of which the PDF then holds the outcome.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from .structure import StructElement

_SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}


@dataclass(eq=False, slots=True)
class _Cell:
    """A cell with its place in the grid; `group` numbers the thead, tbody or tfoot it is in."""

    element: StructElement
    group: int
    row: int
    column: int
    rows: int
    columns: int

    @property
    def is_header(self) -> bool:
        return self.element.role == "TH"

    @property
    def scope(self) -> str:
        return str(self.element.attributes.get("Scope", "")).removeprefix("/")

    def html(self, name: str) -> str:
        """An attribute of the HTML cell, empty when there is none."""
        source = self.element.source
        return "" if source is None else source.attrib.get(name, "").strip().lower()


@dataclass(eq=False, slots=True)
class _Grid:
    cells: list[_Cell] = field(default_factory=list)
    at: dict[tuple[int, int], _Cell] = field(default_factory=dict)

    def put(self, cell: _Cell) -> None:
        self.cells.append(cell)
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                self.at[row, column] = cell


def finish_table(table: StructElement, number: int) -> None:
    """Complete a Table: empty cells where a row is short, spans within the grid, Scope and ID
    of each TH, Headers of each TD. `number` tells the tables of a document apart."""
    grid, rows = _lay_out(table)
    _fill_holes(grid, rows)
    for cell in grid.cells:
        if cell.is_header:
            cell.element.attributes["Scope"] = f"/{_scope(cell, rows[cell.row][1])}"
            cell.element.entries["ID"] = f"th-{number}-{cell.row + 1}-{cell.column + 1}"
    headers = _Headers(grid)
    for cell in grid.cells:
        if not cell.is_header and (found := headers.of(cell)):
            cell.element.attributes["Headers"] = [header.element.entries["ID"] for header in found]


def _rows(table: StructElement) -> Iterator[tuple[int, StructElement]]:
    """(number of the row group, TR) in order. Rows outside a group that touch form one."""
    group = 0
    previous = ""
    for kid in table.elements():
        if kid.role != "TR" or previous != "TR":
            group += 1
        previous = kid.role
        if kid.role == "TR":
            yield group, kid
        elif kid.role in ("THead", "TBody", "TFoot"):
            yield from ((group, row) for row in kid.elements() if row.role == "TR")


def _lay_out(table: StructElement) -> tuple[_Grid, list[tuple[int, StructElement]]]:
    rows = list(_rows(table))
    ends = {group: index + 1 for index, (group, _) in enumerate(rows)}
    grid = _Grid()
    for index, (group, row) in enumerate(rows):
        column = 0
        for element in row.elements():
            while (index, column) in grid.at:
                column += 1
            wanted = element.attributes.get("ColSpan", 1)
            columns = 1
            while columns < wanted and (index, column + columns) not in grid.at:
                columns += 1
            height = min(element.attributes.get("RowSpan", 1), ends[group] - index)
            _set_span(element, "ColSpan", columns)
            _set_span(element, "RowSpan", height)
            grid.put(_Cell(element, group, index, column, height, columns))
            column += columns
    return grid, rows


def _set_span(element: StructElement, name: str, value: int) -> None:
    element.attributes.pop(name, None)
    if value > 1:
        element.attributes[name] = value


def _fill_holes(grid: _Grid, rows: list[tuple[int, StructElement]]) -> None:
    width = 1 + max((column for _, column in grid.at), default=-1)
    for index, (group, row) in enumerate(rows):
        for column in range(width):
            if (index, column) not in grid.at:
                element = row.add("TD", implicit=True)
                element.attributes = {"O": "/Table"}
                grid.put(_Cell(element, group, index, column, 1, 1))


def _scope(cell: _Cell, row: StructElement) -> str:
    """Row or Column: what the author said, else what the row looks like."""
    if said := _SCOPES.get(cell.html("scope")):
        return said
    in_head = row.parent is not None and row.parent.role == "THead"
    only_headers = all(kid.role == "TH" for kid in row.elements())
    return "Column" if in_head or only_headers else "Row"


class _Headers:
    """Finds the header cells of a data cell. Prepared once per table, so that a long table costs
    no more per cell than a short one."""

    def __init__(self, grid: _Grid) -> None:
        headers = [cell for cell in grid.cells if cell.is_header]
        self.named = {name: cell for cell in headers if (name := cell.html("id"))}
        self.of_groups = [cell for cell in headers if cell.html("scope") == "rowgroup"]
        self.above: dict[int, list[list[_Cell]]] = {}
        self.before: dict[int, list[list[_Cell]]] = {}
        for row, column in sorted(grid.at):
            cell = grid.at[row, column]
            _append(self.above.setdefault(column, [[]]), cell)
            _append(self.before.setdefault(row, [[]]), cell)

    def of(self, cell: _Cell) -> list[_Cell]:
        """Header cells of a TD: those its ``headers`` attribute names, else those found above it,
        before it and for its row group; the outermost first."""
        if said := [
            self.named[name] for name in cell.html("headers").split() if name in self.named
        ]:
            return said
        found: list[_Cell] = []
        for column in range(cell.column, cell.column + cell.columns):
            blocks = [[h for h in block if h.row < cell.row] for block in self.above[column]]
            found += _visible(blocks, "Column")
        for row in range(cell.row, cell.row + cell.rows):
            blocks = [[h for h in block if h.column < cell.column] for block in self.before[row]]
            found += _visible(blocks, "Row")
        found += [
            header
            for header in self.of_groups
            if header.group == cell.group
            and header.row <= cell.row
            and header.column <= cell.column
        ]
        return list(dict.fromkeys(found))


def _append(blocks: list[list[_Cell]], cell: _Cell) -> None:
    """Note a cell of one row or column: headers that touch form a block, other cells part them."""
    if not cell.is_header:
        if blocks[-1]:
            blocks.append([])
    elif cell not in blocks[-1][-1:]:
        blocks[-1].append(cell)


def _visible(blocks: list[list[_Cell]], scope: str) -> list[_Cell]:
    """Headers of `scope`; those of a nearer (later) block hide others of the same extent."""
    found: list[_Cell] = []
    hidden: set[tuple[int, int]] = set()
    for block in reversed(blocks):
        extents = [_extent(header, scope) for header in block]
        found += [
            header
            for header, extent in zip(reversed(block), reversed(extents), strict=True)
            if header.scope == scope and extent not in hidden
        ]
        hidden.update(extents)
    return found[::-1]


def _extent(cell: _Cell, scope: str) -> tuple[int, int]:
    return (cell.column, cell.columns) if scope == "Column" else (cell.row, cell.rows)
