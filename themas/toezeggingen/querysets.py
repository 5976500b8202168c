"""Querysets of the register, as sentences."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from themas.toezeggingen.workflow import NIET_AFGEDAAN, Staat

if TYPE_CHECKING:
    from themas.toezeggingen.models import Toezegging  # noqa: F401

_OPEN = [s.value for s in NIET_AFGEDAAN]


class ToezeggingQuerySet(models.QuerySet["Toezegging"]):
    def public(self) -> ToezeggingQuerySet:
        """What anybody may see."""
        return self.filter(openbaar=True)

    def unsettled(self) -> ToezeggingQuerySet:
        return self.filter(staat__in=_OPEN)

    def overdue(self, vandaag: date) -> ToezeggingQuerySet:
        """Not settled, and past the date their term comes to."""
        return self.unsettled().filter(termijn_op__lt=vandaag)

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

    def with_public_state(self) -> ToezeggingQuerySet:
        """Adds `publieke_staat`: a proposal to settle is nobody's business until it is decided;
        until then the promise is open, or partly settled when that was declared before."""
        from themas.toezeggingen.models import Afdoening

        partly = Afdoening.objects.filter(
            toezegging=OuterRef("pk"), verklaard_op__isnull=False, deels=True, openbaar=True
        )
        return self.annotate(
            publieke_staat=Case(
                When(~Q(staat=Staat.VOORGESTELD.value), then=F("staat")),
                When(Exists(partly), then=Value(Staat.DEELS.value)),
                default=Value(Staat.OPEN.value),
            )
        )

    def in_order(self, vandaag: date) -> ToezeggingQuerySet:
        """Overdue first, the longest overdue on top; then what is open by its date, then what
        names no date, then what is settled, the newest first."""
        group = Case(
            When(staat__in=_OPEN, termijn_op__lt=vandaag, then=Value(0)),
            When(staat__in=_OPEN, termijn_op__isnull=False, then=Value(1)),
            When(staat__in=_OPEN, then=Value(2)),
            default=Value(3),
        )
        date_of_open = Case(When(staat__in=_OPEN, then=F("termijn_op")))
        return self.annotate(groep=group).order_by(
            "groep", date_of_open.asc(nulls_last=True), "-gemaakt_op", "-pk"
        )
