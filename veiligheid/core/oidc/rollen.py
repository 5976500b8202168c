"""Who somebody from the service is here: an account, with the roles that a claim says."""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol
from veiligheid.core.toegang import logboek

GEEN_ROL = (
    "U bent bekend bij {naam}, maar heeft daar geen rol in het veiligheidsportaal. Vraag het aan "
    "{contact}."
)
ADRES_BEZET = (
    "Er is hier al een account met uw e-mailadres, en {naam} staat niet in voor dat adres. Vraag "
    "het aan {contact}."
)
NIET_GELUKT = "Inloggen via {naam} is niet gelukt. Probeer het opnieuw."


def claims_of(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the service said, at this log-in."""
    data: dict[str, Any] = sociallogin.account.extra_data
    return data.get("userinfo") or data.get("id_token") or {}


def roles_of(claims: dict[str, Any]) -> frozenset[Rol]:
    """The roles that the claim names. It may be nested (`realm_access.roles`), and a list or one
    word; what it names besides is of no matter."""
    value: Any = claims
    for part in settings.OIDC_ROLLEN_CLAIM.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    named = set(value if isinstance(value, list) else [value])
    names = settings.OIDC_ROLLEN or {rol.value: rol.value for rol in Rol}
    return frozenset(Rol(rol) for said, rol in names.items() if said in named)


class InlogdienstRegels(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return bool(settings.OIDC_SERVER)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Raises ImmediateHttpResponse for whoever has no account and gets no role."""
        rollen = roles_of(claims_of(sociallogin)) if settings.OIDC_ROLLEN_CLAIM else frozenset()
        if sociallogin.is_existing:
            if settings.OIDC_ROLLEN_CLAIM:
                follow_claim(sociallogin.user, rollen)
            return
        if not rollen:
            _refuse(request, GEEN_ROL)
        email = str(claims_of(sociallogin).get("email", ""))
        if email and Gebruiker.objects.filter(email__iexact=email).exists():
            _refuse(request, ADRES_BEZET)

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None
    ) -> Gebruiker:
        gebruiker: Gebruiker = super().save_user(request, sociallogin, form)
        logboek.about("account maken", gebruiker, None, langs=settings.OIDC_NAAM)
        follow_claim(gebruiker, roles_of(claims_of(sociallogin)))
        return gebruiker

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Whoever was invited at an address that the service vouches for."""
        return True

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """To the log, and back to the page to log in: raises ImmediateHttpResponse."""
        Logregel.objects.create(
            wie="niet ingelogd",
            verb="inloggen mislukt",
            soort="gebruiker",
            sleutel="",
            label=f"via {settings.OIDC_NAAM}",
            details={
                "adres": logboek.adres_of(request),
                "reden": str(kwargs.get("exception") or kwargs.get("error") or "")[:100],
            },
        )
        _refuse(request, NIET_GELUKT)


def follow_claim(gebruiker: Gebruiker, rollen: frozenset[Rol]) -> None:
    """Give and take away until the roles are those of the claim; a line in the log when that
    changes anything."""
    had = gebruiker.rollen
    if had == rollen:
        return
    gebruiker.set_rollen(rollen)
    logboek.about(
        "rollen wijzigen",
        gebruiker,
        None,
        langs=settings.OIDC_NAAM,
        erbij=sorted(rollen - had),
        weg=sorted(had - rollen),
    )


def _refuse(request: HttpRequest, zin: str) -> None:
    naam, contact = settings.OIDC_NAAM, settings.CONTACT_EMAIL
    messages.error(request, zin.format(naam=naam, contact=contact))
    raise ImmediateHttpResponse(redirect("account_login"))
