"""How long one stays logged in, and ending it."""

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

_SLEUTEL = "gezien"
VORIGE_KEER = "vorige_keer"
# Being at work is written down this often, in seconds.
_ELKE = 60
# Whoever holds one of these can do most harm.
STRENG = (Rol.BEHEERDER, Rol.EINDREDACTEUR, Rol.SECRETARIAAT)


def lasts(gebruiker: Gebruiker) -> int:
    """How many seconds without doing anything end a session of this person."""
    streng = gebruiker.has_rol(*STRENG)
    return 60 * int(settings.SESSIE_MINUTEN_STRENG if streng else settings.SESSIE_MINUTEN)


def end_sessions(gebruiker: Gebruiker, request: HttpRequest | None = None) -> None:
    """End every session of this person, wherever it is; not the one of `request`."""
    gebruiker.sessiesleutel = get_random_string(16)
    gebruiker.save(update_fields=["sessiesleutel"])
    others = UserSession.objects.filter(user=gebruiker)
    if request is not None:
        update_session_auth_hash(request, gebruiker)
        others = others.exclude(session_key=request.session.session_key)
    others.delete()


def last_time(request: HttpRequest) -> datetime | None:
    """When this person logged in before this session; None for the first time."""
    text = request.session.get(VORIGE_KEER, "")
    return datetime.fromisoformat(text) if text else None


@receiver(user_logged_in)
def _logged_in(request: HttpRequest, user: Gebruiker, **kwargs: Any) -> None:
    """Core listens before Django writes down when this was: `last_login` is the one before."""
    request.session.set_expiry(lasts(user))
    request.session[VORIGE_KEER] = user.last_login.isoformat() if user.last_login else ""
    request.session[_SLEUTEL] = time.time()


class Sessies:
    """Middleware: who does something stays logged in. A session that nobody uses is not saved, and
    so ends at the moment that was set."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seen = request.session.get(_SLEUTEL) if self._has_session(request) else None
        if seen is not None and time.time() - seen > _ELKE and request.user.is_authenticated:
            request.session[_SLEUTEL] = time.time()
            UserSession.objects.filter(session_key=request.session.session_key).update(
                last_seen_at=timezone.now()
            )
        return self.get_response(request)

    def _has_session(self, request: HttpRequest) -> bool:
        """A reader without one asks the database nothing."""
        return settings.SESSION_COOKIE_NAME in request.COOKIES


_SYSTEMEN = ("Windows", "Android", "iPhone", "iPad", "Mac OS X", "Linux")
_BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome"}


def browser_in_words(user_agent: str) -> str:
    """What a person calls it: enough to recognise one's own."""
    naam = next((n for teken, n in _BROWSERS.items() if teken in user_agent), "")
    naam = naam or ("Safari" if "Safari/" in user_agent else "een browser")
    systeem = next((s for s in _SYSTEMEN if s in user_agent), "")
    return f"{naam} op {systeem.replace('Mac OS X', 'een Mac')}" if systeem else naam
