"""A plan and its pieces as texts that can be saved. Compare-and-set with revisions, as everywhere.

Permission is the caller's. Each locks the whole plan, as an import does: what an import compares is
what stands. What a published letter says is frozen in that letter; nothing here touches it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.db.models import F, QuerySet

from themas.plan.models import Actie, Pijler, Plan, PlanOnderdeel, Planstuk, Thema
from veiligheid.core.bewerken.doel import RecordDoel, Stukken
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import Inhoud, note_many


def lock_plan(pk: int) -> Plan:
    """Lock a plan and all that is in it, inside a transaction. Raises Geweigerd when it is
    gone."""
    plan = Plan.objects.select_for_update().filter(pk=pk).first()
    if plan is None:
        raise Geweigerd(blokkeert("weg", "Dit plan is intussen verwijderd."))
    return plan


def plan_of(record: Planstuk) -> int:
    """The primary key of the plan that a piece belongs to."""
    if isinstance(record, Plan):
        return record.pk
    if isinstance(record, Thema | PlanOnderdeel):
        return record.plan_id
    if isinstance(record, Pijler | Actie):
        return record.thema.plan_id
    raise TypeError(type(record).__name__)


class PlandeelDoel(RecordDoel):
    """A plan or a piece of it. einde: the field that says in which year it ended, where it can."""

    model: ClassVar[type[Planstuk]]
    einde: ClassVar[str] = ""

    def __init__(self, record: Planstuk, door: Gebruiker | None = None) -> None:
        super().__init__(record)
        self.record, self.door = record, door

    def lock(self) -> None:
        lock_plan(plan_of(self.record))
        super().lock()

    def write_fields(self, row: QuerySet[Any], changed: Stukken) -> int:
        written = super().write_fields(row, changed)
        if written and self.einde in changed:
            jaar = changed[self.einde]
            Logregel.write("beëindigen" if jaar else "hervatten", self.record, self.door, jaar=jaar)
        return written


class PlanDoel(PlandeelDoel):
    soort = "plan"
    model = Plan
    velden = (
        "soort",
        "titel",
        "van_jaar",
        "tot_en_met_jaar",
        "label_thema",
        "label_pijler",
        "label_actie",
        "onder_thema",
        "voorganger",
    )


class ThemaDoel(PlandeelDoel):
    """Its advisors, who write about it in a new round, are a piece: primary keys, sorted."""

    soort = "thema"
    model = Thema
    einde = "vervallen_in"
    velden = (
        "titel",
        "soort",
        "inleiding",
        "opgave",
        "ambitie",
        "toegevoegd_in",
        "vervallen_in",
        "reden_vervallen",
        "voorganger",
    )

    def more(self, record: Thema) -> Stukken:
        return {"adviseurs": sorted(g.pk for g in record.adviseurs.all())}

    def write_more(self, old: Stukken, new: Stukken) -> None:
        if old["adviseurs"] != new["adviseurs"]:
            Thema(pk=self.pk).adviseurs.set(new["adviseurs"])


class PijlerDoel(PlandeelDoel):
    soort = "pijler"
    model = Pijler
    velden = ("titel", "tekst")


class ActieDoel(PlandeelDoel):
    """The further themes in which it may be told are a piece: primary keys, sorted."""

    soort = "actie"
    model = Actie
    einde = "beeindigd_in"
    velden = (
        "titel",
        "pijler",
        "eigenaar",
        "partners",
        "gebieden",
        "begint_op",
        "eindigt_op",
        "toelichting",
        "doel",
        "beoogd_effect",
        "inzet",
        "beeindigd_in",
        "reden_einde",
        "voorganger",
    )

    def more(self, record: Actie) -> Stukken:
        return {"verdere_themas": sorted(t.pk for t in record.verdere_themas.all())}

    def write_more(self, old: Stukken, new: Stukken) -> None:
        if old["verdere_themas"] != new["verdere_themas"]:
            Actie(pk=self.pk).verdere_themas.set(new["verdere_themas"])


class PlanonderdeelDoel(PlandeelDoel):
    soort = "planonderdeel"
    model = PlanOnderdeel
    velden = ("kop", "niveau", "tekst")


@contextmanager
def versions_noted(slug: str) -> Iterator[None]:
    """What a program changes inside, in the plan with this address, is a version of each piece that
    was there already. Runs inside the caller's transaction, and locks the plan."""
    plan = Plan.objects.select_for_update().filter(slug=slug).first()
    before = _contents(plan.pk) if plan else {}
    yield
    if plan is None:
        return
    after = _contents(plan.pk)
    for doel in (PlanDoel, ThemaDoel, PijlerDoel, ActieDoel, PlanonderdeelDoel):
        changes = [
            (pk, versie, inhoud, after[doel, pk][1])
            for (of, pk), (versie, inhoud) in before.items()
            if of is doel and (of, pk) in after and after[of, pk][1] != inhoud
        ]
        rows = doel.model._default_manager.filter(pk__in=[pk for pk, *_ in changes])
        rows.update(versie=F("versie") + 1)
        note_many(doel.soort, changes)


_Contents = dict[tuple[type[PlandeelDoel], int], tuple[int, Inhoud]]


def _contents(plan: int) -> _Contents:
    """Version and content of each piece. Seven queries."""
    rows: list[tuple[type[PlandeelDoel], QuerySet[Any]]] = [
        (PlanDoel, Plan.objects.filter(pk=plan)),
        (ThemaDoel, Thema.objects.filter(plan=plan).prefetch_related("adviseurs")),
        (PijlerDoel, Pijler.objects.filter(thema__plan=plan).select_related("thema")),
        (
            ActieDoel,
            Actie.objects.filter(thema__plan=plan)
            .select_related("thema")
            .prefetch_related("verdere_themas"),
        ),
        (PlanonderdeelDoel, PlanOnderdeel.objects.filter(plan=plan)),
    ]
    return {
        (doel, record.pk): (record.versie, doel(record).content_of(record))
        for doel, records in rows
        for record in records
    }
