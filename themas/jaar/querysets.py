"""Querysets of the year, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from themas.jaar.models import Bijdrage, Blok, Voortgang  # noqa: F401


class BijdrageQuerySet(models.QuerySet["Bijdrage"]):
    def in_order(self) -> BijdrageQuerySet:
        """In the order of the year's letter: prioritair first, then kern, then the rest."""
        group = models.Case(
            models.When(thema__soort="prioritair", then=0),
            models.When(thema__soort="kern", then=1),
            default=2,
        )
        return self.order_by(group, "positie")


class VoortgangQuerySet(models.QuerySet["Voortgang"]):
    def standing(self) -> VoortgangQuerySet:
        """Paragrafen that have not been removed."""
        return self.filter(verwijderd_op=None).order_by("positie")


class BlokQuerySet(models.QuerySet["Blok"]):
    def speaking(self) -> BlokQuerySet:
        """Blocks that say something: with text, in a paragraaf that has not been removed."""
        return self.filter(voortgang__verwijderd_op=None).exclude(tekst="")
