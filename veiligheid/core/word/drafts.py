"""What the body of a Word file holds, before it is known where everything stands."""

from dataclasses import dataclass
from enum import Enum, auto

from veiligheid.core.word.inline import Inline
from veiligheid.core.word.numbering import Place


class Kind(Enum):
    """What a paragraph is, by its style."""

    TITLE = auto()
    HEADING = auto()
    TEXT = auto()


@dataclass(slots=True)
class DraftParagraph:
    """A paragraph outside a list. `niveau` and `nummer` are a heading's."""

    kind: Kind
    inline: Inline
    niveau: int = 0
    nummer: str = ""


@dataclass(slots=True)
class DraftItem:
    """A list item: its place in the list, the number that Word counts for it, and what Word shows
    before it."""

    inline: Inline
    place: Place
    count: int
    label: str = ""


@dataclass(slots=True)
class Cell:
    """A table cell at its first row and column."""

    drafts: "list[Draft]"
    column: int
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class DraftTable:
    """A table: rows of the cells that begin there, its width, how many rows are its head and
    whether its first column is a head too."""

    rows: list[list[Cell]]
    width: int
    head: int = 0
    head_column: bool = False


Draft = DraftParagraph | DraftItem | DraftTable
