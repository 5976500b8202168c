"""Putting back what stood in a paragraaf before: a whole version, or a block that went.

Both are ordinary saves on top of what stands now, so that they get a version of their own and
what stood in between stays in the history as well. Permission is the caller's.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from themas.jaar.models import Blok, Voortgang
from themas.jaar.saving import (
    BlokInhoud,
    VoortgangDoel,
    as_inhoud,
    blokken_of,
    content_of,
    read_together,
)
from themas.plan.models import Actie
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, save


@dataclass(frozen=True, slots=True)
class WeggehaaldBlok:
    """A block that is in the history and nowhere in the letter, with its last text, and until
    when and by whom it was there."""

    blok: BlokInhoud
    op: datetime
    wie: str


def removed_blocks(voortgang: Voortgang) -> list[WeggehaaldBlok]:
    """The blocks that went from this paragraaf, the last one first. A block that moved to another
    paragraaf did not go. Three queries."""
    seen = {b.sleutel for b in blokken_of(content_of(voortgang))}
    found: list[WeggehaaldBlok] = []
    for revisie in _revisies(voortgang).exclude(versie=None).order_by("-versie"):
        for blok in blokken_of(Inhoud.from_json(revisie.inhoud)):
            if blok.sleutel not in seen and blok.tekst:
                seen.add(blok.sleutel)
                found.append(WeggehaaldBlok(blok, revisie.op, revisie.wie))
    moved = _living([w.blok for w in found])
    return [w for w in found if w.blok.sleutel not in moved]


def restore_block(voortgang: Voortgang, sleutel: UUID, door: Gebruiker) -> Resultaat:
    """Put a block that went back at the end. Raises Geweigerd."""
    gone = next((w for w in removed_blocks(voortgang) if w.blok.sleutel == sleutel), None)
    if gone is None:
        raise Geweigerd(blokkeert("blok-staat-er", "Dit blok staat al in de brief."))
    versie, inhoud = read_together(voortgang)
    blokken = [*blokken_of(inhoud), *_fit(voortgang, [gone.blok])]
    return _save(voortgang, versie, as_inhoud(inhoud.stukken["kop"], blokken), door)


def restore_version(voortgang: Voortgang, revisie: int, door: Gebruiker) -> Resultaat:
    """Make what a revision keeps the text again, also one that was kept but not applied. Raises
    Geweigerd, also when this paragraaf has no such revision."""
    kept = _revisies(voortgang).filter(pk=revisie).first()
    if kept is None:
        raise Geweigerd(blokkeert("versie-onbekend", "Deze versie is er niet."))
    wanted = Inhoud.from_json(kept.inhoud)
    versie, _ = read_together(voortgang)
    blokken = _fit(voortgang, blokken_of(wanted))
    return _save(voortgang, versie, as_inhoud(wanted.stukken["kop"], blokken), door)


def with_free_keys(voortgang: Voortgang, inhoud: Inhoud) -> Inhoud:
    """The same content, its blocks that live in another paragraaf by now as blocks of their own."""
    return as_inhoud(inhoud.stukken["kop"], _fit(voortgang, blokken_of(inhoud)))


def _fit(voortgang: Voortgang, blokken: list[BlokInhoud]) -> list[BlokInhoud]:
    """As they can stand in this paragraaf now: with keys and acties that are free and there."""
    elsewhere = _living(blokken, besides=voortgang)
    named = {pk for b in blokken for pk in b.acties}
    acties = set(Actie.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else {0}
    return [
        replace(
            b,
            sleutel=uuid4() if b.sleutel in elsewhere else b.sleutel,
            acties=tuple(pk for pk in b.acties if pk in acties),
        )
        for b in blokken
    ]


def _living(blokken: list[BlokInhoud], besides: Voortgang | None = None) -> set[UUID]:
    rows = Blok.objects.filter(sleutel__in=[b.sleutel for b in blokken])
    if besides:
        rows = rows.exclude(voortgang=besides)
    return set(rows.values_list("sleutel", flat=True))


def _revisies(voortgang: Voortgang) -> QuerySet[Revisie]:
    return Revisie.objects.filter(soort=VoortgangDoel.soort, record=voortgang.pk)


def _save(voortgang: Voortgang, versie: int, inhoud: Inhoud, door: Gebruiker) -> Resultaat:
    return save(VoortgangDoel(voortgang), Opslag(uuid4(), versie, inhoud), door)
