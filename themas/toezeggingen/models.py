"""The register: a promise, and by what it was settled."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import formats, timezone

from themas.jaar.models import Ronde, Voortgang
from themas.jaar.workflow import choices
from themas.plan.models import Thema
from themas.toezeggingen.querysets import ToezeggingQuerySet
from themas.toezeggingen.workflow import NIET_AFGEDAAN, Soort, Staat
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.sleutels import new_sleutel


class Toezegging(Geimporteerd):
    """A promise to the council: a toezegging in a meeting, an aankondiging in a letter, a motie
    or an amendement.

    `paragraaf` is the paragraaf that makes it, or `onderdeel` the general part of the letter of
    `ronde`; `plek` and `anker` say the same in words and as the anchor in its letter, and outlive
    it. Until that letter is published, or the griffie makes
    the entry public, it is as secret as the draft it comes from.
    """

    sleutel = models.SlugField(
        "sleutel", max_length=20, unique=True, default=new_sleutel, editable=False
    )
    soort = models.CharField("soort", max_length=20, choices=choices(Soort))
    tekst = models.TextField("wat is er toegezegd", max_length=4000)
    nummer = models.CharField("nummer van de griffie", max_length=40, blank=True)
    gemaakt_op = models.DateField("gedaan op")
    vergadering = models.CharField("in vergadering", max_length=200, blank=True)
    paragraaf = models.ForeignKey(
        Voortgang,
        verbose_name="in paragraaf",
        on_delete=models.SET_NULL,
        related_name="toezeggingen",
        null=True,
        blank=True,
    )
    # No foreign key: general parts are of a package above this one.
    onderdeel = models.BigIntegerField("in algemeen deel", null=True, editable=False)
    ronde = models.ForeignKey(
        Ronde,
        verbose_name="in de brief van ronde",
        on_delete=models.SET_NULL,
        related_name="toezeggingen",
        null=True,
        editable=False,
    )
    plek = models.CharField("plek in de brief", max_length=500, blank=True)
    anker = models.CharField("anker in de brief", max_length=200, blank=True)
    # Filled when the letter is published; the address of the paragraaf for everybody.
    adres = models.CharField("adres in de brief", max_length=400, blank=True, editable=False)
    # Which sentence of the paragraaf it was registered from.
    zinsleutel = models.CharField("zin", max_length=64, blank=True, editable=False)
    thema = models.ForeignKey(
        Thema, on_delete=models.PROTECT, related_name="toezeggingen", null=True, blank=True
    )
    adviseur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="verantwoordelijke adviseur",
        on_delete=models.SET_NULL,
        related_name="toezeggingen",
        null=True,
        blank=True,
    )
    portefeuillehouder = models.CharField("portefeuillehouder", max_length=200, blank=True)
    termijn = models.CharField("termijn, in de woorden van toen", max_length=200, blank=True)
    termijn_op = models.DateField("uiterlijk", null=True, blank=True)
    bedrag = models.DecimalField(
        "bedrag in euro", max_digits=14, decimal_places=2, null=True, blank=True
    )
    staat = models.CharField("staat", max_length=30, choices=choices(Staat), default=Staat.OPEN)
    staat_op = models.DateField("staat sinds", null=True, blank=True, editable=False)
    reden = models.TextField("reden van vervallen", max_length=2000, blank=True)
    openbaar = models.BooleanField("openbaar", default=False)
    openbaar_sinds = models.DateTimeField("openbaar sinds", null=True, blank=True, editable=False)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)

    objects = ToezeggingQuerySet.as_manager()

    class Meta:
        verbose_name = "toezegging"
        verbose_name_plural = "toezeggingen"
        ordering: ClassVar = ["-gemaakt_op", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["nummer"], condition=~Q(nummer=""), name="toezegging_nummer_uniek"
            ),
            models.UniqueConstraint(
                fields=["paragraaf", "zinsleutel"],
                condition=~Q(zinsleutel=""),
                name="toezegging_zin_uniek",
            ),
            models.UniqueConstraint(
                fields=["onderdeel", "zinsleutel"],
                condition=~Q(zinsleutel=""),
                name="toezegging_zin_in_onderdeel_uniek",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=[s.value for s in Soort]), name="toezegging_soort_bekend"
            ),
            models.CheckConstraint(
                condition=Q(staat__in=[s.value for s in Staat]), name="toezegging_staat_bekend"
            ),
            models.CheckConstraint(
                condition=~Q(staat=Staat.VERVALLEN.value) | ~Q(reden=""),
                name="toezegging_vervalt_met_reden",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["openbaar", "staat", "termijn_op"], name="toezegging_openbaar")
        ]

    def __str__(self) -> str:
        short = self.tekst if len(self.tekst) <= 80 else f"{self.tekst[:79]}…"
        return f"{self.nummer} {short}".strip()

    def get_absolute_url(self) -> str:
        return reverse("toezegging", args=[self.sleutel])

    @property
    def is_unsettled(self) -> bool:
        return self.staat in {s.value for s in NIET_AFGEDAAN}

    def is_overdue(self, vandaag: date | None = None) -> bool:
        vandaag = vandaag or timezone.localdate()
        return self.is_unsettled and self.termijn_op is not None and self.termijn_op < vandaag

    @property
    def termijn_voluit(self) -> str:
        """The term in words with the day it comes to, unless the words name that day."""
        if self.termijn_op is None:
            return self.termijn
        day = formats.date_format(self.termijn_op, "j F Y")
        if not self.termijn:
            return f"uiterlijk {day}"
        return self.termijn if day in self.termijn else f"{self.termijn} (uiterlijk {day})"

    @property
    def te_laat(self) -> bool:
        return self.is_overdue()


class Afdoening(models.Model):
    """By what a promise was settled, wholly or in part: a paragraaf, another document, a meeting.
    Names are copied: who proposed and who declared outlives the users."""

    toezegging = models.ForeignKey(Toezegging, on_delete=models.CASCADE, related_name="afdoeningen")
    deels = models.BooleanField("deels", default=False)
    paragraaf = models.ForeignKey(
        Voortgang,
        verbose_name="door paragraaf",
        on_delete=models.SET_NULL,
        related_name="afdoeningen",
        null=True,
        blank=True,
    )
    plek = models.CharField("plek in de brief", max_length=500, blank=True)
    anker = models.CharField("anker in de brief", max_length=200, blank=True)
    adres = models.CharField("adres in de brief", max_length=400, blank=True, editable=False)
    titel = models.CharField("document", max_length=300, blank=True)
    url = models.URLField("adres van het document", max_length=500, blank=True)
    vergadering_op = models.DateField("in de vergadering van", null=True, blank=True)
    voorgesteld_door = models.CharField("voorgesteld door", max_length=200, blank=True)
    voorgesteld_op = models.DateField("voorgesteld op", null=True, blank=True)
    verklaard_door = models.CharField("verklaard door", max_length=200, blank=True)
    verklaard_op = models.DateField("verklaard op", null=True, blank=True)
    # A paragraaf of a letter that is not published yet does not show.
    openbaar = models.BooleanField("openbaar", default=False)

    class Meta:
        verbose_name = "afdoening"
        verbose_name_plural = "afdoeningen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(plek="") | ~Q(titel="") | Q(vergadering_op__isnull=False),
                name="afdoening_zegt_waarmee",
                violation_error_message="Zeg waarmee de toezegging is afgedaan.",
            )
        ]

    def __str__(self) -> str:
        return self.plek or self.titel or f"vergadering van {self.vergadering_op}"
