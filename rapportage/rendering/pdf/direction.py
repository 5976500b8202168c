"""Draws text that runs from right to left in the order in which it is read.

A layout engine draws a line from left to right, and so an Arabic or Hebrew name from its last
letter to its first. On paper that is the same; to a reader that takes the text from the structure
tree the name is backwards. ISO 32000-1, 14.8.2.3.3 lets the glyphs be drawn in any order: each is
put in the place where it was.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Hebrew, Arabic and Arabic figures, by their class in the bidirectional algorithm of Unicode.
_RIGHT_TO_LEFT = frozenset(("R", "AL", "AN"))
_FONT = re.compile(rb"/(\S+) (\S+) Tf")
_RISE = re.compile(rb"(\S+) Ts")
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([-+.\de]+)")
_SHOW = b"] TJ"

# Font (its name in the PDF) → number of a glyph → how far it takes the pen, in thousandths.
Widths = Mapping[bytes, Mapping[int, float]]


def runs_to_left(text: str) -> bool:
    """Whether some of this text is drawn in another order than it is read in."""
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def reading_order(runs: Iterable[tuple[int, int, int]]) -> list[int]:
    """The glyphs of a line by their number from the left, in the order in which they are read.

    runs: from the left the pieces of one direction: where each begins in the text, its level in
    the bidirectional algorithm (odd: to the left), and how many glyphs are drawn for it.
    """
    placed: list[tuple[int, list[int]]] = []
    count = 0
    for begin, level, drawn in runs:
        numbers = list(range(count, count + drawn))
        placed.append((begin, numbers[::-1] if level % 2 else numbers))
        count += drawn
    return [number for _, numbers in sorted(placed) for number in numbers]


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph as it was drawn. at, width: in points."""

    code: bytes
    at: float
    width: float
    font: bytes
    size: float
    rise: bytes


def put_in_order(items: list[Any], turned: Mapping[int, Sequence[int]], widths: Widths) -> None:
    """Draw the marked content `turned` (by MCID the order of its glyphs) in that order, in the
    content stream `items` of a page."""
    done: list[Any] = []
    font = b""
    mark: Any = None
    since = 0
    for item in items:
        done.append(item)
        if isinstance(item, dict):
            mark = item if item.get("MCID") in turned else None
            since = len(done)
        elif not isinstance(item, bytes):
            continue
        elif item.endswith(b" Tf"):
            font = font if mark else item
        elif item == b"EMC" and mark is not None:
            inside = done[since:-1]
            del done[since:]
            done += [*_in_order(inside, turned[mark["MCID"]], font, widths), item]
            font = next((i for i in reversed(inside) if _is_operator(i, b" Tf")), font)
            mark = None
    items[:] = done


def _in_order(
    inside: list[Any], order: Sequence[int], font: bytes, widths: Widths
) -> Iterator[Any]:
    """The operators of one marked content; those that show text come last, and anew."""
    glyphs, end = _glyphs(inside, font, widths)
    if len(glyphs) != len(order):
        # Drawn in another way than the layout says (an ellipsis): left as it is.
        yield from inside
        return
    last = next(n for n, i in reversed(list(enumerate(inside))) if _is_operator(i, _SHOW))
    moved = (_SHOW, b" Tf", b" Ts")
    yield from (i for i in inside[:last] if not any(_is_operator(i, ending) for ending in moved))
    yield from _drawn([glyphs[number] for number in order], end)
    yield from inside[last + 1 :]


def _is_operator(item: Any, ending: bytes) -> bool:
    return isinstance(item, bytes) and item.endswith(ending)


def _glyphs(inside: list[Any], font: bytes, widths: Widths) -> tuple[list[_Glyph], float]:
    """The glyphs that are shown, from the left, and where the pen is after the last one."""
    found: list[_Glyph] = []
    at, rise = 0.0, b"0 Ts"
    for item in inside:
        if _is_operator(item, b" Tf"):
            font = item
        elif _is_operator(item, b" Ts") and _RISE.fullmatch(item):
            rise = item
        elif _is_operator(item, _SHOW) and (match := _FONT.fullmatch(font)):
            known, size = widths.get(match[1], {}), float(match[2])
            for shown, moved in _SHOWN.findall(item):
                at -= float(moved or 0) * size / 1000
                for code in (shown[n : n + 4] for n in range(0, len(shown), 4)):
                    width = known.get(int(code, 16), 0) * size / 1000
                    found.append(_Glyph(code, at, width, font, size, rise))
                    at += width
    return found, at


def _drawn(glyphs: list[_Glyph], end: float) -> Iterator[bytes]:
    """These glyphs, each in its place, and the pen where it was to be."""
    pen, shown, before = 0.0, b"", None
    for glyph in glyphs:
        if before is None or (glyph.font, glyph.rise) != (before.font, before.rise):
            if shown:
                yield b"[" + shown + _SHOW
            yield from (glyph.font, glyph.rise)
            shown = b""
        shown += _move(pen, glyph.at, glyph.size) + b"<" + glyph.code + b">"
        pen, before = glyph.at + glyph.width, glyph
    if before is not None:
        yield b"[" + shown + _move(pen, end, before.size) + _SHOW
        if before.rise != b"0 Ts":
            yield b"0 Ts"


def _move(pen: float, to: float, size: float) -> bytes:
    thousandths = round((pen - to) * 1000 / size, 2)
    return b"%g" % thousandths if thousandths else b""
