"""The page of key figures, and the figures of each as CSV."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from monitoring.charts.klein import render_klein
from monitoring.charts.notatie import nl, punt_tekst
from monitoring.charts.tabel import make_csv
from rapportage.rendering.bestandsnamen import Cijferbestand, csv_bestand, kerncijfer_naam
from rapportage.rendering.delen.figuur import Beeld, Figuurtabel, beeld
from rapportage.rendering.delen.register import Deelsoort, Plek, register
from veiligheid.document.delen import Kerncijfer, Kerncijfers

# Key figures on paper: up to so many in so many columns, with charts of this width and height, so
# that they fill one page. On a screen all are alike.
_OP_PAPIER = ((3, 1, 480, 110), (4, 2, 320, 250), (6, 2, 320, 94), (99, 3, 220, 104))
_OP_SCHERM = (320, 110)


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


def _blad(deel: Kerncijfers, plek: Plek) -> Kerncijferblad:
    _, kolommen, *maat = next(size for size in _OP_PAPIER if len(deel.cijfers) <= size[0])
    shown = []
    for n, c in enumerate(deel.cijfers, start=1):
        svg = render_klein(c.figuur, *(maat if plek.papier else _OP_SCHERM))
        chart = beeld(c.figuur, svg, kerncijfer_naam(n))
        newest = c.figuur.reeksen[0].bekend[-1]
        getal = nl(newest.waarde or Decimal(0), c.figuur.decimalen)
        status = f"({newest.status})" if newest.voorlopig else ""
        eenheid = "" if c.eenheid == "aantal" else c.eenheid
        na = " ".join(filter(None, (eenheid, status)))
        shown.append(KerncijferWeergave(c, newest.voorvoegsel, getal, na, chart))
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


def _bestanden(deel: Kerncijfers, anker: str) -> Iterator[Cijferbestand]:
    for n, cijfer in enumerate(deel.cijfers, start=1):
        yield csv_bestand(kerncijfer_naam(n), cijfer.figuur.titel, make_csv(cijfer.figuur))


register(
    Deelsoort(
        Kerncijfers,
        "document/delen/_kerncijfers.html",
        "document/delen/_blad.html",
        toon=_blad,
        bestanden=_bestanden,
        vult_blad=True,
        heeft_cijfers=True,
    )
)
