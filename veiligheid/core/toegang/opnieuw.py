"""Logging in on the page where a session was lost: by the same brake and the same second step as
at the door, while everything that was sent stays in the page."""

from typing import Any

from allauth.account.stages import LoginStageController
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from veiligheid.core.bewerken.bewaard import OPNIEUW, in_a_moment, sent
from veiligheid.core.findings import EvenNiet, blokkeert
from veiligheid.core.toegang.formulieren import Codeformulier, Inlogformulier
from veiligheid.core.toegang.tweede_stap import MELDING, NODIG


def log_in_again(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the next step; None when one is logged in, and what was sent can go
    where it was meant to."""
    step = _second_step if f"{OPNIEUW}-code" in request.POST else _first_step
    page = step(request)
    if page is None and request.session.get(NODIG):
        return in_a_moment(request, EvenNiet(blokkeert("tweede-stap", MELDING)))
    return page


def _first_step(request: HttpRequest) -> HttpResponse | None:
    data = request.POST if f"{OPNIEUW}-password" in request.POST else None
    if not settings.WACHTWOORD_INLOGGEN:
        return _ask(request, {})
    form = Inlogformulier(data, request=request, prefix=OPNIEUW)
    if not form.is_valid():
        return _ask(request, {"form": form})
    form.login(request)
    return None if request.user.is_authenticated else _second_step(request)


def _second_step(request: HttpRequest) -> HttpResponse | None:
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    if stage is None:  # it took too long
        return _ask(request, {"form": Inlogformulier(None, request=request, prefix=OPNIEUW)})
    wie, form, passkey = stage.login.user, None, None
    if request.POST.get(f"{OPNIEUW}-credential"):
        passkey = AuthenticateWebAuthnForm(user=wie, data=request.POST, prefix=OPNIEUW)
    elif f"{OPNIEUW}-code" in request.POST:
        form = Codeformulier(user=wie, data=request.POST, prefix=OPNIEUW)
    given: Any = passkey or form
    if given is not None and given.is_valid():
        given.save()
        stage.exit()
        return None
    context = {"form": form or Codeformulier(user=wie, prefix=OPNIEUW), "tweede_stap": True}
    if Authenticator.objects.filter(user=wie, type=Authenticator.Type.WEBAUTHN).exists():
        context |= {
            "passkey": passkey or AuthenticateWebAuthnForm(user=wie, prefix=OPNIEUW),
            "js_data": {"request_options": begin_authentication(wie)},
        }
    return _ask(request, context)


def _ask(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    inlogdienst = settings.OIDC_NAAM if settings.OIDC_SERVER else ""
    context = {**context, "bewaard": sent(request), "inlogdienst": inlogdienst}
    return render(request, "bewerken/opnieuw_inloggen.html", context, status=401)
