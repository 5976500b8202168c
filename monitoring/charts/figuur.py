"""One description of a figure, from which everything a reader sees is made."""

from dataclasses import dataclass
from enum import StrEnum

from monitoring.charts.alt import describe
from monitoring.series import Reeks


class Figuursoort(StrEnum):
    LIJN = "lijn"
    STAAF = "staaf"


@dataclass(frozen=True)
class Figuur:
    """`reeksen` share the labels of the first. A staaf has one series. `alt` says what the figure
    shows; `figuur` makes it from the data, unless a person wrote another."""

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


def figuur(
    soort: Figuursoort,
    titel: str,
    eenheid: str,
    bron: str,
    decimalen: int,
    reeksen: tuple[Reeks, ...],
    *,
    alt: str = "",
    as_naam: str = "Periode",
    nadruk: str = "",
) -> Figuur:
    """A figure with its alt text. Raises ValueError when the series do not share their labels,
    or a staaf has more than one."""
    labels = {tuple(p.label for p in reeks.punten) for reeks in reeksen}
    if len(labels) > 1:
        raise ValueError("reeksen met andere labels passen niet in één figuur")
    if soort is Figuursoort.STAAF and len(reeksen) != 1:
        raise ValueError("een staaf heeft één reeks")
    alt = alt or describe(soort.value, titel, eenheid, decimalen, reeksen)
    return Figuur(soort, titel, eenheid, bron, decimalen, reeksen, alt, as_naam, nadruk)
