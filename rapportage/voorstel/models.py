"""The texts of a collegevoorstel. What is attached to it follows from the letter."""

from typing import ClassVar

from django.db import models

from veiligheid.core.richtext import RichTextField


class Collegevoorstel(models.Model):
    """What the college is asked to decide on one letter, and why."""

    brief = models.OneToOneField(
        "rapportage.Brief", on_delete=models.CASCADE, related_name="voorstel"
    )
    onderwerp = models.CharField("onderwerp", max_length=300)
    gevraagd = RichTextField("gevraagd besluit", blank=True)
    samenvatting = RichTextField("samenvatting", blank=True)
    argumenten = RichTextField("argumenten", blank=True)
    financien = RichTextField("financiën", blank=True)
    versie = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "collegevoorstel"
        verbose_name_plural = "collegevoorstellen"
        ordering: ClassVar = ["pk"]

    def __str__(self) -> str:
        return f"Collegevoorstel: {self.onderwerp}"
