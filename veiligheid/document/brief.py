"""The Briefdocument: a letter as frozen data, numbered and with its references resolved.

Everything a reader sees is made from this and from nothing else, so that a preview, the web
page, the PDF and the JSON agree, and a published letter can be rendered without the records.

All ``html`` fields hold sanitised rich text (block level: ``p``, ``ul``, ``ol``, ``table``).
Links inside it point to ``#anker`` of a part of this same document, to ``https:``, to
``mailto:`` or to the permanent address of a register entry; every ``anker`` is unique in the
document.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import msgspec

from veiligheid.document.delen import Deel
from veiligheid.document.gebied import Genoemd
from veiligheid.document.raad import Raadspagina
from veiligheid.document.register import Registerlink
from veiligheid.document.versies import SCHEMA_VERSIE, upgrade
from veiligheid.document.woorden import Bloksoort


@dataclass(frozen=True, slots=True)
class Blok:
    """A piece of a paragraaf that looks back, looks ahead or gives context. `acties` are the
    lasting names of those it speaks of: what a published letter promised is known from them."""

    soort: Bloksoort
    html: str
    acties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraaf:
    """One headed paragraaf of a theme. `kop` may be empty in an imported letter. `register`: the
    promises to the council that it makes or settles; `gebieden`: the areas that it is about."""

    anker: str
    kop: str
    blokken: tuple[Blok, ...]
    register: tuple[Registerlink, ...] = ()
    gebieden: tuple[Genoemd, ...] = ()


@dataclass(frozen=True, slots=True)
class Hoofdstuk:
    """A theme in the letter, with the number it has here and now. `raad`: the council's reading of
    it; None where the letter looks back on nothing, or is of before there was such a page."""

    anker: str
    nummer: int
    slug: str
    titel: str
    paragrafen: tuple[Paragraaf, ...]
    raad: Raadspagina | None = None


@dataclass(frozen=True, slots=True)
class Themagroep:
    """A group of themes, prioritair or kern. `inleiding` stands between its heading and the first
    theme."""

    anker: str
    titel: str
    inleiding: str
    hoofdstukken: tuple[Hoofdstuk, ...]


@dataclass(frozen=True, slots=True)
class Onderdeel:
    """A general part. `niveau` 1 is a heading beside the theme groups, 2 one beneath it."""

    anker: str
    niveau: int
    kop: str
    html: str
    register: tuple[Registerlink, ...] = ()


@dataclass(frozen=True, slots=True)
class Ondertekenaar:
    naam: str
    functie: str


@dataclass(frozen=True, slots=True)
class Geheim:
    """That an annex is withheld: on which ground of law, by whom it was decided, and until when
    (None: until it is lifted). Nothing of what is in it."""

    grond: str
    door: str
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Bijlage:
    """An annex: its place in the list, and its content in the order of reading. Of one that is
    `geheim` nothing else is here: it has no pieces."""

    anker: str
    nummer: int
    titel: str
    soort: str
    delen: tuple[Deel, ...] = ()
    geheim: Geheim | None = None

    @property
    def ontbreekt(self) -> bool:
        """Nothing is in it yet, and that is not meant so."""
        return not self.delen and self.geheim is None

    @property
    def naam(self) -> str:
        """ "Bijlage 2: Criminaliteitscijfers"."""
        return f"Bijlage {self.nummer}" + (f": {self.titel}" if self.titel else "")


@dataclass(frozen=True, slots=True)
class Voetnoot:
    """An endnote; `anker` is its own, `verwijzing_anker` that of the place it belongs to."""

    anker: str
    verwijzing_anker: str
    nummer: int
    tekst: str


@dataclass(frozen=True, slots=True)
class Cijfercitaat:
    """A figure that the text quotes, as it stands there. `sleutel` finds it again among the
    figures (`monitoring.citaatsleutels`); `waarde` None is unknown. `plek`: where it is quoted
    first; `noot`: the anchor of the endnote with its source."""

    sleutel: str
    onderwerp: str
    plaats: str
    periode: str
    tekst: str
    waarde: Decimal | None
    plek: str
    noot: str


@dataclass(frozen=True, slots=True)
class Briefdocument:
    """A whole letter. Lossless to and from JSON; see `to_json` and `from_json`."""

    soort: str
    slug: str
    titel: str
    gemeente: str
    verslagjaar: int | None
    vooruitblikjaar: int | None
    aan: str
    datum: date | None
    kenmerk: str
    portefeuillehouder: str
    aanhef: str
    samenvatting: str
    inleiding: tuple[Onderdeel, ...]
    groepen: tuple[Themagroep, ...]
    afsluiting: tuple[Onderdeel, ...]
    groet: str
    afzender: str
    ondertekenaars: tuple[Ondertekenaar, ...]
    bijlagen: tuple[Bijlage, ...]
    voetnoten: tuple[Voetnoot, ...]
    # The body of a document that is no letter of themes: a mirror of its own.
    delen: tuple[Deel, ...] = ()
    taal: str = "nl"
    schema_versie: int = SCHEMA_VERSIE
    citaten: tuple[Cijfercitaat, ...] = ()

    @property
    def hoofdstukken(self) -> Iterator[Hoofdstuk]:
        """All themes in the order of the letter."""
        for groep in self.groepen:
            yield from groep.hoofdstukken

    @property
    def gevulde_bijlagen(self) -> Iterator[Bijlage]:
        """The annexes that a reader can open."""
        return (bijlage for bijlage in self.bijlagen if bijlage.delen)

    def bijlage(self, nummer: int) -> Bijlage:
        """The filled annex of this number. Raises KeyError when there is none."""
        for bijlage in self.gevulde_bijlagen:
            if bijlage.nummer == nummer:
                return bijlage
        raise KeyError(nummer)

    def to_json(self) -> bytes:
        """UTF-8 JSON with the fields in a fixed order: the same document gives the same bytes."""
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @property
    def sha256(self) -> str:
        """Of `to_json`: whoever looked at a document says by this which one it was."""
        return hashlib.sha256(self.to_json()).hexdigest()

    @classmethod
    def from_json(cls, data: bytes | str) -> "Briefdocument":
        """A document of this version or an earlier one. Raises OnbekendeVersie for a version this
        code does not know, msgspec.ValidationError (a ValueError) for JSON of another shape."""
        if msgspec.json.decode(data, type=_Versie).schema_versie == SCHEMA_VERSIE:
            return msgspec.json.decode(data, type=cls, strict=True)
        return msgspec.convert(upgrade(msgspec.json.decode(data)), type=cls, strict=True)


class _Versie(msgspec.Struct):
    schema_versie: int = 0
