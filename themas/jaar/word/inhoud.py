"""A bijdrage as plain data, and what came back from Word as proposals. No records here."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from veiligheid.core.findings import Bevinding
from veiligheid.document.woorden import Bloksoort

Voorstelsoort = Literal[
    "invoeging",
    "verwijdering",
    "wijziging",
    "nieuw_blok",
    "nieuwe_paragraaf",
    "weg_blok",
    "weg_paragraaf",
    "verplaatst",
    "kop",
]


@dataclass(frozen=True, slots=True)
class BlokTekst:
    """A block: its lasting key, its kind and its text in normal form."""

    sleutel: UUID
    soort: Bloksoort
    html: str


@dataclass(frozen=True, slots=True)
class ParagraafTekst:
    """A paragraaf: its lasting key inside the bijdrage, its kop (may be empty) and its blocks."""

    sleutel: str
    kop: str
    blokken: tuple[BlokTekst, ...]


@dataclass(frozen=True, slots=True)
class BijdrageTekst:
    """A whole bijdrage at one version. `thema` is its title; one of the years may be missing."""

    thema: str
    verslagjaar: int | None
    vooruitblikjaar: int | None
    versie: int
    bijdrage_id: int
    paragrafen: tuple[ParagraafTekst, ...]


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where something new or moved goes.

    A paragraaf: before `voor_paragraaf`, at the end when that is "". A block: in `paragraaf`,
    before `voor_blok`, at its end when that is None. What is named stands in the bijdrage and does
    not move itself, so that proposals in order keep their order whichever of them are accepted.
    """

    paragraaf: str = ""
    voor_paragraaf: str = ""
    voor_blok: UUID | None = None


@dataclass(frozen=True, slots=True)
class NieuwBlok:
    """A block of a proposed paragraaf. `blok`: it is an existing block that moves there."""

    soort: Bloksoort
    html: str
    blok: UUID | None = None


@dataclass(frozen=True, slots=True)
class Voorstel:
    """One change that a person accepts or refuses.

    wie, op: the author and moment that Word noted; "" and None when the change was not tracked.
    paragraaf, blok: what it is about; the paragraaf is "" for a new one. voor, na: normal-form
    html, of the block, of the kop (as one ``<p>``) or of a whole new or removed paragraaf.
    In one block the proposals are a chain: each `voor` is the `na` of the one before it.
    plaats: for what is new or moved to another place. nieuw: the blocks that come with it. kop: the
    kop of a new paragraaf, or the new kop, as plain text.
    """

    soort: Voorstelsoort
    wie: str
    op: datetime | None
    paragraaf: str
    blok: UUID | None
    voor: str
    na: str
    uitleg: str
    gevolgd: bool
    plaats: Plaats | None = None
    kop: str = ""
    nieuw: tuple[NieuwBlok, ...] = ()


@dataclass(frozen=True, slots=True)
class Opmerking:
    """A comment from the margin, with the words it hangs on. `blok` is None at a kop."""

    wie: str
    op: datetime | None
    tekst: str
    paragraaf: str
    blok: UUID | None
    citaat: str


@dataclass(frozen=True, slots=True)
class Terugkomst:
    """All that came back. `versie` is the one the file was made from, None when it isn't known.

    `bevindingen` are all ``let op``: what blocks is raised as Geweigerd.
    """

    voorstellen: tuple[Voorstel, ...]
    opmerkingen: tuple[Opmerking, ...]
    bevindingen: tuple[Bevinding, ...]
    is_ongewijzigd: bool
    versie: int | None
