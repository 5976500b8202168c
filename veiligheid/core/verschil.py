"""What differs between two texts, to read: line by line, and in a line word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from lxml import html as lxml_html

from veiligheid.core.richtext import plain

Soort = Literal["gelijk", "weg", "erbij"]
_WORD = re.compile(r"\S+\s*|\s+")
_LINE = ("p", "tr", "caption")
# Two lines are one line changed, and not one gone and another come, when so much is the same.
_ALIKE = 0.4
# Beyond this a line is shown as a whole: comparing word by word would take seconds.
_MAX_WORDS = 4_000


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


def difference(oud: str, nieuw: str) -> list[Regel]:
    """Two pieces of rich text in normal form, compared by their words. Lines that did not change
    are left out but for the ones beside a change. Empty when the words are the same."""
    before, after = lines(oud), lines(nieuw)
    if before == after:
        return []
    return _shortened(list(_by_line(before, after)))


def lines(html: str) -> list[str]:
    """The lines of a rich text as plain text."""
    if not html:
        return []
    tree = lxml_html.fragment_fromstring(html, create_parent="div")
    found = [
        plain(lxml_html.tostring(e, encoding="unicode", with_tail=False))
        for e in tree.iter(*_LINE)
        if e.tag != "p" or not any(up.tag == "tr" for up in e.iterancestors())
    ]
    return [line for line in found if line]


def _by_line(before: list[str], after: list[str]) -> Iterator[Regel]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield from (Regel((Deel("gelijk", line),)) for line in before[i1:i2])
        else:
            yield from _changed(before[i1:i2], after[j1:j2])


def _changed(gone: list[str], come: list[str]) -> Iterator[Regel]:
    while gone and come:
        old, new = gone.pop(0), come.pop(0)
        if _alike(old, new):
            yield Regel(tuple(_by_word(old, new)))
        elif len(gone) > len(come):
            yield Regel((Deel("weg", old),))
            come.insert(0, new)
        elif len(come) > len(gone):
            yield Regel((Deel("erbij", new),))
            gone.insert(0, old)
        else:
            yield Regel((Deel("weg", old),))
            yield Regel((Deel("erbij", new),))
    yield from (Regel((Deel("weg", line),)) for line in gone)
    yield from (Regel((Deel("erbij", line),)) for line in come)


def _alike(old: str, new: str) -> bool:
    words = old.split(), new.split()
    if max(map(len, words)) > _MAX_WORDS:
        return False
    return SequenceMatcher(None, *words, autojunk=False).ratio() >= _ALIKE


def _by_word(old: str, new: str) -> Iterator[Deel]:
    before, after = _WORD.findall(old + " "), _WORD.findall(new + " ")
    matcher = SequenceMatcher(None, before, after, autojunk=False)
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
