"""The running order of a plan: all its pieces, of whatever kind, as they follow each other."""

from collections.abc import Callable
from typing import Any

from django.db import models

from themas.plan.models import Actie, Pijler, Plan, PlanOnderdeel, Thema
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.ordering import renumber

# A piece: its model and its primary key.
Stuk = tuple[type[Geimporteerd], int]

_MODELS: dict[type[Geimporteerd], Callable[[Plan], models.QuerySet[Any]]] = {
    Thema: lambda plan: Thema.objects.filter(plan=plan),
    PlanOnderdeel: lambda plan: PlanOnderdeel.objects.filter(plan=plan),
    Pijler: lambda plan: Pijler.objects.filter(thema__plan=plan),
    Actie: lambda plan: Actie.objects.filter(thema__plan=plan),
}


def current_order(plan: Plan) -> list[Stuk]:
    """All pieces of a plan in the running order of the document."""
    pieces = [
        (positie, (model, pk))
        for model, of in _MODELS.items()
        for positie, pk in of(plan).values_list("positie", "pk")
    ]
    return [stuk for _, stuk in sorted(pieces, key=lambda p: p[0])]


def place(plan: Plan, order: list[Stuk]) -> None:
    """Give every piece the position that this running order says."""
    for model in _MODELS:
        renumber(
            model._default_manager,
            {pk: n for n, (m, pk) in enumerate(order, start=1) if m is model},
        )
