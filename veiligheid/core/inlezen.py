"""Taking in a file on screen: upload, read, show what would change, confirm.

Reading takes seconds, so a worker does it (`core.taken`), and says how far it is.

What would change is found out by doing it and rolling back. Confirming does the same again with
the same bytes, all or nothing, and keeps it only when it comes to exactly what was shown.

Where a file doesn't say something itself, the importer raises Gevraagd: the question is put to
whoever sent the file, and what was answered is remembered for the next one of its shape.
"""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Generic, TypeVar

import msgspec
from django.db import transaction
from django.utils import timezone

from veiligheid.core.bron import Ingelezen, content_hash
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Inleesantwoord, Inleesbestand
from veiligheid.core.tabellen.vraag import ANTWOORDEN, Gevraagd, Vraag
from veiligheid.core.taken.soorten import Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.word import Worddocument, read_word
from veiligheid.core.word.macros import refuse_macros

Staat = Inleesbestand.Staat
D = TypeVar("D")
T = TypeVar("T")

_SOORT, _BEVESTIGD = "inlezen", "inlezen-bevestigd"
_KIJKEN = "Stap 2 van 2: er wordt gekeken wat er zou veranderen."
# The options that are none of the importer's: further files, which answers were remembered, and
# that something else changed since somebody looked.
_VERDER, _ONTHOUDEN, _VERANDERD = "bestanden", "onthouden", "veranderd"
_EIGEN = frozenset({_VERDER, _ONTHOUDEN, _VERANDERD})


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
        if (mine := _idle(bestand)) is not None:
            _begin(mine)


def answer(bestand: Inleesbestand, antwoorden: Mapping[str, str], door: Gebruiker) -> None:
    """Take the answers to the question about this file, remember them, and read it with them."""
    with transaction.atomic():
        mine = _idle(bestand)
        if mine is None or mine.staat != Staat.VRAAG or mine.voorproef is None:
            return
        vraag = Vraag.from_json(mine.voorproef["vraag"])
        given = dict(antwoorden)
        Inleesantwoord.objects.remember(mine.soort, vraag, given, door)
        mine.opties[ANTWOORDEN] = {**mine.opties.get(ANTWOORDEN, {}), **given}
        mine.save(update_fields=["opties"])
        _begin(mine)


def ask_anew(bestand: Inleesbestand) -> None:
    """Put the questions again whose answers were remembered."""
    with transaction.atomic():
        if (mine := _idle(bestand)) is not None:
            mine.opties.pop(ANTWOORDEN, None)
            mine.opties[_ONTHOUDEN] = False
            mine.save(update_fields=["opties"])
            _begin(mine)


def take_in(bestand: Inleesbestand, door: Gebruiker) -> None:
    """Have the file taken in as was shown: work for a worker. Nothing happens when it is not ready
    for it."""
    with transaction.atomic():
        mine = _idle(bestand)
        if mine is not None and mine.staat == Staat.KLAAR:
            taak = ask(_BEVESTIGD, str(mine.pk), door)
            Inleesbestand.objects.filter(pk=mine.pk).update(taak=taak)


def _idle(bestand: Inleesbestand) -> Inleesbestand | None:
    """The file, locked, unless somebody is at work on it or it is over."""
    mine = Inleesbestand.objects.select_for_update().get(pk=bestand.pk)
    return None if mine.onderweg or mine.verlopen or mine.staat == Staat.INGELEZEN else mine


def _begin(bestand: Inleesbestand) -> None:
    Inleesbestand.objects.filter(pk=bestand.pk).update(voorproef=None)
    taak = ask(_SOORT, str(bestand.pk), bestand.gebruiker)
    Inleesbestand.objects.filter(pk=bestand.pk).update(taak=taak)
    bestand.refresh_from_db()


def with_memory(
    soort: str, opties: Mapping[str, Any], do: Callable[[Mapping[str, Any]], T]
) -> tuple[T, dict[str, str]]:
    """What `do` comes to, its questions answered as before where they were; and those answers.
    Raises Gevraagd for a question that is new."""
    recalled: dict[str, str] = {}
    while True:
        said = {**recalled, **opties.get(ANTWOORDEN, {})}
        try:
            return do({**opties, ANTWOORDEN: said} if said else opties), recalled
        except Gevraagd as gevraagd:
            known = Inleesantwoord.objects.of(soort, gevraagd.vraag)
            if not known.keys() - said.keys():
                raise
            recalled |= known


def preview(werk: Werk) -> Uitkomst | None:
    """Read a file and note what taking it in would change, or what has to be asked first."""
    bestand = Inleesbestand.objects.select_related("gebruiker").filter(pk=werk.taak.sleutel).first()
    if bestand is None:
        return Uitkomst(("Het bestand is weggegooid.",))
    importer = _IMPORTERS[bestand.soort]
    stap = f"Stap 1 van 2: {importer.wat} wordt gelezen."

    def look(opties: Mapping[str, Any]) -> dict[str, Any]:
        werk.meld(stap)
        sent = importer.inzending(bestand, lambda zin: werk.meld(f"{stap} {zin}"))
        gelezen = importer.lees(replace(sent, opties=opties))
        werk.meld(_KIJKEN)
        with transaction.atomic():
            found = _voorproef(importer.doe(gelezen, opties, bestand.gebruiker))
            transaction.set_rollback(True)
        return found

    try:
        recall = bestand.opties.get(_ONTHOUDEN, True)
        opties = _opties(bestand)
        found, recalled = with_memory(bestand.soort, opties, look) if recall else (look(opties), {})
    except Gevraagd as gevraagd:
        found, recalled = {"vraag": gevraagd.vraag.to_json()}, {}
    if recalled:
        bestand.opties[ANTWOORDEN] = {**recalled, **bestand.opties.get(ANTWOORDEN, {})}
        found["onthouden"] = True
    with werk.besluit() as besluit:
        Inleesbestand.objects.filter(pk=bestand.pk).update(voorproef=found, opties=bestand.opties)
        besluit.uitkomst = Uitkomst(("Het bestand is gelezen.",))
    return None


def confirmed(werk: Werk) -> Uitkomst | None:
    """Take in what somebody confirmed; when something else changed since, read it again instead."""
    bestand = Inleesbestand.objects.filter(pk=werk.taak.sleutel).first()
    door = werk.taak.gebruiker
    if bestand is None or door is None:
        return Uitkomst(("Het bestand is weggegooid.",))
    importer = _IMPORTERS[bestand.soort]
    werk.meld("Het bestand wordt ingelezen.")
    try:
        with werk.besluit() as besluit:
            confirm(bestand, importer, door)
            besluit.uitkomst = Uitkomst(("Ingelezen.",))
    except Veranderd:
        with werk.besluit() as besluit:
            bestand.opties[_VERANDERD] = True
            Inleesbestand.objects.filter(pk=bestand.pk).update(opties=bestand.opties)
            _begin(bestand)
            besluit.uitkomst = Uitkomst(("Er is intussen iets veranderd; het wordt herlezen.",))
    return None


def confirm(bestand: Inleesbestand, importer: Importer[Any], door: Gebruiker) -> Inleesbestand:
    """Take the file in, exactly as was shown; all or nothing. Once: a second time gives what the
    first gave. Raises Geweigerd when it expired or was not read, and Veranderd when something else
    changed since: then nothing is written and it has to be read again."""
    with transaction.atomic():
        bestand = Inleesbestand.objects.select_for_update().get(pk=bestand.pk)
        if bestand.staat == Staat.INGELEZEN:
            return bestand
        if bestand.verlopen or not bestand.voorproef or "vraag" in bestand.voorproef:
            melding = "Dit bestand is niet klaar om in te lezen. Kies het opnieuw."
            raise Geweigerd(blokkeert("niet-klaar", melding))
        try:
            opties = _opties(bestand)
            gelezen = importer.lees(replace(importer.inzending(bestand), opties=opties))
            ingelezen = importer.doe(gelezen, opties, door)
        except Geweigerd as geweigerd:
            raise Veranderd from geweigerd
        shown = {k: v for k, v in bestand.voorproef.items() if k != "onthouden"}
        if content_hash(_voorproef(ingelezen)) != content_hash(shown):
            raise Veranderd
        bestand.ingelezen_op, bestand.slug = timezone.now(), ingelezen.slug
        bestand.inhoud, bestand.opties = b"", opties
        bestand.save(update_fields=["ingelezen_op", "slug", "inhoud", "opties"])
    return bestand


def _inzending(bestand: Inleesbestand, meld: Melder) -> Inzending:
    data = bytes(bestand.inhoud)
    if sha256(data).hexdigest() != bestand.sha256:
        raise RuntimeError(f"the bytes of {bestand.pk} are not those that were uploaded")
    verder = {wat: base64.b64decode(b) for wat, b in bestand.opties.get(_VERDER, {}).items()}
    return Inzending(data, bestand.bestandsnaam, verder, meld, _opties(bestand))


def _opties(bestand: Inleesbestand) -> dict[str, Any]:
    """What the importer asked for, without what is ours."""
    return {naam: waarde for naam, waarde in bestand.opties.items() if naam not in _EIGEN}


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
register(Soort(_BEVESTIGD, confirmed, lambda taak: "Inlezen"))
