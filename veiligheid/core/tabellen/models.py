"""What was answered about a file, for the next file of the same shape."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from veiligheid.core.tabellen.vraag import Vraag


class InleesantwoordQuerySet(models.QuerySet["Inleesantwoord"]):
    def of(self, soort: str, vraag: Vraag) -> dict[str, str]:
        """What was answered to this question before: only what it asks now, and only answers that
        it still offers. Empty when nothing was, or when it is asked each time."""
        record = self.filter(soort=soort, sleutel=vraag.sleutel).first() if vraag.sleutel else None
        given: dict[str, Any] = record.antwoorden if record else {}
        return {
            veld.naam: str(given[veld.naam])
            for veld in vraag.velden
            if veld.naam in given and veld.allows(str(given[veld.naam]))
        }

    def remember(self, soort: str, vraag: Vraag, antwoorden: dict[str, str], door: Any) -> None:
        """Keep these answers; later ones replace them."""
        if vraag.sleutel:
            self.update_or_create(
                soort=soort,
                sleutel=vraag.sleutel,
                defaults={"antwoorden": antwoorden, "gebruiker": door, "op": timezone.now()},
            )


class Inleesantwoord(models.Model):
    """The answers to one question of one kind of import. `sleutel` is the question's own."""

    soort = models.CharField("soort", max_length=20)
    sleutel = models.CharField("sleutel", max_length=500)
    antwoorden = models.JSONField("antwoorden", default=dict)
    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, related_name="+", null=True
    )
    op = models.DateTimeField("op", default=timezone.now)

    objects = InleesantwoordQuerySet.as_manager()

    class Meta:
        verbose_name = "antwoord bij het inlezen"
        verbose_name_plural = "antwoorden bij het inlezen"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["soort", "sleutel"], name="inleesantwoord_uniek")
        ]

    def __str__(self) -> str:
        return f"{self.soort}: {self.sleutel[:60]}"
