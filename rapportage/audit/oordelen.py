"""The committee's judgements: begun on a published mirror, and each saved as a text of its own
(compare-and-set, with revisions)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from rapportage.audit.adressen import audit_slug
from rapportage.audit.models import Auditoordeel
from rapportage.audit.spiegels import Gepubliceerd, read_mirror
from rapportage.brieven import start_document
from rapportage.editing import lock_brief
from rapportage.models import Brief, Publicatie
from rapportage.permissions import may_judge
from rapportage.workflow import Briefsoort
from themas.jaar.models import Ronde
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Inhoud

VELDEN = ("kleur", "toelichting")


class AuditDoel:
    """`core.saving.Doel` for the judgement of one row."""

    soort = "auditoordeel"

    def __init__(self, brief: Brief, oordeel: Auditoordeel) -> None:
        self.brief_id, self.pk = brief.pk, oordeel.pk

    def lock(self) -> None:
        lock_brief(self.brief_id)

    def claim(self, versie: int) -> bool:
        mine = Auditoordeel.objects.filter(pk=self.pk, versie=versie)
        return bool(mine.update(versie=F("versie") + 1))

    def read(self) -> tuple[int, Inhoud]:
        oordeel = Auditoordeel.objects.get(pk=self.pk)
        return oordeel.versie, content_of(oordeel)

    def write(self, before: Inhoud, after: Inhoud) -> None:
        Auditoordeel.objects.filter(pk=self.pk).update(**after.stukken)


def content_of(oordeel: Auditoordeel) -> Inhoud:
    return Inhoud({naam: getattr(oordeel, naam) for naam in VELDEN})


def judged_mirror(brief: Brief) -> Gepubliceerd:
    """What this document judges. Raises LookupError for a publication that is not there: none of
    those can go."""
    found = read_mirror(brief.beoordeelt, brief.beoordeelt_versie or 0)
    if found is None:
        raise LookupError(f"{brief.beoordeelt}, versie {brief.beoordeelt_versie}")
    return found


def oordelen_of(gepubliceerd: Gepubliceerd) -> dict[str, Auditoordeel]:
    """By sleutel of the actie. One query."""
    found = Auditoordeel.objects.filter(publicatie=gepubliceerd.publicatie)
    return {oordeel.sleutel: oordeel for oordeel in found}


def newer_version(brief: Brief) -> int | None:
    """The version of the mirror that holds now, when that is not the one that is judged here."""
    current = Publicatie.objects.current(brief.beoordeelt)
    if current is None or current.versie == brief.beoordeelt_versie:
        return None
    return current.versie


@transaction.atomic
def start_oordeel(slug: str, door: Gebruiker | None) -> Brief:
    """The document in which the committee judges the version of this mirror that holds now. Asked
    for twice, it is made once. `door` is None for the demo.

    Raises PermissionDenied, and Geweigerd when there is no such mirror or round.
    """
    if door is not None and not may_judge(door):
        raise PermissionDenied
    current = Publicatie.objects.current(slug)
    spiegel = read_mirror(slug, current.versie) if current else None
    if spiegel is None:
        raise Geweigerd(blokkeert("geen-spiegel", "Deze spiegel is niet (meer) gepubliceerd."))
    # The round's row makes two people take turns.
    ronde = (
        Ronde.objects.select_for_update()
        .filter(plan__slug=spiegel.spiegel.plan_slug, verslagjaar=spiegel.spiegel.jaar)
        .order_by("pk")
        .first()
    )
    if ronde is None:
        melding = f"De ronde die op {spiegel.spiegel.jaar} terugkijkt is er niet meer."
        raise Geweigerd(blokkeert("geen-ronde", melding))
    brief = Brief.objects.filter(beoordeelt=slug, beoordeelt_versie=spiegel.versie).first()
    return brief or _begin(ronde, spiegel, door)


def _begin(ronde: Ronde, spiegel: Gepubliceerd, door: Gebruiker | None) -> Brief:
    brief = start_document(
        ronde,
        audit_slug(spiegel.slug, spiegel.versie),
        f"Oordeel over ‘{spiegel.titel}’",
        soort=Briefsoort.AUDITOORDEEL,
        samenvatting="De auditcommissie over de verantwoording, naast het zelfoordeel van wie "
        "haar schreef.",
        afzender="de auditcommissie",
        beoordeelt=spiegel.slug,
        beoordeelt_versie=spiegel.versie,
    )
    Auditoordeel.objects.bulk_create(
        Auditoordeel(
            publicatie=spiegel.publicatie,
            slug=spiegel.slug,
            publicatieversie=spiegel.versie,
            sleutel=rij.sleutel,
        )
        for rij in spiegel.spiegel.rijen
    )
    Logregel.write("beginnen", brief, door, beoordeelt=f"{spiegel.slug}, versie {spiegel.versie}")
    return brief
