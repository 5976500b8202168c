"""A remark, what was done about it, and where its words stand now.

What people wrote and did is kept as it was; only the place moves along with the text. None of it
has a foreign key to the text: as a revision, a remark outlives what it was about.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import Q

from veiligheid.core.alleen_toevoegen import AlleenToevoegen, AlleenToevoegenModel


class Opmerking(AlleenToevoegenModel):
    """`citaat` are the words as they were, empty when it is about the text as a whole. `bron` is
    the file that it came back with, as ``terugkomst/12``; then `wie` is a name from that file."""

    uuid = models.UUIDField("kenmerk van het plaatsen", unique=True, default=uuid4)
    tekst = models.TextField("tekst")
    citaat = models.TextField("bij de woorden", blank=True)
    wie = models.CharField("wie", max_length=300, blank=True)
    gebruiker_id = models.BigIntegerField("gebruikersnummer", null=True)
    op = models.DateTimeField("op", null=True)
    bron = models.CharField("bron", max_length=60, blank=True)
    volgorde = models.PositiveIntegerField("volgorde in de bron", default=0)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "opmerking"
        verbose_name_plural = "opmerkingen"
        ordering: ClassVar = ["pk"]
        indexes: ClassVar = [models.Index(fields=["bron", "volgorde"], name="opmerking_bron")]

    def __str__(self) -> str:
        # Never its words: this is what the log calls it.
        return f"opmerking {self.pk}"


class Opmerkingstap(AlleenToevoegenModel):
    """A reply, or that a remark was settled or opened again. Which it is now, the last of those
    two says."""

    class Soort(models.TextChoices):
        ANTWOORD = "antwoord", "Antwoord"
        AFGEHANDELD = "afgehandeld", "Afgehandeld"
        HEROPEND = "heropend", "Heropend"

    opmerking = models.ForeignKey(Opmerking, on_delete=models.PROTECT, related_name="stappen")
    uuid = models.UUIDField("kenmerk", unique=True, default=uuid4)
    soort = models.CharField("soort", max_length=20, choices=Soort.choices)
    tekst = models.TextField("tekst", blank=True)
    wie = models.CharField("wie", max_length=200)
    gebruiker_id = models.BigIntegerField("gebruikersnummer", null=True)
    op = models.DateTimeField("op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "stap bij een opmerking"
        verbose_name_plural = "stappen bij opmerkingen"
        ordering: ClassVar = ["opmerking", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(soort__in=["antwoord", "afgehandeld", "heropend"]),
                name="opmerkingstap_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=~Q(soort="antwoord") | ~Q(tekst=""), name="opmerkingstap_antwoord_zegt"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} bij opmerking {self.opmerking_id}"


class Anker(models.Model):
    """Where a remark hangs now: at the text `record` of this `soort`, and in it at a piece and its
    words. Without a piece it is about the whole text. Words without a place are gone; `voor` and
    `na` are then what last stood around them."""

    opmerking = models.OneToOneField(Opmerking, on_delete=models.PROTECT, related_name="anker")
    soort = models.CharField("soort", max_length=60)
    record = models.BigIntegerField("record")
    stuk = models.CharField("stuk", max_length=100, blank=True)
    begin = models.PositiveIntegerField("begin", null=True)
    eind = models.PositiveIntegerField("eind", null=True)
    voor = models.CharField("ervoor", max_length=100, blank=True)
    na = models.CharField("erna", max_length=100, blank=True)
    open = models.BooleanField("open", default=True)

    class Meta:
        verbose_name = "anker van een opmerking"
        verbose_name_plural = "ankers van opmerkingen"
        indexes: ClassVar = [
            models.Index(fields=["soort", "record"], name="anker_tekst"),
            models.Index(fields=["stuk"], name="anker_stuk"),
        ]

    def __str__(self) -> str:
        return f"anker van opmerking {self.opmerking_id}"
