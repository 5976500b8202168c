"""Logging out at the service too."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from veiligheid.core.mail.vragen import absolute

_SLEUTEL = "oidc_afmelden"


def remember(request: HttpRequest, id_token: str, adres: str) -> None:
    """What logging out will need, until there is a session to keep it in."""
    if adres:
        request.oidc_afmelden = [adres, id_token]  # type: ignore[attr-defined]


@receiver(user_logged_in)
def _logged_in(request: HttpRequest, **kwargs: Any) -> None:
    if kept := getattr(request, "oidc_afmelden", None):
        request.session[_SLEUTEL] = kept


def goodbye_address(request: HttpRequest) -> str:
    """Where to send somebody who logs out here; empty for who came in otherwise."""
    if not request.user.is_authenticated or _SLEUTEL not in request.session:
        return ""
    adres, id_token = request.session[_SLEUTEL]
    query = {
        "id_token_hint": id_token,
        "client_id": settings.OIDC_CLIENT_ID,
        "post_logout_redirect_uri": absolute("/"),
    }
    return f"{adres}{'&' if '?' in adres else '?'}{urlencode(query)}"
