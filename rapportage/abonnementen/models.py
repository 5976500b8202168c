"""An address that asked to hear of changes, and what there is to tell."""

from secrets import token_urlsafe
from typing import ClassVar

from django.db import models
from django.db.models import Q


def new_token() -> str:
    """What only the receiver of a message knows."""
    return token_urlsafe(32)


class Ritme(models.TextChoices):
    DIRECT = "direct", "bij elke verandering"
    WEEK = "week", "één keer per week"


class Melding(models.Model):
    """A change as it was first seen (`rapportage.openbaar.nieuw.Nieuws`): what was told of it does
    not change, and everything is told once."""

    sleutel = models.CharField("sleutel", max_length=200, unique=True)
    soort = models.CharField("soort", max_length=40)
    kop = models.TextField("kop")
    tekst = models.TextField("tekst", blank=True)
    adres = models.CharField("adres", max_length=500)
    themas = models.JSONField("thema’s", default=list)
    op = models.DateField("op")
    gezien_op = models.DateTimeField("gezien op", auto_now_add=True)

    class Meta:
        verbose_name = "melding"
        verbose_name_plural = "meldingen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.soort}: {self.kop}"


class Abonnement(models.Model):
    """One address and one subject. Nothing is sent but the question whether it is meant, until
    somebody said yes (`bevestigd_op`); when it ends the row goes, and the address with it.

    onderwerp: "brieven", "toezeggingen", "cijfers", or "thema:" and its title. laatste: up to which
    Melding it was told.
    """

    token = models.CharField("token", max_length=60, unique=True, default=new_token)
    adres = models.EmailField("mailadres")
    onderwerp = models.CharField("onderwerp", max_length=320)
    ritme = models.CharField("hoe vaak", max_length=10, choices=Ritme.choices)
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    bevestigd_op = models.DateTimeField("bevestigd op", null=True)
    laatste = models.BigIntegerField("laatste melding", default=0)
    verzonden_op = models.DateTimeField("laatst verzonden op", null=True)

    class Meta:
        verbose_name = "abonnement"
        verbose_name_plural = "abonnementen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["adres", "onderwerp"], name="abonnement_uniek"),
            models.CheckConstraint(
                condition=Q(ritme__in=Ritme.values), name="abonnement_ritme_uit_de_lijst"
            ),
        ]

    def __str__(self) -> str:
        # Never the address: this stands in logs.
        return f"abonnement {self.pk}"

    @property
    def over(self) -> str:
        """The subject in words."""
        return self.onderwerp.removeprefix("thema:")
