"""What the templates of an annex see: its pieces with their level of heading, their chart as SVG,
their table, the name of their CSV."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.figuur import Figuur
from monitoring.charts.klein import render_klein
from monitoring.charts.notatie import nl, punt_tekst
from monitoring.charts.svg import render_svg
from monitoring.charts.tabel import make_csv, write_csv
from rapportage.delen import Deel, Figuurdeel, Kerncijfer, Kerncijfers, Tabeldeel, Tekstdeel
from rapportage.document import Bijlage

# "ruim 1.980 (voorlopig)": what is said before a number, the number, what is said after it.
_CEL = re.compile(
    r"(?:(?P<voor>[^\d-]+) )?(?P<getal>-?\d{1,3}(?:\.?\d{3})*(?:,\d+)?)(?: \((?P<na>[^)]+)\))?"
)
_LEEG = ("", "–")
# Key figures on paper: up to so many in so many columns, with charts of this width and height, so
# that they fill one page. On a screen all are alike.
_OP_PAPIER = ((3, 1, 480, 110), (4, 2, 320, 250), (6, 2, 320, 94), (99, 3, 220, 104))
_OP_SCHERM = (320, 110)
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


@dataclass(frozen=True, slots=True)
class KerncijferWeergave:
    """A number with what stands small before and after it: "ongeveer" 100 "procent"."""

    cijfer: Kerncijfer
    voor: str
    getal: str
    na: str
    beeld: Beeld


@dataclass(frozen=True, slots=True)
class Kerncijferblad:
    """All key figures of an annex. `kolommen` on paper; `tabel` holds the figures of all of them,
    `bronnen` where they come from and when they were fetched."""

    cijfers: tuple[KerncijferWeergave, ...]
    kolommen: int
    jaren: str
    tabel: Figuurtabel
    bronnen: tuple[tuple[str, date | None], ...]


@dataclass(frozen=True, slots=True)
class Tabelrij:
    """`cellen`: the text, and whether it is a number."""

    kop: str
    cellen: tuple[tuple[str, bool], ...]
    voet: bool


@dataclass(frozen=True, slots=True)
class DeelInBijlage:
    """A piece ready to print. `soort` names its template. `niveau` is the level of its heading."""

    soort: str
    niveau: int
    deel: Deel
    anker: str = ""
    kop: str = ""
    html: str = ""
    beeld: Beeld | None = None
    blad: Kerncijferblad | None = None
    rijen: tuple[Tabelrij, ...] = ()
    csv: str = ""


@dataclass(frozen=True, slots=True)
class BijlageWeergave:
    anker: str
    nummer: int
    titel: str
    naam: str
    niveau: int
    delen: tuple[DeelInBijlage, ...]

    @property
    def begint_met_blad(self) -> bool:
        """Whether its key figures come first: on paper they are then its whole first page, its
        title included."""
        return bool(self.delen) and self.delen[0].blad is not None

    @property
    def heeft_cijfers(self) -> bool:
        """Whether figures come with it as CSV."""
        return any(deel.csv or deel.beeld or deel.blad for deel in self.delen)


@dataclass(frozen=True, slots=True)
class Cijferbestand:
    """The figures of a chart or table as CSV (utf-8 with a byte order mark, semicolons)."""

    naam: str
    titel: str
    inhoud: bytes


def bijlage_weergave(
    bijlage: Bijlage, bewerk: Callable[[str], str], niveau: int, *, papier: bool = False
) -> BijlageWeergave:
    """`niveau` is the level of the annex's own heading; its pieces are one deeper."""
    return BijlageWeergave(
        bijlage.anker,
        bijlage.nummer,
        bijlage.titel,
        bijlage.naam,
        niveau,
        tuple(_delen(bijlage, bewerk, niveau, papier=papier)),
    )


def cijferbestanden(bijlage: Bijlage) -> list[Cijferbestand]:
    """A CSV for each chart and table of an annex."""
    return list(_cijferbestanden(bijlage))


def _delen(
    bijlage: Bijlage, bewerk: Callable[[str], str], niveau: int, *, papier: bool
) -> Iterator[DeelInBijlage]:
    previous = niveau
    for deel in bijlage.delen:
        soort = str(deel.__struct_config__.tag)
        wanted = niveau + (deel.niveau if isinstance(deel, Tekstdeel) else 1)
        level = min(wanted, previous + 1, 6)
        match deel:
            case Tekstdeel():
                html = bewerk(deel.html)
                yield DeelInBijlage(soort, level, deel, deel.anker, deel.kop, html)
                previous = level if deel.kop else previous
            case Figuurdeel():
                csv = _csv_naam(bijlage, deel.anker)
                klein = "" if papier else render_klein(deel.figuur, *_SMAL)
                beeld = _beeld(deel.figuur, render_svg(deel.figuur), csv, klein)
                yield DeelInBijlage(soort, level, deel, deel.anker, deel.kop, beeld=beeld)
                previous = level
            case Tabeldeel():
                csv = _csv_naam(bijlage, deel.anker)
                yield DeelInBijlage(
                    soort, level, deel, deel.anker, deel.kop, rijen=_rijen(deel), csv=csv
                )
                previous = level
            case Kerncijfers():
                yield DeelInBijlage(soort, level, deel, blad=_blad(deel, papier=papier))
                previous = level
            case _:
                yield DeelInBijlage(soort, level, deel)


def _rijen(tabel: Tabeldeel) -> tuple[Tabelrij, ...]:
    kinds = [kolom.getal for kolom in tabel.kolommen[1:]]
    return tuple(
        Tabelrij(rij.kop, tuple(zip(rij.cellen, kinds, strict=True)), rij.voet)
        for rij in tabel.rijen
    )


def _blad(deel: Kerncijfers, *, papier: bool) -> Kerncijferblad:
    _, kolommen, *maat = next(size for size in _OP_PAPIER if len(deel.cijfers) <= size[0])
    shown = []
    for n, c in enumerate(deel.cijfers, start=1):
        svg = render_klein(c.figuur, *(maat if papier else _OP_SCHERM))
        beeld = _beeld(c.figuur, svg, _kerncijfer_naam(n))
        newest = c.figuur.reeksen[0].bekend[-1]
        getal = nl(newest.waarde or Decimal(0), c.figuur.decimalen)
        status = f"({newest.status})" if newest.voorlopig else ""
        eenheid = "" if c.eenheid == "aantal" else c.eenheid
        na = " ".join(filter(None, (eenheid, status)))
        shown.append(KerncijferWeergave(c, newest.voorvoegsel, getal, na, beeld))
    labels = sorted({label for c in deel.cijfers for label in c.figuur.labels})
    return Kerncijferblad(
        tuple(shown),
        kolommen,
        "–".join(dict.fromkeys((labels[0], labels[-1]))),
        _samen(deel, tuple(labels)),
        tuple(dict.fromkeys((c.figuur.bron, c.raadpleegdatum) for c in deel.cijfers)),
    )


def _samen(deel: Kerncijfers, labels: tuple[str, ...]) -> Figuurtabel:
    """The figures of all key figures in one table."""
    rijen, redenen = [], dict[str, None]()
    for c in deel.cijfers:
        punten = {p.label: p for p in c.figuur.reeksen[0].punten}
        texts = (punt_tekst(punten[x], c.figuur.decimalen) if x in punten else "–" for x in labels)
        naam = c.naam if c.eenheid == "aantal" else f"{c.naam} ({c.eenheid})"
        rijen.append((naam, tuple(texts)))
        redenen |= {
            f"{c.naam}, {p.label}: {p.toelichting}": None for p in punten.values() if p.toelichting
        }
    return Figuurtabel("Cijfer", labels, tuple(rijen), tuple(redenen))


def _beeld(figuur: Figuur, svg: str, csv: str, klein: str = "") -> Beeld:
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


def _cijferbestanden(bijlage: Bijlage) -> Iterator[Cijferbestand]:
    for deel in bijlage.delen:
        match deel:
            case Figuurdeel():
                naam = _csv_naam(bijlage, deel.anker)
                yield _bestand(naam, deel.figuur.titel, make_csv(deel.figuur))
            case Tabeldeel():
                yield _bestand(_csv_naam(bijlage, deel.anker), deel.bijschrift, _table_csv(deel))
            case Kerncijfers():
                for n, cijfer in enumerate(deel.cijfers, start=1):
                    naam = _kerncijfer_naam(n)
                    yield _bestand(naam, cijfer.figuur.titel, make_csv(cijfer.figuur))


def _bestand(naam: str, titel: str, text: str) -> Cijferbestand:
    return Cijferbestand(naam, titel, text.encode("utf-8-sig"))


def _csv_naam(bijlage: Bijlage, anker: str) -> str:
    return f"{anker.removeprefix(f'{bijlage.anker}--')}.csv"


def _kerncijfer_naam(n: int) -> str:
    return f"kerncijfer-{n}.csv"


def _table_csv(tabel: Tabeldeel) -> str:
    """As the table reads, but that a column of numbers holds numbers alone. What is said of them
    ("ruim", "voorlopig", "onbekend") stands in a column of its own."""
    head, *kolommen = tabel.kolommen
    columns = [[rij.kop for rij in tabel.rijen]]
    names = [head.naam]
    for n, kolom in enumerate(kolommen):
        cells = [rij.cellen[n] for rij in tabel.rijen]
        names.append(kolom.naam)
        if not kolom.getal:
            columns.append(cells)
            continue
        numbers, remarks = zip(*map(_number_and_remark, cells), strict=True) if cells else ((), ())
        columns.append(list(numbers))
        if any(remarks):
            names.append(f"{kolom.naam} (toelichting)")
            columns.append(list(remarks))
    return write_csv([names, *zip(*columns, strict=True)])


def _number_and_remark(cel: str) -> tuple[str, str]:
    """A cell of a column of numbers: the number without the points between its thousands, and
    what is said of it. A dash is an empty cell."""
    if cel in _LEEG:
        return "", ""
    match = _CEL.fullmatch(cel)
    if match is None:
        return "", cel
    said = ", ".join(filter(None, (match["voor"], match["na"])))
    return match["getal"].replace(".", ""), said
