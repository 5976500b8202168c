"""What is kept of a withheld annex, and that its secrecy was lifted."""

from typing import ClassVar

from django.db import models

from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel


class Geheimstuk(AlleenToevoegenModel):
    """A file of the archive copy of a withheld annex, as it was when the letter without it was
    published. In a table of its own: no public view, file, count or copy of the site reads it.

    `zout`: random, the same for all files of one annex: what the manifest says of them (`zegel`)
    can't be guessed from what might be in them.
    """

    publicatie = models.ForeignKey(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="geheime_stukken"
    )
    nummer = models.PositiveSmallIntegerField("bijlage")
    sleutel = models.SlugField("sleutel van de bijlage", max_length=40)
    pad = models.CharField("pad", max_length=200)
    mediatype = models.CharField("mediatype", max_length=80)
    sha256 = models.CharField("SHA-256", max_length=64)
    grootte = models.PositiveIntegerField("grootte in bytes")
    inhoud = models.BinaryField("inhoud")
    zout = models.CharField("zout", max_length=64)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "geheim stuk"
        verbose_name_plural = "geheime stukken"
        ordering: ClassVar = ["publicatie", "nummer", "pad"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publicatie", "nummer", "pad"], name="geheimstuk_pad_uniek"
            )
        ]

    def __str__(self) -> str:
        return f"bijlage {self.nummer} bij {self.publicatie}"


class Opheffing(AlleenToevoegenModel):
    """That the secrecy of an annex was lifted: by whom, when, and in which version it came out."""

    publicatie = models.ForeignKey(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="opheffingen"
    )
    nummer = models.PositiveSmallIntegerField("bijlage")
    opgeheven_door = models.CharField("opgeheven door", max_length=200)
    datum = models.DateField("datum van het besluit")
    door = models.CharField("vastgelegd door", max_length=200)
    op = models.DateTimeField("vastgelegd op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "opheffing van geheimhouding"
        verbose_name_plural = "opheffingen van geheimhouding"
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["publicatie", "nummer"], name="opheffing_een_keer")
        ]

    def __str__(self) -> str:
        return f"bijlage {self.nummer} bij {self.publicatie} is openbaar"
