"""Rich text of a letter, made ready for one page: links that work there, notes that know their
place, tables that a screen reader and a narrow screen can handle.

Everything here works on sanitised text in the normal form, where attributes are quoted and in
lower case. It changes no word and no order.
"""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import html as lxml_html

from veiligheid.core import richtext
from veiligheid.document.brief import Voetnoot

_LINK = re.compile(r'<a\b([^>]*?) ?href="#([^"]+)"([^>]*)>')
_WHOLE_LINK = re.compile(r'<a\b[^>]*? ?href="#([^"]+)"[^>]*>(.*?)</a>', re.S)
_ID = re.compile(r'\bid="([^"]+)"')
# More columns than this need more than the measure of the text on paper.
_BREED = 5
_DIGIT = re.compile(r"\d")
# "1.234,5", "€ 12", "-3", "+4%", "ongeveer 100", "–" or nothing: what lines up at the right.
_NUMBER = re.compile(
    r"(?:(?:ruim|bijna|circa|ca\.|ongeveer|meer dan|minder dan) )?"
    r"[-−–+<>€≥≤ \u00a0]*\d[\d.,]*[ \u00a0]?[%*]?|[-−–—]|"
)


# The number of a note belongs to no word: "55 meldingen3".
_NOOT = re.compile(r"<sup><a [^>]*>\d+</a></sup>")


def plain(html: str) -> str:
    """The words of rich text of a document, without the numbers of its notes."""
    return richtext.plain(_NOOT.sub("", html))


def ids_in(html: str) -> list[str]:
    """The ids that stand in a piece of html, in order."""
    return _ID.findall(html)


def without_links(html: str, ankers: Collection[str]) -> str:
    """The text with links to other anchors than these taken off: their words stay."""
    return _WHOLE_LINK.sub(lambda m: m[0] if m[1] in ankers else m[2], html)


@dataclass(slots=True)
class Tekstbewerker:
    """Prepares the rich text of one page.

    `link` gives the address of an anchor as seen from that page. A reference to a note becomes
    the place that the note links back to, the first time it is met.
    """

    link: Callable[[str], str]
    voetnoten: Iterable[Voetnoot] = ()
    _noten: dict[str, Voetnoot] = field(init=False)
    _geplaatst: set[str] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self._noten = {noot.anker: noot for noot in self.voetnoten}

    def __call__(self, html: str) -> str:
        self._geplaatst.update(ids_in(html))
        html = _LINK.sub(self._rewrite_link, html)
        return prepare_tables(html) if "<table" in html else html

    def _rewrite_link(self, match: re.Match[str]) -> str:
        before, anker, after = match.groups()
        attributes = f'{before} href="{self.link(anker)}"{after}'
        noot = self._noten.get(anker)
        if noot is None:
            return f"<a{attributes}>"
        if 'id="' not in attributes and noot.verwijzing_anker not in self._geplaatst:
            self._geplaatst.add(noot.verwijzing_anker)
            attributes += f' id="{noot.verwijzing_anker}"'
        if 'role="' not in attributes:
            attributes += ' role="doc-noteref"'
        return f'<a{attributes} class="vb-nootverwijzing">'


# -- Tables -----------------------------------------------------------------------------------


def prepare_tables(html: str) -> str:
    """Each table in a box that can scroll sideways, with a head, scopes and figures at the
    right."""
    root: Any = lxml_html.fragment_fromstring(html, create_parent="div")
    for table in root.xpath(".//table[not(ancestor::table)]"):
        _prepare_table(table)
        box = lxml_html.Element("div", _box_attributes(table))
        box.tail, table.tail = table.tail, None
        table.getparent().replace(table, box)
        box.append(table)
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in root)


def _box_attributes(table: Any) -> dict[str, str]:
    """A box that may scroll can be reached with the keyboard and says what it is. On a screen
    where the table fits, a script takes this away again."""
    name = next((e.text_content().strip() for e in table.iter("caption", "th")), "")
    label = f"Tabel: {name}" if name else "Tabel"
    width = max((_width(row) for row in table.iter("tr")), default=0)
    kind = "vb-tabel vb-tabel--breed" if width > _BREED else "vb-tabel"
    return {"class": kind, "tabindex": "0", "role": "group", "aria-label": label}


def _width(row: Any) -> int:
    return sum(int(cell.get("colspan", "1")) for cell in row)


def _prepare_table(table: Any) -> None:
    rows = list(table.iter("tr"))
    _make_head(table, rows)
    for row in rows:
        for cell in row.iter("th"):
            if not cell.get("scope"):
                cell.set("scope", "col" if _in_head(cell) else "row")
    if not any(cell.get("colspan") or cell.get("rowspan") for cell in table.iter("td", "th")):
        _align_figures(rows)
    table.set("class", "utrecht-table")


def _make_head(table: Any, rows: list[Any]) -> None:
    """A first row of nothing but headings is the head, also where an editor knows no thead."""
    if not rows or table.find("thead") is not None or any(c.tag != "th" for c in rows[0]):
        return
    head = lxml_html.Element("thead")
    parent = rows[0].getparent()
    (parent if parent.tag == "tbody" else rows[0]).addprevious(head)
    head.append(rows[0])
    if parent.tag == "tbody" and not len(parent):
        parent.getparent().remove(parent)


def _in_head(cell: Any) -> bool:
    return bool(cell.getparent().getparent().tag == "thead")


def _align_figures(rows: list[Any]) -> None:
    """Columns that hold figures only get a class, their heading included. The first column names
    the rows, also when those names are years."""
    body = [list(row) for row in rows if row.getparent().tag != "thead"]
    width = max((len(row) for row in body), default=0)
    for column in range(1, width):
        texts = [row[column].text_content().strip() for row in body if column < len(row)]
        if all(map(_NUMBER.fullmatch, texts)) and any(map(_DIGIT.search, texts)):
            for row in rows:
                if column < len(row):
                    row[column].set("class", "vb-getal")
