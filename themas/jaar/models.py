"""Ronde, bijdrage, voortgang and its blocks."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q

from themas.jaar.querysets import BijdrageQuerySet, BlokQuerySet, VoortgangQuerySet
from themas.jaar.termijnen import Termijn
from themas.jaar.workflow import OORDEELBAAR, Rondestaat, choices
from themas.plan.models import Actie, Plan, Thema
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.nazien.workflow import STAATKEUZES, Inzendingstaat
from veiligheid.core.richtext import RichTextField
from veiligheid.document.woorden import Bloksoort, Kleur, Realisatie


class Ronde(models.Model):
    """One yearly round of a plan. A begroting only looks ahead, a jaarverslag only back.

    `naar_secretariaat` is the day on which the letter goes to the secretariaat."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rondes")
    verslagjaar = models.PositiveSmallIntegerField("kijkt terug op", null=True, blank=True)
    vooruitblikjaar = models.PositiveSmallIntegerField("kijkt vooruit naar", null=True, blank=True)
    staat = models.CharField(
        "staat", max_length=20, choices=choices(Rondestaat), default=Rondestaat.OPEN
    )
    deadline = models.DateField("in te leveren vóór", null=True, blank=True)
    deadline_tijd = models.TimeField("om", null=True, blank=True)
    naar_secretariaat = models.DateField("naar het secretariaat op", null=True, blank=True)
    versie = models.PositiveIntegerField("versie", default=1, editable=False)

    class Meta:
        verbose_name = "ronde"
        verbose_name_plural = "rondes"
        ordering: ClassVar = ["-vooruitblikjaar", "-verslagjaar"]
        constraints: ClassVar = [
            # Three, because NULL differs from NULL in a unique constraint.
            models.UniqueConstraint(
                fields=["plan", "verslagjaar", "vooruitblikjaar"], name="ronde_uniek"
            ),
            models.UniqueConstraint(
                fields=["plan", "verslagjaar"],
                condition=Q(vooruitblikjaar=None),
                name="ronde_alleen_terug_uniek",
            ),
            models.UniqueConstraint(
                fields=["plan", "vooruitblikjaar"],
                condition=Q(verslagjaar=None),
                name="ronde_alleen_vooruit_uniek",
            ),
            models.CheckConstraint(
                condition=Q(verslagjaar__isnull=False) | Q(vooruitblikjaar__isnull=False),
                name="ronde_heeft_een_jaar",
                violation_error_message="Een ronde kijkt terug, vooruit, of allebei.",
            ),
            models.CheckConstraint(
                condition=Q(staat__in=[s.value for s in Rondestaat]),
                name="ronde_staat_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        half = ""
        if self.verslagjaar is None or self.vooruitblikjaar is None:
            half = " (vooruit)" if self.vooruitblikjaar else " (terug)"
        return f"Ronde {self.jaar}{half}"

    @property
    def jaar(self) -> int:
        """The year by which people call this round: the one it looks ahead to, else back on."""
        return self.vooruitblikjaar or self.verslagjaar or 0

    @property
    def termijn(self) -> Termijn | None:
        return Termijn(self.deadline, self.deadline_tijd) if self.deadline else None

    @property
    def is_open(self) -> bool:
        return self.staat == Rondestaat.OPEN.value


class Bijdrage(models.Model):
    """One theme's part of one ronde: the unit of ownership, state and approval.

    `positie` is the theme's place in this year's letter. `versie` rises with every change to the
    bijdrage or anything in it; an approval binds to it.
    """

    ronde = models.ForeignKey(Ronde, on_delete=models.CASCADE, related_name="bijdragen")
    thema = models.ForeignKey(Thema, on_delete=models.PROTECT, related_name="bijdragen")
    positie = models.PositiveIntegerField("positie")
    staat = models.CharField(
        "staat", max_length=20, choices=STAATKEUZES, default=Inzendingstaat.CONCEPT.value
    )
    versie = models.PositiveIntegerField("versie", default=1)
    # Of its own, where that is another than the round's.
    deadline = models.DateField("in te leveren vóór", null=True, blank=True)
    deadline_tijd = models.TimeField("om", null=True, blank=True)
    adviseurs = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="adviseurs", related_name="bijdragen", blank=True
    )

    objects = BijdrageQuerySet.as_manager()

    class Meta:
        verbose_name = "bijdrage"
        verbose_name_plural = "bijdragen"
        ordering: ClassVar = ["ronde", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["ronde", "thema"], name="bijdrage_een_per_thema"),
            models.UniqueConstraint(fields=["ronde", "positie"], name="bijdrage_positie_uniek"),
            models.CheckConstraint(
                condition=Q(staat__in=[s.value for s in Inzendingstaat]),
                name="bijdrage_staat_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.thema} ({self.ronde})"

    @property
    def termijn(self) -> Termijn | None:
        """Its own, else the round's."""
        own = Termijn(self.deadline, self.deadline_tijd) if self.deadline else None
        return own or self.ronde.termijn


class Voortgang(Geimporteerd):
    """One headed paragraaf of a bijdrage: the unit of editing and of compare-and-set.

    `sleutel` is its permanent name inside the bijdrage, and so in the letter's permalinks; it is
    made once and does not follow the kop. A removed paragraaf keeps its row without a positie.
    """

    bijdrage = models.ForeignKey(Bijdrage, on_delete=models.CASCADE, related_name="voortgangen")
    positie = models.PositiveIntegerField("positie", null=True)
    sleutel = models.SlugField("sleutel", max_length=80)
    kop = models.CharField("kop", max_length=300, blank=True)
    # Codes, sorted: see `themas.gebieden`.
    gebieden = models.JSONField("gebieden", default=list, blank=True)
    versie = models.PositiveIntegerField("versie", default=1)
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True)

    objects = VoortgangQuerySet.as_manager()

    class Meta:
        verbose_name = "paragraaf"
        verbose_name_plural = "paragrafen"
        ordering: ClassVar = ["bijdrage", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijdrage", "positie"], name="voortgang_positie_uniek"),
            models.UniqueConstraint(fields=["bijdrage", "sleutel"], name="voortgang_sleutel_uniek"),
            models.CheckConstraint(
                condition=Q(verwijderd_op=None, positie__isnull=False)
                | Q(verwijderd_op__isnull=False, positie=None),
                name="voortgang_staat_of_is_verwijderd",
            ),
        ]

    def __str__(self) -> str:
        return self.kop or "(zonder kop)"


class Blok(models.Model):
    """A piece of a paragraaf: context, terugblik or vooruitblik. Names the acties it speaks of."""

    voortgang = models.ForeignKey(Voortgang, on_delete=models.CASCADE, related_name="blokken")
    positie = models.PositiveIntegerField("positie")
    # Stable across moves and saves: two people's changes to different blocks are told apart by it.
    sleutel = models.UUIDField("sleutel", default=uuid4, unique=True, editable=False)
    soort = models.CharField("soort", max_length=20, choices=choices(Bloksoort))
    tekst = RichTextField("tekst", blank=True)
    acties = models.ManyToManyField(
        Actie,
        through="themas.Blokactie",
        verbose_name="acties",
        related_name="blokken",
        blank=True,
    )

    objects = BlokQuerySet.as_manager()

    class Meta:
        verbose_name = "blok"
        verbose_name_plural = "blokken"
        ordering: ClassVar = ["voortgang", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["voortgang", "positie"], name="blok_positie_uniek"),
            models.CheckConstraint(
                condition=Q(soort__in=[s.value for s in Bloksoort]), name="blok_soort_uit_de_lijst"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.soort} {self.positie}"


class Blokactie(models.Model):
    """That a block speaks of an actie. As long as a block of any round does, the actie can't be
    deleted: what was promised stays findable."""

    blok = models.ForeignKey(Blok, on_delete=models.CASCADE, related_name="+")
    actie = models.ForeignKey(Actie, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "actie van een blok"
        verbose_name_plural = "acties van blokken"
        # The table that Django made by itself, before it had a name here.
        db_table = "themas_blok_acties"
        unique_together: ClassVar = [("blok", "actie")]

    def __str__(self) -> str:
        return f"{self.blok}: {self.actie}"


class Oordeel(Geimporteerd):
    """What an advisor says of one promised actie: does the report answer the promise (a
    *zelfoordeel*), what became of it, and, where that calls for it, why. Rood and blauw are not
    here: they follow from the data."""

    bijdrage = models.ForeignKey(Bijdrage, on_delete=models.CASCADE, related_name="oordelen")
    actie = models.ForeignKey(Actie, on_delete=models.PROTECT, related_name="oordelen")
    kleur = models.CharField(
        "zelfoordeel", max_length=10, blank=True, choices=[(k.value, k.value) for k in OORDEELBAAR]
    )
    realisatie = models.CharField(
        "realisatie", max_length=20, blank=True, choices=choices(Realisatie)
    )
    oorzaak = models.TextField("oorzaak", blank=True)
    gevolg = models.TextField("gevolg", blank=True)
    bijsturing = models.TextField("bijsturing", blank=True)
    versie = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "oordeel"
        verbose_name_plural = "oordelen"
        ordering: ClassVar = ["bijdrage", "actie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bijdrage", "actie"], name="oordeel_een_per_actie"),
            models.CheckConstraint(
                condition=Q(kleur__in=["", Kleur.GEEL.value, Kleur.GROEN.value]),
                name="oordeel_kleur_geel_of_groen",
            ),
            models.CheckConstraint(
                condition=Q(realisatie__in=["", *(r.value for r in Realisatie)]),
                name="oordeel_realisatie_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"Oordeel over {self.actie}"
