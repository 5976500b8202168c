"""Figures as plain data: what aggregates give and charts draw. Frozen, without ORM."""

import operator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal

# How the note of a figure begins that is known, and not shown.
NIET_GETOOND = "niet getoond"
PER_INWONER = "per 1.000 inwoners"
_COMPARE = {
    "<": operator.lt,
    "≤": operator.le,
    ">": operator.gt,
    "≥": operator.ge,
    "=": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Punt:
    """One figure. `waarde` None: not shown, and `toelichting` says why (unknown, or hidden since
    it is so small). It is never a zero."""

    label: str
    waarde: Decimal | None
    precisie: str = "exact"
    status: str = ""
    toelichting: str = ""

    @property
    def voorlopig(self) -> bool:
        return "voorlopig" in self.status

    @property
    def verborgen(self) -> bool:
        """Whether the figure is known but not shown, since it is so small."""
        return self.toelichting.startswith(NIET_GETOOND)

    @property
    def voorvoegsel(self) -> str:
        """The word before the number: "ruim", "meer dan", "ongeveer", or nothing."""
        return "" if self.precisie == "exact" else self.precisie


@dataclass(frozen=True, slots=True)
class Streef:
    """What a figure should be: comparison, value and the document that says so."""

    label: str
    vergelijking: str
    waarde: Decimal
    document: str

    def holds(self, waarde: Decimal) -> bool:
        """Whether a figure is what it should be."""
        return bool(_COMPARE[self.vergelijking](waarde, self.waarde))


@dataclass(frozen=True, slots=True)
class Reeks:
    """Figures that belong together: of one area through time, or of one period over areas."""

    naam: str
    punten: tuple[Punt, ...]
    streef: tuple[Streef, ...] = ()

    @property
    def bekend(self) -> tuple[Punt, ...]:
        return tuple(p for p in self.punten if p.waarde is not None)


def per_thousand(punt: Punt, inwoners: Decimal | None) -> Punt:
    """The figure per 1,000 inhabitants, on one decimal. Unknown without a population."""
    if punt.waarde is None:
        return punt
    if not inwoners:
        return replace(punt, waarde=None, status="", toelichting="het aantal inwoners is onbekend")
    rate = (punt.waarde * 1000 / inwoners).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return replace(punt, waarde=rate)
