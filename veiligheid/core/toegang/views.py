"""The pages around coming in that are our own; the rest are allauth's, in our templates."""

from hashlib import sha256
from typing import Any

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.logout import logout
from allauth.account.models import Login
from allauth.account.views import LoginView, PasswordChangeView
from allauth.core.internal import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.oidc.afmelden import goodbye_address
from veiligheid.core.taken.vragen import ask
from veiligheid.core.toegang import links, logboek
from veiligheid.core.toegang.formulieren import NieuwWachtwoord, Vergeten
from veiligheid.core.toegang.sessies import browser_in_words, end_sessions
from veiligheid.core.toegang.taken import VERGETEN
from veiligheid.core.toegang.tweede_stap import STAPPEN, may_lose, needs

_READ_AND_WRITE = ["GET", "HEAD", "POST"]
_VERGETEN = {"vergeten": "5/1h/key,60/1h/ip"}


@method_decorator(require_http_methods(_READ_AND_WRITE), name="dispatch")
class Inloggen(LoginView):
    """By name or e-mail address with a password, by passkey, or by the municipality's service."""

    template_name = "toegang/inloggen.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().get(request, *args, **kwargs)
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.WACHTWOORD_INLOGGEN:
            raise Http404
        answer: HttpResponseBase = super().post(request, *args, **kwargs)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), **ways_in()}


def ways_in() -> dict[str, Any]:
    """What a page to log in on offers."""
    return {
        "met_wachtwoord": settings.WACHTWOORD_INLOGGEN,
        "inlogdienst": settings.OIDC_NAAM if settings.OIDC_SERVER else "",
    }


@require_POST
def uitloggen(request: HttpRequest) -> HttpResponse:
    """Here, and at the service somebody came in by."""
    where = goodbye_address(request)
    logout(request)
    return redirect(where or settings.LOGOUT_REDIRECT_URL)


@never_cache
@require_http_methods(_READ_AND_WRITE)
def vergeten(request: HttpRequest) -> HttpResponse:
    """Says the same, as fast, whether somebody is called so or not: a taak looks it up."""
    if not settings.WACHTWOORD_INLOGGEN:
        raise Http404
    form = Vergeten(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "toegang/vergeten.html", {"form": form}, status=status)
    naam = form.cleaned_data["naam"].strip()
    key = sha256(naam.casefold().encode()).hexdigest()
    place = f"{key}|{logboek.adres_of(request)}"
    if not ratelimit.consume(request, app="vb", action="vergeten", config=_VERGETEN, key=place):
        form.add_error(None, "U vroeg dit te vaak. Wacht een uur en probeer het dan opnieuw.")
        return render(request, "toegang/vergeten.html", {"form": form}, status=429)
    ask(VERGETEN, key, None, naam=naam)
    return render(request, "toegang/vergeten_gevraagd.html")


@never_cache
@sensitive_post_parameters()
@require_http_methods(_READ_AND_WRITE)
def toegangslink(request: HttpRequest, token: str) -> HttpResponse:
    """Set a password by a link. A GET uses nothing up: mail programs fetch links too."""
    link = links.get(token) if settings.WACHTWOORD_INLOGGEN else None
    if link is None:
        return render(request, "toegang/link_op.html", status=410)
    form = NieuwWachtwoord(link.gebruiker, request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "link": link}
        status = 422 if form.is_bound else 200
        return render(request, "toegang/link.html", context, status=status)
    try:
        gebruiker = links.use(token, form.cleaned_data["password1"])
    except Geweigerd:
        return render(request, "toegang/link_op.html", status=410)
    if request.user.is_authenticated:
        logout(request)
    messages.success(request, "Uw wachtwoord staat.")
    record_authentication(request, gebruiker, "password")
    answer: HttpResponse = perform_login(request, Login(user=gebruiker))
    return answer


@login_required
@never_cache
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who one is here, and how one comes in."""
    gebruiker = writer(request)
    stappen = Authenticator.objects.filter(user=gebruiker, type__in=STAPPEN)
    context = {
        "rollen": [rol.label for rol in sorted(gebruiker.rollen)],
        "stappen": stappen.count(),
        "stap_nodig": needs(gebruiker),
        "heeft_wachtwoord": settings.WACHTWOORD_INLOGGEN and gebruiker.has_usable_password(),
    }
    return render(request, "toegang/account.html", context)


@login_required
@never_cache
@require_http_methods(_READ_AND_WRITE)
def sessies(request: HttpRequest) -> HttpResponse:
    """Where one is logged in. A POST ends all of it but this."""
    gebruiker = writer(request)
    if request.method == "POST":
        end_sessions(gebruiker, request)
        logboek.about("sessies beëindigen", gebruiker, gebruiker)
        messages.success(request, "U bent overal uitgelogd, behalve hier.")
        return redirect("sessies")
    found = UserSession.objects.purge_and_list(gebruiker)
    here = request.session.session_key
    context = {
        "sessies": [
            {"browser": browser_in_words(s.user_agent), "hier": s.session_key == here, "s": s}
            for s in sorted(found, key=lambda s: s.last_seen_at, reverse=True)
        ]
    }
    return render(request, "toegang/sessies.html", context)


class Wachtwoord(PasswordChangeView):
    """Not there for whoever has no password here."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.WACHTWOORD_INLOGGEN and writer(request).has_usable_password()):
            raise Http404
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer


@method_decorator(require_http_methods(_READ_AND_WRITE), name="dispatch")
class PasskeyWeg(RemoveWebAuthnView):
    """Refuses the last factor of somebody who must have one."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        gebruiker = request.user
        if isinstance(gebruiker, Gebruiker) and not may_lose(gebruiker):
            messages.error(request, "Uw rol vraagt een tweede stap. Voeg eerst een andere toe.")
            return redirect("mfa_index")
        answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer
