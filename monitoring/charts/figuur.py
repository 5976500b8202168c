"""Making a figure: one description from which everything a reader sees is made."""

from dataclasses import replace

from monitoring.zinnen import describe_trends, picture_sentence, ranking_sentence
from veiligheid.document.figuur import Figuur, Reeks
from veiligheid.document.woorden import Figuursoort


def figuur(
    soort: Figuursoort,
    titel: str,
    eenheid: str,
    bron: str,
    decimalen: int,
    reeksen: tuple[Reeks, ...],
    *,
    telt: bool,
    alt: str = "",
    as_naam: str = "Periode",
    nadruk: str = "",
) -> Figuur:
    """A figure with its alt text. A line of one figure is none: it becomes a bar, and of several
    areas a bar each. `telt`: the figures are counts. Raises ValueError when the series do not share
    their labels, or a staaf has more than one."""
    labels = {tuple(p.label for p in reeks.punten) for reeks in reeksen}
    if len(labels) > 1:
        raise ValueError("reeksen met andere labels passen niet in één figuur")
    if soort is Figuursoort.STAAF and len(reeksen) != 1:
        raise ValueError("een staaf heeft één reeks")
    if soort is Figuursoort.STAAF:
        told = [ranking_sentence(reeksen[0], decimalen, eenheid, telt=telt)]
    else:
        told = describe_trends(reeksen, decimalen, eenheid, telt=telt)
        if reeksen and all(len(reeks.bekend) < 2 for reeks in reeksen):
            soort, reeksen, as_naam = _as_bars(reeksen, as_naam)
    alt = alt or " ".join([picture_sentence(soort.value, titel, eenheid), *told])
    return Figuur(soort, titel, eenheid, bron, decimalen, reeksen, alt, as_naam, nadruk)


def _as_bars(
    reeksen: tuple[Reeks, ...], as_naam: str
) -> tuple[Figuursoort, tuple[Reeks, ...], str]:
    """Series without a course. One becomes a bar per period; of several that share one period each
    becomes a bar. Several with gaps in them stay what they are: points, with no line between."""
    if len(reeksen) == 1:
        return Figuursoort.STAAF, reeksen, as_naam
    if len(reeksen[0].punten) != 1:
        return Figuursoort.LIJN, reeksen, as_naam
    punten = tuple(replace(reeks.punten[0], label=reeks.naam) for reeks in reeksen)
    return Figuursoort.STAAF, (Reeks(reeksen[0].punten[0].label, punten),), "Gebied"
