"""The letter while it is made (Brief and its parts) and after (Publicatie and its files)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.crypto import get_random_string

from rapportage.querysets import (
    BriefQuerySet,
    PublicatiebestandQuerySet,
    PublicatieQuerySet,
)
from themas.jaar.models import Ronde
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel
from veiligheid.core.richtext import RichTextField


class Briefsoort(models.TextChoices):
    VEILIGHEIDSBRIEF = "veiligheidsbrief", "Veiligheidsbrief"
    STADSREKENING = "stadsrekening", "Hoofdstuk in de stadsrekening"
    SPIEGEL = "spiegel", "Spiegel: beloofd en gedaan"


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
    versie = models.PositiveIntegerField("versie", default=1)

    objects = BriefQuerySet.as_manager()

    class Meta:
        verbose_name = "brief"
        verbose_name_plural = "brieven"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(soort__in=Briefsoort.values), name="brief_soort_uit_de_lijst"
            )
        ]

    def __str__(self) -> str:
        return self.titel


class Onderdeel(Geimporteerd):
    """A general part of a letter: before the themes, between heading and first theme, or after."""

    class Plek(models.TextChoices):
        INLEIDING = "inleiding", "Inleiding"
        ALGEMEEN = "algemeen", "Vóór de thema’s"
        PRIORITAIR = "prioritair", "Bij de prioritaire thema’s"
        KERN = "kern", "Bij de kernthema’s"
        AFSLUITING = "afsluiting", "Na de thema’s"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="onderdelen")
    plek = models.CharField("plek", max_length=20, choices=Plek.choices)
    positie = models.PositiveIntegerField("positie")
    niveau = models.PositiveSmallIntegerField("niveau", default=1)
    sleutel = models.SlugField("sleutel", max_length=80)
    kop = models.CharField("kop", max_length=300, blank=True)
    tekst = RichTextField("tekst", blank=True)
    versie = models.PositiveIntegerField("versie", default=1)
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
        ]

    def __str__(self) -> str:
        return self.kop or self.get_plek_display()


class Ondertekenaar(models.Model):
    """Name and function under a letter, copied onto it: functions change hands."""

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


def _bijlagesleutel() -> str:
    return get_random_string(8, "abcdefghjkmnpqrstuvwxyz23456789")


class Bijlage(models.Model):
    """A numbered annex. References hold its `sleutel`, so that they follow when it moves."""

    class Soort(models.TextChoices):
        ONBEKEND = "onbekend", "nog niet bepaald"
        CIJFERS = "cijfers", "cijfers"
        FINANCIEEL = "financieel", "financieel overzicht"
        SPIEGEL = "spiegel", "beloofd en gedaan"
        KERNCIJFERS = "kerncijfers", "kerncijfers"
        TOEZEGGINGEN = "toezeggingen", "toezeggingen"
        TEKST = "tekst", "tekst"
        PDF = "pdf", "pdf"

    class Staat(models.TextChoices):
        ONTBREEKT = "ontbreekt", "ontbreekt"
        GEREED = "gereed", "gereed"

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="bijlagen")
    nummer = models.PositiveSmallIntegerField("nummer")
    sleutel = models.SlugField("sleutel", max_length=40, default=_bijlagesleutel)
    titel = models.CharField("titel", max_length=300, blank=True)
    soort = models.CharField("soort", max_length=20, choices=Soort.choices, default=Soort.ONBEKEND)
    staat = models.CharField("staat", max_length=20, choices=Staat.choices, default=Staat.ONTBREEKT)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering: ClassVar = ["brief", "nummer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "nummer"], name="bijlage_nummer_uniek"),
            models.UniqueConstraint(fields=["brief", "sleutel"], name="bijlage_sleutel_uniek"),
            models.CheckConstraint(condition=Q(nummer__gte=1), name="bijlage_nummer_vanaf_1"),
            models.CheckConstraint(
                condition=Q(
                    soort__in=[
                        "onbekend",
                        "cijfers",
                        "financieel",
                        "spiegel",
                        "kerncijfers",
                        "toezeggingen",
                        "tekst",
                        "pdf",
                    ]
                ),
                name="bijlage_soort_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(staat__in=["ontbreekt", "gereed"]), name="bijlage_staat_uit_de_lijst"
            ),
        ]

    def __str__(self) -> str:
        return f"Bijlage {self.nummer}" + (f": {self.titel}" if self.titel else "")


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
    "Bijlage",
    "Brief",
    "Briefsoort",
    "Onderdeel",
    "Ondertekenaar",
    "Publicatie",
    "Publicatiebestand",
    "Vormbestand",
]
