"""A chart with its table, and its figures as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.klein import render_klein
from monitoring.charts.notatie import punt_tekst
from monitoring.charts.svg import BREED, PAPIER, render_svg
from monitoring.charts.tabel import make_csv
from rapportage.rendering.bestandsnamen import Cijferbestand, csv_bestand, csv_naam
from rapportage.rendering.delen.register import Deelsoort, Plek, register
from veiligheid.document.delen import Figuurdeel
from veiligheid.document.figuur import Figuur

# Any chart on a narrow screen.
_SMAL = (320, 170)


@dataclass(frozen=True, slots=True)
class Figuurtabel:
    """The figures of a chart as a table: a column per label, a row per series, and beneath it why a
    figure is not there."""

    as_naam: str
    labels: tuple[str, ...]
    rijen: tuple[tuple[str, tuple[str, ...]], ...]
    redenen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beeld:
    """A chart with everything that goes with it. `csv` names the file of its figures. `klein` is
    the same chart for a narrow screen."""

    figuur: Figuur
    svg: SafeString
    tabel: Figuurtabel
    csv: str
    klein: SafeString


def _toon(deel: Figuurdeel, plek: Plek) -> Beeld:
    klein = "" if plek.papier else render_klein(deel.figuur, *_SMAL)
    groot = render_svg(deel.figuur, PAPIER if plek.papier else BREED)
    return beeld(deel.figuur, groot, csv_naam(plek.anker, deel.anker), klein)


def beeld(figuur: Figuur, svg: str, csv: str, klein: str = "") -> Beeld:
    """A chart with its table and the name of its file."""
    groot, small = (mark_safe(s) for s in (svg, klein))  # noqa: S308 - made here, texts escaped
    return Beeld(figuur, groot, _tabel(figuur), csv, small)


def _tabel(figuur: Figuur) -> Figuurtabel:
    redenen = {
        f"{p.label}: {p.toelichting}": None
        for reeks in figuur.reeksen
        for p in reeks.punten
        if p.toelichting
    }
    rijen = tuple(
        (reeks.naam, tuple(punt_tekst(p, figuur.decimalen) for p in reeks.punten))
        for reeks in figuur.reeksen
    )
    return Figuurtabel(figuur.as_naam, figuur.labels, rijen, tuple(redenen))


def _bestanden(deel: Figuurdeel, anker: str) -> Iterator[Cijferbestand]:
    yield csv_bestand(csv_naam(anker, deel.anker), deel.figuur.titel, make_csv(deel.figuur))


register(
    Deelsoort(
        Figuurdeel,
        "document/delen/_figuur.html",
        toon=_toon,
        bestanden=_bestanden,
        heeft_cijfers=True,
    )
)
