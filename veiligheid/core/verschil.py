"""What differs between two texts, to read: line by line, and in a line word by word."""

import re
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from functools import lru_cache
from typing import Any, Literal

from lxml import html as lxml_html

from veiligheid.core.richtext import plain

Soort = Literal["gelijk", "weg", "erbij"]
_WORD = re.compile(r"\S+\s*|\s+")
_LINE = ("p", "tr", "caption")
# Two lines are one line changed, and not one gone and another come, when so much is the same.
_ALIKE = 0.4
# Beyond this a line is shown as a whole: comparing word by word would take seconds.
_MAX_WORDS = 4_000


@dataclass(slots=True)
class Werk:
    """How much comparing may still cost, in pairs of equal words that are looked at (a tenth
    of a second in all). What is shared by comparisons, they spend together."""

    over: int = 1_000_000


class Vergelijker(SequenceMatcher[str]):
    """difflib's matcher, in linear time whatever it is given.

    Looking for the longest piece that two texts share takes time by the square when words come
    back often ("a a a a"). Where that would cost more than there is, only what both begin and end
    with counts as the same.
    """

    def __init__(self, oud: Sequence[str], nieuw: Sequence[str], werk: Werk) -> None:
        self._oud, self._nieuw, self._werk = oud, nieuw, werk
        self._times = Counter(nieuw)
        super().__init__(None, oud, nieuw, autojunk=False)

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """As difflib calls it."""
        old, new = self._oud, self._nieuw
        ahi = len(old) if ahi is None else ahi
        bhi = len(new) if bhi is None else bhi
        cost = sum(self._times[old[i]] + 1 for i in range(alo, ahi))
        if cost <= self._werk.over:
            self._werk.over -= cost
            return super().find_longest_match(alo, ahi, blo, bhi)
        room = min(ahi - alo, bhi - blo)
        same = 0
        while same < room and old[alo + same] == new[blo + same]:
            same += 1
        if same:
            return Match(alo, blo, same)
        while same < room and old[ahi - same - 1] == new[bhi - same - 1]:
            same += 1
        return Match(ahi - same, bhi - same, same)


@dataclass(frozen=True, slots=True)
class Deel:
    """A run of words: in both texts, only in the old or only in the new one."""

    soort: Soort
    tekst: str


@dataclass(frozen=True, slots=True)
class Regel:
    """A line of text: a paragraph, a list item or a row of a table. No parts: lines that did not
    change and are left out."""

    delen: tuple[Deel, ...]


def difference(oud: str, nieuw: str, *, cellen: bool = False) -> list[Regel]:
    """Two pieces of rich text in normal form, compared by their words. Lines that did not change
    are left out but for the ones beside a change. Empty when the words are the same. cellen: as in
    `lines`."""
    before, after = lines(oud, cellen=cellen), lines(nieuw, cellen=cellen)
    if before == after:
        return []
    return _shortened(list(_by_line(before, after, Werk())))


def lines(html: str, *, cellen: bool = False) -> list[str]:
    """The lines of a rich text as plain text. cellen: in a row of a table there is a tab between
    two cells."""
    if not html:
        return []
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    found = [
        "\t".join(map(_text, e)) if cellen and e.tag == "tr" else _text(e)
        for e in tree.iter(*_LINE)
        if e.tag != "p" or not any(up.tag == "tr" for up in e.iterancestors())
    ]
    return [line for line in found if line.strip()]


def _text(element: Any) -> str:
    return plain(lxml_html.tostring(element, encoding="unicode", with_tail=False))


def _by_line(before: list[str], after: list[str], werk: Werk) -> Iterator[Regel]:
    matcher = Vergelijker(before, after, werk)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Regel((Deel("gelijk", line),)) for line in before[i1:i2])
        else:
            yield from _changed(deque(before[i1:i2]), deque(after[j1:j2]), werk)


def _changed(gone: deque[str], come: deque[str], werk: Werk) -> Iterator[Regel]:
    while gone and come:
        old, new = gone[0], come[0]
        if _alike(old, new, werk):
            yield Regel(tuple(_by_word(gone.popleft(), come.popleft(), werk)))
        elif len(gone) > len(come):
            yield Regel((Deel("weg", gone.popleft()),))
        elif len(come) > len(gone):
            yield Regel((Deel("erbij", come.popleft()),))
        else:
            yield Regel((Deel("weg", gone.popleft()),))
            yield Regel((Deel("erbij", come.popleft()),))
    yield from (Regel((Deel("weg", line),)) for line in gone)
    yield from (Regel((Deel("erbij", line),)) for line in come)


def _alike(old: str, new: str, werk: Werk) -> bool:
    words = _words(old), _words(new)
    fewest, most = sorted(map(len, words))
    if most > _MAX_WORDS or 2 * fewest < _ALIKE * (fewest + most):
        return False
    return Vergelijker(*words, werk).ratio() >= _ALIKE


# A line that waits for its like is held against one line after the other.
@lru_cache(maxsize=2)
def _words(line: str) -> tuple[str, ...]:
    return tuple(line.split())


def _by_word(old: str, new: str, werk: Werk) -> Iterator[Deel]:
    before, after = _WORD.findall(old + " "), _WORD.findall(new + " ")
    matcher = Vergelijker(before, after, werk)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Deel("gelijk", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Deel("weg", "".join(before[i1:i2]))
        if j2 > j1:
            yield Deel("erbij", "".join(after[j1:j2]))


def _shortened(regels: list[Regel]) -> list[Regel]:
    changed = {n for n, r in enumerate(regels) if any(d.soort != "gelijk" for d in r.delen)}
    out: list[Regel] = []
    for n, regel in enumerate(regels):
        if changed & {n - 1, n, n + 1}:
            out.append(regel)
        elif not out or out[-1].delen:
            out.append(Regel(()))
    return out
