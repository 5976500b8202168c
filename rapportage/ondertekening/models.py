"""Who holds a function, from when until when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class FunctionarisQuerySet(models.QuerySet["Functionaris"]):
    def op(self, dag: date) -> "FunctionarisQuerySet":
        """Who held a function on this day, in the order of signing."""
        standing = self.filter(van__lte=dag)
        return standing.filter(Q(tot=None) | Q(tot__gte=dag)).order_by("positie", "van", "pk")


class Functionaris(models.Model):
    """Somebody in a function. `tot` is the last day, empty as long as there is none.
    `portefeuillehouder`: how a letter names this person there ("de burgemeester"); empty for who
    does not have safety in portefeuille."""

    naam = models.CharField("naam", max_length=200)
    functie = models.CharField("functie", max_length=200, blank=True)
    van = models.DateField("van")
    tot = models.DateField("tot en met", null=True, blank=True)
    ondertekent = models.BooleanField("ondertekent brieven", default=True)
    positie = models.PositiveSmallIntegerField("plaats in de ondertekening", default=1)
    portefeuillehouder = models.CharField("portefeuillehouder", max_length=200, blank=True)
    versie = models.PositiveIntegerField("versie", default=1)

    objects = FunctionarisQuerySet.as_manager()

    class Meta:
        verbose_name = "functionaris"
        verbose_name_plural = "functionarissen"
        ordering: ClassVar = ["-van", "positie", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot=None) | Q(tot__gte=F("van")), name="functionaris_tot_na_van"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.naam}, {self.functie}" if self.functie else self.naam
