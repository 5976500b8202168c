"""Text of the letter quoted in a cell of a table: the same words in the same order, without links,
notes between brackets, and tables as lines of text."""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from lxml import html as lxml_html

from veiligheid.core import verwijzingen
from veiligheid.core.richtext import sanitize
from veiligheid.core.verwijzingen import Verwijzing

# Rich text as stored → rich text to read in a cell.
Citeren = Callable[[str], str]
_LINK = re.compile(r"</?a\b[^>]*>")


def quote(html: str, words: Callable[[Verwijzing], str]) -> str:
    """`words` gives the words of a reference as they stand in this document."""

    def resolve(verwijzing: Verwijzing) -> str:
        if verwijzing.soort == verwijzingen.Soort.VOETNOOT:
            return f" ({escape(verwijzing.titel, quote=False)})" if verwijzing.titel else ""
        return words(verwijzing)

    text = _LINK.sub("", verwijzingen.replace(sanitize(html), resolve))
    return _flat_tables(text) if "<table" in text else text


def _flat_tables(html: str) -> str:
    root: Any = lxml_html.fragment_fromstring(html, create_parent="div")
    for table in root.xpath(".//table[not(ancestor::table)]"):
        for row in table.xpath(".//caption|.//tr"):
            line = lxml_html.Element("p")
            cells = row.xpath("./td|./th") or [row]
            line.text = " · ".join(" ".join(cell.text_content().split()) for cell in cells)
            table.addprevious(line)
        table.drop_tree()
    return "".join(lxml_html.tostring(child, encoding="unicode") for child in root)
