"""The letter while it is made (Brief and its parts) and after (Publicatie and its files)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from rapportage.abonnementen.models import Abonnement, Melding
from rapportage.audit.models import Auditoordeel
from rapportage.besluit.models import Aanvaarding, Besluit, Intrekking, Planning
from rapportage.besluit.workflow import BEWAARD, Briefstaat
from rapportage.bewijs.models import Manifest, Tijdstempel
from rapportage.bijlagen.models import (
    GEBIEDEN_IN_EEN_BIJLAGE,
    Bijlage,
    Bijlagebestand,
    Bijlagecijfer,
)
from rapportage.geheim.models import Geheimstuk, Opheffing
from rapportage.ondertekening.models import Functionaris
from rapportage.planpdf.models import Planpdf
from rapportage.querysets import (
    BriefQuerySet,
    PublicatiebestandQuerySet,
    PublicatieQuerySet,
)
from rapportage.voorstel.models import Collegevoorstel
from rapportage.workflow import Briefsoort
from themas.jaar.models import Ronde
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel
from veiligheid.core.nazien.velden import is_staat, staat_field
from veiligheid.core.richtext import RichTextField


class Brief(Geimporteerd):
    """A document made from a ronde. Points at the ronde, never the other way round."""

    ronde = models.ForeignKey(Ronde, on_delete=models.PROTECT, related_name="brieven")
    soort = models.CharField(
        "soort", max_length=20, choices=Briefsoort.choices, default=Briefsoort.VEILIGHEIDSBRIEF
    )
    slug = models.SlugField("adres", unique=True, max_length=80)
    titel = models.CharField("titel", max_length=300)
    samenvatting = models.TextField(
        "samenvatting", blank=True, help_text="Eén of twee zinnen onder de titel op de website."
    )
    kenmerk = models.CharField("ons kenmerk", max_length=60, blank=True)
    datum = models.DateField("datum", null=True, blank=True)
    aan = models.CharField("aan", max_length=200, default="de gemeenteraad")
    portefeuillehouder = models.CharField("portefeuillehouder", max_length=200, blank=True)
    aanhef = models.CharField("aanhef", max_length=200, blank=True)
    groet = models.CharField("groet", max_length=200, blank=True)
    afzender = models.CharField("afzender", max_length=300, blank=True)
    # The slug of a publication: those stand by themselves, so no foreign key.
    beoordeelt = models.SlugField("beoordeelt", max_length=80, blank=True, editable=False)
    beoordeelt_versie = models.PositiveSmallIntegerField(
        "beoordeelt versie", null=True, editable=False
    )
    versie = models.PositiveIntegerField("versie", default=1)
    # Of its facts, as they are handed in and approved: see `rapportage.inzendingen`.
    gegevens_staat = staat_field("stand van de gegevens")
    gegevens_versie = models.PositiveIntegerField(
        "versie van de gegevens", default=1, editable=False
    )
    # How far it is on its way to the college and back: see `rapportage.besluit`.
    staat = models.CharField(
        "stand",
        max_length=30,
        choices=[(s.value, s.value) for s in BEWAARD],
        default=Briefstaat.IN_BEWERKING.value,
    )
    # Nothing of its own is changed until then: see `rapportage.vastzetten`.
    vastgezet_tot = models.DateTimeField("vastgezet tot", null=True, editable=False)
    vastgezet_door = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="vastgezet door",
        on_delete=models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
    )

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(soort__in=Briefsoort.values), name="brief_soort_uit_de_lijst"
            ),
            models.CheckConstraint(
                condition=is_staat("gegevens_staat"),
                name="brief_gegevens_staat_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=(Q(soort="auditoordeel") & ~Q(beoordeelt=""))
                | (~Q(soort="auditoordeel") & Q(beoordeelt="")),
                name="brief_auditoordeel_over_een_publicatie",
            ),
            models.UniqueConstraint(
                fields=["beoordeelt", "beoordeelt_versie"], name="brief_een_auditoordeel_per_versie"
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def heeft_themas(self) -> bool:
        return Briefsoort(self.soort).heeft_themas

    @property
    def als_word(self) -> bool:
        return Briefsoort(self.soort).als_word

    @property
    def openbare_onderdelen(self) -> list["Onderdeel"]:
        """Its texts, without those of annexes that are withheld. Of a letter that came with its
        parts no query."""
        geheim = {b.pk for b in self.bijlagen.all() if b.is_geheim}
        return [o for o in self.onderdelen.all() if o.bijlage_id not in geheim]


class Onderdeel(Geimporteerd):
    """A text of its own in a letter: before the themes, between heading and first theme, after
    them, or in one of its annexes. A picture of the annex may stand beneath it."""

    class Plek(models.TextChoices):
        INLEIDING = "inleiding", "Inleiding"
        ALGEMEEN = "algemeen", "Vóór de thema’s"
        PRIORITAIR = "prioritair", "Bij de prioritaire thema’s"
        KERN = "kern", "Bij de kernthema’s"
        AFSLUITING = "afsluiting", "Na de thema’s"
        BIJLAGE = "bijlage", "In een bijlage"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="onderdelen")
    bijlage = models.ForeignKey(
        "rapportage.Bijlage",
        on_delete=models.CASCADE,
        related_name="onderdelen",
        null=True,
        blank=True,
    )
    plek = models.CharField("plek", max_length=20, choices=Plek.choices)
    positie = models.PositiveIntegerField("positie")
    niveau = models.PositiveSmallIntegerField("niveau", default=1)
    sleutel = models.SlugField("sleutel", max_length=80)
    kop = models.CharField("kop", max_length=300, blank=True)
    tekst = RichTextField("tekst", blank=True)
    afbeelding = models.ForeignKey(
        "rapportage.Bijlagebestand",
        verbose_name="afbeelding",
        on_delete=models.PROTECT,
        related_name="onderdelen",
        null=True,
        blank=True,
    )
    alt = models.CharField("wat op de afbeelding te zien is", max_length=1000, blank=True)
    bijschrift = models.CharField("bijschrift", max_length=500, blank=True)
    versie = models.PositiveIntegerField("versie", default=1)
    # A text of an annex has none: that is handed in as a whole.
    staat = staat_field()
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True)

    class Meta:
        verbose_name = "algemeen onderdeel"
        verbose_name_plural = "algemene onderdelen"
        ordering: ClassVar = ["brief", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "positie"], name="onderdeel_positie_uniek"),
            models.UniqueConstraint(fields=["brief", "sleutel"], name="onderdeel_sleutel_uniek"),
            models.CheckConstraint(
                condition=Q(niveau__range=(1, 2)), name="onderdeel_niveau_1_of_2"
            ),
            models.CheckConstraint(
                condition=Q(plek="bijlage", bijlage__isnull=False)
                | (~Q(plek="bijlage") & Q(bijlage=None)),
                name="onderdeel_in_bijlage_of_brief",
            ),
            models.CheckConstraint(
                condition=Q(staat="concept") | Q(bijlage=None) & is_staat(),
                name="onderdeel_staat_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(afbeelding=None) | ~Q(alt=""),
                name="onderdeel_afbeelding_met_tekst",
                violation_error_message="Schrijf wat er op de afbeelding te zien is.",
            ),
        ]

    def __str__(self) -> str:
        return self.kop or self.get_plek_display()


class Ondertekenaar(models.Model):
    """Name and function under one letter, where those are others than who signs by period: see
    `ondertekening`."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="ondertekenaars")
    positie = models.PositiveSmallIntegerField("positie")
    naam = models.CharField("naam", max_length=200)
    functie = models.CharField("functie", max_length=200, blank=True)

    class Meta:
        verbose_name = "ondertekenaar"
        verbose_name_plural = "ondertekenaars"
        ordering: ClassVar = ["brief", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "positie"], name="ondertekenaar_positie_uniek")
        ]

    def __str__(self) -> str:
        return self.naam


class Publicatie(AlleenToevoegenModel):
    """One frozen version of a letter. Everything it needs is copied onto it and its files, so
    that no later change to any record can reach it."""

    slug = models.SlugField("adres", max_length=80)
    versie = models.PositiveSmallIntegerField("versie")
    # No foreign key: the letter's records may change or go, the publication may not notice.
    brief_id = models.BigIntegerField("brief", null=True)
    soort = models.CharField("soort", max_length=20)
    titel = models.CharField("titel", max_length=300)
    samenvatting = models.TextField("samenvatting", blank=True)
    jaar = models.PositiveSmallIntegerField("jaar")
    kenmerk = models.CharField("kenmerk", max_length=60, blank=True)
    datum = models.DateField("datum van de brief", null=True)
    gepubliceerd_op = models.DateTimeField("gepubliceerd op")
    door = models.CharField("door", max_length=200)
    reden = models.TextField("reden van deze versie", blank=True)
    pdf_bladzijden = models.PositiveSmallIntegerField("bladzijden")

    objects = PublicatieQuerySet.as_manager()

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering: ClassVar = ["slug", "versie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "versie"], name="publicatie_versie_uniek"),
            models.CheckConstraint(
                condition=Q(versie=1) | ~Q(reden=""), name="publicatie_correctie_met_reden"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titel}, versie {self.versie}"

    def get_absolute_url(self) -> str:
        return reverse("brief", args=[self.slug])


class Publicatiebestand(AlleenToevoegenModel):
    """A file of a publication and its SHA-256. `gzip` is the same file, compressed once."""

    publicatie = models.ForeignKey(Publicatie, on_delete=models.PROTECT, related_name="bestanden")
    pad = models.CharField("pad", max_length=200)
    mediatype = models.CharField("mediatype", max_length=80)
    sha256 = models.CharField("SHA-256", max_length=64)
    grootte = models.PositiveIntegerField("grootte in bytes")
    inhoud = models.BinaryField("inhoud")
    gzip = models.BinaryField("inhoud, gecomprimeerd", null=True)

    objects = PublicatiebestandQuerySet.as_manager()

    class Meta:
        verbose_name = "bestand van een publicatie"
        verbose_name_plural = "bestanden van publicaties"
        ordering: ClassVar = ["publicatie", "pad"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publicatie", "pad"], name="publicatiebestand_pad_uniek"
            )
        ]

    def __str__(self) -> str:
        return f"{self.publicatie}: {self.pad}"


class Vormbestand(AlleenToevoegenModel):
    """A stylesheet, script or font that published pages point to, named by its content: the page
    looks tomorrow as it was published, whatever the next release does."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    naam = models.CharField("naam", max_length=100)
    mediatype = models.CharField("mediatype", max_length=80)
    inhoud = models.BinaryField("inhoud")
    gzip = models.BinaryField("inhoud, gecomprimeerd", null=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "vormbestand"
        verbose_name_plural = "vormbestanden"

    def __str__(self) -> str:
        return self.naam

    def get_absolute_url(self) -> str:
        return reverse("vormbestand", args=[self.sha256, self.naam])


__all__ = [
    "GEBIEDEN_IN_EEN_BIJLAGE",
    "Aanvaarding",
    "Abonnement",
    "Auditoordeel",
    "Besluit",
    "Bijlage",
    "Bijlagebestand",
    "Bijlagecijfer",
    "Brief",
    "Briefsoort",
    "Collegevoorstel",
    "Functionaris",
    "Geheimstuk",
    "Intrekking",
    "Manifest",
    "Melding",
    "Onderdeel",
    "Ondertekenaar",
    "Opheffing",
    "Planning",
    "Planpdf",
    "Publicatie",
    "Publicatiebestand",
    "Tijdstempel",
    "Vormbestand",
]
