"""A link by which one person reads one version of a bijdrage and says what they think of it."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from themas.jaar.models import Bijdrage

HOUDBAAR = timedelta(days=14)


class Akkoordlink(models.Model):
    """Only the hash of its key is kept: who reads this table can use none of them. `rol` is the
    step of approval that it stands for; empty for a partner, whose akkoord is noted and counts for
    none. `inhoud` is the text that is read, as it stood."""

    bijdrage = models.ForeignKey(Bijdrage, on_delete=models.CASCADE, related_name="akkoordlinks")
    versie = models.PositiveIntegerField("versie")
    inhoud = models.JSONField("inhoud")
    naam = models.CharField("naam", max_length=200)
    functie = models.CharField("functie", max_length=200)
    email = models.EmailField("e-mailadres")
    rol = models.CharField("stap", max_length=30, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    door = models.CharField("gemaakt door", max_length=200)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    verloopt_op = models.DateTimeField("verloopt op")
    ingetrokken_op = models.DateTimeField("ingetrokken op", null=True)
    gebruikt_op = models.DateTimeField("gebruikt op", null=True)
    antwoord = models.CharField("antwoord", max_length=20, blank=True)

    class Meta:
        verbose_name = "akkoordlink"
        verbose_name_plural = "akkoordlinks"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(antwoord="", gebruikt_op=None)
                | Q(antwoord__in=["akkoord", "niet akkoord"], gebruikt_op__isnull=False),
                name="akkoordlink_antwoord_bij_gebruik",
            )
        ]

    def __str__(self) -> str:
        return f"akkoordlink {self.pk}"

    @property
    def bruikbaar(self) -> bool:
        """Whether it still lets somebody in."""
        return (
            self.gebruikt_op is None
            and self.ingetrokken_op is None
            and self.verloopt_op > timezone.now()
        )

    @property
    def stand(self) -> str:
        """How it stands, in a word or two."""
        if self.antwoord:
            return self.antwoord
        if self.ingetrokken_op is not None:
            return "ingetrokken"
        return "wacht op antwoord" if self.verloopt_op > timezone.now() else "verlopen"
