"""Descent: how the themes and acties of a plan go on with those of the plans before it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from themas.plan.models import Actie, Plan, Thema


@dataclass
class Afkomst:
    """A plan, the plans before it, and all their themes and acties by primary key.

    An actie of an earlier plan is here the one that goes on with it, as long as that is one:
    `current`. `line` is an actie and what it goes on with, nearest first.
    """

    plan: int
    plannen: frozenset[int]
    themas: Mapping[int, Thema]
    acties: Mapping[int, Actie]
    _actie_opvolgers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _thema_opvolgers: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    _lines: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for actie in self.acties.values():
            if actie.voorganger_id:
                self._actie_opvolgers[actie.voorganger_id].append(actie.pk)
        for thema in self.themas.values():
            if thema.voorganger_id:
                self._thema_opvolgers[thema.voorganger_id].append(thema.pk)

    def current(self, pk: int) -> int:
        """The actie of this plan that goes on with this one; itself when there is no such one, or
        more than one."""
        seen = {pk}
        while self._plan_of(pk) != self.plan:
            opvolgers = self._actie_opvolgers.get(pk, [])
            if len(opvolgers) != 1 or opvolgers[0] in seen:
                break
            seen.add(pk := opvolgers[0])
        return pk

    def succeeded(self, pk: int) -> list[Actie]:
        """This actie, and those of earlier plans that are called by it now; nearest first."""
        found: dict[int, Actie] = {}
        step = pk
        while step in self.acties and step not in found and self.current(step) == pk:
            found[step] = self.acties[step]
            step = self.acties[step].voorganger_id or 0
        return list(found.values())

    def line(self, pk: int) -> tuple[int, ...]:
        """What a report on this actie reports on: itself and what it goes on with, each as
        `current` has it."""
        if pk not in self._lines:
            found: dict[int, None] = {}
            step, seen = pk, set[int]()
            while step in self.acties and step not in seen:
                seen.add(step)
                found[self.current(step)] = None
                step = self.acties[step].voorganger_id or 0
            self._lines[pk] = tuple(found) or (pk,)
        return self._lines[pk]

    def home(self, pk: int) -> Thema:
        """The theme of this plan that an actie belongs to; of an actie that nothing goes on with,
        the theme that goes on with its own, or else its own."""
        own = self.acties[self.current(pk)].thema_id
        return self.themas[min(self.themas_from(own), default=own)]

    def themas_from(self, pk: int) -> set[int]:
        """The themes of this plan that this one is, or that go on with it."""
        found, steps, seen = set(), [pk], set()
        while steps:
            step = steps.pop()
            if step in seen or step not in self.themas:
                continue
            seen.add(step)
            if self.themas[step].plan_id == self.plan:
                found.add(step)
            else:
                steps += self._thema_opvolgers.get(step, [])
        return found

    def _plan_of(self, pk: int) -> int:
        return self.themas[self.acties[pk].thema_id].plan_id


def read_plannen(plan: int) -> frozenset[int]:
    """A plan and all it goes on with. One query."""
    return frozenset(_reach(plan, _plans_before()))


def read_afkomst(plannen: Iterable[int]) -> dict[int, Afkomst]:
    """By primary key of the plan. Three queries."""
    before = _plans_before()
    families = {pk: frozenset(_reach(pk, before)) for pk in set(plannen)}
    everything = frozenset[int]().union(*families.values())
    in_order = Thema.objects.filter(plan__in=everything).order_by("plan", "positie")
    themas = {t.pk: t for t in in_order}
    # What a plan says at length about its acties is not read here.
    acties = Actie.objects.filter(thema__plan__in=everything).defer(
        "toelichting", "doel", "beoogd_effect", "inzet", "eigenaar", "partners", "bronkoppen"
    )
    found = {a.pk: a for a in acties.order_by("thema__plan", "positie")}
    for actie in found.values():
        actie.thema = themas[actie.thema_id]
    return {
        pk: Afkomst(
            pk,
            family,
            {n: t for n, t in themas.items() if t.plan_id in family},
            {n: a for n, a in found.items() if a.thema.plan_id in family},
        )
        for pk, family in families.items()
    }


def _plans_before() -> dict[int, set[int]]:
    """Which plans each plan goes on with: as it says itself, or as one of its themes or acties
    does."""
    plans = Plan.objects.exclude(voorganger=None).order_by().values_list("pk", "voorganger")
    themas = Thema.objects.exclude(voorganger=None).order_by()
    acties = Actie.objects.exclude(voorganger=None).order_by()
    pairs = plans.union(
        themas.values_list("plan", "voorganger__plan"),
        acties.values_list("thema__plan", "voorganger__thema__plan"),
    )
    before: dict[int, set[int]] = defaultdict(set)
    for plan, voorganger in pairs:
        if voorganger and plan != voorganger:
            before[plan].add(voorganger)
    return before


def _reach(start: int, before: Mapping[int, set[int]]) -> set[int]:
    found, steps = set(), [start]
    while steps:
        if (step := steps.pop()) not in found:
            found.add(step)
            steps += before.get(step, ())
    return found
