"""The lines of the budget and their amounts, in euros."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from monitoring.geld.querysets import DeelproductQuerySet
from themas.plan.models import Plan, Thema
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel


class Bedragsoort(models.TextChoices):
    BEGROOT = "begroot", "begroot"
    NA_WIJZIGING = "na wijziging", "begroot na wijziging"
    GEREALISEERD = "gerealiseerd", "gerealiseerd"


class Kant(models.TextChoices):
    """The side of the budget."""

    LASTEN = "lasten", "lasten"
    BATEN = "baten", "baten"


class Geldbron(models.TextChoices):
    EIGEN = "eigen", "eigen middelen"
    SPUK = "spuk", "specifieke uitkering (SPUK)"
    COALITIEAKKOORD = "coalitieakkoord", "coalitieakkoord"
    MOTIE = "motie", "motie"


class Deelproduct(models.Model):
    """A line of the budget of a plan, linked to themes. `voor_alle_themas` where the source says
    that it serves every theme."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="deelproducten")
    positie = models.PositiveIntegerField("positie")
    naam = models.CharField("naam", max_length=300)
    # What a reference in a text holds: it stays when the name is written differently.
    slug = models.SlugField("adres", max_length=80)
    # What two spellings of the name have in common (core.matching.titelsleutel).
    sleutel = models.CharField("sleutel", max_length=300, editable=False)
    voor_alle_themas = models.BooleanField("voor alle thema’s", default=False)
    themas = models.ManyToManyField(
        Thema, verbose_name="thema’s", related_name="deelproducten", blank=True
    )
    versie = models.PositiveIntegerField("versie", default=1)

    objects = DeelproductQuerySet.as_manager()

    class Meta:
        verbose_name = "deelproduct"
        verbose_name_plural = "deelproducten"
        ordering: ClassVar = ["plan", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "sleutel"], name="deelproduct_naam_uniek"),
            models.UniqueConstraint(fields=["plan", "slug"], name="deelproduct_slug_uniek"),
        ]

    def __str__(self) -> str:
        return self.naam


class Bedragregel(models.Model):
    """What an amount of a line and a stated total have in common."""

    jaar = models.PositiveSmallIntegerField("jaar")
    soort = models.CharField(
        "soort", max_length=20, choices=Bedragsoort.choices, default=Bedragsoort.BEGROOT
    )
    kant = models.CharField("kant", max_length=10, choices=Kant.choices, default=Kant.LASTEN)
    bedrag = models.DecimalField("bedrag in euro’s", max_digits=16, decimal_places=2)
    document = models.CharField("document", max_length=300, blank=True)

    class Meta:
        abstract = True


class Bedrag(Bedragregel):
    """An amount as its document states it."""

    deelproduct = models.ForeignKey(Deelproduct, on_delete=models.CASCADE, related_name="bedragen")
    geldbron = models.CharField(
        "geldbron",
        max_length=20,
        choices=Geldbron.choices,
        blank=True,
        help_text="Leeg: niet vermeld.",
    )
    voorwaarden = models.TextField("voorwaarden", blank=True)
    toelichting = models.TextField(
        "toelichting", blank=True, help_text="Waarom er meer of minder is uitgegeven dan begroot."
    )

    class Meta:
        verbose_name = "bedrag"
        verbose_name_plural = "bedragen"
        ordering: ClassVar = ["deelproduct", "jaar"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["deelproduct", "jaar", "soort", "kant", "geldbron"], name="bedrag_uniek"
            ),
            models.CheckConstraint(
                condition=Q(soort__in=Bedragsoort.values), name="bedrag_soort_uit_de_lijst"
            ),
            models.CheckConstraint(
                condition=Q(kant__in=Kant.values), name="bedrag_kant_uit_de_lijst"
            ),
            models.CheckConstraint(
                condition=Q(geldbron="") | Q(geldbron__in=Geldbron.values),
                name="bedrag_geldbron_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deelproduct} {self.jaar}: € {self.bedrag}"


class Bedragversie(AlleenToevoegenModel):
    """What an amount or a stated total was before it changed. Kept for ever; the record is named
    without a foreign key, so that nothing that happens to it reaches this table."""

    van = models.CharField("van", max_length=20)
    nummer = models.BigIntegerField("nummer van het bedrag", db_index=True)
    bedrag = models.DecimalField("bedrag in euro’s", max_digits=16, decimal_places=2)
    document = models.CharField("document", max_length=300, blank=True)
    vervangen_op = models.DateTimeField("vervangen op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "eerder bedrag"
        verbose_name_plural = "eerdere bedragen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"{self.van} {self.nummer}: € {self.bedrag}"


class VermeldTotaal(Bedragregel):
    """A total as the document prints it, kept beside the sum of its lines. Never corrected."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="vermelde_totalen")

    class Meta:
        verbose_name = "vermeld totaal"
        verbose_name_plural = "vermelde totalen"
        ordering: ClassVar = ["plan", "jaar"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "jaar", "soort", "kant"], name="vermeldtotaal_uniek"
            ),
            models.CheckConstraint(
                condition=Q(soort__in=Bedragsoort.values), name="vermeldtotaal_soort_uit_de_lijst"
            ),
            models.CheckConstraint(
                condition=Q(kant__in=Kant.values), name="vermeldtotaal_kant_uit_de_lijst"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.jaar}: € {self.bedrag}"
