"""What the templates of an annex see: its pieces with their level of heading, their chart as SVG,
their table, the name of their CSV."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe

from monitoring.charts.figuur import Figuur
from monitoring.charts.klein import render_klein
from monitoring.charts.notatie import nl, punt_tekst
from monitoring.charts.svg import BREED, PAPIER, render_svg
from rapportage.delen import (
    Afbeelding,
    Auditdeel,
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
from rapportage.rendering.audit import AuditInBeeld, audit_in_beeld
from rapportage.rendering.cijferbestanden import csv_naam, kerncijfer_naam
from rapportage.rendering.spiegel import SpiegelInBeeld, Spiegelkeuze, spiegel_in_beeld

# Key figures on paper: up to so many in so many columns, with charts of this width and height, so
# that they fill one page. On a screen all are alike.
_OP_PAPIER = ((3, 1, 480, 110), (4, 2, 320, 250), (6, 2, 320, 94), (99, 3, 220, 104))
_OP_SCHERM = (320, 110)
# Any chart on a narrow screen.
_SMAL = (320, 170)

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
    spiegel: SpiegelInBeeld | None = None
    audit: AuditInBeeld | None = None


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

    @property
    def begint_met_blad(self) -> bool:
        """Whether its key figures come first: on paper they are then its whole first page, its
        title included."""
        return bool(self.delen) and self.delen[0].blad is not None

    @property
    def heeft_cijfers(self) -> bool:
        """Whether figures come with it as CSV."""
        return any(deel.csv or deel.beeld or deel.blad for deel in self.delen)


def bijlage_weergave(
    bijlage: Bijlage,
    bewerk: Bewerk,
    niveau: int,
    keuze: Spiegelkeuze | None = None,
    *,
    papier: bool = False,
) -> BijlageWeergave:
    """`niveau` is the level of the annex's own heading; its pieces are one deeper. keuze: what of a
    mirror is shown."""
    return BijlageWeergave(
        bijlage.anker,
        bijlage.nummer,
        bijlage.titel,
        bijlage.naam,
        niveau,
        delen_weergave(bijlage.delen, bijlage.anker, bewerk, niveau, keuze, papier=papier),
    )


def delen_weergave(
    delen: Sequence[Deel],
    anker: str,
    bewerk: Bewerk,
    niveau: int,
    keuze: Spiegelkeuze | None = None,
    *,
    papier: bool = False,
) -> tuple[DeelInBijlage, ...]:
    """Pieces beneath a heading of this level. anker: of what they stand in."""
    return tuple(_Zetter(anker, bewerk, niveau, keuze, papier).delen(delen))


@dataclass
class _Zetter:
    """Walks through pieces and counts the level of their headings, so that none is skipped."""

    anker: str
    bewerk: Bewerk
    niveau: int
    keuze: Spiegelkeuze | None
    papier: bool

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
                klein = "" if self.papier else render_klein(deel.figuur, *_SMAL)
                csv = csv_naam(self.anker, deel.anker)
                groot = render_svg(deel.figuur, PAPIER if self.papier else BREED)
                beeld = _beeld(deel.figuur, groot, csv, klein)
                return DeelInBijlage(soort, level, deel, deel.anker, deel.kop, beeld=beeld)
            case Tabeldeel():
                csv = csv_naam(self.anker, deel.anker)
                rijen = _rijen(deel)
                return DeelInBijlage(soort, level, deel, deel.anker, deel.kop, rijen=rijen, csv=csv)
            case Kerncijfers():
                return DeelInBijlage(soort, level, deel, blad=_blad(deel, papier=self.papier))
            case Spiegeldeel():
                spiegel = spiegel_in_beeld(deel.spiegel, self.keuze)
                return DeelInBijlage(soort, level, deel, deel.anker, spiegel=spiegel)
            case Auditdeel():
                audit = audit_in_beeld(deel.stuk)
                return DeelInBijlage(soort, level, deel, deel.anker, audit=audit)
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


def _blad(deel: Kerncijfers, *, papier: bool) -> Kerncijferblad:
    _, kolommen, *maat = next(size for size in _OP_PAPIER if len(deel.cijfers) <= size[0])
    shown = []
    for n, c in enumerate(deel.cijfers, start=1):
        svg = render_klein(c.figuur, *(maat if papier else _OP_SCHERM))
        beeld = _beeld(c.figuur, svg, kerncijfer_naam(n))
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
