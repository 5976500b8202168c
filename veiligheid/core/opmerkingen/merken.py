"""Rich text with the words marked at which remarks hang. For the screen only: the text itself never
holds a mark."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from lxml import html as lxml_html

from veiligheid.core.opmerkingen.anker import text_of

_LINE = ("p", "tr", "caption")
_GAP = {"p", "li", "ul", "ol", "tr", "td", "th", "table", "caption", "br"}
_SPACE = re.compile(r"[ \t\r\n]")


@dataclass(frozen=True, slots=True)
class Merk:
    """The words from `begin` up to `eind` of a text, and the number of the remark at them."""

    nummer: int
    begin: int
    eind: int


# Where a letter of the plain text stands: the element, whether in its text or its tail, and where
# in that.
_Letter = tuple[Any, bool, int]


def mark(html: str, merken: Sequence[Merk]) -> str:
    """The same text with a ``<mark>`` around each of these words, and a link to its remark behind
    them. html: in normal form. A mark that does not fit the text is left out."""
    text = text_of(html)
    fitting = [m for m in merken if 0 <= m.begin < m.eind <= len(text)]
    if not fitting or not html.startswith("<"):
        return html
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    letters = list(_letters(root))
    if len(letters) != len(text):
        return html
    wanted: dict[_Slot, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    last: dict[int, _Letter] = {}
    for m in fitting:
        for at in range(m.begin, m.eind):
            letter = letters[at]
            if letter is not None:
                element, tail, n = letter
                wanted[_Slot(element, tail)][n].add(m.nummer)
                last[m.nummer] = letter
    ends: dict[_Slot, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    for nummer, (element, tail, n) in last.items():
        ends[_Slot(element, tail)][n].append(nummer)
    for slot, numbers in wanted.items():
        _wrap(slot, numbers, ends[slot])
    return "".join(lxml_html.tostring(e, encoding="unicode") for e in root)


@dataclass(frozen=True, slots=True)
class _Slot:
    """A stretch of text in the tree: an element's text, or what follows it."""

    element: Any
    tail: bool

    @property
    def text(self) -> str:
        return (self.element.tail if self.tail else self.element.text) or ""


def _letters(root: Any) -> Iterator[_Letter | None]:
    """Where each letter of the plain text stands; None for what stands between lines."""
    first = True
    for line in root.iter(*_LINE):
        if line.tag == "p" and any(up.tag == "tr" for up in line.iterancestors()):
            continue
        found = _collapsed(list(_of_line(line)))
        if not found:
            continue
        if not first:
            yield None
        first = False
        yield from found


def _of_line(element: Any, *, top: bool = True) -> Iterator[tuple[str, _Letter | None]]:
    """The letters of a line in order, a space for each block or break in it."""
    if element.tag in _GAP:
        yield " ", None
    for n, letter in enumerate(element.text or ""):
        yield letter, (element, False, n)
    for child in element:
        yield from _of_line(child, top=False)
    if element.tag in _GAP:
        yield " ", None
    if not top:
        for n, letter in enumerate(element.tail or ""):
            yield letter, (element, True, n)


def _collapsed(letters: list[tuple[str, _Letter | None]]) -> list[_Letter | None]:
    """White space as one space, none at the edges: as `richtext.plain` reads it."""
    out: list[_Letter | None] = []
    space = False
    for letter, where in letters:
        if _SPACE.fullmatch(letter):
            if not space and out:
                out.append(where)
            space = True
        else:
            space = False
            out.append(where)
    if space and out:
        out.pop()
    return out


def _wrap(slot: _Slot, numbers: dict[int, set[int]], ends: dict[int, list[int]]) -> None:
    """Put marks around the letters of one stretch of text, and the links where words end."""
    text = slot.text
    pieces: list[tuple[str, frozenset[int], list[int]]] = []
    keyed = ((n, frozenset(numbers.get(n, ()))) for n in range(len(text)))
    for _, run in groupby(_cut(keyed, ends), key=lambda item: item[1]):
        letters = list(run)
        pieces.append(
            (
                "".join(text[n] for n, _, _ in letters),
                letters[0][2],
                sorted(nr for n, _, _ in letters for nr in ends.get(n, ())),
            )
        )
    _replace(slot, pieces)


def _cut(
    keyed: Iterator[tuple[int, frozenset[int]]], ends: dict[int, list[int]]
) -> Iterator[tuple[int, int, frozenset[int]]]:
    """The letters, with a number that rises where another piece begins."""
    piece, before, ended = 0, None, False
    for n, marked in keyed:
        if before is not None and (marked != before or ended):
            piece += 1
        before, ended = marked, n in ends
        yield n, piece, marked


def _replace(slot: _Slot, pieces: list[tuple[str, frozenset[int], list[int]]]) -> None:
    parent = slot.element.getparent() if slot.tail else slot.element
    at = parent.index(slot.element) + 1 if slot.tail else 0
    if slot.tail:
        slot.element.tail = None
    else:
        slot.element.text = None
    previous = slot.element if slot.tail else None
    in_link = any(e.tag == "a" for e in (parent, *parent.iterancestors()))
    for text, marked, ended in pieces:
        if not marked:
            if previous is None:
                parent.text = (parent.text or "") + text
            else:
                previous.tail = (previous.tail or "") + text
            continue
        for element in _elements(text, marked, [] if in_link else ended):
            parent.insert(at, element)
            at, previous = at + 1, element


def _elements(text: str, marked: frozenset[int], ended: list[int]) -> Iterator[Any]:
    words = {"class": "vb-opmerkwoorden", "data-opmerking": str(min(marked))}
    element = lxml_html.Element("mark", words)
    element.text = text
    yield element
    for nummer in ended:
        to = {"class": "vb-opmerkwoorden__link", "href": f"#opmerking-{nummer}"}
        link = lxml_html.Element("a", {**to, "id": f"merk-{nummer}"})
        hidden = lxml_html.Element("span", {"class": "vb-alleen-voorlezen"})
        hidden.text = "bij deze woorden staat een "
        sign = lxml_html.Element("span")
        sign.text = "opmerking"
        link.extend([hidden, sign])
        yield link
