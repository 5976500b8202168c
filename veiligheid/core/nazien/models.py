"""A step of a text on its way: who did what with which version, why, and what it said then."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from veiligheid.core.alleen_toevoegen import AlleenToevoegen, AlleenToevoegenModel


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
