"""The plan and everything in it.

Every piece of a plan has a `positie`: its place in the running order of the whole document.
Sorting the pieces of one level by `positie` renders the plan back as it was.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from themas.plan.querysets import KruisverbandQuerySet, PlanQuerySet, ThemaQuerySet
from veiligheid.core.bron import Geimporteerd
from veiligheid.core.richtext import RichTextField
from veiligheid.core.sleutels import new_sleutel


class Plansoort(models.TextChoices):
    IVP = "ivp", "Integraal Veiligheidsplan"
    PROJECTPLAN = "projectplan", "Projectplan"
    PROGRAMMA = "programma", "Programma"


class Kruisverbandstaat(models.TextChoices):
    """A `voorstel` waits for a person. What was refused stays, so that no import proposes it
    again."""

    VOORSTEL = "voorstel", "voorgesteld"
    AANGENOMEN = "aangenomen", "aangenomen"
    GEWEIGERD = "geweigerd", "geweigerd"


class Themasoort(models.TextChoices):
    """The two groups of an IVP. Plans of another soort leave it empty."""

    PRIORITAIR = "prioritair", "Prioritaire thema’s"
    KERN = "kern", "Kernthema’s"


class Planstuk(Geimporteerd):
    """A plan or a piece of one: people edit it, so every change of it is a version."""

    versie = models.PositiveIntegerField("versie", default=1, editable=False)

    class Meta:
        abstract = True


class Plan(Planstuk):
    """A policy document with a term. An IVP is adopted at least once every four years
    (Politiewet 2012, art. 38b)."""

    slug = models.SlugField("adres", unique=True, max_length=80)
    soort = models.CharField("soort", max_length=20, choices=Plansoort.choices)
    titel = models.CharField("titel", max_length=300)
    van_jaar = models.PositiveSmallIntegerField("van jaar")
    tot_en_met_jaar = models.PositiveSmallIntegerField("tot en met jaar")
    onder_thema = models.ForeignKey(
        "themas.Thema",
        verbose_name="onder thema",
        on_delete=models.PROTECT,
        related_name="deelplannen",
        null=True,
        blank=True,
        help_text="Voor een projectplan dat één thema uitwerkt.",
    )
    voorganger = models.ForeignKey(
        "self",
        verbose_name="gaat verder met",
        on_delete=models.SET_NULL,
        related_name="opvolgers",
        null=True,
        blank=True,
    )
    label_thema = models.CharField("noemt een thema", max_length=40, default="thema")
    label_pijler = models.CharField("noemt een pijler", max_length=40, default="pijler")
    label_actie = models.CharField("noemt een actie", max_length=40, default="actie")

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "plannen"
        ordering: ClassVar = ["-van_jaar", "slug"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(tot_en_met_jaar__gte=F("van_jaar")),
                name="plan_eindigt_na_begin",
                violation_error_message="Een plan eindigt in of na het jaar waarin het begint.",
            ),
            models.CheckConstraint(
                condition=Q(soort__in=Plansoort.values), name="plan_soort_uit_de_lijst"
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Thema(Planstuk):
    """First level of a plan. Its number in a letter is never stored: it follows from the order."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="themas")
    positie = models.PositiveIntegerField("positie")
    slug = models.SlugField("adres", max_length=80)
    titel = models.CharField("titel", max_length=300)
    soort = models.CharField("soort", max_length=20, choices=Themasoort.choices, blank=True)
    inleiding = RichTextField("inleiding", blank=True)
    opgave = RichTextField("opgave", blank=True)
    ambitie = RichTextField("ambitie", blank=True)
    toegevoegd_in = models.PositiveSmallIntegerField("toegevoegd in", null=True, blank=True)
    vervallen_in = models.PositiveSmallIntegerField("vervallen in", null=True, blank=True)
    reden_vervallen = models.TextField("reden van vervallen", blank=True)
    voorganger = models.ForeignKey(
        "self",
        verbose_name="gaat verder met",
        on_delete=models.SET_NULL,
        related_name="opvolgers",
        null=True,
        blank=True,
    )
    adviseurs = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name="adviseurs", related_name="themas", blank=True
    )

    objects = ThemaQuerySet.as_manager()

    class Meta:
        verbose_name = "thema"
        verbose_name_plural = "thema’s"
        ordering: ClassVar = ["plan", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "positie"], name="thema_positie_uniek"),
            models.UniqueConstraint(fields=["plan", "slug"], name="thema_slug_uniek"),
            models.CheckConstraint(
                condition=Q(soort="") | Q(soort__in=Themasoort.values),
                name="thema_soort_uit_de_lijst",
            ),
            models.CheckConstraint(
                condition=Q(toegevoegd_in=None)
                | Q(vervallen_in=None)
                | Q(vervallen_in__gt=F("toegevoegd_in")),
                name="thema_vervalt_na_toevoegen",
            ),
            models.CheckConstraint(
                condition=Q(vervallen_in=None) | ~Q(reden_vervallen=""),
                name="thema_vervalt_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class Pijler(Planstuk):
    """Second level: a pijler of an IVP, a doel of a programme."""

    thema = models.ForeignKey(Thema, on_delete=models.CASCADE, related_name="pijlers")
    positie = models.PositiveIntegerField("positie")
    titel = models.CharField("titel", max_length=500)
    tekst = RichTextField("tekst", blank=True)

    class Meta:
        verbose_name = "pijler"
        verbose_name_plural = "pijlers"
        ordering: ClassVar = ["thema", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thema", "positie"], name="pijler_positie_uniek")
        ]

    def __str__(self) -> str:
        return self.titel


class Actie(Planstuk):
    """What is done. It belongs to one theme and may be told in others.

    `sleutel` is its permanent name, in anchors, exports and judgements; it is made once and does
    not follow the title.
    """

    sleutel = models.SlugField(
        "sleutel", max_length=20, unique=True, default=new_sleutel, editable=False
    )
    thema = models.ForeignKey(Thema, on_delete=models.CASCADE, related_name="acties")
    pijler = models.ForeignKey(
        Pijler, on_delete=models.SET_NULL, related_name="acties", null=True, blank=True
    )
    verdere_themas = models.ManyToManyField(
        Thema, verbose_name="verdere thema’s", related_name="acties_van_elders", blank=True
    )
    positie = models.PositiveIntegerField("positie")
    titel = models.CharField("titel", max_length=500)
    toelichting = RichTextField("toelichting", blank=True)
    doel = RichTextField("doel", blank=True)
    beoogd_effect = RichTextField("beoogd maatschappelijk effect", blank=True)
    inzet = RichTextField("inzet", blank=True)
    eigenaar = models.CharField("eigenaar", max_length=200, blank=True)
    partners = models.TextField("partners", blank=True)
    # Codes, sorted: see `themas.gebieden`.
    gebieden = models.JSONField("gebieden", default=list, blank=True)
    begint_op = models.DateField("begint op", null=True, blank=True)
    eindigt_op = models.DateField("eindigt op", null=True, blank=True)
    beeindigd_in = models.PositiveSmallIntegerField("beëindigd in", null=True, blank=True)
    reden_einde = models.TextField("reden van beëindigen", blank=True)
    voorganger = models.ForeignKey(
        "self",
        verbose_name="gaat verder met",
        on_delete=models.SET_NULL,
        related_name="opvolgers",
        null=True,
        blank=True,
    )
    # The words that head doel, effect and inzet in the source, where they differ from ours.
    bronkoppen = models.JSONField("koppen in de bron", default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = "actie"
        verbose_name_plural = "acties"
        ordering: ClassVar = ["thema", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thema", "positie"], name="actie_positie_uniek"),
            models.CheckConstraint(
                condition=Q(begint_op=None)
                | Q(eindigt_op=None)
                | Q(eindigt_op__gte=F("begint_op")),
                name="actie_eindigt_na_begin",
                violation_error_message="De actie moet eindigen op of na de dag waarop zij begint.",
            ),
            models.CheckConstraint(
                condition=Q(beeindigd_in=None) | ~Q(reden_einde=""),
                name="actie_eindigt_met_reden",
            ),
        ]

    def __str__(self) -> str:
        return self.titel


class PlanOnderdeel(Planstuk):
    """A section that is no theme, pijler or actie: foreword, uitgangspunten, money, risks, or a
    section inside a theme or an actie that has no field of its own."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="onderdelen")
    thema = models.ForeignKey(
        Thema, on_delete=models.CASCADE, related_name="onderdelen", null=True, blank=True
    )
    actie = models.ForeignKey(
        Actie, on_delete=models.CASCADE, related_name="onderdelen", null=True, blank=True
    )
    positie = models.PositiveIntegerField("positie")
    niveau = models.PositiveSmallIntegerField("niveau")
    kop = models.CharField("kop", max_length=500, blank=True)
    tekst = RichTextField("tekst", blank=True)

    class Meta:
        verbose_name = "onderdeel van het plan"
        verbose_name_plural = "onderdelen van het plan"
        ordering: ClassVar = ["plan", "positie"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "positie"], name="planonderdeel_positie_uniek"),
            models.CheckConstraint(
                condition=Q(niveau__range=(1, 6)), name="planonderdeel_niveau_1_tot_6"
            ),
        ]

    def __str__(self) -> str:
        return self.kop or "(zonder kop)"


class Kruisverband(models.Model):
    """Theme to theme, with the sentence that says so."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="kruisverbanden")
    van = models.ForeignKey(Thema, on_delete=models.CASCADE, related_name="kruisverbanden_naar")
    naar = models.ForeignKey(Thema, on_delete=models.CASCADE, related_name="kruisverbanden_van")
    reden = models.TextField("reden")
    staat = models.CharField(
        "staat",
        max_length=20,
        choices=Kruisverbandstaat.choices,
        default=Kruisverbandstaat.AANGENOMEN,
    )

    objects = KruisverbandQuerySet.as_manager()

    class Meta:
        verbose_name = "kruisverband"
        verbose_name_plural = "kruisverbanden"
        ordering: ClassVar = ["van", "naar"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["van", "naar"], name="kruisverband_uniek"),
            models.CheckConstraint(
                condition=~Q(van=F("naar")), name="kruisverband_niet_met_zichzelf"
            ),
            models.CheckConstraint(
                condition=Q(staat__in=Kruisverbandstaat.values),
                name="kruisverband_staat_uit_de_lijst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.van} → {self.naar}"
