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
from themas.toezeggingen import zinnen
from themas.toezeggingen.querysets import StandwijzigingQuerySet, ToezeggingQuerySet
from themas.toezeggingen.stand import Stand, stand_op
from themas.toezeggingen.workflow import Soort, Staat, Uitslag
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.models import AlleenToevoegenModel
from veiligheid.core.sleutels import new_sleutel


class Toezegging(Geimporteerd):
    """A promise to the council: a toezegging in a meeting, an aankondiging in a letter, a motie
    or an amendement; or an aanbeveling of the rekenkamer or the auditcommissie, followed the same
    way.

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
    indiener = models.CharField(
        "indiener",
        max_length=200,
        blank=True,
        help_text="Wie de motie of het amendement indiende, of de aanbeveling deed.",
    )
    besluit = models.CharField(
        "besluit van de raad", max_length=20, choices=choices(Uitslag), blank=True, editable=False
    )
    besluit_op = models.DateField("besloten op", null=True, editable=False)
    stemmen_voor = models.PositiveSmallIntegerField("stemmen voor", null=True, editable=False)
    stemmen_tegen = models.PositiveSmallIntegerField("stemmen tegen", null=True, editable=False)
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
                condition=Q(besluit__in=["", *(b.value for b in Uitslag)]),
                name="toezegging_besluit_bekend",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["openbaar", "termijn_op"], name="toezegging_openbaar_termijn")
        ]

    def __str__(self) -> str:
        short = self.tekst if len(self.tekst) <= 80 else f"{self.tekst[:79]}…"
        return f"{self.nummer} {short}".strip()

    def get_absolute_url(self) -> str:
        return reverse("toezegging", args=[self.sleutel])

    @property
    def besloten(self) -> str:
        """What the council decided, in words; empty when it did not, or nobody told."""
        return zinnen.besloten(self.besluit, self.besluit_op, self.stemmen_voor, self.stemmen_tegen)

    def stand_op(self, dag: date) -> Stand:
        """How it stood on that day. Reads its standwijzigingen; see `with_stand` for many."""
        return stand_op(self.standwijzigingen.all(), dag)

    @property
    def stand(self) -> Stand:
        """How it stands today."""
        return self.stand_op(timezone.localdate())

    @property
    def staat(self) -> Staat:
        """Today's state, proposals included: for who works with the register."""
        return self.stand.staat

    @property
    def in_staat(self) -> str:
        """Its public state with the day, in words."""
        stand = self.stand
        return zinnen.in_staat(stand.publiek, stand.op, dag_onbekend=stand.dag_onbekend)

    @property
    def te_laat(self) -> str:
        """How late it is today, in words; empty when it is not."""
        op = self.termijn_op
        return zinnen.hoe_laat(op, timezone.localdate()) if op and self.stand.te_laat(op) else ""

    @property
    def termijn_voluit(self) -> str:
        """The term in words with the day it comes to, unless the words name that day."""
        if self.termijn_op is None:
            return self.termijn
        day = formats.date_format(self.termijn_op, "j F Y")
        if not self.termijn:
            return f"uiterlijk {day}"
        return self.termijn if day in self.termijn else f"{self.termijn} (uiterlijk {day})"


class Afdoening(models.Model):
    """By what a promise was settled or would be, wholly or in part: a paragraaf, another document,
    a meeting. Whether and since when it does is told by the changes of state that name it."""

    toezegging = models.ForeignKey(Toezegging, on_delete=models.CASCADE, related_name="afdoeningen")
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
        return self.plek or self.titel or zinnen.vergadering(self.vergadering_op)

    @property
    def vergadering(self) -> str:
        return zinnen.vergadering(self.vergadering_op)

    @property
    def rol(self) -> str:
        """What it is to its promise today; see `stand.Stand.rol`."""
        return self.toezegging.stand.rol(self.pk)


class Standwijziging(AlleenToevoegenModel):
    """A promise got another state: on which day, why and by what. These rows only grow, so that how
    a promise stood on any day can still be told; see `stand.stand_op`.

    A change has its day, or says that nobody knows it (`dag_onbekend`): a list that was taken in
    may leave it out, and then no other day is made up. `vanaf` is the day itself; else the day on
    which it was put down, until when the register said otherwise; of an entry that came into the
    register with it the day of the promise. `vervangt`: the same change told anew, with another
    day or by something else. The name of who made it is copied: it outlives the user.
    """

    toezegging = models.ForeignKey(
        Toezegging, on_delete=models.PROTECT, related_name="standwijzigingen"
    )
    staat = models.CharField("staat", max_length=30, choices=choices(Staat))
    op = models.DateField("op", null=True)
    dag_onbekend = models.BooleanField("dag onbekend", default=False)
    vanaf = models.DateField("telt vanaf")
    reden = models.TextField("reden", max_length=2000, blank=True)
    afdoening = models.ForeignKey(
        Afdoening, on_delete=models.PROTECT, related_name="standwijzigingen", null=True
    )
    door = models.CharField("door", max_length=200, blank=True)
    opgetekend_op = models.DateTimeField("opgetekend op", auto_now_add=True)
    vervangt = models.OneToOneField(
        "self", on_delete=models.PROTECT, related_name="vervangen_door", null=True
    )

    objects = StandwijzigingQuerySet.as_manager()

    class Meta:
        verbose_name = "standwijziging"
        verbose_name_plural = "standwijzigingen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(staat__in=[s.value for s in Staat]), name="standwijziging_staat_bekend"
            ),
            models.CheckConstraint(
                condition=Q(op__isnull=False, dag_onbekend=False, vanaf=models.F("op"))
                | Q(op__isnull=True, dag_onbekend=True),
                name="standwijziging_heeft_een_dag",
            ),
            models.CheckConstraint(
                condition=~Q(staat=Staat.VERVALLEN.value) | ~Q(reden=""),
                name="standwijziging_vervalt_met_reden",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["toezegging", "vanaf"], name="standwijziging_op_een_dag")
        ]

    def __str__(self) -> str:
        return zinnen.in_staat(self.staat, self.op, dag_onbekend=self.dag_onbekend)


class Zinweigering(models.Model):
    """A sentence of a letter that was recognised as a promise and that somebody kept out of the
    register. The sentence and the name are copied."""

    paragraaf = models.ForeignKey(
        Voortgang, on_delete=models.CASCADE, related_name="zinweigeringen", null=True
    )
    # No foreign key: general parts are of a package above this one.
    onderdeel = models.BigIntegerField("in algemeen deel", null=True)
    zinsleutel = models.CharField("zin", max_length=64)
    zin = models.TextField("de zin")
    door = models.CharField("door", max_length=200)
    op = models.DateTimeField("op", auto_now_add=True)

    class Meta:
        verbose_name = "zinweigering"
        verbose_name_plural = "zinweigeringen"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["paragraaf", "zinsleutel"], name="zinweigering_in_paragraaf_uniek"
            ),
            models.UniqueConstraint(
                fields=["onderdeel", "zinsleutel"], name="zinweigering_in_onderdeel_uniek"
            ),
            models.CheckConstraint(
                condition=Q(paragraaf__isnull=False) ^ Q(onderdeel__isnull=False),
                name="zinweigering_heeft_een_plek",
            ),
        ]

    def __str__(self) -> str:
        return self.zin[:80]
