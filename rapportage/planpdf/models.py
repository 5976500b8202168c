"""The PDF of a plan as it was last made."""

from typing import ClassVar

from django.db import models


class Planpdf(models.Model):
    """By the address of the plan, which never changes. stand: of what it was made, so that nothing
    is made twice; sha256: of the PDF."""

    slug = models.SlugField("adres", unique=True, max_length=80)
    stand = models.CharField("gemaakt van", max_length=64)
    sha256 = models.CharField("SHA-256", max_length=64)
    inhoud = models.BinaryField("inhoud")
    grootte = models.PositiveIntegerField("grootte")
    gemaakt_op = models.DateTimeField("gemaakt op")

    class Meta:
        verbose_name = "pdf van een plan"
        verbose_name_plural = "pdf’s van plannen"
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return f"pdf van {self.slug}"
