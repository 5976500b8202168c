"""An uploaded file that is too large for one field, in pieces."""

from typing import ClassVar

from django.db import models

from veiligheid.core.models import Inleesbestand


class Inleesblok(models.Model):
    """A compressed piece of an uploaded file, until it has been read. In the database, so that any
    worker of any machine can read it."""

    bestand = models.ForeignKey(Inleesbestand, on_delete=models.CASCADE, related_name="blokken")
    nummer = models.PositiveIntegerField("nummer")
    inhoud = models.BinaryField("inhoud")

    class Meta:
        verbose_name = "blok van een inleesbestand"
        verbose_name_plural = "blokken van inleesbestanden"
        ordering: ClassVar = ["bestand", "nummer"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["bestand", "nummer"], name="inleesblok_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.bestand}, blok {self.nummer}"
