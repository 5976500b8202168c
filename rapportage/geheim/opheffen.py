"""Lifting the secrecy of an annex: what was frozen of it then comes out as an addition to the
letter that stands, in a new version. No draft is read for it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.besluit.moment import refuse_when_planned
from rapportage.bewijs.manifest import chain_event
from rapportage.geheim.kopie import DOCUMENT, PDF, kept
from rapportage.maken import Gereed, make
from rapportage.models import Bijlage, Brief, Opheffing, Publicatie
from rapportage.permissions import may_publish
from rapportage.publishing import next_version
from rapportage.vastzetten import PUBLICEREN, publishing_of
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel, Taak
from veiligheid.core.taken.vragen import ask
from veiligheid.document.brief import Briefdocument
from veiligheid.document.delen import bestandsnamen


@dataclass(frozen=True, slots=True)
class Besluit:
    """That the secrecy of annex `nummer` is lifted: by whom, and when that was decided."""

    nummer: int
    door: str
    datum: date


def withheld(publicatie: Publicatie) -> list[tuple[int, str, bool]]:
    """The annexes that this version withholds: number, name, and whether there is a copy."""
    stored = publicatie.bestanden.get(pad="brief.json")
    document = Briefdocument.from_json(bytes(stored.inhoud))
    copies = set(publicatie.geheime_stukken.values_list("nummer", flat=True))
    return [
        (b.nummer, b.naam, b.nummer in copies) for b in document.bijlagen if b.geheim is not None
    ]


def lift(brief: Brief, besluit: Besluit, door: Gebruiker) -> Taak:
    """Have the letter that stands published again with this annex in it, as it was when the letter
    came out; or follow whoever publishes this letter at the moment. Raises PermissionDenied, and
    Geweigerd when there is nothing to lift."""
    if not may_publish(door, brief):
        raise PermissionDenied
    if (busy := publishing_of(brief)) is not None:
        return busy
    with transaction.atomic():
        brief = Brief.objects.select_for_update().get(pk=brief.pk)
        refuse_when_planned(brief)
        publicatie = Publicatie.objects.standing(brief.slug)
        names = [] if publicatie is None else [nummer for nummer, _, _ in withheld(publicatie)]
        if publicatie is None or besluit.nummer not in names:
            melding = "In de brief die er staat, is deze bijlage niet (meer) geheim."
            raise Geweigerd(blokkeert("niet-geheim", melding))
        kopie = next((k for k in kept(publicatie) if k.nummer == besluit.nummer), None)
        if kopie is None:
            melding = (
                "Van deze bijlage is geen archiefkopie. Maak bij de bijlage de grond van de "
                "geheimhouding leeg, en publiceer een nieuwe versie."
            )
            raise Geweigerd(blokkeert("geen-archiefkopie", melding))
        document = next(data for pad, _, data in kopie.stukken if pad == DOCUMENT)
        reden = f"De geheimhouding van bijlage {besluit.nummer} is opgeheven door {besluit.door}."
        next_version(brief, Briefdocument.from_json(document), reden)
        return ask(
            PUBLICEREN,
            str(brief.pk),
            door,
            document=document.decode(),
            reden=reden,
            opheffing={
                "publicatie": publicatie.pk,
                "nummer": besluit.nummer,
                "door": besluit.door,
                "datum": besluit.datum.isoformat(),
            },
        )


def make_lifted(wat: Mapping[str, Any], vandaag: date, meld: Callable[[str], None]) -> Gereed:
    """The letter that stood with this annex in it, made of stored rows alone. What else is withheld
    stays so, with its copy. Raises Geweigerd."""
    lifted = wat["opheffing"]
    publicatie = Publicatie.objects.get(pk=lifted["publicatie"])
    document = Briefdocument.from_json(wat["document"])
    copies = kept(publicatie)
    mine = next(k for k in copies if k.nummer == lifted["nummer"])
    files = {pad: data for pad, _, data in mine.stukken if pad not in (DOCUMENT, PDF)}
    for b in document.gevulde_bijlagen:
        for naam in bestandsnamen(b.delen):
            if b.nummer != mine.nummer:
                stored = publicatie.bestanden.get(pad=f"bijlage/{b.nummer}/{naam}")
                files[naam] = bytes(stored.inhoud)
    gereed = make(document, files, vandaag, meld=meld, reden=wat["reden"])
    return replace(gereed, geheim=tuple(k for k in copies if k.nummer != mine.nummer))


def note_lifted(
    publicatie: Publicatie, brief: Brief, lifted: Mapping[str, Any], door: Gebruiker
) -> None:
    """In the transaction that publishes: that it was lifted, and that the annex that is written in
    is public from now on too."""
    opheffing = Opheffing.objects.create(
        publicatie=publicatie,
        nummer=lifted["nummer"],
        opgeheven_door=lifted["door"],
        datum=date.fromisoformat(lifted["datum"]),
        door=door.naam,
    )
    chain_event("opheffing", opheffing)
    before = Publicatie.objects.get(pk=lifted["publicatie"])
    kopie = next(k for k in kept(before) if k.nummer == lifted["nummer"])
    living = Bijlage.objects.filter(brief=brief, sleutel=kopie.sleutel)
    living.update(geheim_grond="", geheim_door="", geheim_tot=None)
    Logregel.write("geheimhouding opheffen", publicatie, door, bijlage=lifted["nummer"])
