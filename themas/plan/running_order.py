"""The running order of a plan: all its pieces, of whatever kind, as they follow each other."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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


_SOORTEN: dict[type[Geimporteerd], str] = {
    Thema: "thema",
    Pijler: "pijler",
    Actie: "actie",
    PlanOnderdeel: "onderdeel",
}


@dataclass
class Tak:
    """A piece with what stands under it, in order."""

    record: Any
    takken: list["Tak"] = field(default_factory=list)

    @property
    def stuk(self) -> Stuk:
        return type(self.record), self.record.pk

    @property
    def soort(self) -> str:
        """The word for its kind in addresses."""
        return _SOORTEN[type(self.record)]

    @property
    def aantal_acties(self) -> int:
        return sum(isinstance(tak.record, Actie) for tak in self.takken)

    def walk(self) -> Iterator["Tak"]:
        yield self
        for tak in self.takken:
            yield from tak.walk()


def read_tree(plan: Plan) -> list[Tak]:
    """All pieces of a plan: themes and sections of the plan itself, with under a theme its pijlers,
    acties and sections, and under an actie its sections. Four queries."""
    records = [record for of in _MODELS.values() for record in of(plan)]
    takken = {(type(r), r.pk): Tak(r) for r in sorted(records, key=lambda r: r.positie)}
    top: list[Tak] = []
    for tak in takken.values():
        above = _above(tak.record)
        (takken[above].takken if above else top).append(tak)
    return top


def _above(record: Any) -> Stuk | None:
    if isinstance(record, PlanOnderdeel) and record.actie_id:
        return Actie, record.actie_id
    return (Thema, record.thema_id) if getattr(record, "thema_id", None) else None


def move(plan: Plan, stuk: Stuk, stappen: int) -> bool:
    """Move a piece, with all that is under it, so many places among those it stands with; beyond
    the edge is the edge. Whether it moved. Under the lock of the plan."""
    top = read_tree(plan)
    rows = [top, *(tak.takken for t in top for tak in t.walk())]
    for row in rows:
        old = next((n for n, tak in enumerate(row) if tak.stuk == stuk), None)
        if old is not None:
            new = min(max(old + stappen, 0), len(row) - 1)
            row.insert(new, row.pop(old))
            place(plan, [tak.stuk for t in top for tak in t.walk()])
            return new != old
    return False


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
