"""Adding a theme to a plan during its term."""

from themas.plan.models import Plan, PlanOnderdeel, Thema, Themasoort
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
    # What begins something of its own: a theme, or a section of the plan itself.
    starts: set[Stuk] = {(Thema, pk) for pk in plan.themas.values_list("pk", flat=True)}
    starts |= {
        (PlanOnderdeel, pk)
        for pk in plan.onderdelen.filter(thema=None).values_list("pk", flat=True)
    }
    at = max((order.index(t) for t in same_kind), default=len(order) - 1) + 1
    # Behind everything that belongs to that last theme: its pijlers, acties and own sections.
    while at < len(order) and order[at] not in starts:
        at += 1
    order.insert(at, (Thema, thema.pk))
    place(plan, order)
    return thema
