"""A chart as frozen data: its series, its figures, and what it shows in words."""

import operator
from dataclasses import dataclass
from decimal import Decimal

from veiligheid.document.woorden import Figuursoort

# How the note of a figure begins that is known, and not shown.
NIET_GETOOND = "niet getoond"
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


@dataclass(frozen=True)
class Figuur:
    """`reeksen` share the labels of the first. A staaf has one series. `alt` says what the figure
    shows; it is made from the data, unless a person wrote
    another."""

    soort: Figuursoort
    titel: str
    eenheid: str
    bron: str
    decimalen: int
    reeksen: tuple[Reeks, ...]
    alt: str
    # The word over the first column of its table: "Jaar", "Gebied".
    as_naam: str = "Periode"
    # The label of the bar that it is about: that of the area which was asked for.
    nadruk: str = ""

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(p.label for p in self.reeksen[0].punten) if self.reeksen else ()

    @property
    def leeg(self) -> bool:
        """Whether there is no figure to draw at all."""
        return not any(reeks.bekend for reeks in self.reeksen)

    @property
    def heeft_voorlopig(self) -> bool:
        return any(p.voorlopig for reeks in self.reeksen for p in reeks.bekend)
