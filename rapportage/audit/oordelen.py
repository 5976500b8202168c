"""The committee's judgements: begun on a published mirror, and each saved as a text of its own
(compare-and-set, with revisions)."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.audit.adressen import audit_slug
from rapportage.audit.models import Auditoordeel
from rapportage.audit.spiegels import Gepubliceerd, read_mirror
from rapportage.brieven import start_document
from rapportage.editing import BriefdeelDoel
from rapportage.models import Brief, Publicatie
from rapportage.permissions import may_judge
from rapportage.workflow import Briefsoort
from themas.jaar.models import Ronde
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel

VELDEN = ("kleur", "toelichting")


class AuditDoel(BriefdeelDoel):
    """The judgement of one row."""

    soort = "auditoordeel"
    model = Auditoordeel
    velden = VELDEN

    def __init__(self, brief: Brief, oordeel: Auditoordeel) -> None:
        RecordDoel.__init__(self, oordeel)
        self.brief_id = brief.pk


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
