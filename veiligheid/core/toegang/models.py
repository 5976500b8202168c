"""Links that let somebody in once, and what the cache remembers."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class Linksoort(models.TextChoices):
    UITNODIGING = "uitnodiging", "uitnodiging"
    WACHTWOORD = "wachtwoord", "nieuw wachtwoord"
    EERSTE = "eerste", "eerste beheerder"


# After they ended: to see that one was sent.
BEWAAR_LINKS = timedelta(days=30)
HOUDBAAR = {
    Linksoort.UITNODIGING: timedelta(days=7),
    Linksoort.WACHTWOORD: timedelta(hours=4),
    Linksoort.EERSTE: timedelta(hours=24),
}


class Toegangslink(models.Model):
    """A link by which one person sets a password, once. Only its hash is kept: who reads this
    table can use none of them."""

    gebruiker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="toegangslinks"
    )
    soort = models.CharField("soort", max_length=20, choices=Linksoort.choices)
    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    gemaakt_op = models.DateTimeField("gemaakt op", auto_now_add=True)
    verloopt_op = models.DateTimeField("verloopt op")
    gebruikt_op = models.DateTimeField("gebruikt op", null=True)

    class Meta:
        verbose_name = "toegangslink"
        verbose_name_plural = "toegangslinks"
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_soort_display()} van {self.gebruiker}"

    @property
    def bruikbaar(self) -> bool:
        """Whether it still opens the door."""
        return (
            self.gebruikt_op is None
            and self.verloopt_op > timezone.now()
            and self.gebruiker.is_active
        )


class Onthouden(models.Model):
    """The table of Django's cache, as its backend wants it: here so that a migration makes it. It
    holds what the brake counted, and may be emptied at any time."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "core_onthouden"
        verbose_name = "onthouden waarde"
        verbose_name_plural = "onthouden waarden"

    def __str__(self) -> str:
        return self.cache_key
