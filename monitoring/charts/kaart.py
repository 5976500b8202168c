"""A map the size of a hand: where an area lies among those beside it. A list with their names
stands beside it on the page, so it is one picture with one sentence for who can't see it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from monitoring.cijfers.models import Gebied, Gebiedsvorm

BREEDTE, MAX_HOOGTE = 320, 400
_RAND = 3
Plek = tuple[int, int]
Ringen = list[list[Sequence[float]]]


def draw_map(gebieden: Sequence[Gebied], waar: Gebied) -> str:
    """An `svg` with these areas, this one filled. Empty when it has no outline itself, or is the
    only one with an outline. At most one query."""
    if len(gebieden) < 2:
        return ""
    rows = Gebiedsvorm.objects.filter(gebied__in=gebieden)
    vormen: dict[int, Ringen] = dict(rows.values_list("gebied_id", "ringen"))
    drawn = [g for g in gebieden if g.pk in vormen]
    if waar.pk not in vormen or len(drawn) < 2:
        return ""
    blad = Blad.of([punt for g in drawn for ring in vormen[g.pk] for punt in ring])
    # The one that it is about comes last: its edge lies over those of the others.
    order = sorted(drawn, key=lambda g: g.pk == waar.pk)
    paths = "".join(
        f'<path class="vb-plattegrond__{"hier" if g.pk == waar.pk else "ander"}" '
        f'd="{blad.path(vormen[g.pk])}"/>'
        for g in order
    )
    alt = escape(f"Kaart: waar {waar.naam} ligt tussen de andere gebieden")
    return (
        f'<svg class="vb-plattegrond" role="img" aria-label="{alt}" '
        f'viewBox="0 0 {BREEDTE} {blad.hoogte}" xmlns="http://www.w3.org/2000/svg">{paths}</svg>'
    )


@dataclass(frozen=True, slots=True)
class Blad:
    """The sheet: degrees become whole points of it. At the size of a municipality a degree of
    longitude is a degree of latitude times the cosine of where one is."""

    west: float
    noord: float
    schaal_x: float
    schaal_y: float
    hoogte: int

    @classmethod
    def of(cls, punten: Sequence[Sequence[float]]) -> "Blad":
        """That holds all of these, as wide as it may be and no higher."""
        xs, ys = [p[0] for p in punten], [p[1] for p in punten]
        narrow = math.cos(math.radians((min(ys) + max(ys)) / 2))
        wide, high = (max(xs) - min(xs)) * narrow or 1e-9, (max(ys) - min(ys)) or 1e-9
        scale = min((BREEDTE - 2 * _RAND) / wide, (MAX_HOOGTE - 2 * _RAND) / high)
        return cls(min(xs), max(ys), scale * narrow, scale, math.ceil(high * scale) + 2 * _RAND)

    def path(self, ringen: Ringen) -> str:
        """Points that fall together or lie on one line are one: nobody sees them apart."""
        return "".join(self._ring(ring) for ring in ringen)

    def _ring(self, ring: Sequence[Sequence[float]]) -> str:
        places = list(_bends([self._place(punt) for punt in ring]))
        if len(places) < 3:
            return ""
        return "M" + "L".join(f"{x} {y}" for x, y in places) + "Z"

    def _place(self, punt: Sequence[float]) -> Plek:
        return (
            round(_RAND + (punt[0] - self.west) * self.schaal_x),
            round(_RAND + (self.noord - punt[1]) * self.schaal_y),
        )


def _bends(places: list[Plek]) -> Iterator[Plek]:
    """Without repeats, and without what lies on the line between its neighbours."""
    apart = [places[0], *(b for a, b in pairwise(places) if a != b)]
    if len(apart) > 1 and apart[0] == apart[-1]:
        apart.pop()
    for n, (x, y) in enumerate(apart):
        (px, py), (nx, ny) = apart[n - 1], apart[(n + 1) % len(apart)]
        if (x - px) * (ny - y) != (y - py) * (nx - x):
            yield x, y
