"""Taking in a file on screen: upload, read, show what would change, confirm.

Reading takes seconds, so it runs beside the request, in a thread with a connection of its own,
and says in the record how far it is; any worker of any machine can show that. However long that
takes, it lets itself be heard; a thread that dies with its worker does not, and the page says so
(`Inleesbestand.gestrand`).

What would change is found out by doing it and rolling back. Confirming does the same again with
the same bytes, all or nothing, and keeps it only when it comes to exactly what was shown.
"""

import base64
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from typing import Any, Generic, TypeVar

import msgspec
from django.db import connections, transaction
from django.utils import timezone

from veiligheid.core.bron import Ingelezen, content_hash
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.hartslag import hartslag
from veiligheid.core.models import Gebruiker, Inleesbestand
from veiligheid.core.word import Worddocument, read_word
from veiligheid.core.word.macros import refuse_macros

Staat = Inleesbestand.Staat
D = TypeVar("D")

_log = logging.getLogger(__name__)
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


def receive(
    soort: str,
    inzending: Inzending,
    opties: Mapping[str, Any],
    door: Gebruiker,
    importer: Importer[Any],
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
            gehoord_op=timezone.now(),
        )
        inzending.bewaar(bestand)
    _begin(bestand, importer)
    return bestand


def read_again(bestand: Inleesbestand, importer: Importer[Any]) -> None:
    """Begin anew with the same file: after a crash, or when something else changed since. Nothing
    happens while it is being read, after it was taken in, or after it expired."""
    if bestand.onderweg or bestand.verlopen or bestand.staat == Staat.INGELEZEN:
        return
    now = timezone.now()
    mine = Inleesbestand.objects.filter(pk=bestand.pk, poging=bestand.poging, staat=bestand.staat)
    if mine.update(staat=Staat.WACHT, poging=bestand.poging + 1, gehoord_op=now, voorproef=None):
        bestand.refresh_from_db()
        _begin(bestand, importer)


def _begin(bestand: Inleesbestand, importer: Importer[Any]) -> None:
    pk, poging = bestand.pk, bestand.poging
    transaction.on_commit(lambda: run_beside(lambda: preview(pk, poging, importer)))


def run_beside(work: Callable[[], None]) -> None:
    """Run this in a thread of its own, that ends with its process and leaves no connection."""

    def run() -> None:
        try:
            work()
        finally:
            connections.close_all()

    Thread(target=run, name="inlezen", daemon=True).start()


def preview(pk: Any, poging: int, importer: Importer[Any]) -> None:
    """Read a file and note what taking it in would change. Whatever happens, the record says so."""
    mine = Inleesbestand.objects.filter(pk=pk, poging=poging)
    stap = f"Stap 1 van 2: {importer.wat} wordt gelezen."
    if not mine.filter(staat=Staat.WACHT).update(
        staat=Staat.BEZIG, stap=stap, gehoord_op=timezone.now()
    ):
        return
    bestand = mine.select_related("gebruiker").get()

    def meld(verder: str) -> None:
        mine.filter(staat=Staat.BEZIG).update(stap=f"{stap} {verder}", gehoord_op=timezone.now())

    def klop() -> None:
        mine.filter(staat=Staat.BEZIG).update(gehoord_op=timezone.now())

    try:
        with hartslag((pk, poging), klop, Inleesbestand.KLOP.total_seconds()):
            gevonden = _look(bestand, importer, mine, meld)
        _finish(mine, Staat.KLAAR, gevonden)
    except Geweigerd as geweigerd:
        _finish(mine, Staat.GEWEIGERD, {"bevindingen": _plain(geweigerd.bevindingen)})
    except Exception:
        _log.exception("reading %s failed", bestand.pk)
        _finish(mine, Staat.MISLUKT, {})


def _look(
    bestand: Inleesbestand, importer: Importer[Any], mine: Any, meld: Melder
) -> dict[str, Any]:
    """Read a file, do what it says, and undo that: what would change."""
    gelezen = importer.lees(importer.inzending(bestand, meld))
    mine.update(stap=_KIJKEN, gehoord_op=timezone.now())
    with transaction.atomic():
        gevonden = _voorproef(importer.doe(gelezen, _opties(bestand), bestand.gebruiker))
        transaction.set_rollback(True)
    return gevonden


def _finish(mine: Any, staat: Inleesbestand.Staat, voorproef: dict[str, Any]) -> None:
    busy = mine.filter(staat=Staat.BEZIG)
    busy.update(staat=staat, stap="", voorproef=voorproef, gehoord_op=timezone.now())


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
        bestand.staat, bestand.slug = Staat.INGELEZEN, ingelezen.slug
        bestand.inhoud, bestand.opties = b"", _opties(bestand)
        bestand.save(update_fields=["staat", "slug", "inhoud", "opties"])
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
