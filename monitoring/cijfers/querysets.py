"""Querysets of the figures, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery

if TYPE_CHECKING:
    from monitoring.cijfers.models import Gebied, Indicator  # noqa: F401


class GebiedQuerySet(models.QuerySet["Gebied"]):
    def newest(self) -> GebiedQuerySet:
        """Of every code the record with the newest borders."""
        newest = (
            self.model._default_manager.filter(code=OuterRef("code"))
            .order_by()
            .values("code")
            .annotate(n=Max("indeling"))
            .values("n")
        )
        return self.filter(indeling=Subquery(newest))

    def within(self, gemeente: str) -> GebiedQuerySet:
        """The municipality with this code (`GM0268`) and everything that lies in it."""
        number = gemeente.removeprefix("GM")
        inside = [Q(code__startswith=f"{kind}{number}") for kind in ("SD", "WK", "BU")]
        return self.filter(Q(code=gemeente) | inside[0] | inside[1] | inside[2])


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    def public(self) -> IndicatorQuerySet:
        """What anyone may read: published sources, and own registrations that were made public."""
        return self.filter(Q(eigen_registratie=False) | Q(openbaar=True))
