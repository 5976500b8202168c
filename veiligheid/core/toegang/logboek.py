"""What the log that only grows is told of access: by whom, from where, and never what was typed.

What somebody types as a name may be a password: a name that nobody has is not written down.
"""

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, Concatenate

from allauth.account.signals import password_changed
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.core.cache import cache
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse

from veiligheid.core.mail.vragen import mail
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.toegang.achterkant import find

_STAP = {
    Authenticator.Type.TOTP: "app met codes",
    Authenticator.Type.WEBAUTHN: "passkey",
    Authenticator.Type.RECOVERY_CODES: "herstelcodes",
}
ONBEKEND = "onbekende naam"
# Who is stopped by the brake is told of once in so many seconds, or a guesser fills the log.
_STIL = 300


def adres_of(request: HttpRequest | None) -> str:
    """The address somebody came from; empty when there is none."""
    from allauth.account.adapter import get_adapter

    return str(get_adapter().get_client_ip(request)) if request and request.META else ""


def weg_of(request: HttpRequest, gebruiker: Gebruiker) -> list[str]:
    """By what one came in: `wachtwoord`, `passkey`, and so on, in order."""
    from allauth.account.internal.flows.login import get_authentication_records

    namen = {"password": "wachtwoord", "socialaccount": "inlogdienst"}
    return [
        str(_STAP.get(r.get("type"), namen.get(r["method"], r["method"])))
        for r in get_authentication_records(request, gebruiker)
        if not r.get("reauthenticated")
    ]


def about(verb: str, gebruiker: Gebruiker, door: Gebruiker | None, **details: Any) -> Logregel:
    """A line about somebody's access. `door` is None for a command on the machine."""
    return Logregel.write(verb, gebruiker, door, **details)


View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


def uitvoer(view: View) -> View:
    """For a view that gives what is not public as a file: a line in the log for each time it left
    the portal. To ask whether it is there (HEAD), and to wait for it, takes nothing out."""

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        gebruiker = request.user
        went_out = request.method != "HEAD" and answer.status_code == 200
        if went_out and isinstance(gebruiker, Gebruiker):
            Logregel.objects.create(
                wie=gebruiker.naam,
                gebruiker_id=gebruiker.pk,
                verb="uitvoeren",
                soort="uitvoer",
                sleutel=request.resolver_match.view_name if request.resolver_match else "",
                label=request.path[:300],
            )
        return answer

    return wrapper


def failed(request: HttpRequest, naam: str) -> None:
    _about_a_name("inloggen mislukt", request, naam)


def stopped(request: HttpRequest, naam: str) -> None:
    """The brake held somebody."""
    who = sha256(f"{adres_of(request)}|{naam}".encode()).hexdigest()
    if cache.add(f"gestopt|{who}", value=True, timeout=_STIL):
        _about_a_name("inloggen afgeremd", request, naam)


def _about_a_name(verb: str, request: HttpRequest, naam: str) -> None:
    gebruiker = find(naam)
    Logregel.objects.create(
        wie="niet ingelogd",
        verb=verb,
        soort="gebruiker",
        sleutel=str(gebruiker.pk) if gebruiker else "",
        label=str(gebruiker) if gebruiker else ONBEKEND,
        details={"adres": adres_of(request)},
    )


@receiver(user_logged_in)
def _in(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    about("inloggen", user, user, adres=adres_of(request), weg=weg_of(request, user))


@receiver(user_logged_out)
def _out(request: HttpRequest, user: Gebruiker | None, **kwargs: Any) -> None:
    if user is not None:
        about("uitloggen", user, user)


@receiver(password_changed)
def _password(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    tell(about("wachtwoord wijzigen", user, user), user, "uw wachtwoord is gewijzigd")


@receiver(mfa.authenticator_added)
def _added(user: Gebruiker, authenticator: Authenticator, **kwargs: Any) -> None:
    stap = str(_STAP[authenticator.type])
    line = about("tweede stap toevoegen", user, user, stap=stap)
    tell(line, user, f"er is een tweede stap bij gekomen ({stap})")


@receiver(mfa.authenticator_removed)
def _removed(user: Gebruiker, authenticator: Authenticator, **kwargs: Any) -> None:
    stap = str(_STAP[authenticator.type])
    line = about("tweede stap weghalen", user, user, stap=stap)
    tell(line, user, f"er is een tweede stap weggehaald ({stap})")


@receiver(mfa.authenticator_reset)
def _reset(user: Gebruiker, **kwargs: Any) -> None:
    line = about("herstelcodes vernieuwen", user, user)
    tell(line, user, "er zijn nieuwe herstelcodes gemaakt; de oude werken niet meer")


@receiver(mfa.authenticator_used)
def _used(user: Gebruiker, authenticator: Authenticator, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        tell(about("herstelcode gebruiken", user, user), user, "er is een herstelcode gebruikt")


@receiver(mfa.authentication_failed)
def _code(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    Logregel.objects.create(
        wie="niet ingelogd",
        verb="tweede stap mislukt",
        soort="gebruiker",
        sleutel=str(user.pk),
        label=str(user),
        details={"adres": adres_of(request)},
    )


def tell(line: Logregel, gebruiker: Gebruiker, wat: str) -> None:
    """Whose access it is hears of what changed to it: whoever did not do it then knows."""
    mail(
        "toegang",
        gebruiker.email,
        f"toegang-{line.pk}",
        "Er is iets veranderd aan uw toegang",
        "mail/toegang.txt",
        {"naam": gebruiker.naam, "wat": wat, "op": line.op},
    )
