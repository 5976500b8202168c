"""Adding themes and acties to a plan during its term, each at its place in the running order."""

from collections.abc import Sequence

from themas.plan.models import Actie, Plan, PlanOnderdeel, Thema, Themasoort
from themas.plan.running_order import Stuk, current_order, place
from veiligheid.core.matching import unique_slug
from veiligheid.core.ordering import provisional


def add_thema(plan: Plan, titel: str, soort: Themasoort, toegevoegd_in: int | None) -> Thema:
    """A new theme behind the last one of its kind. Runs inside the caller's transaction."""
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
    """New acties behind everything that the theme has. Runs inside the caller's transaction."""
    plan = thema.plan
    order = current_order(plan)
    acties = [
        Actie.objects.create(thema=thema, titel=titel, positie=provisional(n))
        for n, titel in enumerate(titels)
    ]
    at = _end_of(plan, order, order.index((Thema, thema.pk)))
    order[at:at] = [(Actie, actie.pk) for actie in acties]
    place(plan, order)
    return acties


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
