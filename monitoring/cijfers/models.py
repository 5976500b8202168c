"""Areas, indicators and what was measured."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from monitoring.cijfers.periodes import Meetstatus, Periode, Periodesoort, from_code
from monitoring.cijfers.querysets import GebiedQuerySet, IndicatorQuerySet
from themas.plan.models import Thema
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel


class Gebiedsoort(models.TextChoices):
    LAND = "land", "land"
    GEMEENTE = "gemeente", "gemeente"
    STADSDEEL = "stadsdeel", "stadsdeel"
    WIJK = "wijk", "wijk"
    BUURT = "buurt", "buurt"


class Richting(models.TextChoices):
    """Which way is better."""

    OMLAAG = "omlaag", "liever omlaag"
    OMHOOG = "omhoog", "liever omhoog"


class Precisie(models.TextChoices):
    """How a figure was given. A word before the number in every text, table and export."""

    EXACT = "exact", "precies"
    RUIM = "ruim", "ruim"
    MEER_DAN = "meer dan", "meer dan"
    ONGEVEER = "ongeveer", "ongeveer"


class Vergelijking(models.TextChoices):
    KLEINER = "<", "minder dan"
    HOOGSTENS = "≤", "hoogstens"
    GROTER = ">", "meer dan"
    MINSTENS = "≥", "minstens"
    GELIJK = "=", "precies"


class Gebied(models.Model):
    """An area as CBS knows it. Borders change, so a code has one record per `indeling` (the year
    of the borders)."""

    code = models.CharField("CBS-code", max_length=10)
    indeling = models.PositiveSmallIntegerField("indeling van het jaar")
    naam = models.CharField("naam", max_length=200)
    soort = models.CharField("soort", max_length=10, choices=Gebiedsoort.choices)
    parent = models.ForeignKey(
        "self",
        verbose_name="ligt in",
        on_delete=models.PROTECT,
        related_name="delen",
        null=True,
        blank=True,
    )

    objects = GebiedQuerySet.as_manager()

    class Meta:
        verbose_name = "gebied"
        verbose_name_plural = "gebieden"
        ordering: ClassVar = ["code", "-indeling"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "indeling"], name="gebied_code_uniek"),
            models.CheckConstraint(
                condition=Q(soort__in=Gebiedsoort.values), name="gebied_soort_uit_de_lijst"
            ),
            models.CheckConstraint(condition=~Q(parent=F("pk")), name="gebied_niet_in_zichzelf"),
        ]

    def __str__(self) -> str:
        return self.naam


class Gebiedsvorm(models.Model):
    """The outline of an area: rings of longitude and latitude in degrees (WGS 84), as GeoJSON has
    them."""

    gebied = models.OneToOneField(
        Gebied, verbose_name="gebied", on_delete=models.CASCADE, related_name="vorm"
    )
    ringen = models.JSONField("ringen")

    class Meta:
        verbose_name = "omtrek"
        verbose_name_plural = "omtrekken"

    def __str__(self) -> str:
        return f"omtrek van {self.gebied_id}"


def code_name(code: str) -> str:
    """What an indicator is called whose code no list names."""
    return f"Misdrijf {code}"


class Indicator(models.Model):
    """What is measured: one number per area and period.

    An indicator from a published table carries the table, the code in it (of the offence) and
    the measure (the column): together they find it again at the next import.
    """

    slug = models.SlugField("adres", max_length=80, unique=True)
    naam = models.CharField("naam", max_length=300)
    eenheid = models.CharField("eenheid", max_length=60, default="aantal")
    decimalen = models.PositiveSmallIntegerField("decimalen", default=0)
    richting = models.CharField(
        "gewenste richting", max_length=10, choices=Richting.choices, blank=True
    )
    definitie = models.TextField("definitie", blank=True)
    telregel = models.TextField("telregel", blank=True)
    trendbreuken = models.TextField(
        "trendbreuken", blank=True, help_text="Waarom jaren niet zonder meer te vergelijken zijn."
    )
    # A count of people or events; a share or a mark identifies nobody when it is small.
    telt = models.BooleanField("is een telling", default=True)
    eigen_registratie = models.BooleanField("eigen registratie", default=False)
    openbaar = models.BooleanField(
        "openbaar",
        default=False,
        help_text="Voor eigen registraties. Cijfers uit een openbare bron zijn altijd openbaar.",
    )
    is_totaal = models.BooleanField(
        "is een totaal", default=False, help_text="Wordt nooit bij zijn onderdelen opgeteld."
    )
    bron = models.CharField("bron", max_length=200, blank=True)
    bron_tabel = models.CharField("tabel van de bron", max_length=20, blank=True)
    bron_code = models.CharField("code in de bron", max_length=40, blank=True)
    bron_maat = models.CharField("maat in de bron", max_length=120, blank=True)
    themas = models.ManyToManyField(
        Thema, verbose_name="thema’s", related_name="indicatoren", blank=True
    )
    # Its place among the figures of the first page; 0 for none.
    voorpagina = models.PositiveSmallIntegerField("plaats op de voorpagina", default=0)
    versie = models.PositiveIntegerField("versie", default=1)

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        verbose_name = "indicator"
        verbose_name_plural = "indicatoren"
        ordering: ClassVar = ["naam"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bron_tabel", "bron_code", "bron_maat"],
                condition=~Q(bron_tabel=""),
                name="indicator_plaats_in_bron_uniek",
            ),
            models.CheckConstraint(
                condition=Q(decimalen__lte=4), name="indicator_hoogstens_4_decimalen"
            ),
            models.CheckConstraint(
                condition=Q(richting="") | Q(richting__in=Richting.values),
                name="indicator_richting_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(bron_tabel="") | Q(eigen_registratie=False),
                name="indicator_eigen_of_uit_tabel",
            ),
        ]

    def __str__(self) -> str:
        return self.naam

    @property
    def naamloos(self) -> bool:
        """Whether it is called by its code: the code list of its table was not there when it came
        in, and nobody named it since."""
        return bool(self.bron_code) and self.naam.startswith(code_name(self.bron_code))

    @property
    def is_public(self) -> bool:
        """Whether anyone may read its figures; `IndicatorQuerySet.public` says the same."""
        return not self.eigen_registratie or self.openbaar


class Streefwaarde(models.Model):
    """What an indicator should be in a year, as a document says it."""

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="streefwaarden")
    jaar = models.PositiveSmallIntegerField("jaar")
    vergelijking = models.CharField("vergelijking", max_length=1, choices=Vergelijking.choices)
    waarde = models.DecimalField("waarde", max_digits=18, decimal_places=4)
    document = models.CharField("document", max_length=300)

    class Meta:
        verbose_name = "streefwaarde"
        verbose_name_plural = "streefwaarden"
        ordering: ClassVar = ["indicator", "jaar", "document"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["indicator", "jaar", "document"], name="streefwaarde_uniek"
            ),
            models.CheckConstraint(
                condition=Q(vergelijking__in=Vergelijking.values),
                name="streefwaarde_vergelijking_uit_de_lijst",
            ),
            models.CheckConstraint(condition=~Q(document=""), name="streefwaarde_met_document"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.jaar}: {self.vergelijking} {self.waarde}"


class Invoer(models.Model):
    """One import of figures: which file, exactly."""

    bestand = models.CharField("bestand", max_length=300)
    sha256 = models.CharField("SHA-256", max_length=64)
    tabel = models.CharField("tabel", max_length=20, blank=True)
    op = models.DateTimeField("op", auto_now_add=True)
    rijen = models.PositiveIntegerField("rijen")

    class Meta:
        verbose_name = "invoer"
        verbose_name_plural = "invoer"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return self.bestand


class Waarde(models.Model):
    """What a measurement says: a value, or that it is not known and why. Never both, never
    neither, and unknown is never zero."""

    waarde = models.DecimalField("waarde", max_digits=18, decimal_places=4, null=True, blank=True)
    reden_onbekend = models.CharField("waarom onbekend", max_length=200, blank=True)
    verwacht_op = models.DateField("verwacht op", null=True, blank=True)
    precisie = models.CharField(
        "precisie", max_length=10, choices=Precisie.choices, default=Precisie.EXACT
    )
    status = models.CharField("status", max_length=20, choices=Meetstatus.choices, blank=True)
    bron = models.CharField("bron", max_length=200, blank=True)
    # The day the figure describes, and the day it was fetched.
    peildatum = models.DateField("peildatum", null=True, blank=True)
    raadpleegdatum = models.DateField("raadpleegdatum", null=True, blank=True)

    class Meta:
        abstract = True


class Meting(Waarde):
    """The value of an indicator for an area and a period, as it is known now."""

    # No index of their own: every question about measurements begins with the indicator, and that
    # of the unique constraint answers it. Each further index makes an import a third slower.
    indicator = models.ForeignKey(
        Indicator, on_delete=models.PROTECT, related_name="metingen", db_index=False
    )
    gebied = models.ForeignKey(
        Gebied, on_delete=models.PROTECT, related_name="metingen", db_index=False
    )
    periode = models.CharField("periode", max_length=8)
    jaar = models.PositiveSmallIntegerField("jaar")
    periodesoort = models.CharField("soort periode", max_length=2, choices=Periodesoort.choices)
    invoer = models.ForeignKey(
        Invoer,
        on_delete=models.PROTECT,
        related_name="metingen",
        db_index=False,
        null=True,
        blank=True,
    )
    # The database gives it: an import writes past the ORM.
    versie = models.PositiveIntegerField("versie", default=1, db_default=1)

    class Meta:
        verbose_name = "meting"
        verbose_name_plural = "metingen"
        ordering: ClassVar = ["indicator", "gebied", "periode"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["indicator", "gebied", "periode"], name="meting_uniek"),
            models.CheckConstraint(
                condition=(Q(waarde=None) & ~Q(reden_onbekend=""))
                | (~Q(waarde=None) & Q(reden_onbekend="", verwacht_op=None)),
                name="meting_waarde_of_reden",
                violation_error_message="Vul een waarde in, of waarom die er niet is.",
            ),
            models.CheckConstraint(
                condition=Q(periodesoort__in=Periodesoort.values),
                name="meting_periodesoort_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(precisie__in=Precisie.values), name="meting_precisie_uit_de_lijst"
            ),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=Meetstatus.values),
                name="meting_status_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} · {self.gebied} · {self.period.label}"

    @property
    def period(self) -> Periode:
        """The period of this measurement. Raises ValueError when its code is none."""
        periode = from_code(self.periode)
        if periode is None:
            raise ValueError(f"Geen periode: {self.periode}")
        return periode


class Metingversie(Waarde, AlleenToevoegenModel):
    """What a measurement said before it changed. Kept for ever; the record is named without a
    foreign key, so that nothing that happens to it reaches this table."""

    meting = models.BigIntegerField("meting", db_index=True)
    invoer_nummer = models.BigIntegerField("nummer van de invoer", null=True)
    vervangen_op = models.DateTimeField("vervangen op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "eerdere waarde"
        verbose_name_plural = "eerdere waarden"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"meting {self.meting}: {self.waarde}"


class Codelijstregel(models.Model):
    """A line of a code list that a published table comes with: what a code is called, and for a
    period how final its figures are."""

    class Lijst(models.TextChoices):
        MISDRIJF = "misdrijf", "soort misdrijf"
        GEBIED = "gebied", "wijken en buurten"
        PERIODE = "periode", "perioden"

    tabel = models.CharField("tabel", max_length=20)
    lijst = models.CharField("lijst", max_length=10, choices=Lijst.choices)
    code = models.CharField("code", max_length=40)
    titel = models.CharField("titel", max_length=300)
    omschrijving = models.TextField("omschrijving", blank=True)
    status = models.CharField("status", max_length=20, choices=Meetstatus.choices, blank=True)

    class Meta:
        verbose_name = "regel van een codelijst"
        verbose_name_plural = "regels van codelijsten"
        ordering: ClassVar = ["tabel", "lijst", "code"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["tabel", "lijst", "code"], name="codelijstregel_uniek"),
            models.CheckConstraint(
                condition=Q(status="") | Q(status__in=Meetstatus.values),
                name="codelijstregel_status_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tabel} {self.code}: {self.titel}"
