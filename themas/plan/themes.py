"""Adding pieces to a plan, each at its place in the running order. Runs inside the caller's
transaction."""

from collections.abc import Sequence
from typing import Any

from themas.plan.bewerken import lock_plan
from themas.plan.models import Actie, Plan, PlanOnderdeel, Thema
from themas.plan.running_order import Stuk, current_order, place
from veiligheid.core.matching import unique_slug
from veiligheid.core.ordering import provisional


def add_thema(plan: Plan, titel: str, soort: str, toegevoegd_in: int | None) -> Thema:
    """A new theme behind the last one of its kind."""
    lock_plan(plan.pk)
    order = current_order(plan)
    same_kind = [(Thema, pk) for pk in plan.themas.filter(soort=soort).values_list("pk", flat=True)]
    slugs = set(plan.themas.values_list("slug", flat=True))
    thema = Thema.objects.create(
        plan=plan,
        titel=titel,
        slug=unique_slug(titel, slugs, "thema"),
        soort=soort,
        positie=provisional(0),
        toegevoegd_in=toegevoegd_in,
    )
    at = max((order.index(t) for t in same_kind), default=None)
    order.insert(len(order) if at is None else _end_of(plan, order, at), (Thema, thema.pk))
    place(plan, order)
    return thema


def add_acties(thema: Thema, titels: Sequence[str]) -> list[Actie]:
    """New acties behind everything that the theme has."""
    return add_to_thema(thema, Actie, titels)


def add_to_thema(thema: Thema, model: type[Any], titels: Sequence[str]) -> list[Any]:
    """New pijlers, acties or sections behind everything that the theme has."""
    if not titels:
        return []
    plan = lock_plan(thema.plan_id)
    order = current_order(plan)
    made = [
        model.objects.create(positie=provisional(n), **_fields(thema, model, titel))
        for n, titel in enumerate(titels)
    ]
    at = _end_of(plan, order, order.index((Thema, thema.pk)))
    order[at:at] = [(model, deel.pk) for deel in made]
    place(plan, order)
    return made


def _fields(thema: Thema, model: type[Any], titel: str) -> dict[str, Any]:
    if model is PlanOnderdeel:
        return {"plan": thema.plan, "thema": thema, "niveau": 3, "kop": titel}
    return {"thema": thema, "titel": titel}


def add_to_plan(plan: Plan, koppen: Sequence[str]) -> list[PlanOnderdeel]:
    """New sections of the plan itself, at its end."""
    order = current_order(plan)
    made = [
        PlanOnderdeel.objects.create(plan=plan, niveau=2, kop=kop, positie=provisional(n))
        for n, kop in enumerate(koppen)
    ]
    place(plan, [*order, *((PlanOnderdeel, deel.pk) for deel in made)])
    return made


def _end_of(plan: Plan, order: list[Stuk], at: int) -> int:
    """The place behind everything that belongs to the theme at this place: its pijlers, acties
    and own sections."""
    # What begins something of its own: a theme, or a section of the plan itself.
    starts: set[Stuk] = {(Thema, pk) for pk in plan.themas.values_list("pk", flat=True)}
    starts |= {
        (PlanOnderdeel, pk)
        for pk in plan.onderdelen.filter(thema=None).values_list("pk", flat=True)
    }
    at += 1
    while at < len(order) and order[at] not in starts:
        at += 1
    return at
