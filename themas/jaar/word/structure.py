"""What stands where in one state of a file: paragrafen with their blocks, each with its identity.

The file is walked once: a heading of level 1 or 2 begins a paragraaf, a label begins a block, text
without a label is context. Identity comes from the bookmarks; `identity` fills in what is lost.
"""

from dataclasses import dataclass, field
from uuid import UUID

from lxml import etree

from themas.jaar.word.bookmarks import BLOK, PARAGRAAF, blok_of
from themas.jaar.word.labels import NOTE_STYLE, soort_of, soort_of_style, typed_after
from themas.jaar.word.look import style_id
from themas.jaar.word.wordfile import Wordfile, numbers_of
from veiligheid.core.word.markup import W, child_val, number, val
from veiligheid.document.woorden import Bloksoort

_LAST_LEVEL = 2


@dataclass(slots=True)
class Stuk:
    """A block as it stands in the file. `head`: the numbers of its label (of the heading when it
    has none), `numbers`: of all that belongs to it."""

    soort: Bloksoort
    html: str
    head: frozenset[int]
    numbers: frozenset[int]
    key: UUID | None = None
    nieuw: bool = False
    typed_in_label: bool = False


@dataclass(slots=True)
class Deel:
    """A paragraaf as it stands in the file. `key` is "" until it is known; `nieuw`: it stands in
    no bijdrage yet."""

    kop: str
    head: frozenset[int]
    key: str = ""
    nieuw: bool = False
    stukken: list[Stuk] = field(default_factory=list)

    @property
    def numbers(self) -> frozenset[int]:
        return self.head.union(*(stuk.numbers for stuk in self.stukken))


@dataclass(slots=True)
class _Region:
    """A heading or a label with what follows up to the next."""

    head: etree._Element | None
    is_kop: bool
    key: str = ""
    blok: UUID | None = None
    soort: Bloksoort = Bloksoort.CONTEXT
    body: list[etree._Element] = field(default_factory=list)


class StructureReader:
    """Reads states of one file.

    keys: the keys of paragrafen by bookmark. by_text: whether a line that only says "Terugblik op
    2024" is a label; under a heading without a bookmark it always is.
    """

    def __init__(self, file: Wordfile, keys: dict[str, str], *, by_text: bool) -> None:
        self._file = file
        self._keys = keys
        self._by_text = by_text

    def read(self, body: etree._Element, accepted: frozenset[str]) -> list[Deel]:
        """The paragrafen in a resolved body. Text before the first heading stands in a deel
        without a kop."""
        delen: list[Deel] = []
        for region in self._regions(body):
            head = frozenset() if region.head is None else numbers_of(region.head)
            if region.is_kop or not delen:
                kop = "" if region.head is None else self._file.line(region.head, accepted)
                if region.is_kop:
                    delen.append(Deel(kop, head, region.key))
                else:
                    delen.append(Deel("", frozenset()))
            stuk = self._stuk(region, head, accepted)
            if not region.is_kop or stuk.html:
                delen[-1].stukken.append(stuk)
        return [deel for deel in delen if deel.key or deel.kop or _has_text(deel)]

    def block_html(
        self, body: etree._Element, heads: frozenset[int], accepted: frozenset[str]
    ) -> str:
        """The text of the block with one of these label numbers; "" when it isn't there."""
        for region in self._regions(body):
            head = frozenset() if region.head is None else numbers_of(region.head)
            if head & heads or (not heads and region.head is None):
                return self._stuk(region, head, accepted).html
        return ""

    def kop(self, body: etree._Element, accepted: frozenset[str]) -> str:
        """The first heading in a resolved body; "" without one."""
        found = next((r.head for r in self._regions(body) if r.is_kop), None)
        return "" if found is None else self._file.line(found, accepted)

    def _stuk(self, region: _Region, head: frozenset[int], accepted: frozenset[str]) -> Stuk:
        html = self._file.html(region.body, accepted)
        typed = ""
        if region.head is not None and not region.is_kop:
            typed = typed_after(self._file.line(region.head, accepted))
        if typed:
            html = self._file.html([_as_text(region.head, typed), *region.body], accepted)
        numbers = head.union(*(numbers_of(block) for block in region.body))
        return Stuk(region.soort, html, head, numbers, region.blok, typed_in_label=bool(typed))

    def _regions(self, body: etree._Element) -> list[_Region]:
        regions: list[_Region] = []
        for block in body.iterchildren(W + "p", W + "tbl"):
            new = self._begins(block, regions) if block.tag == W + "p" else None
            if new is not None:
                regions.append(new)
            elif not self._is_ours(block, regions):
                if not regions:
                    regions.append(_Region(None, False))
                regions[-1].body.append(block)
        return regions

    def _begins(self, block: etree._Element, regions: list[_Region]) -> _Region | None:
        names = [
            (val(start, "name") or "").lower()
            for start in block.iter(W + "bookmarkStart")
            if (val(start, "name") or "").lower().startswith((PARAGRAAF, BLOK))
        ]
        key = next((self._keys.get(n, "") for n in names if n.startswith(PARAGRAAF)), None)
        blok = next((blok_of(n) for n in names if n.startswith(BLOK)), None)
        properties = block.find(W + "pPr")
        named = child_val(properties, "pStyle")
        text = "".join(t.text or "" for t in block.iter(W + "t"))
        if key is None and blok is None and not text.strip():
            return None
        outline = child_val(properties, "outlineLvl")
        own = None if outline is None else number(outline, 9, 0, 9)
        level = self._file.styles.resolve(named).heading_level(own)
        if key is not None or (1 <= level <= _LAST_LEVEL):
            return _Region(block, True, key or "")
        by_style = self._soort_of_style(named)
        kop = next((r for r in reversed(regions) if r.is_kop), None)
        under_new = self._by_text or kop is None or not kop.key
        loose = properties is None or properties.find(W + "numPr") is None
        soort = soort_of(text) if by_style or blok or (under_new and loose) else None
        if soort is None and by_style is None and blok is None:
            return None
        return _Region(block, False, blok=blok, soort=soort or by_style or Bloksoort.CONTEXT)

    def _soort_of_style(self, named: str | None) -> Bloksoort | None:
        for style in self._file.styles.chain(named)[:1] if named else ():
            return soort_of_style(style.name) or soort_of_style(style.id)
        return None

    def _is_ours(self, block: etree._Element, regions: list[_Region]) -> bool:
        """Whether it is the title or the note on how to use the file, before the first heading."""
        if block.tag != W + "p" or any(region.is_kop for region in regions):
            return False
        named = child_val(block.find(W + "pPr"), "pStyle")
        style = next(iter(self._file.styles.chain(named)), None) if named else None
        ids = {(named or "").lower(), style.name if style else ""}
        return bool(
            ids & {NOTE_STYLE.lower(), style_id(NOTE_STYLE).lower()}
            or self._file.styles.resolve(named).title
        )


def _has_text(deel: Deel) -> bool:
    return any(stuk.html or stuk.key for stuk in deel.stukken)


def _as_text(head: etree._Element | None, typed: str) -> etree._Element:
    paragraph = etree.Element(W + "p")
    text = etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t")
    text.text = typed
    return paragraph
