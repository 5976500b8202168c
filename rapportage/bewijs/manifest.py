"""Making the manifest of a publication, and adding it to the chain."""

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.metadata import version
from types import MappingProxyType
from typing import Any

import msgspec
from django.db import IntegrityError, transaction

from rapportage.bewijs.models import Manifest
from rapportage.bewijs.zegel import Zegel, seals
from rapportage.models import Vormbestand
from veiligheid import __version__
from veiligheid.document.versies import SCHEMA_VERSIE

MANIFESTVERSIE = 1
# What the bytes of a page or PDF depend on besides our own code.
_LIBRARIES = (
    *("django", "weasyprint", "pydyf", "fonttools", "lxml", "pillow", "msgspec", "pikepdf"),
    "font-source-sans-pro",
)
_VORM = re.compile(rb"/vorm/([0-9a-f]{64})/")
NO_PAGES: Mapping[str, tuple[str, ...]] = MappingProxyType({})
NO_BEHEER: Mapping[str, str] = MappingProxyType({})


class Bestandsregel(msgspec.Struct, frozen=True):
    """A file. `gzip`: of its compressed form, where it has one. `bladzijden`: of a PDF what
    identifies the words of each of its pages (`lezer.fingerprint`). `invoer`: of a PDF that we made
    the hash of all that went in: with the same it need not be made again."""

    pad: str
    mediatype: str
    grootte: int
    sha256: str
    gzip: str | None = None
    bladzijden: tuple[str, ...] = ()
    invoer: str = ""


class Vormregel(msgspec.Struct, frozen=True):
    """A stylesheet, script or font that its pages point to."""

    naam: str
    mediatype: str
    sha256: str
    gzip: str | None = None


class Manifestinhoud(msgspec.Struct, frozen=True):
    """`vorige`: the SHA-256 of the manifest before this one; empty for the first. `gegevens`: of
    the row of the publication, in which stand things that are nobody's but the portal's.
    `achteraf`: it was made when this version was installed, of what stood there then."""

    nummer: int
    vorige: str
    slug: str
    publicatieversie: int
    soort: str
    titel: str
    datum: date | None
    gepubliceerd_op: datetime
    reden: str
    gegevens: str
    bestanden: tuple[Bestandsregel, ...]
    vorm: tuple[Vormregel, ...]
    schemaversie: int | None
    programma: dict[str, str]
    achteraf: bool = False
    versie: int = MANIFESTVERSIE
    # What the archive does with it, as the settings had it then: `pakket.beheer`.
    archief: dict[str, str] = msgspec.field(default_factory=dict)
    # Of each annex that is withheld: its archive copy is the one of then.
    geheim: tuple[Zegel, ...] = ()

    def to_json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> "Manifestinhoud":
        """Raises msgspec.DecodeError (a ValueError) for anything else."""
        return msgspec.json.decode(data, type=cls, strict=True)


class Gebeurtenis(msgspec.Struct, frozen=True):
    """A link of the chain about what was decided or done, and is no publication. `wat`: "besluit",
    "intrekking" or "opheffing"; `gegevens`: of its row."""

    nummer: int
    vorige: str
    wat: str
    slug: str
    gegevens: str
    # It was chained when this version was installed, as it stood then.
    achteraf: bool = False
    versie: int = MANIFESTVERSIE

    def to_json(self) -> bytes:
        return msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n"

    @classmethod
    def from_json(cls, data: bytes) -> "Gebeurtenis":
        """Raises msgspec.DecodeError (a ValueError) for anything else."""
        return msgspec.json.decode(data, type=cls, strict=True)


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


# The columns of a publication, by version of the manifest: who adds one raises that.
GEGEVENS = (
    *("slug", "versie", "brief_id", "soort", "titel", "samenvatting", "jaar", "kenmerk", "datum"),
    *("gepubliceerd_op", "door", "reden", "pdf_bladzijden"),
)


def row_digest(publicatie: Any) -> str:
    """Of all that the row of a publication says, and of the open points that were said yes to."""
    values = {naam: _as_stored(getattr(publicatie, naam)) for naam in GEGEVENS}
    # In a migration of before there were any, there are none.
    if accepted := getattr(publicatie, "aanvaardingen", None):
        rows = list(accepted.order_by("code").values_list("code", "zin", "door"))
        values |= {"aanvaard": rows} if rows else {}
    return digest(msgspec.json.encode(values))


def _as_stored(value: Any) -> Any:
    """A moment is the same moment in whatever zone it was given: the database says it in UTC."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


# The columns of each kind of event.
VELDEN = {
    "besluit": ("brief_id", "slug", "uitkomst", "datum", "nummer", "toelichting", "document"),
    "intrekking": ("publicatie_id", "reden"),
    "opheffing": ("publicatie_id", "nummer", "opgeheven_door", "datum"),
}


def event_digest(wat: str, row: Any) -> str:
    """Of all that the row of an event says."""
    said = {naam: _as_stored(getattr(row, naam)) for naam in (*VELDEN[wat], "door", "op")}
    return digest(msgspec.json.encode(said))


def slug_of(wat: str, row: Any) -> str:
    """Of the letter that an event is about."""
    return str(row.slug if wat == "besluit" else row.publicatie.slug)


def programma() -> dict[str, str]:
    """The versions of what made it."""
    python = ".".join(map(str, sys.version_info[:3]))
    return {
        "veiligheidsbrief": __version__,
        "python": python,
        **{naam: version(naam) for naam in _LIBRARIES},
    }


def describe(
    publicatie: Any,
    nummer: int,
    vorige: str,
    bladzijden: Mapping[str, tuple[str, ...]] = NO_PAGES,
    *,
    vormen: Any = None,
    achteraf: bool = False,
    archief: Mapping[str, str] = NO_BEHEER,
    invoer: Mapping[str, str] = NO_BEHEER,
) -> Manifestinhoud:
    """What stands in the database of this publication now. bladzijden: by path of a PDF the
    fingerprints of its pages. vormen: the table of stylesheets, in a migration that of then."""
    files, named = [], set[str]()
    for bestand in publicatie.bestanden.order_by("pad").iterator(chunk_size=1):
        inhoud, packed = bytes(bestand.inhoud), bestand.gzip
        if bestand.pad.endswith(".html"):
            named |= {m.decode() for m in _VORM.findall(inhoud)}
        files.append(
            Bestandsregel(
                bestand.pad,
                bestand.mediatype,
                len(inhoud),
                digest(inhoud),
                None if packed is None else digest(bytes(packed)),
                tuple(bladzijden.get(bestand.pad, ())),
                invoer.get(bestand.pad, ""),
            )
        )
    return Manifestinhoud(
        nummer=nummer,
        vorige=vorige,
        slug=publicatie.slug,
        publicatieversie=publicatie.versie,
        soort=publicatie.soort,
        titel=publicatie.titel,
        datum=publicatie.datum,
        gepubliceerd_op=publicatie.gepubliceerd_op,
        reden=publicatie.reden,
        gegevens=row_digest(publicatie),
        bestanden=tuple(files),
        vorm=tuple(_vorm(Vormbestand.objects if vormen is None else vormen, named)),
        schemaversie=None if achteraf else SCHEMA_VERSIE,
        programma={} if achteraf else programma(),
        achteraf=achteraf,
        archief=dict(archief),
        geheim=seals(publicatie),
    )


def _vorm(rows: Any, named: set[str]) -> Iterable[Vormregel]:
    """What the pages name, and what those stylesheets name in turn."""
    seen: set[str] = set()
    found = []
    while todo := named - seen:
        seen |= todo
        for part in rows.filter(sha256__in=todo).order_by("sha256"):
            inhoud = bytes(part.inhoud)
            if part.mediatype.startswith("text/css"):
                named = named | {m.decode() for m in _VORM.findall(inhoud)}
            packed = part.gzip
            found.append(
                Vormregel(
                    part.naam,
                    part.mediatype,
                    part.sha256,
                    None if packed is None else digest(bytes(packed)),
                )
            )
    return sorted(found, key=lambda regel: regel.sha256)


def chain(
    publicatie: Any,
    bladzijden: Mapping[str, tuple[str, ...]] = NO_PAGES,
    archief: Mapping[str, str] = NO_BEHEER,
    invoer: Mapping[str, str] = NO_BEHEER,
) -> Manifest:
    """Add a publication, complete by now, to the chain. Within the transaction that stores it:
    there is none without the other. Who publishes another letter at the same moment comes after
    it: the number can be taken once."""
    return _linked(
        lambda nummer, vorige: describe(
            publicatie, nummer, vorige, bladzijden, archief=archief, invoer=invoer
        ).to_json(),
        publicatie=publicatie,
    )


def chain_event(wat: str, row: Any) -> Manifest:
    """Add what was decided or done to the chain. Within the transaction that notes it, with the row
    as it was stored."""
    row.refresh_from_db()
    return _linked(
        lambda nummer, vorige: Gebeurtenis(
            nummer, vorige, wat, slug_of(wat, row), event_digest(wat, row)
        ).to_json(),
        **{wat: row},
    )


def _linked(make: Callable[[int, str], bytes], **over: Any) -> Manifest:
    """The next link: made of its number and of the SHA-256 of the one before."""
    while True:
        last = Manifest.objects.order_by("-nummer").values_list("nummer", "sha256").first()
        nummer, vorige = (last[0] + 1, last[1]) if last else (1, "")
        data = make(nummer, vorige)
        try:
            with transaction.atomic():
                made: Manifest = Manifest.objects.create(
                    nummer=nummer, sha256=digest(data), inhoud=data, **over
                )
        except IntegrityError:
            if Manifest.objects.filter(**over).exists():
                raise
        else:
            return made
