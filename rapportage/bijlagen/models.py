"""An annex while it is made, the figures that it shows, and the files that go with it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from monitoring.cijfers.models import Gebiedsoort, Indicator
from themas.plan.models import Plan, Thema
from veiligheid.core.nazien.velden import is_staat, staat_field
from veiligheid.core.sleutels import new_sleutel
from veiligheid.document.keuring import Keuring

# By which parts of the municipality an annex can compare its figures.
GEBIEDEN_IN_EEN_BIJLAGE = [
    (Gebiedsoort.STADSDEEL.value, "per stadsdeel"),
    (Gebiedsoort.WIJK.value, "per wijk"),
    (Gebiedsoort.BUURT.value, "per buurt"),
]


class Bijlage(models.Model):
    """A numbered annex. References hold its `sleutel`, so that they follow when it moves.

    Whether it is filled is never stored: it follows from what composing it gives. A removed annex
    keeps its row and its content without a nummer.
    """

    brief = models.ForeignKey("rapportage.Brief", on_delete=models.CASCADE, related_name="bijlagen")
    nummer = models.PositiveSmallIntegerField("nummer", null=True)
    sleutel = models.SlugField("sleutel", max_length=40, default=new_sleutel)
    titel = models.CharField("titel", max_length=300, blank=True)
    # One of `rapportage.bijlagen.soort`: a kind is a module, and asks no migration.
    soort = models.CharField("soort", max_length=20, default="onbekend")
    thema = models.ForeignKey(
        Thema,
        verbose_name="thema",
        on_delete=models.PROTECT,
        related_name="bijlagen",
        null=True,
        blank=True,
        help_text="Voor kerncijfers.",
    )
    plan = models.ForeignKey(
        Plan,
        verbose_name="projectplan",
        on_delete=models.PROTECT,
        related_name="bijlagen",
        null=True,
        blank=True,
    )
    # Of a fenomeenanalyse: in which parts of the municipality, and over which years, its figures
    # are shown.
    gebiedsoort = models.CharField(
        "vergelijk gebieden", max_length=10, blank=True, choices=GEBIEDEN_IN_EEN_BIJLAGE
    )
    van_jaar = models.PositiveSmallIntegerField("van jaar", null=True, blank=True)
    tot_jaar = models.PositiveSmallIntegerField("tot en met jaar", null=True, blank=True)
    # Withheld (Gemeentewet 87-89) as long as there is a ground: then nothing of it is composed into
    # the letter but this.
    geheim_grond = models.CharField("geheim op grond van", max_length=200, blank=True)
    geheim_door = models.CharField("geheimhouding opgelegd door", max_length=200, blank=True)
    geheim_tot = models.DateField("geheim tot", null=True, blank=True)
    versie = models.PositiveIntegerField("versie", default=1)
    # Of the annex with its texts and files, which are handed in and approved together: rises with
    # every change in any of them. `versie` is that of its own fields.
    geheelversie = models.PositiveIntegerField("versie van het geheel", default=1, editable=False)
    staat = staat_field()
    verwijderd_op = models.DateTimeField("verwijderd op", null=True, blank=True)

    class Meta:
        verbose_name = "bijlage"
        verbose_name_plural = "bijlagen"
        ordering: ClassVar = ["brief", "nummer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["brief", "nummer"], name="bijlage_nummer_uniek"),
            models.UniqueConstraint(fields=["brief", "sleutel"], name="bijlage_sleutel_uniek"),
            models.CheckConstraint(
                condition=Q(verwijderd_op=None, nummer__gte=1)
                | Q(verwijderd_op__isnull=False, nummer=None),
                name="bijlage_genummerd_of_verwijderd",
            ),
            models.CheckConstraint(
                condition=Q(geheim_grond="", geheim_tot=None)
                | (~Q(geheim_grond="") & ~Q(geheim_door="")),
                name="bijlage_geheim_met_grond_en_wie",
            ),
            models.CheckConstraint(
                condition=is_staat(),
                name="bijlage_staat_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(van_jaar=None) | Q(tot_jaar=None) | Q(tot_jaar__gte=F("van_jaar")),
                name="bijlage_jaren_in_volgorde",
                violation_error_message="Het laatste jaar ligt voor het eerste.",
            ),
        ]

    def __str__(self) -> str:
        naam = f"Bijlage {self.nummer}" if self.nummer else "Verwijderde bijlage"
        return naam + (f": {self.titel}" if self.titel else "")

    @property
    def is_geheim(self) -> bool:
        return bool(self.geheim_grond)


class Bijlagecijfer(models.Model):
    """An indicator that an annex shows. Its sentence and the text beside its chart are made from
    the data, unless a person wrote another."""

    bijlage = models.ForeignKey(Bijlage, on_delete=models.CASCADE, related_name="cijfers")
    positie = models.PositiveSmallIntegerField("positie")
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="bijlagecijfers"
    )
    zin = models.CharField("zin", max_length=1000, blank=True)
    alt = models.CharField("wat op de grafiek te zien is", max_length=1000, blank=True)

    class Meta:
        verbose_name = "cijfer in een bijlage"
        verbose_name_plural = "cijfers in bijlagen"
        ordering: ClassVar = ["bijlage", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bijlage", "positie"], name="bijlagecijfer_positie_uniek"
            ),
            models.UniqueConstraint(
                fields=["bijlage", "indicator"], name="bijlagecijfer_indicator_uniek"
            ),
        ]

    def __str__(self) -> str:
        return str(self.indicator)


class Bijlagebestand(models.Model):
    """An uploaded file of an annex: a picture in its text, or a PDF that stands beside the letter.

    Written once: another file is another record. Kept in the database, under no public path.
    `oordeel` is what the judge of PDF/UA and PDF/A had to say, a sentence each; empty when nothing.
    """

    bijlage = models.ForeignKey(Bijlage, on_delete=models.CASCADE, related_name="bestanden")
    sleutel = models.SlugField("sleutel", max_length=40, default=new_sleutel, unique=True)
    bestandsnaam = models.CharField("bestandsnaam", max_length=200)
    mediatype = models.CharField("mediatype", max_length=80)
    sha256 = models.CharField("SHA-256", max_length=64)
    grootte = models.PositiveIntegerField("grootte in bytes")
    inhoud = models.BinaryField("inhoud")
    breedte = models.PositiveIntegerField("breedte in beeldpunten", null=True)
    hoogte = models.PositiveIntegerField("hoogte in beeldpunten", null=True)
    bladzijden = models.PositiveIntegerField("bladzijden", null=True)
    oordeel = models.JSONField("oordeel", default=list)
    op = models.DateTimeField("geüpload op", auto_now_add=True)

    class Meta:
        verbose_name = "bestand van een bijlage"
        verbose_name_plural = "bestanden van bijlagen"
        ordering: ClassVar = ["bijlage", "pk"]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def adres(self) -> str:
        """Its name inside the annex's folder. The random part is not to be guessed; the name is
        what a reader finds in the download folder."""
        return f"{self.sleutel}-{self.bestandsnaam}"

    @property
    def keuring(self) -> Keuring:
        """Of a PDF: the verdict."""
        return Keuring.of(self.oordeel)
