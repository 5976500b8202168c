"""A message that is sent, or waits to be."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from django.db.models import QuerySet

# What could not be sent for so long is given up.
VERVALT = timedelta(days=3)
BEWAAR = timedelta(days=30)
# Of these kinds the text goes when it has been sent.
AKKOORDLINK = "akkoordlink"
VERTROUWELIJK = ("toegangslink", AKKOORDLINK)
# Whoever is sending one says nothing meanwhile; after this it is gone.
BEZIG_HOOGSTENS = timedelta(minutes=5)


class BerichtQuerySet(models.QuerySet["Bericht"]):
    def unsent(self) -> QuerySet[Bericht]:
        """What was neither sent nor given up."""
        return self.filter(verzonden_op=None, opgegeven_op=None)

    def due(self, now: datetime) -> QuerySet[Bericht]:
        """What is to be sent now, the oldest first."""
        return self.unsent().filter(niet_voor__lte=now).order_by("pk")


class Bericht(models.Model):
    """`sleutel` says which message it is: there is one of each. While a process sends it, `bezig`
    is that process."""

    aan = models.EmailField("aan")
    onderwerp = models.CharField("onderwerp", max_length=200)
    tekst = models.TextField("tekst")
    html = models.TextField("opgemaakte tekst")
    soort = models.CharField("soort", max_length=40)
    sleutel = models.CharField("sleutel", max_length=200, unique=True)
    # Where its receiver ends such messages with one press (RFC 8058).
    afmelden = models.CharField("adres om af te melden", max_length=300, blank=True)
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    niet_voor = models.DateTimeField("niet verzenden voor", default=timezone.now)
    pogingen = models.PositiveSmallIntegerField("pogingen", default=0)
    bezig = models.CharField("wordt verzonden door", max_length=200, blank=True)
    bezig_op = models.DateTimeField("wordt verzonden sinds", null=True)
    verzonden_op = models.DateTimeField("verzonden op", null=True)
    opgegeven_op = models.DateTimeField("opgegeven op", null=True)
    fout = models.CharField("wat er misging", max_length=500, blank=True)

    objects = BerichtQuerySet.as_manager()

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [
            models.Index(fields=["verzonden_op", "niet_voor"], name="bericht_te_verzenden")
        ]

    def __str__(self) -> str:
        return self.onderwerp
