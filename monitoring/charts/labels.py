"""Where the words beside the points of a line stand, so that no line runs through them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Width of a digit and height of a line at the size of the words in a chart.
_DIGIT, _HEIGHT = 6.6, 11.0
_MARK = 6.0


class Vak(NamedTuple):
    """A rectangle."""

    x0: float
    y0: float
    x1: float
    y1: float

    def meets(self, other: "Vak") -> bool:
        return (
            self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1
        )


class Label(NamedTuple):
    """Words at a place; `anchor` as SVG has it."""

    x: float
    y: float
    anchor: str
    tekst: str

    @property
    def vak(self) -> Vak:
        width = len(self.tekst) * _DIGIT
        left = {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return Vak(self.x - left, self.y - _HEIGHT, self.x - left + width, self.y + 1)


Plek = tuple[float, float]
Lijn = tuple[Plek, Plek]


def place_labels(
    punten: Sequence[tuple[Plek, str]], lijnen: Sequence[Lijn], bezet: Iterable[Vak], vlak: Vak
) -> list[Label]:
    """A label for each point with its words: above it, or else where the fewest things are.

    lijnen: the pieces of line that are drawn; bezet: what else is drawn there; vlak: within which
    every label stands.
    """
    marks = [Vak(x - _MARK, y - _MARK, x + _MARK, y + _MARK) for (x, y), _ in punten]
    taken = [*bezet, *marks]
    labels = []
    for (x, y), tekst in punten:
        near = [s for s in lijnen if s[0][0] - 90 < x < s[1][0] + 90]
        best, least = None, 99
        for label in _around(x, y, tekst):
            cost = _cost(label.vak, near, taken, vlak)
            if cost < least:
                best, least = label, cost
            if not cost:
                break
        if best is None:
            continue
        labels.append(best)
        taken.append(best.vak)
    return labels


def _around(x: float, y: float, tekst: str) -> tuple[Label, ...]:
    return (
        Label(x, y - 10, "middle", tekst),
        Label(x, y + 20, "middle", tekst),
        Label(x, y - 16, "middle", tekst),
        Label(x + 8, y - 8, "start", tekst),
        Label(x - 8, y - 8, "end", tekst),
        Label(x + 8, y + 17, "start", tekst),
        Label(x - 8, y + 17, "end", tekst),
        Label(x + 10, y + 4, "start", tekst),
        Label(x - 10, y + 4, "end", tekst),
    )


def _cost(vak: Vak, lijnen: Sequence[Lijn], bezet: Sequence[Vak], vlak: Vak) -> int:
    inside = vlak.x0 <= vak.x0 and vak.x1 <= vlak.x1 and vlak.y0 <= vak.y0 and vak.y1 <= vlak.y1
    return (
        sum(crosses(lijn, vak) for lijn in lijnen)
        + sum(vak.meets(other) for other in bezet)
        + (0 if inside else 3)
    )


def crosses(lijn: Lijn, vak: Vak) -> bool:
    """Whether a piece of line, drawn from left to right, runs through a rectangle."""
    (ax, ay), (bx, by) = lijn
    left, right = max(ax, vak.x0), min(bx, vak.x1)
    if left >= right:
        return False
    slope = (by - ay) / (bx - ax)
    ys = ay + slope * (left - ax), ay + slope * (right - ax)
    # A line has some width itself.
    return min(ys) - 1.5 < vak.y1 and vak.y0 < max(ys) + 1.5
