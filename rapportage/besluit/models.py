"""Decisions, agreements and withdrawals only grow; a publication that is planned goes when it is
published."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from rapportage.besluit.workflow import Uitkomst
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel


class Besluit(AlleenToevoegenModel):
    """What the college decided on a letter, and on which text: `document` is the SHA-256 of it.
    Names the letter without a foreign key."""

    brief_id = models.BigIntegerField("brief")
    slug = models.SlugField("adres", max_length=80)
    uitkomst = models.CharField(
        "besluit", max_length=20, choices=[(u.value, u.value) for u in Uitkomst]
    )
    datum = models.DateField("datum van het besluit")
    nummer = models.CharField("besluitnummer", max_length=60, blank=True)
    toelichting = models.TextField("toelichting", blank=True)
    document = models.CharField("SHA-256 van de tekst", max_length=64)
    door = models.CharField("vastgelegd door", max_length=200)
    op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "besluit"
        verbose_name_plural = "besluiten"
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["brief_id", "-id"], name="besluit_van_brief")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(uitkomst="aangehouden") | ~Q(toelichting=""),
                name="besluit_aangehouden_met_toelichting",
            )
        ]

    def __str__(self) -> str:
        nummer = f" ({self.nummer})" if self.nummer else ""
        return f"{self.slug}: {self.uitkomst} op {self.datum:%d-%m-%Y}{nummer}"


class Aanvaarding(AlleenToevoegenModel):
    """An open point that somebody said yes to when this version was published."""

    publicatie = models.ForeignKey(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="aanvaardingen"
    )
    code = models.CharField("code", max_length=80)
    zin = models.TextField("wat er open stond")
    door = models.CharField("aanvaard door", max_length=200)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "aanvaard open punt"
        verbose_name_plural = "aanvaarde open punten"
        ordering: ClassVar = ["publicatie", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publicatie", "code"], name="aanvaarding_een_per_punt")
        ]

    def __str__(self) -> str:
        return f"{self.publicatie}: {self.code}"


class Intrekking(AlleenToevoegenModel):
    """A letter that was withdrawn, with the version that held then. A later version makes it hold
    again."""

    publicatie = models.OneToOneField(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="intrekking"
    )
    reden = models.TextField("reden; lezers zien die")
    door = models.CharField("ingetrokken door", max_length=200)
    op = models.DateTimeField("ingetrokken op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "intrekking"
        verbose_name_plural = "intrekkingen"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reden=""), name="intrekking_met_reden")
        ]

    def __str__(self) -> str:
        return f"{self.publicatie} is ingetrokken"


class Planning(models.Model):
    """A publication that goes out at a moment. Made and judged by then, and kept here, where no
    reader comes; `gereed` is empty until it is made. `akkoord`: the open points that were said yes
    to."""

    brief = models.OneToOneField(
        "rapportage.Brief", on_delete=models.CASCADE, related_name="planning"
    )
    moment = models.DateTimeField("moment")
    document = models.TextField("document")
    reden = models.TextField("reden", blank=True)
    akkoord = models.JSONField("akkoord", default=list)
    geheim = models.JSONField("wat geheim blijft", default=list)
    gereed = models.BinaryField("gemaakt", null=True)
    melding = models.TextField("waarom het niet lukte", blank=True)
    door = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    op = models.DateTimeField("gepland op", auto_now_add=True)

    class Meta:
        verbose_name = "geplande publicatie"
        verbose_name_plural = "geplande publicaties"
        ordering: ClassVar = ["moment"]

    def __str__(self) -> str:
        return f"{self.brief} op {self.moment:%d-%m-%Y %H:%M}"
