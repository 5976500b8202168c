"""The second factor (*tweede stap*): who must have one, and what one sees until it is there."""

import base64
import hashlib
from collections.abc import Callable
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from veiligheid.core.bewerken.bewaard import in_a_moment, wants_json
from veiligheid.core.findings import EvenNiet, blokkeert
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.toegang.logboek import weg_of

STAPPEN = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
NODIG = "tweede_stap_nodig"
# What stays open without: making one, showing who one is, and leaving.
_OPEN = {
    "account",
    "account_logout",
    "account_reauthenticate",
    "huisstijl",
    "toegankelijkheid",
    "openid_connect_login",
    "openid_connect_callback",
}
MELDING = (
    "Uw rol vraagt een tweede stap bij het inloggen, en die is er nog niet. Stel haar eerst in op "
    "uw accountpagina (open die in een ander tabblad) en verstuur dit daarna opnieuw."
)


def needs(gebruiker: Gebruiker) -> bool:
    """Whether one of this person's roles asks a second factor."""
    return gebruiker.has_rol(*(Rol(naam) for naam in settings.TWEEDE_STAP_ROLLEN))


def has(gebruiker: Gebruiker) -> bool:
    return bool(Authenticator.objects.filter(user=gebruiker, type__in=STAPPEN).exists())


def may_lose(gebruiker: Gebruiker) -> bool:
    """Whether one factor may go: never the last of somebody who must have one."""
    factors = Authenticator.objects.filter(user=gebruiker, type__in=STAPPEN)
    return not needs(gebruiker) or factors.count() > 1


class MfaAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "Uw rol vraagt een tweede stap. Voeg eerst een andere toe; daarna kan deze weg."
        ),
        "cannot_generate_recovery_codes": "Stel eerst een tweede stap in.",
        "incorrect_code": "Deze code klopt niet, of is al gebruikt.",
    }

    def get_totp_issuer(self) -> str:
        return f"Veiligheid {settings.GEMEENTE_NAAM}"

    def _get_site_name(self) -> str:
        return self.get_totp_issuer()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_lose(authenticator.user)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        n = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {n + 1}"

    def encrypt(self, text: str) -> str:
        """Who reads the database, or a copy of it, can make no codes."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _fernet().decrypt(encrypted_text.encode()).decode()


def _fernet() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = [hashlib.sha256(f"tweede stap|{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


@receiver(user_logged_in)
def _logged_in(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """What holds for as long as this session does: whose roles change, logs in again."""
    done = settings.OIDC_TWEEDE_STAP and "inlogdienst" in weg_of(request, user)
    if settings.TWEEDE_STAP_ROLLEN and needs(user) and not done and not has(user):
        request.session[NODIG] = True


class TweedeStap:
    """Middleware: who must have a second factor and has none gets nowhere but to making one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # A reader without a session is asked nothing: what everybody gets depends on no cookie.
        here = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not (here and request.session.get(NODIG)):
            return None
        if isinstance(request.user, Gebruiker) and has(request.user):
            del request.session[NODIG]
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _OPEN or name.startswith("mfa_"):
            return None
        if wants_json(request):
            return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
        if request.method == "POST":
            return in_a_moment(request, EvenNiet(blokkeert("tweede-stap", MELDING)))
        return redirect("mfa_index")
