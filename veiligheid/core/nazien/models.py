"""A step of a text on its way: who did what with which version, why, and what it said then; and the
link by which somebody without an account takes one."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from veiligheid.core.alleen_toevoegen import AlleenToevoegen, AlleenToevoegenModel

HOUDBAAR = timedelta(days=14)


class Stap(AlleenToevoegenModel):
    """`stap` is the verb, as ``indienen`` or ``akkoord``. `inhoud` is the text as it stood, so that
    nobody has to believe what was approved: ``[{"sleutel", "titel", "html"}]``; None for what was
    done before the portal kept it. The reason is here and not in the log, which others read."""

    soort = models.CharField("soort", max_length=60)
    record = models.BigIntegerField("record")
    stap = models.CharField("stap", max_length=40)
    versie = models.PositiveIntegerField("versie")
    reden = models.TextField("reden", blank=True)
    functie = models.CharField("functie", max_length=200, blank=True)
    wie = models.CharField("wie", max_length=200)
    gebruiker_id = models.BigIntegerField("gebruikersnummer", null=True)
    op = models.DateTimeField("op", auto_now_add=True)
    inhoud = models.JSONField("inhoud", null=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "stap"
        verbose_name_plural = "stappen"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["soort", "record", "-id"], name="stap_tekst")]

    def __str__(self) -> str:
        return f"{self.stap} van {self.soort} {self.record}, versie {self.versie}"


class Akkoordlink(models.Model):
    """A link by which one person reads one version of a text and says what they think of it.

    Only the hash of its key is kept: who reads this table can use none of them. `soort` and
    `record` name the text, as a Stap does. `rol` is the step of approval that it stands for; empty
    for an opinion, which is noted and counts for none. `inhoud` is the text that is read, as it
    stood, and `tekst_sha256` its hash."""

    soort = models.CharField("soort", max_length=60)
    record = models.BigIntegerField("record")
    versie = models.PositiveIntegerField("versie")
    inhoud = models.JSONField("inhoud")
    tekst_sha256 = models.CharField("SHA-256 van de tekst", max_length=64)
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
        indexes: ClassVar = [
            models.Index(fields=["soort", "record", "-id"], name="akkoordlink_tekst")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(antwoord="", gebruikt_op=None)
                | Q(antwoord__in=["akkoord", "niet akkoord"], gebruikt_op__isnull=False),
                name="akkoordlink_met_antwoord_bij_gebruik",
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
