"""A letter from a Word document into the records: what the command and the screen share."""

from dataclasses import dataclass

from rapportage.herkend import lijst_of
from rapportage.importing.apply import apply_brief
from rapportage.importing.parse import parse_brief
from rapportage.importing.source import BronBrief
from rapportage.importing.validate import validate_brief
from themas.jaar.labelling import Uitkomst
from themas.plan.models import Plan
from veiligheid.core.bron import Ingelezen
from veiligheid.core.findings import Geweigerd, blocking, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.word import Worddocument
from veiligheid.core.zinnen import counted


@dataclass(frozen=True, slots=True)
class BriefOpties:
    """What the file doesn't say: into which plan, the year that the letter looks ahead to, and
    whether themes that the plan does not have are taken in."""

    bestandsnaam: str
    plan: str
    jaar: int
    nieuwe_themas: bool = False


def import_brief(document: Worddocument, opties: BriefOpties, door: Gebruiker | None) -> Ingelezen:
    """Parse, validate and apply, inside the caller's transaction. Raises Geweigerd."""
    plan = _plan(opties.plan)
    known = {titelsleutel(t.titel) for t in plan.themas.all()}
    bron, noted = parse_brief(document, opties.jaar, known)
    bevindingen = [
        *document.bevindingen,
        *noted,
        *validate_brief(bron, known, nieuwe_themas=opties.nieuwe_themas),
    ]
    if blocking(bevindingen):
        raise Geweigerd(*bevindingen)
    brief, telling = apply_brief(bron, plan, opties.jaar)
    telling.bevindingen[:0] = bevindingen
    if telling.veranderd:
        Logregel.write("importeren", brief, door, bestand=opties.bestandsnaam)
    lijst = lijst_of(brief)
    herkend = f" {lijst.zin}" if lijst.wachtend else ""
    return Ingelezen(telling, f"Brief {brief.slug}: {_counts(bron)}.{herkend}", brief.slug)


def _plan(slug: str) -> Plan:
    plan = Plan.objects.select_for_update().filter(slug=slug).first()
    if plan is None:
        known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "nog geen"
        raise Geweigerd(blokkeert("plan-onbekend", f"Er is geen plan ‘{slug}’. Plannen: {known}."))
    return plan


def _counts(bron: BronBrief) -> str:
    n = bron.uitkomsten
    paragrafen = sum(len(h.paragrafen) for h in bron.hoofdstukken)
    algemeen = sum(1 for o in bron.onderdelen if o.niveau == 2)
    return (
        f"{counted(len(bron.hoofdstukken), 'thema', 'thema’s')}, {algemeen} algemene en "
        f"{counted(paragrafen, 'themaparagraaf', 'themaparagrafen')}; "
        f"alinea’s {n.get(Uitkomst.HEEL, 0)} heel, {n.get(Uitkomst.GESPLITST, 0)} gesplitst, "
        f"{n.get(Uitkomst.ONDUIDELIJK, 0)} onduidelijk; "
        f"{counted(len(bron.ondertekenaars), 'ondertekenaar', 'ondertekenaars')}"
    )
