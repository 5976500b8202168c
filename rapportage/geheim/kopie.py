"""The archive copy of a withheld annex: made beside the letter, stored with it, sealed in its
manifest."""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.models import Brief, Geheimstuk, Publicatie
from rapportage.validation import validate
from veiligheid.core.findings import Geweigerd, blocking
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import bestandsnamen

# The letter as it would be with this annex, and the annex's own PDF.
DOCUMENT, PDF = "document.json", "bijlage.pdf"


@dataclass(frozen=True, slots=True)
class Geheim:
    """A withheld annex, read and not published. `document`: the letter as it would be with this
    annex and with no other that is withheld; `sleutel`: the lasting name of the annex."""

    nummer: int
    sleutel: str
    document: Briefdocument
    bestanden: Mapping[str, bytes] = field(default_factory=dict)

    def stukken(self, pdf: bytes) -> Iterator[tuple[str, str, bytes]]:
        """Path, media type and bytes of what is kept of it."""
        yield DOCUMENT, "application/json", self.document.to_json()
        if pdf:
            yield PDF, "application/pdf", pdf
        for naam, mediatype in bestandsnamen(self.document.bijlage(self.nummer).delen).items():
            yield naam, mediatype, self.bestanden[naam]


@dataclass(frozen=True, slots=True)
class Kopie:
    """What is kept of one annex: path, media type and bytes of each file."""

    nummer: int
    sleutel: str
    stukken: tuple[tuple[str, str, bytes], ...]


def read_secrets(brief: Brief, vandaag: date) -> tuple[Geheim, ...]:
    """Every withheld annex of this letter that has something in it, as it stands now. Raises
    Geweigerd when one of them could not be published either."""
    withheld = brief.bijlagen.filter(verwijderd_op=None).exclude(geheim_grond="")
    found = []
    for bijlage in withheld.order_by("nummer"):
        compositie = compose(brief, vandaag, onthul=bijlage.pk)
        if blocking(wrong := validate(compositie)):
            raise Geweigerd(*wrong)
        document, nummer = compositie.document, bijlage.nummer or 0
        if any(b.nummer == nummer for b in document.gevulde_bijlagen):
            files = load_files(brief, document)
            found.append(Geheim(nummer, bijlage.sleutel, document, files))
    return tuple(found)


def as_json(geheimen: Iterable[Geheim]) -> list[dict[str, str]]:
    """To go along with work that is done later: all but the files, which never change."""
    return [
        {"nummer": str(g.nummer), "sleutel": g.sleutel, "document": g.document.to_json().decode()}
        for g in geheimen
    ]


def from_json(brief: Brief, kept: Iterable[Mapping[str, str]]) -> tuple[Geheim, ...]:
    found = []
    for row in kept:
        document = Briefdocument.from_json(row["document"])
        files = load_files(brief, document)
        found.append(Geheim(int(row["nummer"]), row["sleutel"], document, files))
    return tuple(found)


def store(publicatie: Publicatie, kopieen: Iterable[Kopie]) -> None:
    """Within the transaction that publishes."""
    for kopie in kopieen:
        zout = secrets.token_hex(32)
        for pad, mediatype, inhoud in kopie.stukken:
            Geheimstuk.objects.create(
                publicatie=publicatie,
                nummer=kopie.nummer,
                sleutel=kopie.sleutel,
                pad=pad,
                mediatype=mediatype,
                sha256=sha256(inhoud).hexdigest(),
                grootte=len(inhoud),
                inhoud=inhoud,
                zout=zout,
            )


def kept(publicatie: Publicatie) -> tuple[Kopie, ...]:
    """What is kept with this publication, an annex at a time."""
    found: dict[int, Kopie] = {}
    for stuk in publicatie.geheime_stukken.order_by("nummer", "pad"):
        one = (stuk.pad, stuk.mediatype, bytes(stuk.inhoud))
        before = found.get(stuk.nummer)
        stukken = (*before.stukken, one) if before else (one,)
        found[stuk.nummer] = Kopie(stuk.nummer, stuk.sleutel, stukken)
    return tuple(found.values())
