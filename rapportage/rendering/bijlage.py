"""What the templates of an annex see: its pieces with their level of heading, their chart as SVG,
their table, the name of their CSV."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.figuur import Figuur
from monitoring.charts.notatie import punt_tekst
from monitoring.charts.svg import render_svg
from monitoring.charts.tabel import make_csv, write_csv
from rapportage.delen import Deel, Figuurdeel, Kerncijfer, Kerncijfers, Tabeldeel, Tekstdeel
from rapportage.document import Bijlage

# A number with points between its thousands, which a spreadsheet must not see.
_GETAL = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


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
    """A chart with everything that goes with it. `csv` names the file of its figures."""

    figuur: Figuur
    svg: SafeString
    tabel: Figuurtabel
    csv: str


@dataclass(frozen=True, slots=True)
class KerncijferWeergave:
    cijfer: Kerncijfer
    beeld: Beeld


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
    kerncijfers: tuple[KerncijferWeergave, ...] = ()
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


@dataclass(frozen=True, slots=True)
class Cijferbestand:
    """The figures of a chart or table as CSV (utf-8 with a byte order mark, semicolons)."""

    naam: str
    titel: str
    inhoud: bytes


def bijlage_weergave(
    bijlage: Bijlage, bewerk: Callable[[str], str], niveau: int
) -> BijlageWeergave:
    """`niveau` is the level of the annex's own heading; its pieces are one deeper."""
    return BijlageWeergave(
        bijlage.anker,
        bijlage.nummer,
        bijlage.titel,
        bijlage.naam,
        niveau,
        tuple(_delen(bijlage, bewerk, niveau)),
    )


def cijferbestanden(bijlage: Bijlage) -> list[Cijferbestand]:
    """A CSV for each chart and table of an annex."""
    return list(_cijferbestanden(bijlage))


def _delen(bijlage: Bijlage, bewerk: Callable[[str], str], niveau: int) -> Iterator[DeelInBijlage]:
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
                beeld = _beeld(deel.figuur, _csv_naam(bijlage, deel.anker))
                yield DeelInBijlage(soort, level, deel, deel.anker, deel.kop, beeld=beeld)
                previous = level
            case Tabeldeel():
                csv = _csv_naam(bijlage, deel.anker)
                yield DeelInBijlage(
                    soort, level, deel, deel.anker, deel.kop, rijen=_rijen(deel), csv=csv
                )
                previous = level
            case Kerncijfers():
                shown = tuple(
                    KerncijferWeergave(c, _beeld(c.figuur, _kerncijfer_naam(n)))
                    for n, c in enumerate(deel.cijfers, start=1)
                )
                yield DeelInBijlage(soort, level, deel, kerncijfers=shown)
                previous = level
            case _:
                yield DeelInBijlage(soort, level, deel)


def _rijen(tabel: Tabeldeel) -> tuple[Tabelrij, ...]:
    kinds = [kolom.getal for kolom in tabel.kolommen[1:]]
    return tuple(
        Tabelrij(rij.kop, tuple(zip(rij.cellen, kinds, strict=True)), rij.voet)
        for rij in tabel.rijen
    )


def _beeld(figuur: Figuur, csv: str) -> Beeld:
    svg = mark_safe(render_svg(figuur))  # noqa: S308 - made here, every text escaped
    return Beeld(figuur, svg, _tabel(figuur), csv)


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
    lines = [tuple(k.naam for k in tabel.kolommen)]
    lines += [(rij.kop, *map(_plain_number, rij.cellen)) for rij in tabel.rijen]
    return write_csv(lines)


def _plain_number(cel: str) -> str:
    return cel.replace(".", "") if _GETAL.fullmatch(cel) else cel
