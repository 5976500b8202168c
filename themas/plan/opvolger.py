"""The plan after this one, begun: a draft with what goes on, each piece with what it succeeds."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from themas.jaar.permissions import may_start_plan
from themas.plan.importing.apply import apply_plan
from themas.plan.importing.source import BronActie, BronPlan, BronThema, Themastuk
from themas.plan.models import Plan, Plansoort, Thema
from themas.plan.uitvoer import bron_of
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel


@transaction.atomic
def start_opvolger(plan: Plan, door: Gebruiker | None) -> Plan:
    """A draft of the next plan, for a term as long as that of this one: its sections, the themes
    that were not dropped, and the acties that did not end, all with their `voorganger`. From there
    on it is edited as any plan is.

    `door` is None for the administrator on the machine. Raises PermissionDenied, and Geweigerd when
    there is one already.
    """
    if door is not None and not may_start_plan(door):
        raise PermissionDenied
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if next_plan := plan.opvolgers.first():
        melding = f"‘{next_plan}’ ({next_plan.slug}) volgt ‘{plan}’ al op."
        raise Geweigerd(blokkeert("opvolger-bestaat", melding))
    van = plan.tot_en_met_jaar + 1
    tot = van + plan.tot_en_met_jaar - plan.van_jaar
    slug = f"{plan.soort}-{van}-{tot}"
    if Plan.objects.filter(slug=slug).exists():
        slug = f"{plan.slug[:60]}-{van}-{tot}"
    if Plan.objects.filter(slug=slug).exists():
        melding = f"Er is al een plan met het adres ‘{slug}’. Maak dat bekend als opvolger."
        raise Geweigerd(blokkeert("opvolger-bestaat", melding))
    bron = _going_on(plan, van, tot)
    made, _ = apply_plan(bron, slug, Plansoort(plan.soort), plan.onder_thema)
    _advisors(made)
    Logregel.write("beginnen", made, door, voorganger=plan.slug)
    return made


def _going_on(plan: Plan, van: int, tot: int) -> BronPlan:
    """The source of the draft. Its pieces are of nobody's file: their keys are those of the pieces
    that they go on with."""
    bron = bron_of(plan)
    gone = {t.sleutel for t in bron.themas if t.vervallen_in is not None}
    # In the same order as the source has them.
    for thema, record in zip(bron.themas, plan.themas.order_by("positie"), strict=True):
        thema.voorganger = f"{plan.slug}/{record.slug}"
        thema.toegevoegd_in = None
        acties = record.acties.order_by("positie")
        for actie, own in zip(thema.acties, acties, strict=True):
            actie.voorganger = own.sleutel
            actie.verdere_themas = [t for t in actie.verdere_themas if t not in gone]
        thema.stukken = [stuk for stuk in thema.stukken if _goes_on(stuk)]
    bron.stukken = [s for s in bron.stukken if not (isinstance(s, BronThema) and s.sleutel in gone)]
    bron.kruisverbanden = [
        k for k in bron.kruisverbanden if not {k.van, k.naar} & gone and not k.voorstel
    ]
    bron.titel = _title(plan, van, tot)
    bron.van_jaar, bron.tot_en_met_jaar = van, tot
    bron.voorganger = plan.slug
    return bron


def _goes_on(stuk: Themastuk) -> bool:
    return not (isinstance(stuk, BronActie) and stuk.beeindigd_in is not None)


def _title(plan: Plan, van: int, tot: int) -> str:
    """That of the plan with the years of the new term."""
    titel = plan.titel
    for old, new in ((plan.tot_en_met_jaar, tot), (plan.van_jaar, van)):
        titel = titel.replace(str(old), f"\x00{new}")
    titel = titel.replace("\x00", "")
    return f"{titel} (concept)"[:300]


def _advisors(plan: Plan) -> None:
    """Who writes a theme goes on writing it."""
    for thema in Thema.objects.filter(plan=plan).exclude(voorganger=None):
        if thema.voorganger is not None:
            thema.adviseurs.set(thema.voorganger.adviseurs.all())
