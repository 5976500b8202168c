"""Every request gets a number, a line in the log and a place in the counts."""

import logging
import re
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase

from veiligheid.bediening import metrieken
from veiligheid.bediening.logregels import verzoeknummer

logger = logging.getLogger("veiligheid.verzoek")

_NUMBER = re.compile(r"[A-Za-z0-9_-]{8,64}")
# Asked every few seconds by a machine; when they fail, that is told.
_PULSES = {"/gezond", "/gereed", "/metrieken"}


def request_number(given: str) -> str:
    """The number of a request. A proxy that numbers its requests lets both logs be laid side by
    side."""
    return given if _NUMBER.fullmatch(given) else uuid4().hex


def tell(
    method: str | None,
    path: str,
    screen: str,
    status: int,
    duration: float,
    number: str,
    person: int | None = None,
) -> None:
    """Count a request and write its line. duration: seconds."""
    if path.startswith(settings.STATIC_URL):
        return
    metrieken.count_request(screen, status, duration)
    if path in _PULSES and status < 400:
        return
    fields = {
        "methode": method,
        "pad": path[:300],
        "scherm": screen,
        "status": int(status),
        "duur_ms": round(duration * 1000),
        "persoon": person,
    }
    if logger.isEnabledFor(logging.INFO):
        token = verzoeknummer.set(number)
        try:
            logger.handle(
                logger.makeRecord(
                    logger.name,
                    logging.INFO,
                    "",
                    0,
                    "%s %s",
                    (method, int(status)),
                    None,
                    extra=fields,
                )
            )  # as logger.info, without a look at where it was called
        finally:
            verzoeknummer.reset(token)


class Verzoeken:
    """Middleware; the first, so that nothing goes by unseen."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        number = request_number(request.headers.get("X-Request-ID", ""))
        token = verzoeknummer.set(number)
        begin = perf_counter()
        try:
            response = self.get_response(request)
            tell(
                request.method,
                _path(request),
                _screen(request),
                response.status_code,
                perf_counter() - begin,
                number,
                _person(request),
            )
        finally:
            verzoeknummer.reset(token)
        response["X-Request-ID"] = number
        return response


def _path(request: HttpRequest) -> str:
    """What was asked for. An address that is a key to the door by itself is not written down."""
    match = request.resolver_match
    secret = match.kwargs.get("token") if match else None
    return request.path.replace(secret, "…") if secret else request.path


def _screen(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.view_name if match else "") or "-"


def _person(request: HttpRequest) -> int | None:
    """The key of who is logged in, when the answer needed to know; never asked for the log."""
    session = getattr(request, "session", None)
    if session is None or not session.accessed:
        return None
    try:
        key = session.get(SESSION_KEY)
    except DatabaseError:  # the answer says so already
        return None
    return int(key) if key else None
