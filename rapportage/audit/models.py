"""What the auditcommissie says of one row of a published mirror."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from themas.jaar.workflow import OORDEELBAAR
from veiligheid.document.woorden import Kleur


class Auditoordeel(models.Model):
    """The committee's oordeel on one actie of one version of a published mirror, beside the
    advisor's zelfoordeel.

    The publication is named without a foreign key: nothing that happens here reaches it. A row
    that is rood or blauw has a toelichting only, since that colour follows from the data.
    """

    publicatie = models.BigIntegerField("nummer van de publicatie")
    slug = models.SlugField("adres van de publicatie", max_length=80)
    publicatieversie = models.PositiveSmallIntegerField("versie van de publicatie")
    sleutel = models.SlugField("sleutel van de actie", max_length=20)
    kleur = models.CharField(
        "oordeel", max_length=10, blank=True, choices=[(k.value, k.value) for k in OORDEELBAAR]
    )
    toelichting = models.TextField("toelichting", blank=True)
    versie = models.PositiveIntegerField("versie", default=1)

    class Meta:
        verbose_name = "oordeel van de auditcommissie"
        verbose_name_plural = "oordelen van de auditcommissie"
        ordering: ClassVar = ["slug", "publicatieversie", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["publicatie", "sleutel"], name="auditoordeel_een_per_actie"
            ),
            models.CheckConstraint(
                condition=Q(kleur__in=["", Kleur.GEEL.value, Kleur.GROEN.value]),
                name="auditoordeel_kleur_geel_of_groen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug}, versie {self.publicatieversie}: {self.sleutel}"
