"""What came back from Word, kept for ever: the file's name, its proposals, and what was decided
about each. Its remarks are those of `core.opmerkingen`, with the file as their source. A person
from the file is a name, never a user."""

from __future__ import annotations

from typing import ClassVar

import msgspec
from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Cast, Coalesce, Concat

from themas.jaar import word
from themas.jaar.models import Bijdrage
from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel, Opmerking
from veiligheid.core.richtext import RichTextField

# What the remarks of a file have for a source, before its key.
BRON = "terugkomst/"


class TerugkomstQuerySet(AlleenToevoegen):
    def with_counts(self) -> TerugkomstQuerySet:
        """Each with the number of its proposals, and of those that nobody decided about."""
        alle = models.Count("voorstellen", distinct=True)
        open_ = models.Count("voorstellen", Q(voorstellen__besluit=None), distinct=True)
        remarks = (
            Opmerking.objects.filter(
                bron=Concat(Value(BRON), Cast(models.OuterRef("pk"), models.CharField()))
            )
            .order_by()
            .values("bron")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        counted: TerugkomstQuerySet = self.annotate(
            aantal=alle,
            open=open_,
            aantal_opmerkingen=Coalesce(models.Subquery(remarks), 0),
        )
        return counted


class Terugkomst(AlleenToevoegenModel):
    """One Word file that came back and said something. The file itself is not kept."""

    bijdrage = models.ForeignKey(Bijdrage, on_delete=models.PROTECT, related_name="terugkomsten")
    bestandsnaam = models.CharField("bestandsnaam", max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    # The version the file was made from; empty when it doesn't say.
    versie = models.PositiveIntegerField("gemaakt uit versie", null=True)
    op = models.DateTimeField("op", auto_now_add=True)
    wie = models.CharField("wie", max_length=200)
    gebruiker_id = models.BigIntegerField("gebruikersnummer")
    bevindingen = models.JSONField("bevindingen", default=list)

    objects = TerugkomstQuerySet.as_manager()

    class Meta:
        verbose_name = "terugkomst"
        verbose_name_plural = "terugkomsten"
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["bijdrage", "sha256"], name="terugkomst_een_per_bestand"
            )
        ]

    def __str__(self) -> str:
        return self.bestandsnaam

    @property
    def bron(self) -> str:
        """How its remarks name it."""
        return f"{BRON}{self.pk}"


class Voorstel(AlleenToevoegenModel):
    """One proposed change, as `word.Voorstel` describes it. `nummer` is the order in which
    proposals can be applied, `volgorde` their order in the text."""

    terugkomst = models.ForeignKey(Terugkomst, on_delete=models.PROTECT, related_name="voorstellen")
    nummer = models.PositiveIntegerField("nummer")
    volgorde = models.PositiveIntegerField("volgorde")
    soort = models.CharField("soort", max_length=20)
    wie = models.CharField("naam in het bestand", max_length=300, blank=True)
    op = models.DateTimeField("tijd in het bestand", null=True)
    paragraaf = models.CharField("paragraaf", max_length=100, blank=True)
    blok = models.UUIDField("blok", null=True)
    voor = RichTextField("voor", blank=True)
    na = RichTextField("na", blank=True)
    uitleg = models.TextField("uitleg")
    plaats = models.JSONField("plaats", null=True)
    kop = models.TextField("kop", blank=True)
    nieuw = models.JSONField("nieuwe blokken", default=list)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "voorstel"
        verbose_name_plural = "voorstellen"
        ordering: ClassVar = ["terugkomst", "nummer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["terugkomst", "nummer"], name="voorstel_nummer_uniek")
        ]

    def __str__(self) -> str:
        # Never its words: this is what the log calls it.
        return f"voorstel {self.nummer}"

    @property
    def doel(self) -> object:
        """The text that it is about; proposals for one text are a chain."""
        return self.blok or (self.paragraaf, self.soort)

    @property
    def is_taken(self) -> bool:
        """Whether its change is in the text, by accepting it or by hand."""
        besluit = getattr(self, "besluit", None)
        return besluit is not None and besluit.besluit != Voorstelbesluit.Uitslag.GEWEIGERD

    def not_taken_before(self) -> list[tuple[str, str]]:
        """(voor, na) of the earlier proposals for the same text that were not accepted."""
        chain = Voorstel.objects.filter(
            terugkomst=self.terugkomst_id, paragraaf=self.paragraaf, nummer__lt=self.nummer
        ).select_related("besluit")
        return [
            (v.voor, v.na)
            for v in chain.order_by("nummer")
            if v.doel == self.doel and not v.is_taken
        ]

    def as_data(self) -> word.Voorstel:
        """The proposal as the plain data it was made of."""
        fields = {
            name: getattr(self, name)
            for name in ("soort", "wie", "op", "paragraaf", "blok", "voor", "na", "uitleg")
        }
        fields |= {"plaats": self.plaats, "kop": self.kop, "nieuw": self.nieuw}
        return msgspec.convert({**fields, "gevolgd": bool(self.wie)}, word.Voorstel)


class Voorstelbesluit(AlleenToevoegenModel):
    """What was decided about a proposal: once, by whom and when."""

    class Uitslag(models.TextChoices):
        OVERGENOMEN = "overgenomen", "Overgenomen"
        GEWEIGERD = "geweigerd", "Geweigerd"
        ZELF_VERWERKT = "zelf-verwerkt", "Zelf verwerkt"

    voorstel = models.OneToOneField(Voorstel, on_delete=models.PROTECT, related_name="besluit")
    besluit = models.CharField("besluit", max_length=20, choices=Uitslag.choices)
    op = models.DateTimeField("op", auto_now_add=True)
    wie = models.CharField("wie", max_length=200)
    gebruiker_id = models.BigIntegerField("gebruikersnummer")

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "besluit over een voorstel"
        verbose_name_plural = "besluiten over voorstellen"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(besluit__in=["overgenomen", "geweigerd", "zelf-verwerkt"]),
                name="voorstelbesluit_uit_de_lijst",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_besluit_display()} door {self.wie}"
