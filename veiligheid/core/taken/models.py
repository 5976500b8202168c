"""A taak, the file that came of it, and the processes that do them."""

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from veiligheid.core.taken.querysets import TaakQuerySet, WerkprocesQuerySet
from veiligheid.core.taken.workflow import ONAF, VERGEEFS, Taakstaat, Uitkomst


class Taak(models.Model):
    """Something to do beside the request, and what became of it.

    `soort` says what, and `sleutel` which: while one is unfinished nobody makes a second of both.
    `poging` counts how often it was begun: an earlier attempt that turns out to live can decide
    nothing any more. `rij` is its place in the queue, `werker` the process that does it.
    """

    id = models.UUIDField("kenmerk", primary_key=True, default=uuid4, editable=False)
    soort = models.CharField("soort", max_length=40)
    sleutel = models.CharField("sleutel", max_length=200)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="gevraagd door",
        on_delete=models.SET_NULL,
        related_name="taken",
        null=True,
    )
    argumenten = models.JSONField("argumenten", default=dict)
    staat = models.CharField(
        "staat", max_length=20, choices=Taakstaat.choices, default=Taakstaat.WACHT
    )
    stap = models.CharField("stap", max_length=300, blank=True)
    uitkomst = models.JSONField("uitkomst", default=dict)
    poging = models.PositiveSmallIntegerField("poging", default=1)
    rij = models.CharField("plaats in de rij", max_length=64, blank=True)
    werker = models.CharField("werker", max_length=200, blank=True)
    gevraagd_op = models.DateTimeField("gevraagd op", auto_now_add=True)
    begonnen_op = models.DateTimeField("begonnen op", null=True)
    gehoord_op = models.DateTimeField("laatst gehoord op", null=True)
    klaar_op = models.DateTimeField("klaar op", null=True)

    objects = TaakQuerySet.as_manager()

    class Meta:
        verbose_name = "taak"
        verbose_name_plural = "taken"
        ordering: ClassVar = ["-gevraagd_op"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["soort", "sleutel"],
                condition=Q(staat__in=["wacht", "bezig"]),
                name="taak_een_tegelijk",
            ),
            models.CheckConstraint(
                condition=Q(staat__in=Taakstaat.values), name="taak_staat_uit_de_lijst"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["staat", "gehoord_op"], name="taak_staat_gehoord"),
            models.Index(fields=["soort", "sleutel", "-gevraagd_op"], name="taak_soort_sleutel"),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.sleutel}"

    @property
    def onaf(self) -> bool:
        return self.staat in ONAF

    @property
    def vergeefs(self) -> bool:
        """It waits, and no worker was heard lately."""
        if self.staat != Taakstaat.WACHT or self.gevraagd_op > timezone.now() - VERGEEFS:
            return False
        return not Werkproces.objects.heard_within(VERGEEFS).exists()

    @property
    def resultaat(self) -> Uitkomst:
        return Uitkomst.from_json(self.uitkomst)


class Taakbestand(models.Model):
    """The file that came of a taak, for whoever asked: private, and gone after an hour."""

    taak = models.OneToOneField(Taak, on_delete=models.CASCADE, related_name="bestand")
    naam = models.CharField("naam", max_length=200)
    mediatype = models.CharField("mediatype", max_length=80)
    inhoud = models.BinaryField("inhoud")
    op = models.DateTimeField("gemaakt op", auto_now_add=True)

    class Meta:
        verbose_name = "bestand van een taak"
        verbose_name_plural = "bestanden van taken"

    def __str__(self) -> str:
        return self.naam


class Werkproces(models.Model):
    """A process that does taken, and when it was last heard."""

    naam = models.CharField("naam", max_length=200, primary_key=True)
    begonnen_op = models.DateTimeField("begonnen op", auto_now_add=True)
    gehoord_op = models.DateTimeField("laatst gehoord op")

    objects = WerkprocesQuerySet.as_manager()

    class Meta:
        verbose_name = "werkproces"
        verbose_name_plural = "werkprocessen"

    def __str__(self) -> str:
        return self.naam
