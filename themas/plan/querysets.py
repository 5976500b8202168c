"""Querysets of the plan, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from themas.plan.models import Kruisverband, Plan, Thema  # noqa: F401


class PlanQuerySet(models.QuerySet["Plan"]):
    def with_everything(self) -> PlanQuerySet:
        """All that rendering a whole plan reads, in a constant number of queries."""
        return self.prefetch_related(
            "onderdelen",
            "themas__pijlers",
            "themas__acties",
            "kruisverbanden__van",
            "kruisverbanden__naar",
        )


class ThemaQuerySet(models.QuerySet["Thema"]):
    def of_jaar(self, jaar: int) -> ThemaQuerySet:
        """Themes that were part of the plan in this year."""
        return self.filter(
            models.Q(toegevoegd_in=None) | models.Q(toegevoegd_in__lte=jaar),
            models.Q(vervallen_in=None) | models.Q(vervallen_in__gt=jaar),
        )


class KruisverbandQuerySet(models.QuerySet["Kruisverband"]):
    def standing(self) -> KruisverbandQuerySet:
        """What readers of the plan see."""
        return self.filter(staat="aangenomen")
