"""A plan from a Word file or a planbestand into the records: what the command and the screen
share."""

from dataclasses import dataclass
from pathlib import PurePath

from django.utils import timezone
from django.utils.text import slugify

from themas.plan.bewerken import versions_noted
from themas.plan.importing.apply import apply_plan
from themas.plan.importing.parse import parse_plan
from themas.plan.importing.planbestand import is_planbestand, read_planbestand
from themas.plan.importing.source import BronPlan
from themas.plan.importing.validate import validate_plan
from themas.plan.importing.voorganger import go_on_with, told_changes
from themas.plan.models import Plansoort, Thema
from veiligheid.core.bron import Ingelezen
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.word import read_word
from veiligheid.core.word.macros import refuse_macros
from veiligheid.core.zinnen import counted


@dataclass(frozen=True, slots=True)
class PlanOpties:
    """What the file doesn't say. Empty: what the file or its name says. `onder`: the title of a
    theme, or its address ("plan/thema"). `voorganger`: the address of the plan before a new one."""

    bestandsnaam: str
    soort: str = Plansoort.IVP.value
    slug: str = ""
    onder: str = ""
    titel: str = ""
    van_jaar: int | None = None
    tot_en_met_jaar: int | None = None
    voorganger: str = ""

    @property
    def adres(self) -> str:
        return self.slug or slugify(PurePath(self.bestandsnaam).stem)


@dataclass(frozen=True, slots=True)
class Gelezen:
    """What a file says: the plan, what was noticed while reading, and its footnotes."""

    bron: BronPlan
    bevindingen: tuple[Bevinding, ...] = ()
    voetnoten: int = 0


def read_plan(data: bytes, naam: str) -> Gelezen:
    """Of either kind of file. Raises Geweigerd."""
    if is_planbestand(data):
        return Gelezen(read_planbestand(data))
    refuse_macros(data)
    document = read_word(data, naam)
    bron = parse_plan(document, PurePath(naam).stem)
    return Gelezen(bron, tuple(document.bevindingen), document.voetnoten)


def import_plan(gelezen: Gelezen, opties: PlanOpties, door: Gebruiker | None) -> Ingelezen:
    """Validate and apply, inside the caller's transaction. Raises Geweigerd."""
    bron = gelezen.bron
    soort = Plansoort(bron.soort if bron.soort in Plansoort else opties.soort)
    bron.titel = opties.titel or bron.titel
    bron.van_jaar = opties.van_jaar or bron.van_jaar
    bron.tot_en_met_jaar = opties.tot_en_met_jaar or bron.tot_en_met_jaar or bron.van_jaar
    bevindingen = [*gelezen.bevindingen, *validate_plan(bron, soort)]
    onder = _thema_above(opties.onder, bron.van_jaar)
    if blocking(bevindingen):
        raise Geweigerd(*bevindingen)
    if opties.voorganger:
        go_on_with(bron, opties.voorganger)
    with versions_noted(opties.adres):
        plan, telling = apply_plan(bron, opties.adres, soort, onder)
    telling.bevindingen[:0] = bevindingen
    if bron.voorganger:
        telling.bevindingen += told_changes(plan)
    if telling.veranderd:
        Logregel.write("importeren", plan, door, bestand=opties.bestandsnaam)
    slot = f"Plan {plan.slug}: {_counts(bron, gelezen.voetnoten)}."
    return Ingelezen(telling, slot, plan.slug)


def _thema_above(wie: str, jaar: int | None) -> Thema | None:
    """The theme of this address, or of this title: in the plan that holds for the year, else in the
    last one that began before it. A draft of the next plan has the same titles. Raises
    Geweigerd."""
    if not wie:
        return None
    themas = Thema.objects.filter(plan__soort=Plansoort.IVP).select_related("plan")
    for thema in themas:
        if f"{thema.plan.slug}/{thema.slug}" == wie:
            return thema
    found = [t for t in themas if titelsleutel(t.titel) == titelsleutel(wie)]
    if not found:
        known = ", ".join(f"‘{t.titel}’" for t in themas) or "geen"
        raise Geweigerd(
            blokkeert("onder-onbekend", f"Er is geen thema ‘{wie}’. Bekende thema’s: {known}.")
        )
    when = jaar or timezone.localdate().year

    def nearest(thema: Thema) -> tuple[bool, bool, int]:
        plan = thema.plan
        began = plan.van_jaar <= when
        holds = began and when <= plan.tot_en_met_jaar
        return holds, began, plan.van_jaar if began else -plan.van_jaar

    return max(found, key=nearest)


def _counts(bron: BronPlan, voetnoten: int) -> str:
    plain = [k for k in bron.kruisverbanden if not k.voorstel]
    onderdelen = sum(1 for s in bron.stukken if not hasattr(s, "stukken"))
    kruisverbanden = counted(len(plain), "kruisverband", "kruisverbanden")
    return ", ".join(
        (
            counted(len(bron.themas), "thema", "thema’s"),
            counted(sum(len(t.pijlers) for t in bron.themas), "pijler", "pijlers"),
            counted(sum(len(t.acties) for t in bron.themas), "actie", "acties"),
            counted(onderdelen, "ander onderdeel", "andere onderdelen"),
            f"{kruisverbanden} ({len(bron.kruisverbanden) - len(plain)} voorgesteld)",
            counted(voetnoten, "voetnoot", "voetnoten"),
        )
    )
