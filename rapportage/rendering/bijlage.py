"""What the templates of an annex see: its pieces with their level of heading, their chart as SVG,
their table, the name of their CSV."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.figuur import Figuur
from monitoring.charts.notatie import punt_tekst
from monitoring.charts.svg import render_svg
from rapportage.delen import (
    Afbeelding,
    Bestanddeel,
    Deel,
    Figuurdeel,
    Kerncijfer,
    Kerncijfers,
    Registerdeel,
    Spiegeldeel,
    Tabeldeel,
    Tekstdeel,
)
from rapportage.document import Bijlage
from rapportage.rendering.cijferbestanden import csv_naam, kerncijfer_naam
from rapportage.rendering.spiegel import SpiegelInBeeld, Spiegelkeuze, spiegel_in_beeld

# Rich text of the document → rich text of this page.
Bewerk = Callable[[str], str]


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
    spiegel: SpiegelInBeeld | None = None


@dataclass(frozen=True, slots=True)
class BijlageWeergave:
    anker: str
    nummer: int
    titel: str
    naam: str
    niveau: int
    delen: tuple[DeelInBijlage, ...]

    @property
    def breed(self) -> bool:
        """On paper it wants a page on its side."""
        return any(deel.spiegel is not None for deel in self.delen)


def bijlage_weergave(
    bijlage: Bijlage, bewerk: Bewerk, niveau: int, keuze: Spiegelkeuze | None = None
) -> BijlageWeergave:
    """`niveau` is the level of the annex's own heading; its pieces are one deeper. keuze: what of a
    mirror is shown."""
    return BijlageWeergave(
        bijlage.anker,
        bijlage.nummer,
        bijlage.titel,
        bijlage.naam,
        niveau,
        delen_weergave(bijlage.delen, bijlage.anker, bewerk, niveau, keuze),
    )


def delen_weergave(
    delen: Sequence[Deel],
    anker: str,
    bewerk: Bewerk,
    niveau: int,
    keuze: Spiegelkeuze | None = None,
) -> tuple[DeelInBijlage, ...]:
    """Pieces beneath a heading of this level. anker: of what they stand in."""
    return tuple(_Zetter(anker, bewerk, niveau, keuze).delen(delen))


@dataclass
class _Zetter:
    """Walks through pieces and counts the level of their headings, so that none is skipped."""

    anker: str
    bewerk: Bewerk
    niveau: int
    keuze: Spiegelkeuze | None

    def delen(self, delen: Sequence[Deel]) -> Iterator[DeelInBijlage]:
        previous = self.niveau
        for deel in delen:
            wanted = self.niveau + (deel.niveau if isinstance(deel, Tekstdeel) else 1)
            shown = self._deel(deel, min(wanted, previous + 1, 6))
            previous = shown.niveau if shown.kop else previous
            yield shown

    def _deel(self, deel: Deel, level: int) -> DeelInBijlage:
        soort = str(deel.__struct_config__.tag)
        match deel:
            case Tekstdeel():
                html = self.bewerk(deel.html)
                return DeelInBijlage(soort, level, deel, deel.anker, deel.kop, html)
            case Figuurdeel():
                beeld = _beeld(deel.figuur, csv_naam(self.anker, deel.anker))
                return DeelInBijlage(soort, level, deel, deel.anker, deel.kop, beeld=beeld)
            case Tabeldeel():
                csv = csv_naam(self.anker, deel.anker)
                rijen = _rijen(deel)
                return DeelInBijlage(soort, level, deel, deel.anker, deel.kop, rijen=rijen, csv=csv)
            case Kerncijfers():
                kern = tuple(
                    KerncijferWeergave(c, _beeld(c.figuur, kerncijfer_naam(n)))
                    for n, c in enumerate(deel.cijfers, start=1)
                )
                return DeelInBijlage(soort, level, deel, kerncijfers=kern)
            case Spiegeldeel():
                spiegel = spiegel_in_beeld(deel.spiegel, self.keuze)
                return DeelInBijlage(soort, level, deel, deel.anker, spiegel=spiegel)
            case Registerdeel():
                return DeelInBijlage(soort, level, deel, deel.anker)
            case Afbeelding() | Bestanddeel():
                return DeelInBijlage(soort, level, deel)


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
