"""Moving things between the blocks of one paragraaf, on their content: no ORM.

`apply_step` is what a button in the form says: ``erbij:context``, ``omhoog:2``, ``weg:1``,
``grens-op:2`` (the first piece of block 2 goes to the end of block 1), ``grens-neer:1`` (the last
piece of block 1 goes to the front of block 2), ``knip:1`` (the last piece of block 1 becomes a
block of its own), ``samen:1`` (block 2 joins block 1). A piece is a block element: an alinea, a
list, a table. Steps that lead nowhere change nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from lxml import html as lxml_html

from themas.jaar.saving import BlokInhoud
from veiligheid.document.woorden import Bloksoort


def apply_step(blokken: list[BlokInhoud], step: str) -> list[BlokInhoud]:
    verb, _, rest = step.partition(":")
    if verb == "erbij" and rest in {s.value for s in Bloksoort}:
        return [*blokken, BlokInhoud(uuid4(), Bloksoort(rest), "")]
    if not rest.isdecimal() or not 0 <= (n := int(rest)) < len(blokken):
        return blokken
    change = _STEPS.get(verb)
    return change(blokken, n) if change else blokken


def focus_after(step: str) -> int | None:
    """The number of the block where the focus belongs after a step; -1 is the last one."""
    verb, _, rest = step.partition(":")
    if verb == "erbij":
        return -1
    if not rest.isdecimal() or verb not in _MOVES:
        return None
    return max(0, int(rest) + _MOVES[verb])


# By how many places the attention moves with the step.
_MOVES = {
    "omhoog": -1,
    "omlaag": 1,
    "grens-op": 0,
    "grens-neer": 0,
    "weg": -1,
    "knip": 1,
    "samen": 0,
}


def pieces(html: str) -> list[str]:
    """The block elements of rich text, in order."""
    if not html:
        return []
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return [lxml_html.tostring(e, encoding="unicode", with_tail=False) for e in root]


def _swap(blokken: list[BlokInhoud], a: int, b: int) -> list[BlokInhoud]:
    if not 0 <= b < len(blokken):
        return blokken
    result = list(blokken)
    result[a], result[b] = result[b], result[a]
    return result


def _shift(blokken: list[BlokInhoud], a: int, b: int) -> list[BlokInhoud]:
    """One piece from block a to its neighbour b, at the side where they meet."""
    if not 0 <= b < len(blokken) or not (from_a := pieces(blokken[a].tekst)):
        return blokken
    result = list(blokken)
    if b < a:
        moved, rest = from_a[0], from_a[1:]
        to = blokken[b].tekst + moved
    else:
        moved, rest = from_a[-1], from_a[:-1]
        to = moved + blokken[b].tekst
    result[a] = replace(blokken[a], tekst="".join(rest))
    result[b] = replace(blokken[b], tekst=to)
    return result


def _cut(blokken: list[BlokInhoud], n: int) -> list[BlokInhoud]:
    """The last piece of a block becomes a block of the same kind, about the same acties."""
    stukken = pieces(blokken[n].tekst)
    if len(stukken) < 2:
        return blokken
    first = replace(blokken[n], tekst="".join(stukken[:-1]))
    second = replace(blokken[n], sleutel=uuid4(), tekst=stukken[-1])
    return [*blokken[:n], first, second, *blokken[n + 1 :]]


def _join(blokken: list[BlokInhoud], n: int) -> list[BlokInhoud]:
    """The next block joins this one: its text below, its acties besides. The kind stays."""
    if n + 1 >= len(blokken):
        return blokken
    one, two = blokken[n], blokken[n + 1]
    acties = tuple(dict.fromkeys((*one.acties, *two.acties)))
    joined = replace(one, tekst=one.tekst + two.tekst, acties=acties)
    return [*blokken[:n], joined, *blokken[n + 2 :]]


_STEPS: dict[str, Callable[[list[BlokInhoud], int], list[BlokInhoud]]] = {
    "omhoog": lambda blokken, n: _swap(blokken, n, n - 1),
    "omlaag": lambda blokken, n: _swap(blokken, n, n + 1),
    "weg": lambda blokken, n: [*blokken[:n], *blokken[n + 1 :]],
    "grens-op": lambda blokken, n: _shift(blokken, n, n - 1),
    "grens-neer": lambda blokken, n: _shift(blokken, n, n + 1),
    "knip": _cut,
    "samen": _join,
}
