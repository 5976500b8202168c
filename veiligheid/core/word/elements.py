"""What a Word file holds, as frozen data: headings, paragraphs, lists and tables in order.

``html`` fields use only p, ul, ol, li, table parts, strong, em, u, sup, sub, br and ``a`` with an
https or mailto address; all text in them is escaped. They are still an importer's material:
whoever stores them passes them through the sanitiser like any other text.

``tekst`` fields are the same text without markup: a soft line break is a newline, a tab is a
space, a no-break space stays U+00A0 (in ``html`` too), soft hyphens are gone and the marker of a
note is left out. ``plek`` tells a person where to look: ``onder "Opgave", alinea 2``.
"""

from dataclasses import dataclass
from datetime import date

from veiligheid.core.findings import Bevinding


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. `niveau` is 1..9; `tekst` is without the number that Word makes by itself.

    That number is `nummer`, as Word shows it ("3." or "2.1"); "" when Word makes none. A number
    that was typed stays in `tekst`.
    """

    niveau: int
    tekst: str
    nummer: str
    plek: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `html` is inline, without its ``<p>``; `tabs` is the text split on tab stops.

    A row of tabs counts as one; a leading tab gives a first part "".
    """

    html: str
    tekst: str
    plek: str
    tabs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list, nested lists included. `html` is a whole ``<ul>`` or ``<ol>``.

    `genummerd` speaks of the top level; `items` is the plain text of the top-level items alone,
    `tekst` has every item on a line of its own.
    """

    html: str
    tekst: str
    plek: str
    genummerd: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `rijen` is its grid of plain texts, header rows first.

    A cell that spans rows or columns has its text in its first position, "" in the others, so
    that every row is as long as the table is wide.
    """

    html: str
    tekst: str
    plek: str
    rijen: tuple[tuple[str, ...], ...]


Element = Heading | Paragraph | ListBlock | Table


@dataclass(frozen=True, slots=True)
class Eigenschappen:
    """The file's own properties. `datum` is the day it was last saved, else made; None: unsaid."""

    titel: str
    datum: date | None


@dataclass(frozen=True, slots=True)
class Worddocument:
    """A Word file that was read. `titel` is its first paragraph in the Title style, "" if none.

    `voetnoten` counts the foot- and endnotes taken over; `bevindingen` says what a person must
    look at, all of them ``let op``: what blocks is raised as Geweigerd instead.
    """

    titel: str
    elementen: tuple[Element, ...]
    bevindingen: tuple[Bevinding, ...]
    voetnoten: int
    eigenschappen: Eigenschappen
