"""What a package is about: a publication with its files, each under a name that says what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from rapportage.bewijs.manifest import Manifestinhoud
from rapportage.bewijs.sommen import kept_name
from rapportage.models import Publicatie
from veiligheid.core.mail.vragen import absolute
from veiligheid.document.brief import Bijlage, Briefdocument


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file that goes along. `naam`: in the package. `adres`: where anybody gets it, in the
    version by its own address. `bijlage`: of which annex it is; 0 is the letter itself."""

    naam: str
    mediatype: str
    inhoud: bytes
    sha256: str
    adres: str
    bijlage: int = 0


@dataclass(frozen=True, slots=True)
class Stuk:
    """An object of the archive: the letter, or one of its annexes, with its files."""

    titel: str
    adres: str
    nummer: int
    bestanden: tuple[Bestand, ...]


@dataclass(frozen=True, slots=True)
class Inhoud:
    """All that a package is made of."""

    publicatie: Publicatie
    document: Briefdocument
    manifest: Manifestinhoud
    manifest_json: bytes
    bestanden: tuple[Bestand, ...]
    basis: str

    @property
    def naam(self) -> str:
        """ "veiligheidsbrief-2025-versie-2"."""
        return f"{self.publicatie.slug}-versie-{self.publicatie.versie}"

    @property
    def moment(self) -> datetime:
        """When it was published, in the portal's own time zone."""
        return timezone.localtime(self.publicatie.gepubliceerd_op).replace(microsecond=0)

    @property
    def stukken(self) -> Iterator[Stuk]:
        """The letter, then each annex that can be opened."""
        yield Stuk(self.publicatie.titel, self.basis, 0, self._of(0))
        for b in self.document.gevulde_bijlagen:
            yield Stuk(self.bijlage_titel(b), self.bijlage_adres(b), b.nummer, self._of(b.nummer))

    def bijlage_titel(self, bijlage: Bijlage) -> str:
        return f"{bijlage.naam} bij {self.publicatie.titel}"

    def bijlage_adres(self, bijlage: Bijlage) -> str:
        return f"{self.basis}bijlage/{bijlage.nummer}/"

    def _of(self, nummer: int) -> tuple[Bestand, ...]:
        return tuple(b for b in self.bestanden if b.bijlage == nummer)


def read_stukken(publicatie: Publicatie) -> Inhoud:
    """Everything of a publication that a reader keeps. Raises LookupError when it has no
    manifest."""
    row = getattr(publicatie, "manifest", None)
    if row is None:
        raise LookupError(f"{publicatie} heeft geen manifest")
    stored = {b.pad: b for b in publicatie.bestanden.order_by("pad")}
    document = Briefdocument.from_json(bytes(stored["brief.json"].inhoud))
    files = tuple(
        Bestand(
            kept_name(publicatie.slug, pad, publicatie.versie),
            bestand.mediatype,
            bytes(bestand.inhoud),
            bestand.sha256,
            _address(publicatie) + pad,
            int(pad.split("/")[1]) if pad.startswith("bijlage/") else 0,
        )
        for pad, bestand in stored.items()
        if not pad.endswith(".html")
    )
    data = bytes(row.inhoud)
    basis = _address(publicatie)
    return Inhoud(publicatie, document, Manifestinhoud.from_json(data), data, _apart(files), basis)


def outline(publicatie: Publicatie) -> Inhoud:
    """The same without a byte of its files, by the addresses of the version that holds now. Two
    queries. Raises LookupError when it has no manifest."""
    row = getattr(publicatie, "manifest", None)
    if row is None:
        raise LookupError(f"{publicatie} heeft geen manifest")
    data = bytes(row.inhoud)
    manifest = Manifestinhoud.from_json(data)
    document = Briefdocument.from_json(bytes(publicatie.bestanden.get(pad="brief.json").inhoud))
    basis = absolute(publicatie.get_absolute_url())
    files = tuple(
        Bestand(
            kept_name(publicatie.slug, regel.pad),
            regel.mediatype,
            b"",
            regel.sha256,
            basis + regel.pad,
            int(regel.pad.split("/")[1]) if regel.pad.startswith("bijlage/") else 0,
        )
        for regel in manifest.bestanden
        if not regel.pad.endswith(".html")
    )
    return Inhoud(publicatie, document, manifest, data, files, basis)


def _apart(files: tuple[Bestand, ...]) -> tuple[Bestand, ...]:
    """Names that differ: of two files of one name the number of their annex stands before it."""
    names = [b.naam for b in files]
    return tuple(
        Bestand(
            f"bijlage-{b.bijlage}-{b.naam}" if names.count(b.naam) > 1 and b.bijlage else b.naam,
            b.mediatype,
            b.inhoud,
            b.sha256,
            b.adres,
            b.bijlage,
        )
        for b in files
    )


def _address(publicatie: Publicatie) -> str:
    return absolute(reverse("versie:brief", args=[publicatie.slug, publicatie.versie]))
