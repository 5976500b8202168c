"""Taking in a file on screen: upload, read, show what would change, confirm.

Reading takes seconds, so a worker does it (`core.taken`), and says how far it is.

What would change is found out by doing it and rolling back. Confirming does the same again with
the same bytes, all or nothing, and keeps it only when it comes to exactly what was shown.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Generic, TypeVar

import msgspec
from django.db import transaction
from django.utils import timezone

from veiligheid.core.bron import Ingelezen, content_hash
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Inleesbestand
from veiligheid.core.taken.soorten import Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.word import Worddocument, read_word
from veiligheid.core.word.macros import refuse_macros

Staat = Inleesbestand.Staat
D = TypeVar("D")

_SOORT = "inlezen"
_KIJKEN = "Stap 2 van 2: er wordt gekeken wat er zou veranderen."
# The option that holds further files.
_VERDER = "bestanden"


# Says how far reading is, in a sentence.
Melder = Callable[[str], None]


def _silent(stap: str) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Inzending:
    """What somebody sent: a file with its name, and further files by what they are for. `meld`
    tells who waits how far reading is."""

    data: bytes
    naam: str
    verder: Mapping[str, bytes]
    meld: Melder = _silent
    # What whoever sent it says beside it; of a file that was kept.
    opties: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sha256(self) -> str:
        return sha256(self.data).hexdigest()

    def bewaar(self, bestand: Inleesbestand) -> None:
        """Keep what does not fit in the record itself; runs in the transaction that makes it."""


@dataclass(frozen=True, slots=True)
class Importer(Generic[D]):
    """One kind of import.

    lees: from files to what they say; takes its time and touches no records. Raises Geweigerd.
    doe: from that and its options to the records, inside the caller's transaction. Raises
    Geweigerd.
    wat: what is read, in a sentence.
    open: what was sent, from its record.
    """

    lees: Callable[[Inzending], D]
    doe: Callable[[D, Mapping[str, Any], Gebruiker | None], Ingelezen]
    wat: str = "het bestand"
    open: "Callable[[Inleesbestand, Melder], Inzending] | None" = None

    def inzending(self, bestand: Inleesbestand, meld: Melder = _silent) -> Inzending:
        return (self.open or _inzending)(bestand, meld)


def from_word(
    doe: Callable[[Worddocument, Mapping[str, Any], Gebruiker | None], Ingelezen],
) -> Importer[Worddocument]:
    """An import from a Word file without macros."""
    return Importer(_read_word, doe, "het Word-bestand")


def _read_word(inzending: Inzending) -> Worddocument:
    refuse_macros(inzending.data)
    return read_word(inzending.data, inzending.naam)


class Veranderd(Exception):
    """What an import would do is no longer what was shown."""


_IMPORTERS: dict[str, Importer[Any]] = {}


def register_importer(soort: str, importer: Importer[Any]) -> None:
    """Let a worker know how files of this kind are read."""
    _IMPORTERS[soort] = importer


def receive(
    soort: str, inzending: Inzending, opties: Mapping[str, Any], door: Gebruiker
) -> Inleesbestand:
    """Keep an uploaded file and begin to read it. Files that expired go, whosever they were."""
    verder = {wat: base64.b64encode(data).decode() for wat, data in inzending.verder.items()}
    Inleesbestand.objects.filter(verloopt_op__lte=timezone.now()).delete()
    with transaction.atomic():
        bestand = Inleesbestand.objects.create(
            soort=soort,
            opties={**opties, **({_VERDER: verder} if verder else {})},
            bestandsnaam=inzending.naam[:255],
            sha256=inzending.sha256,
            inhoud=inzending.data,
            gebruiker=door,
            verloopt_op=timezone.now() + Inleesbestand.HOUDBAAR,
        )
        inzending.bewaar(bestand)
        _begin(bestand)
    return bestand


def read_again(bestand: Inleesbestand) -> None:
    """Begin anew with the same file: after it failed, or when something else changed since.
    Nothing happens while it is being read, after it was taken in, or after it expired."""
    with transaction.atomic():
        bestand = Inleesbestand.objects.select_for_update().get(pk=bestand.pk)
        if not (bestand.onderweg or bestand.verlopen or bestand.staat == Staat.INGELEZEN):
            _begin(bestand)


def _begin(bestand: Inleesbestand) -> None:
    Inleesbestand.objects.filter(pk=bestand.pk).update(voorproef=None)
    taak = ask(_SOORT, str(bestand.pk), bestand.gebruiker)
    Inleesbestand.objects.filter(pk=bestand.pk).update(taak=taak)
    bestand.refresh_from_db()


def preview(werk: Werk) -> Uitkomst | None:
    """Read a file and note what taking it in would change."""
    bestand = Inleesbestand.objects.select_related("gebruiker").filter(pk=werk.taak.sleutel).first()
    if bestand is None:
        return Uitkomst(("Het bestand is weggegooid.",))
    importer = _IMPORTERS[bestand.soort]
    stap = f"Stap 1 van 2: {importer.wat} wordt gelezen."
    werk.meld(stap)
    gelezen = importer.lees(importer.inzending(bestand, lambda zin: werk.meld(f"{stap} {zin}")))
    werk.meld(_KIJKEN)
    with transaction.atomic():
        gevonden = _voorproef(importer.doe(gelezen, _opties(bestand), bestand.gebruiker))
        transaction.set_rollback(True)
    with werk.besluit() as besluit:
        Inleesbestand.objects.filter(pk=bestand.pk).update(voorproef=gevonden)
        besluit.uitkomst = Uitkomst(("Het bestand is gelezen.",))
    return None


def confirm(bestand: Inleesbestand, importer: Importer[Any], door: Gebruiker) -> Inleesbestand:
    """Take the file in, exactly as was shown; all or nothing. Once: a second time gives what the
    first gave. Raises Geweigerd when it expired or was not read, and Veranderd when something else
    changed since: then nothing is written and it has to be read again."""
    with transaction.atomic():
        bestand = Inleesbestand.objects.select_for_update().get(pk=bestand.pk)
        if bestand.staat == Staat.INGELEZEN:
            return bestand
        if bestand.verlopen or bestand.staat != Staat.KLAAR:
            melding = "Dit bestand is niet klaar om in te lezen. Kies het opnieuw."
            raise Geweigerd(blokkeert("niet-klaar", melding))
        try:
            gelezen = importer.lees(importer.inzending(bestand))
            ingelezen = importer.doe(gelezen, _opties(bestand), door)
        except Geweigerd as geweigerd:
            raise Veranderd from geweigerd
        if content_hash(_voorproef(ingelezen)) != content_hash(bestand.voorproef):
            raise Veranderd
        bestand.ingelezen_op, bestand.slug = timezone.now(), ingelezen.slug
        bestand.inhoud, bestand.opties = b"", _opties(bestand)
        bestand.save(update_fields=["ingelezen_op", "slug", "inhoud", "opties"])
    return bestand


def _inzending(bestand: Inleesbestand, meld: Melder) -> Inzending:
    data = bytes(bestand.inhoud)
    if sha256(data).hexdigest() != bestand.sha256:
        raise RuntimeError(f"the bytes of {bestand.pk} are not those that were uploaded")
    verder = {wat: base64.b64decode(b) for wat, b in bestand.opties.get(_VERDER, {}).items()}
    return Inzending(data, bestand.bestandsnaam, verder, meld, _opties(bestand))


def _opties(bestand: Inleesbestand) -> dict[str, Any]:
    """What the importer asked for, without the further files."""
    return {naam: waarde for naam, waarde in bestand.opties.items() if naam != _VERDER}


def _voorproef(ingelezen: Ingelezen) -> dict[str, Any]:
    telling = ingelezen.telling
    return {
        "slot": ingelezen.slot,
        "slug": ingelezen.slug,
        "nieuw": telling.gemaakt,
        "gewijzigd": telling.bijgewerkt,
        "behouden": telling.behouden,
        "ongewijzigd": telling.ongewijzigd,
        "wijzigingen": msgspec.to_builtins(telling.wijzigingen),
        "bevindingen": _plain(telling.bevindingen),
    }


def _plain(bevindingen: Any) -> list[dict[str, Any]]:
    return [msgspec.to_builtins(b) for b in bevindingen if isinstance(b, Bevinding)]


register(Soort(_SOORT, preview, lambda taak: "Inlezen"))
