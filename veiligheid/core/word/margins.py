"""Headers and footers: they stand on every page and in none of the text.

A letter has its own, so nothing of them is taken over; what they say is told. Page numbers and the
name of the file say nothing.
"""

import re
from collections.abc import Iterator

from lxml import etree

from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.overname import quoted
from veiligheid.core.word.fields import Fields
from veiligheid.core.word.inline import clean, to_line
from veiligheid.core.word.markup import V, W, child_val
from veiligheid.core.word.package import Package
from veiligheid.core.word.runs import Story, read_paragraph
from veiligheid.core.word.styles import Styles

_NAMES = {"header": "koptekst", "footer": "voettekst"}
_WORD = re.compile(r"\w+")
_PAGE = {"pagina", "page", "blad", "bladzijde", "pag", "p", "van", "of"}


def find_margins(package: Package, styles: Styles) -> list[Bevinding]:
    """A finding for what headers say, and one for what footers say."""
    found: list[Bevinding] = []
    for kind, name in _NAMES.items():
        lines: dict[str, None] = {}
        for relation in package.relations(package.main).values():
            root = package.part(relation.target) if relation.soort == kind else None
            if root is not None:
                story = Story(styles, package.relations(relation.target), Fields(root), {})
                lines |= dict.fromkeys(_lines(root, story))
        if lines:
            found.append(
                let_op(
                    f"{name}-niet-overgenomen",
                    f"In de {name} van de bladzijden staat{quoted(lines)}. Dat is niet "
                    "overgenomen: de brief heeft een eigen kop en voet. Zet het in de tekst of in "
                    "het veld waar het hoort als de lezer het moet weten.",
                )
            )
    return found


def _lines(root: etree._Element, story: Story) -> Iterator[str]:
    for path in root.iter(V + "textpath"):
        yield " ".join(clean(path.get("string", "")).split())
    for paragraph in root.iter(W + "p"):
        inline = read_paragraph(paragraph, child_val(paragraph.find(W + "pPr"), "pStyle"), story)
        line = to_line(inline.segments).strip()
        if not _is_page_number(line):
            yield line


def _is_page_number(line: str) -> bool:
    return all(word.isdecimal() or word.lower() in _PAGE for word in _WORD.findall(line))
