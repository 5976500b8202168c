"""The plans that everybody may read: those that a published letter reports on; and what published
letters say of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from rapportage.models import Brief, Briefsoort, Publicatie
from rapportage.openbaar.publicaties import document_of
from rapportage.plandocument import Plandocument, Sectie, compose_plan
from rapportage.rendering.spiegel import RijWeergave, rij_in_beeld
from themas.plan.models import Actie, Plan
from themas.plan.querysets import PlanQuerySet
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.workflow import Soort
from veiligheid.core.zinnen import enumerate_words
from veiligheid.document.brief import Briefdocument
from veiligheid.document.raad import Raadscijfer


def public_plannen() -> PlanQuerySet:
    """The newest term first."""
    plans: PlanQuerySet = Plan.objects.filter(Exists(_letters())).order_by("-van_jaar", "slug")
    return plans


def _letters() -> QuerySet[Brief]:
    published = Publicatie.objects.values("brief_id")
    return Brief.objects.filter(ronde__plan=OuterRef("pk"), pk__in=published)


@dataclass(frozen=True, slots=True)
class Themastand:
    """What is known of a theme of the plan. rijen: its acties as the newest letter has them, with
    their years; moties: what the council asked of it; gaten: what the plan leaves open."""

    rijen: tuple[RijWeergave, ...]
    cijfers: tuple[Raadscijfer, ...]
    moties: tuple[Toezegging, ...]
    gaten: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plandeel:
    """Sections that belong together: of a theme with how it stands, or of the plan itself."""

    secties: tuple[Sectie, ...]
    stand: Themastand | None = None


@dataclass(frozen=True, slots=True)
class Planpagina:
    document: Plandocument
    delen: tuple[Plandeel, ...]
    brief: Publicatie | None
    inhoud: tuple[Sectie, ...]


def planpagina(plan: Plan) -> Planpagina:
    """The plan as it stands, with what the newest published letter on it says."""
    letters = Publicatie.objects.newest_per_slug().filter(
        soort=Briefsoort.VEILIGHEIDSBRIEF, brief_id__in=Brief.objects.filter(ronde__plan=plan)
    )
    brief = letters.first()
    published = document_of(brief) if brief else None
    document = compose_plan(plan)
    moties: dict[str, list[Toezegging]] = {}
    asked = Toezegging.objects.public().filter(
        thema__plan=plan, soort__in=[Soort.MOTIE.value, Soort.AMENDEMENT.value]
    )
    for t in asked.select_related("thema").order_by("gemaakt_op"):
        moties.setdefault(t.thema.slug if t.thema else "", []).append(t)
    ownerless = _ownerless(plan)
    delen = tuple(
        Plandeel(group, _stand(group, published, moties, ownerless))
        for group in _grouped(document.secties)
    )
    inhoud = tuple(s for s in document.secties if s.nummer is not None)
    return Planpagina(document, delen, brief, inhoud)


def _ownerless(plan: Plan) -> dict[str, list[str]]:
    """By the address of their theme, the acties that run and are nobody's."""
    rows = Actie.objects.filter(thema__plan=plan, beeindigd_in=None, eigenaar="")
    found: dict[str, list[str]] = {}
    for slug, titel in rows.order_by("positie").values_list("thema__slug", "titel"):
        found.setdefault(slug, []).append(titel)
    return found


def _grouped(secties: tuple[Sectie, ...]) -> Iterator[tuple[Sectie, ...]]:
    """A theme with all that is beneath it, and the rest each by itself."""
    group: list[Sectie] = []
    for sectie in secties:
        within = bool(group) and group[0].nummer is not None and _beneath(sectie, group[0])
        if group and not within:
            yield tuple(group)
            group = []
        group.append(sectie)
    if group:
        yield tuple(group)


def _beneath(sectie: Sectie, thema: Sectie) -> bool:
    return sectie.nummer is None and (
        sectie.anker.startswith((f"{thema.anker}--", "actie-")) or sectie.niveau > thema.niveau
    )


def _stand(
    group: tuple[Sectie, ...],
    published: Briefdocument | None,
    moties: dict[str, list[Toezegging]],
    ownerless: dict[str, list[str]],
) -> Themastand | None:
    if group[0].nummer is None:
        return None
    slug = group[0].anker.removeprefix("thema-")
    found = [h for h in published.hoofdstukken if h.slug == slug] if published else []
    raad = found[0].raad if found else None
    rijen = raad.vragen.rijen if raad else ()
    cijfers = raad.cijfers if raad else ()
    told = {rij.sleutel for rij in rijen}
    acties = [s for s in group if s.anker.startswith("actie-") and "--" not in s.anker]
    untold = [s.kop for s in acties if s.anker.removeprefix("actie-") not in told]
    return Themastand(
        tuple(map(rij_in_beeld, rijen)),
        tuple(cijfers),
        tuple(moties.get(slug, ())),
        tuple(_gaps(group, cijfers, untold, ownerless.get(slug, [])) if published else ()),
    )


def _gaps(
    group: tuple[Sectie, ...],
    cijfers: tuple[Raadscijfer, ...],
    untold: list[str],
    ownerless: list[str],
) -> Iterator[str]:
    if any(s.anker.endswith("--ambitie") for s in group) and not cijfers:
        yield "Bij de ambitie hoort geen cijfer."
    if cijfers and not any(c.streef for c in cijfers):
        yield "Bij de cijfers hoort geen streefwaarde."
    for c in cijfers:
        if c.streef and c.waarde == "onbekend":
            yield f"Van de streefwaarde bij ‘{c.naam}’ is het cijfer niet bekend."
    if ownerless:
        named = enumerate_words([f"‘{titel}’" for titel in ownerless])
        yield f"Bij {named} staat geen eigenaar: wie ervoor zorgt dat het gebeurt."
    for kop in untold:
        yield f"Over ‘{kop}’ staat niets in de nieuwste brief."
