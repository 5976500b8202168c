"""Querysets of money, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from veiligheid.core.matching import titelsleutel, unique_slug

if TYPE_CHECKING:
    from monitoring.geld.models import Deelproduct
    from themas.plan.models import Plan

# The address of the stated total of a year among the lines of a budget.
TOTAAL = "totaal"


class DeelproductQuerySet(models.QuerySet["Deelproduct"]):
    def add(self, plan: Plan, naam: str, *, sleutel: str = "", **velden: Any) -> Deelproduct:
        """A new line of this budget, under an address of its own. `sleutel`: what is left of the
        name as the source writes it."""
        taken = {TOTAAL, *self.filter(plan=plan).values_list("slug", flat=True)}
        slug = unique_slug(naam, taken, "deelproduct", 80)
        sleutel = sleutel or titelsleutel(naam)
        return self.create(plan=plan, naam=naam, slug=slug, sleutel=sleutel, **velden)
