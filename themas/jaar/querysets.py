"""Querysets of the year, as sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from veiligheid.core.nazien.workflow import Inzendingstaat

if TYPE_CHECKING:
    from themas.jaar.models import Bijdrage, Blok, Voortgang  # noqa: F401


class BijdrageQuerySet(models.QuerySet["Bijdrage"]):
    def unapproved(self) -> BijdrageQuerySet:
        return self.exclude(staat=Inzendingstaat.GOEDGEKEURD.value)

    def drafts(self) -> BijdrageQuerySet:
        """Those that nobody approved and in which somebody wrote. What was only taken in stood in
        a document already."""
        written = models.Q(voortgangen__bron_hash="") | models.Q(voortgangen__versie__gt=1)
        standing = models.Q(voortgangen__isnull=False, voortgangen__verwijderd_op=None)
        return self.unapproved().filter(pk__in=self.filter(standing, written).values("pk"))

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
