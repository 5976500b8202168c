"""The manifest of a publication, and the time stamps that others gave it."""

from functools import reduce
from operator import or_
from typing import ClassVar

from django.db import models
from django.db.models import Q

from veiligheid.core.models import AlleenToevoegen, AlleenToevoegenModel

# What a link of the chain can be about.
OVER = ("publicatie", "besluit", "intrekking", "opheffing")


def _about_one() -> Q:
    """Exactly one of them is there."""
    each = (Q(**{f"{naam}__isnull": naam != one for naam in OVER}) for one in OVER)
    return reduce(or_, each)


class Manifest(AlleenToevoegenModel):
    """A link of the chain: what a publication consists of, as JSON with the SHA-256 of every file
    and of the link before it; or that the college decided, that a letter was withdrawn, that
    secrecy was lifted. Whoever changes one of those rows would have to change this, and each that
    came after it."""

    nummer = models.PositiveIntegerField("nummer in de keten", unique=True)
    publicatie = models.OneToOneField(
        "rapportage.Publicatie", on_delete=models.PROTECT, related_name="manifest", null=True
    )
    besluit = models.OneToOneField(
        "rapportage.Besluit", on_delete=models.PROTECT, related_name="manifest", null=True
    )
    intrekking = models.OneToOneField(
        "rapportage.Intrekking", on_delete=models.PROTECT, related_name="manifest", null=True
    )
    opheffing = models.OneToOneField(
        "rapportage.Opheffing", on_delete=models.PROTECT, related_name="manifest", null=True
    )
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    inhoud = models.BinaryField("inhoud")

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "manifest"
        verbose_name_plural = "manifesten"
        ordering: ClassVar = ["nummer"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=_about_one(), name="manifest_over_een_ding")
        ]

    def __str__(self) -> str:
        return f"manifest {self.nummer}"


class Tijdstempel(AlleenToevoegenModel):
    """A time stamp on a manifest (RFC 3161), as the service answered: it is on the bytes of the
    manifest, by SHA-512."""

    manifest = models.OneToOneField(Manifest, on_delete=models.PROTECT, related_name="tijdstempel")
    antwoord = models.BinaryField("antwoord")
    dienst = models.CharField("dienst", max_length=500)
    moment = models.DateTimeField("moment")
    op = models.DateTimeField("gekregen op", auto_now_add=True)

    objects = AlleenToevoegen.as_manager()

    class Meta:
        verbose_name = "tijdstempel"
        verbose_name_plural = "tijdstempels"
        ordering: ClassVar = ["manifest"]

    def __str__(self) -> str:
        return f"tijdstempel op {self.manifest}"
