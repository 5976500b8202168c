"""Putting back a block that went from a paragraaf, and making older content fit what stands.

Putting back is an ordinary save on top of what stands now, so that it gets a version of its own
and what stood in between stays in the history as well. Permission is the caller's.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from themas.jaar.models import Blok, Voortgang
from themas.jaar.saving import (
    BlokInhoud,
    VoortgangDoel,
    as_inhoud,
    blokken_of,
    content_of,
    gebieden_of,
    read_together,
)
from themas.plan.models import Actie
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, history, save


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
    revisies = history(VoortgangDoel.soort, voortgang.pk)
    for revisie in revisies.exclude(versie=None).order_by("-versie"):
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
    wanted = as_inhoud(inhoud.stukken["kop"], blokken, gebieden=gebieden_of(inhoud))
    return save(VoortgangDoel(voortgang), Opslag(uuid4(), versie, wanted), door)


def with_free_keys(voortgang: Voortgang, inhoud: Inhoud) -> Inhoud:
    """The same content, its blocks that live in another paragraaf by now as blocks of their own."""
    blokken = _fit(voortgang, blokken_of(inhoud))
    return as_inhoud(inhoud.stukken["kop"], blokken, gebieden=gebieden_of(inhoud))


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
