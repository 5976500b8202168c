"""What a text becomes when one proposal for it is accepted while others were refused.

The proposals for one text are a chain, each made on top of those before it. Accepted in order they
fit to the letter. After a refusal, or after somebody wrote on in the portal, the text is another
than the proposal began with: then only what the proposal itself changes is carried over, and only
where nothing else was changed.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from veiligheid.core.richtext import sanitize
from veiligheid.core.verschil import Vergelijker, Werk

# A tag, a word, white space, or a sign: two changes beside each other share none.
_TOKEN = re.compile(r"<[^>]+>|&#?\w{1,20};|\w+|\s+|[^\w\s<]")


class _Edit(NamedTuple):
    """From which token to which in the old text, and what comes in its place."""

    begin: int
    end: int
    words: list[str]

    @property
    def inserts_only(self) -> bool:
        return self.begin == self.end


def merged(tekst: str, voor: str, na: str, kept: Iterable[tuple[str, str]] = ()) -> str | None:
    """`tekst` with the change from `voor` to `na`, in normal form; None when it doesn't fit and a
    person must do it by hand.

    All are rich text in normal form. kept: the proposals before this one that were not accepted,
    as (voor, na). What they wanted to take away stands before what this one puts in its place.
    """
    if tekst == voor:
        return na
    if tekst == na:
        return tekst
    base, ours, theirs = (_TOKEN.findall(text) for text in (voor, tekst, na))
    werk = Werk()
    change, mine = _edits(base, theirs, werk), _edits(base, ours, werk)
    if clashes := list(_clashes(mine, change)):
        # What nobody took away was there before what this change puts in the same place.
        stayed = {_words(text) for one in kept for text in _gone(*one)}
        if not all(one.inserts_only and _words("".join(one.words)) in stayed for one in clashes):
            return None
    out: list[str] = []
    at = 0
    # Equal places: what stayed comes first (sorting keeps the order of the two lists).
    for begin, end, words in sorted([*mine, *change], key=lambda edit: edit[:2]):
        out += base[at:begin] + words
        at = end
    result = "".join(out + base[at:])
    # A tag that lost its partner shows itself here.
    return result if sanitize(result) == result else None


def _edits(old: list[str], new: list[str], werk: Werk) -> list[_Edit]:
    """The fewest tokens that differ. What both texts begin and end with is no part of it."""
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    was, now = old[head : len(old) - tail], new[head : len(new) - tail]
    return [
        _Edit(head + i1, head + i2, now[j1:j2])
        for tag, i1, i2, j1, j2 in Vergelijker(was, now, werk).get_opcodes()
        if tag != "equal"
    ]


def _alike(old: list[str], new: list[str]) -> int:
    """How many tokens both begin with."""
    different = (at for at, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    return next(different, min(len(old), len(new)))


def _gone(voor: str, na: str) -> list[str]:
    old, new = _TOKEN.findall(voor), _TOKEN.findall(na)
    return ["".join(old[e.begin : e.end]) for e in _edits(old, new, Werk()) if e.begin < e.end]


def _words(text: str) -> str:
    return " ".join(text.split())


def _clashes(mine: list[_Edit], change: list[_Edit]) -> Iterator[_Edit]:
    """Those of mine that speak of the same words as an edit of another, or put something in the
    same place. Each list is in order, and nothing in it overlaps."""
    at = other = 0
    while at < len(mine) and other < len(change):
        one, theirs = mine[at], change[other]
        if one[:2] != theirs[:2] and one.end <= theirs.begin:
            at += 1
        elif one[:2] != theirs[:2] and theirs.end <= one.begin:
            other += 1
        else:
            yield one
            at, other = (at + 1, other) if one.end <= theirs.end else (at, other + 1)
