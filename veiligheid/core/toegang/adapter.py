"""How django-allauth behaves here: whose words it speaks, and when it refuses."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from veiligheid.core.models import Gebruiker
from veiligheid.core.toegang import logboek, rem
from veiligheid.core.toegang.vers import is_vers

ONJUIST = "Deze naam en dit wachtwoord horen niet bij elkaar."
_ZINNEN = {
    "account/messages/password_changed.txt": "Uw wachtwoord is gewijzigd.",
    "mfa/messages/totp_activated.txt": "De app met codes staat aan.",
    "mfa/messages/totp_deactivated.txt": "De app met codes is weg.",
    "mfa/messages/webauthn_added.txt": "De passkey staat erbij.",
    "mfa/messages/webauthn_removed.txt": "De passkey is weg.",
    "mfa/messages/recovery_codes_generated.txt": "Er zijn nieuwe herstelcodes.",
}
TE_VAAK = "Dit is te vaak mislukt. Probeer het over vijf minuten opnieuw."


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": ONJUIST,
        "username_password_mismatch": ONJUIST,
        "invalid_login": ONJUIST,
        "incorrect_password": "Dit wachtwoord klopt niet.",
        "enter_current_password": "Dit is niet uw huidige wachtwoord.",
        "incorrect_code": "Deze code klopt niet, of is al gebruikt.",
        "too_many_login_attempts": TE_VAAK,
        "rate_limited": TE_VAAK,
    }

    # -- Coming in ----------------------------------------------------------------------------

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises ValidationError, with how long to wait, for whoever guessed too often."""
        naam = credentials.get("username") or credentials.get("email") or ""
        poging = rem.Poging(request, naam, self.get_client_ip(request))
        if wait := poging.count():
            logboek.stopped(request, naam)
            raise ValidationError(
                f"Dit is te vaak mislukt. Wacht {rem.in_words(wait)} en probeer het dan opnieuw. "
                "Alleen u wacht; collega’s kunnen gewoon inloggen.",
                code="te-vaak",
            )
        self._login_failed_rl_usage = poging

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        logboek.failed(request, credentials.get("username") or credentials.get("email") or "")

    def respond_user_inactive(self, request: HttpRequest, user: Gebruiker) -> HttpResponse:
        """In the words for whoever isn't there."""
        clear_login(request)
        messages.error(request, ONJUIST)
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: Gebruiker, **kwargs: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        rem.remember_browser(answer, user)
        return answer

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Of who asks, as far as we can know."""
        return get_client_ip(request) or "0.0.0.0"  # noqa: S104  (no address to listen at)

    # -- Fresh log-in -------------------------------------------------------------------------

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        return not is_vers(context.request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """With the service one logs in by, for whoever has no password here."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        words = {
            "reauthenticate": "Met uw wachtwoord",
            "mfa_reauthenticate": "Met een code",
            "mfa_reauthenticate:webauthn": "Met een passkey",
        }
        methods = [{**m, "description": words[m["id"]]} for m in methods if m["id"] in words]
        if settings.OIDC_SERVER and user.is_authenticated and user.socialaccount_set.exists():
            methods.append(
                {
                    "id": "oidc",
                    "description": f"Via {settings.OIDC_NAAM}",
                    "url": reverse("openid_connect_login", args=["oidc"]),
                }
            )
        return methods

    # -- Words --------------------------------------------------------------------------------

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """In our sentence for it. What has none is not told: being greeted tells nothing."""
        template = kwargs.get("message_template") or (args[0] if args else "")
        if zin := kwargs.get("message") or _ZINNEN.get(str(template)):
            messages.add_message(request, level, zin)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The portal's own mail goes by its outbox: see `toegang.links`."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """See `toegang.logboek`: what changes to somebody's access is told by our own mail."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account")
