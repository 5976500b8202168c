"""The manifest of a publication, and the time stamps that others gave it."""

from typing import ClassVar

from django.db import models

from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel


class Manifest(AlleenToevoegenModel):
    """What a publication consists of, as JSON with the SHA-256 of every file and of the manifest
    before it. Whoever changes one row that was published would have to change this, and each that
    came after it."""

    nummer = models.PositiveIntegerField("nummer in de keten", unique=True)
    publicatie = models.OneToOneField(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="manifest"
    )
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    inhoud = models.BinaryField("inhoud")

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "manifest"
        verbose_name_plural = "manifesten"
        ordering: ClassVar = ["nummer"]

    def __str__(self) -> str:
        return f"manifest {self.nummer}"
