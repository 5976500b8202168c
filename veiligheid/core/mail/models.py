"""A message that is sent or waits to be, and what there is to tell somebody who has an account."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
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


class Wijze(models.TextChoices):
    """How somebody wants to hear of something."""

    DIRECT = "direct", "meteen"
    DAGELIJKS = "dagelijks", "een keer per dag, bij elkaar"
    NIET = "niet", "niet"


class Mailvoorkeur(models.Model):
    """What somebody chose for one kind; who chose nothing hears at once."""

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mailvoorkeuren"
    )
    soort = models.CharField("soort", max_length=40)
    wijze = models.CharField("wijze", max_length=20, choices=Wijze.choices)

    class Meta:
        verbose_name = "mailvoorkeur"
        verbose_name_plural = "mailvoorkeuren"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebruiker", "soort"], name="mailvoorkeur_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.soort}: {self.wijze}"


class Signaal(models.Model):
    """Something that concerns somebody with an account. `sleutel` says which: it is told once,
    whoever notices it and however often. `regels` are sentences of ours, never of a draft."""

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="signalen"
    )
    soort = models.CharField("soort", max_length=40)
    sleutel = models.CharField("sleutel", max_length=200)
    onderwerp = models.CharField("onderwerp", max_length=200)
    regels = models.JSONField("regels", default=list)
    adres = models.CharField("adres", max_length=300)
    op = models.DateTimeField("op", auto_now_add=True)
    # Put in a message, or kept silent as its receiver wants.
    verteld_op = models.DateTimeField("verteld op", null=True)

    class Meta:
        verbose_name = "signaal"
        verbose_name_plural = "signalen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["gebruiker", "sleutel"], name="signaal_een_keer")
        ]
        indexes: ClassVar = [models.Index(fields=["verteld_op"], name="signaal_te_vertellen")]

    def __str__(self) -> str:
        return f"signaal {self.pk}"
