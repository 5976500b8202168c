"""Where the words of a remark stand after the text around them changed. No ORM here.

Better lost than at other words. One change in one place is followed exactly; where several places
changed in one save, words are followed when they stand unchanged in a stretch that both texts have
once. What is lost is found again when it comes back with what stood around it, as after putting
an older version back, or when an alinea moves to another block.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from veiligheid.core.verschil import Vergelijker, Werk, lines

# So much of the line on either side is remembered, to know lost words by.
_OMGEVING = 60
# Words with what stood around them are known again when that is at least so long.
_HERKENBAAR = 20
_RIJK = ("<p", "<ul", "<ol", "<table")


@dataclass(frozen=True, slots=True)
class Plek:
    """Words in a plain text: from `begin` up to `eind`."""

    begin: int
    eind: int


@dataclass(frozen=True, slots=True)
class Omgeving:
    """The words, and what stands before and after them in their own line."""

    voor: str
    woorden: str
    na: str

    @property
    def herkenbaar(self) -> bool:
        return len(self.voor) + len(self.woorden) + len(self.na) >= _HERKENBAAR


def text_of(stuk: object) -> str:
    """A piece of content as the plain text that places count in: a line for each alinea, list item
    and row. Pieces that are no text are empty."""
    if isinstance(stuk, dict):
        stuk = stuk.get("tekst", "")
    if not isinstance(stuk, str):
        return ""
    return "\n".join(lines(stuk)) if stuk.startswith(_RIJK) else stuk


def follow(old: str, new: str, plek: Plek) -> Plek | None:
    """Where the words that stood at `plek` in `old` stand in `new`; None when they are gone or
    nobody can tell."""
    if old == new:
        return plek
    shift = len(new) - len(old)
    before, after = _shared(old, new)
    stays, moves = plek.eind <= before, plek.begin >= len(old) - after
    if stays and moves:
        return None  # words that are there twice, and either may be the new one
    if stays:
        return _whole(old, new, plek, 0)
    if moves:
        return _whole(old, new, plek, shift)
    return _aligned(old, new, plek)


def _shared(old: str, new: str) -> tuple[int, int]:
    """How many letters two texts have in common at the start, and at the end."""
    room = min(len(old), len(new))
    before = next((n for n in range(room) if old[n] != new[n]), room)
    after = next((n for n in range(room) if old[-1 - n] != new[-1 - n]), room)
    return before, after


def _whole(old: str, new: str, plek: Plek, shift: int) -> Plek | None:
    """The same words, unless they have become part of a longer one."""
    begin, eind = plek.begin + shift, plek.eind + shift
    if new[begin:eind] != old[plek.begin : plek.eind]:
        return None
    edges = ((plek.begin, begin), (plek.eind, eind))
    if any(_joined(new, now) and not _joined(old, was) for was, now in edges):
        return None
    return Plek(begin, eind)


def _joined(text: str, at: int) -> bool:
    """Whether a word goes on over this place."""
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()


def _aligned(old: str, new: str, plek: Plek) -> Plek | None:
    """After changes in several places: the stretch in which the words stand, if both have it once
    and it is long enough to be no other."""
    for first, start, length in _stretches(old, new):
        last = first + length
        if not first <= plek.begin < plek.eind <= last:
            continue
        stretch = old[first:last]
        if (
            len(stretch.strip()) < _HERKENBAAR
            or old.count(stretch) != 1
            or new.count(stretch) != 1
            or new[start : start + len(stretch)] != stretch
        ):
            return None
        return _whole(old, new, plek, start - first)
    return None


# All remarks of a text are followed through the same save.
@lru_cache(maxsize=4)
def _stretches(old: str, new: str) -> tuple[tuple[int, int, int], ...]:
    """What stands in both texts: where in the old one, where in the new one, and how long."""
    was, now = _words(old), _words(new)
    matcher = Vergelijker([w for _, w in was], [w for _, w in now], Werk())
    return tuple(
        (was[i][0], now[j][0], sum(len(w) for _, w in was[i : i + size]))
        for i, j, size in matcher.get_matching_blocks()
        if size
    )


def _words(text: str) -> list[tuple[int, str]]:
    """The words and what is between them, each with its place."""
    edges = [0]
    for n, (a, b) in enumerate(pairwise(text), start=1):
        if not (a.isalnum() and b.isalnum()):
            edges.append(n)
    if text:
        edges.append(len(text))
    return [(a, text[a:b]) for a, b in pairwise(edges)]


def around(text: str, plek: Plek) -> Omgeving:
    """The words with what stands around them in their line."""
    start = text.rfind("\n", 0, plek.begin) + 1
    end = text.find("\n", plek.eind)
    end = len(text) if end < 0 else end
    return Omgeving(
        text[max(start, plek.begin - _OMGEVING) : plek.begin],
        text[plek.begin : plek.eind],
        text[plek.eind : min(end, plek.eind + _OMGEVING)],
    )


def found_again(omgeving: Omgeving, text: str) -> Plek | None:
    """Where lost words stand with all that was around them, if that is in one place only."""
    whole = omgeving.voor + omgeving.woorden + omgeving.na
    if not omgeving.herkenbaar or text.count(whole) != 1:
        return None
    begin = text.index(whole) + len(omgeving.voor)
    plek = Plek(begin, begin + len(omgeving.woorden))
    if _joined(text, plek.begin) or _joined(text, plek.eind):
        return None
    return plek


def places_of(woorden: str, text: str, voor: str = "") -> list[Plek]:
    """Every place where these words stand, whatever white space is between them; of those only
    where `voor` stands right before them, if it does anywhere."""
    if not (parts := woorden.split()):
        return []
    pattern = re.compile(r"(?=(" + r"[^\S\n]+".join(map(re.escape, parts)) + "))")
    plekken = [Plek(*found.span(1)) for found in pattern.finditer(text)]
    before = "".join(voor.split())
    reach = 2 * len(voor) + _OMGEVING
    close = [
        p
        for p in plekken
        if "".join(text[max(0, p.begin - reach) : p.begin].split()).endswith(before)
    ]
    return close if before and close else plekken
