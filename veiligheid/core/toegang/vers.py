"""A fresh log-in: before what can't be undone, or gives somebody power, one shows who one is."""

import time
from typing import Any

from allauth.account.signals import authentication_step_completed
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

_SLEUTEL = "vers"


def is_vers(request: HttpRequest) -> bool:
    """Whether this person logged in, or showed who they are, a short while ago."""
    at = request.session.get(_SLEUTEL, 0)
    return bool(request.user.is_authenticated) and (
        time.time() - float(at) < settings.VERS_INLOGGEN_MINUTEN * 60
    )


def require_vers(request: HttpRequest) -> None:
    """For a view that changes what asks a fresh log-in, once it is sure that this person may. What
    was sent is kept meanwhile and goes on by itself. Raises ReauthenticationRequired, that allauth
    answers."""
    if request.method == "POST" and not is_vers(request):
        raise ReauthenticationRequired


@receiver(user_logged_in)
def _logged_in(request: HttpRequest, **kwargs: Any) -> None:
    request.session[_SLEUTEL] = time.time()


@receiver(authentication_step_completed)
def _shown(request: HttpRequest, **kwargs: Any) -> None:
    """Also a first step that waits for a second: that one is no log-in yet, and sees nothing."""
    if kwargs.get("reauthenticated"):
        request.session[_SLEUTEL] = time.time()
