"""What an annex consists of, as frozen data: pieces in the order in which they are read.

A piece says what it is, never how it looks. Everything that goes with it (its chart as SVG, its
figures as CSV, its picture) is made from it. Tagged, so that JSON gives back the same kinds.

All ``html`` fields hold sanitised rich text with its references resolved, as in `document`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from veiligheid.document.figuur import Figuur
from veiligheid.document.keuring import Keuring
from veiligheid.document.oordeel import Oordeelstuk
from veiligheid.document.register import Registerrij
from veiligheid.document.spiegel import Spiegel


class Tekstdeel(msgspec.Struct, frozen=True, tag="tekst"):
    """Running text. `niveau` 1 is a heading right beneath the annex's title; `kop` may be empty."""

    anker: str
    niveau: int
    kop: str
    html: str


class Afbeelding(msgspec.Struct, frozen=True, tag="afbeelding"):
    """A picture. `bestand` names the file that goes with the document; sizes in pixels."""

    bestand: str
    mediatype: str
    breedte: int
    hoogte: int
    alt: str
    bijschrift: str


class Figuurdeel(msgspec.Struct, frozen=True, tag="figuur"):
    """A chart with the sentence above it and the days its figures describe and were fetched.

    `opmerkingen`: how it is counted, and why years may not be compared. `adres`: where the newest
    figures are, by area, for whoever wants more than is stored here.
    """

    anker: str
    kop: str
    zin: str
    figuur: Figuur
    definitie: str = ""
    peildatum: date | None = None
    raadpleegdatum: date | None = None
    opmerkingen: tuple[str, ...] = ()
    adres: str = ""


class Kerncijfer(msgspec.Struct, frozen=True):
    """One number to hang on the wall, with what it says and how it went."""

    waarde: str
    naam: str
    eenheid: str
    periode: str
    zin: str
    figuur: Figuur
    raadpleegdatum: date | None = None
    definitie: str = ""
    adres: str = ""


class Kerncijfers(msgspec.Struct, frozen=True, tag="kerncijfers"):
    """The infographic of a theme."""

    thema: str
    cijfers: tuple[Kerncijfer, ...]


class Kolom(msgspec.Struct, frozen=True):
    """A column; `getal` when it holds numbers in Dutch notation."""

    naam: str
    getal: bool = False


class Rij(msgspec.Struct, frozen=True):
    """A row: its heading, and a cell for each further column. `voet` for a row that adds up."""

    kop: str
    cellen: tuple[str, ...]
    voet: bool = False


class Tabeldeel(msgspec.Struct, frozen=True, tag="tabel"):
    """A table whose first column heads its rows, with its caption and remarks beneath it. eenheid:
    that of its numbers, when they share one; its file says it in each row."""

    anker: str
    kop: str
    bijschrift: str
    kolommen: tuple[Kolom, ...]
    rijen: tuple[Rij, ...]
    opmerkingen: tuple[str, ...] = ()
    bron: str = ""
    eenheid: str = ""


class Bestanddeel(msgspec.Struct, frozen=True, tag="bestand"):
    """A file of its own beside the letter. It is never merged into it: that would break its
    accessibility. `oordeel` is what the judge of PDF/UA and PDF/A had to say."""

    bestand: str
    naam: str
    mediatype: str
    grootte: int
    sha256: str
    bladzijden: int | None
    oordeel: tuple[str, ...]

    @property
    def keuring(self) -> Keuring:
        return Keuring.of(self.oordeel)


class Spiegeldeel(msgspec.Struct, frozen=True, tag="spiegel"):
    """What was promised beside what was reported, of one plan and year. Its html holds no links:
    what it quotes stands elsewhere."""

    anker: str
    spiegel: Spiegel


class Auditdeel(msgspec.Struct, frozen=True, tag="auditoordeel"):
    """What the auditcommissie says of a published mirror, row by row beside the zelfoordeel."""

    anker: str
    stuk: Oordeelstuk


class Registerdeel(msgspec.Struct, frozen=True, tag="toezeggingen"):
    """The register of promises on the letter's day."""

    anker: str
    dag: date
    rijen: tuple[Registerrij, ...]


Deel = (
    Tekstdeel
    | Afbeelding
    | Figuurdeel
    | Kerncijfers
    | Tabeldeel
    | Bestanddeel
    | Spiegeldeel
    | Registerdeel
    | Auditdeel
)


def heads(delen: Iterable[Deel]) -> Iterator[tuple[str, str, int]]:
    """Anchor, heading and its level of every piece that has a heading."""
    for deel in delen:
        if kop := getattr(deel, "kop", ""):
            yield getattr(deel, "anker", ""), kop, getattr(deel, "niveau", 1)


def ankers(delen: Iterable[Deel]) -> set[str]:
    """The anchors of these pieces."""
    return {deel.anker for deel in delen if hasattr(deel, "anker")}


def bestandsnamen(delen: Iterable[Deel]) -> dict[str, str]:
    """The files that these pieces show or offer, by name, with their media type."""
    named = (deel for deel in delen if isinstance(deel, Afbeelding | Bestanddeel))
    return {deel.bestand: deel.mediatype for deel in named}
