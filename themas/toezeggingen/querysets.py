"""Querysets of the register, as sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from themas.toezeggingen.workflow import NIET_AFGEDAAN, Staat
from veiligheid.core.models import AlleenToevoegen

if TYPE_CHECKING:
    from themas.toezeggingen.models import Toezegging  # noqa: F401

_OPEN = [s.value for s in NIET_AFGEDAAN]


class StandwijzigingQuerySet(AlleenToevoegen):
    def standing_on(self, dag: date) -> StandwijzigingQuerySet:
        """Those that count on a day, the last one first."""
        return self.filter(vanaf__lte=dag, vervangen_door=None).order_by("-pk")


class ToezeggingQuerySet(models.QuerySet["Toezegging"]):
    def public(self) -> ToezeggingQuerySet:
        """What anybody may see."""
        return self.filter(openbaar=True)

    def stand_op(self, dag: date) -> ToezeggingQuerySet:
        """Adds how each stood on a day, as `stand.stand_op` tells it of one: `stand_intern` with
        proposals, `stand_publiek` without, and of what is settled or lapsed since when
        (`stand_sinds`)."""
        from themas.toezeggingen.models import Standwijziging

        rows = Standwijziging.objects.filter(toezegging=OuterRef("pk")).standing_on(dag)
        public = rows.exclude(staat=Staat.VOORGESTELD.value)
        return self.annotate(
            stand_intern=Coalesce(Subquery(rows.values("staat")[:1]), Value(Staat.OPEN.value)),
            stand_publiek=Coalesce(Subquery(public.values("staat")[:1]), Value(Staat.OPEN.value)),
            stand_sinds=Subquery(public.values("op")[:1]),
        )

    def with_stand(self) -> ToezeggingQuerySet:
        """With what `Toezegging.stand_op` reads. Two queries for all of them."""
        return self.prefetch_related("standwijzigingen__afdoening")

    def unsettled(self, dag: date) -> ToezeggingQuerySet:
        return self.stand_op(dag).filter(Q(stand_publiek__in=_OPEN))

    def overdue(self, dag: date) -> ToezeggingQuerySet:
        """Not settled on that day, and past the date their term comes to."""
        return self.unsettled(dag).filter(termijn_op__lt=dag)

    def of_plan(self, plan: int) -> ToezeggingQuerySet:
        """Of a theme of this plan, of the theme that one of them succeeds, or of no theme and made
        in a letter of this plan."""
        from themas.plan.models import Thema

        earlier = Thema.objects.filter(plan=plan).exclude(voorganger=None).values("voorganger")
        return self.filter(
            Q(thema__plan=plan)
            | Q(thema__in=earlier)
            | Q(thema=None, ronde__plan=plan)
            | Q(thema=None, paragraaf__bijdrage__ronde__plan=plan)
        )

    def in_order(self, dag: date) -> ToezeggingQuerySet:
        """Overdue on that day first, the longest overdue on top; then what is open by its date,
        then what names no date, then what is settled, the newest first."""
        is_open = Q(stand_publiek__in=_OPEN)
        group = Case(
            When(is_open & Q(termijn_op__lt=dag), then=Value(0)),
            When(is_open & Q(termijn_op__isnull=False), then=Value(1)),
            When(is_open, then=Value(2)),
            default=Value(3),
        )
        date_of_open = Case(When(is_open, then=F("termijn_op")))
        return (
            self.stand_op(dag)
            .annotate(groep=group)
            .order_by("groep", date_of_open.asc(nulls_last=True), "-gemaakt_op", "-pk")
        )
