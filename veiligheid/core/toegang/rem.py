"""The brake on guessing: it slows whoever guesses and nobody else, and survives a restart.

What was tried is counted in the cache, which is a table of the database. A name is counted per
address it is tried from, so that a stranger who tries a colleague's name stops only himself.
Against a crowd of addresses the name is counted as a whole too, with a limit so wide that only a
crowd reaches it; a browser in which this person logged in before is not held by it, nor by what
others at the same address did.
"""

import math
import time

from allauth.core.internal import ratelimit
from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

from veiligheid.core.models import Gebruiker

# So many in so long: seconds, minutes, hours, days.
SMAL = {"naam_en_adres": "5/5m/key,20/1h/key,60/1d/key"}
BREED = {"naam": "100/1h/key", "adres": "300/1h/ip"}
KOEKJE = "bekend"
_JAAR = 365 * 24 * 3600
_ZOUT = "veiligheid.bekende-browser"


class Poging:
    """One attempt at a name, counted until `rollback`: a right password counts for nothing."""

    def __init__(self, request: HttpRequest, naam: str, adres: str) -> None:
        self._request = request
        self._naam = naam.strip().casefold()
        self._keys = [("naam_en_adres", SMAL, f"{self._naam}|{adres}")]
        if not _is_known(request, self._naam):
            self._keys += [("naam", BREED, self._naam), ("adres", BREED, "")]
        self._used: list[ratelimit.RateLimitUsage] = []

    def count(self) -> int:
        """Count it. Gives how many seconds to wait; 0 when it may be tried."""
        for action, config, key in self._keys:
            used = ratelimit.consume(self._request, app="vb", action=action, config=config, key=key)
            if used is None:
                self.rollback()
                return self._wait(action, config, key)
            self._used.append(used)
        return 0

    def rollback(self) -> None:
        for used in self._used:
            used.rollback()
        self._used = []

    def _wait(self, action: str, config: dict[str, str], key: str) -> int:
        now, waits = time.time(), [1.0]
        for rate in ratelimit.get_rates(app="vb", action=action, config=config):
            place = ratelimit.get_cache_key(
                self._request, app="vb", action=action, rate=rate, key=key
            )
            history = [at for at in cache.get(place, []) if at > now - rate.duration]
            if len(history) >= rate.amount:
                waits.append(min(history) + rate.duration - now)
        return math.ceil(max(waits))


def in_words(seconds: int) -> str:
    """How long that is, never too short."""
    minutes = -(-seconds // 60)
    if minutes <= 1:
        return "een minuut"
    if minutes < 90:
        return f"{minutes} minuten"
    return f"{-(-minutes // 60)} uur"


def remember_browser(response: HttpResponse, gebruiker: Gebruiker) -> None:
    """Know this browser again. The cookie lets nobody in; it only tells that this person did log
    in here once."""
    namen = [n.casefold() for n in (gebruiker.username, gebruiker.email) if n]
    response.set_cookie(
        KOEKJE,
        signing.dumps(namen, salt=_ZOUT),
        max_age=_JAAR,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _is_known(request: HttpRequest, naam: str) -> bool:
    try:
        namen = signing.loads(request.COOKIES.get(KOEKJE, ""), salt=_ZOUT, max_age=_JAAR)
    except signing.BadSignature:
        return False
    return naam in namen
