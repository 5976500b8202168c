"""Finding who belongs to a name or an e-mail address, and checking the password once.

Whether the name is known or not, just one password is hashed: the time tells nothing.
"""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from veiligheid.core.models import Gebruiker


def find(naam: str) -> Gebruiker | None:
    """Who is called so, or has this e-mail address; nobody when two could be meant."""
    naam = naam.strip()
    if not naam:
        return None
    found = list(Gebruiker.objects.filter(username__iexact=naam)[:2])
    if not found and "@" in naam:
        found = list(Gebruiker.objects.filter(email__iexact=naam, is_active=True)[:2])
    return found[0] if len(found) == 1 else None


class NaamOfAdres(ModelBackend):
    """The only backend: roles are asked of `core.models.Gebruiker`."""

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        email: str | None = None,
        **kwargs: Any,
    ) -> Gebruiker | None:
        """As Django calls it. None for a wrong password and for whoever may not come in."""
        if not password:
            return None
        gebruiker = find(username or email or "")
        if gebruiker is None:
            Gebruiker().set_password(password)
            return None
        right = gebruiker.check_password(password)
        return gebruiker if right and self.user_can_authenticate(gebruiker) else None
