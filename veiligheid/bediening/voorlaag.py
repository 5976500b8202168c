"""The first layer: what everybody may read, answered from memory before Django begins.

What is kept is Django's own answer to a reader without cookies, headers and all, so that there is
one way to make it. Kept is only what may be: below the paths of what was published, and called
public by its view. Whether it still holds is asked of the database at most once a second; while the
database is away, readers get what was known. Each process keeps so many bytes and no more; what was
not asked longest goes first. Why: docs/adr/0032.
"""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from io import BytesIO
from threading import Lock
from time import monotonic, perf_counter
from typing import Any

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.http.request import split_domain_port, validate_host
from django.urls import Resolver404, resolve

from rapportage.openbaar.bytes import NO_SUCH_PART, asked_part, codings_of, reader_has
from rapportage.openbaar.publicaties import Stand, stand
from veiligheid.bediening.verzoeken import request_number, tell

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

_PATHS = re.compile(r"/(?:brieven/[^/]+/|vorm/|stijl/)")
_SECOND = 1.0
# Of each process. A letter of forty pages with its web pages and PDF is about 2 MB.
MOST = 48_000_000
# What an answer weighs besides its bytes.
_HEADERS_SIZE = 2_000
_OF_THE_READER = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE", "HTTP_IF_RANGE")
_CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
# A number of its own each time, and what belongs to the bytes.
_NUMBER = "x-request-id"
_OF_THE_BYTES = ("content-length", "content-encoding", "content-type", "content-disposition")


class Antwoord:
    """An answer as Django gave it. `etag`, `delen` (whether parts may be asked), `always` (all but
    the request's number) and `unchanged` (what goes with a 304) are looked up once."""

    def __init__(self, status: int, headers: Headers, body: bytes, scherm: str = "") -> None:
        self.status, self.headers, self.body, self.scherm = status, headers, body, scherm
        self.etag = self.header("etag")
        self.delen = self.header("accept-ranges") == "bytes"
        self.always = self.without(_NUMBER)
        self.unchanged = self.without(_NUMBER, *_OF_THE_BYTES)

    def header(self, naam: str) -> str:
        return next((v for k, v in self.headers if k.lower() == naam), "")

    @property
    def size(self) -> int:
        return len(self.body) + _HEADERS_SIZE

    def without(self, *namen: str) -> Headers:
        return [(k, v) for k, v in self.headers if k.lower() not in namen]


# A page that is there, and that not everybody sees the same of.
_NOT_OURS = Antwoord(0, [], b"")


class Geheugen:
    """Answers by what was asked, up to so many bytes. One larger than a quarter of it is not kept:
    it would push everything else out."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.held = 0
        self._items: OrderedDict[tuple[object, ...], Antwoord] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Antwoord | None:
        with self._lock:
            if (found := self._items.get(key)) is not None:
                self._items.move_to_end(key)
            return found

    def keep(self, key: tuple[object, ...], answer: Antwoord) -> None:
        if answer.size > self.most // 4:
            return
        with self._lock:
            if (old := self._items.pop(key, None)) is not None:
                self.held -= old.size
            self._items[key] = answer
            self.held += answer.size
            while self.held > self.most:
                self.held -= self._items.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._items.clear()
            self.held = 0


class Wacht:
    """Knows what was published, to the second."""

    def __init__(self, ask: Callable[[], Stand] = stand) -> None:
        self._ask = ask
        self._known: Stand | None = None
        self._asked = -1e9
        self._lock = Lock()

    def now(self) -> Stand | None:
        """What stands now; None when it was never heard. One thread asks; others go on with what
        they know."""
        if monotonic() - self._asked < _SECOND or not self._lock.acquire(blocking=False):
            return self._known
        try:
            close_old_connections()
            self._known = self._ask()
        except DatabaseError:
            # Readers go on with what was known; `gereed` tells that the database is away.
            pass
        finally:
            self._asked = monotonic()
            close_old_connections()
            self._lock.release()
        return self._known


class Voorlaag:
    """WSGI: answers what it may, and hands the rest to Django."""

    def __init__(self, app: Application, most: int = MOST, wacht: Wacht | None = None) -> None:
        self.app = app
        self.geheugen = Geheugen(most)
        self.wacht = wacht or Wacht()
        self._stand: Stand | None = None

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._may(environ):
            return self.app(environ, start_response)
        begin = perf_counter()
        now = self.wacht.now()
        if now is None:
            return self.app(environ, start_response)
        if now != self._stand:
            self.geheugen.clear()
            self._stand = now
        key = _key(environ)
        if (found := self.geheugen.get((now, *key))) is None:
            asked = self._ask(environ)
            if not _may_be_kept(asked):
                if asked.status == HTTPStatus.OK:
                    self.geheugen.keep((now, *key), _NOT_OURS)
                return self._as_django_does(environ, start_response, asked)
            self.geheugen.keep((now, *key), asked)
            return _given(environ, start_response, asked, asked.header(_NUMBER))
        if found is _NOT_OURS:
            return self.app(environ, start_response)
        number = request_number(environ.get("HTTP_X_REQUEST_ID", ""))
        return _given(environ, start_response, found, number, begin)

    def _may(self, environ: Environ) -> bool:
        """Whether it is a question that everybody gets the same answer to."""
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or environ.get("QUERY_STRING"):
            return False
        if not _PATHS.match(environ.get("PATH_INFO", "")):
            return False
        if settings.SECURE_SSL_REDIRECT and not _secure(environ):
            return False
        return _is_ours(environ.get("HTTP_HOST", ""), tuple(settings.ALLOWED_HOSTS))

    def _ask(self, environ: Environ) -> Antwoord:
        """Django's answer to a reader whom it does not know."""
        bare = {
            k: v for k, v in environ.items() if k not in _OF_THE_READER and k not in _CONDITIONS
        }
        bare |= {"REQUEST_METHOD": "GET", "wsgi.input": BytesIO(), "CONTENT_LENGTH": "0"}
        bare["HTTP_ACCEPT_ENCODING"] = codings_of(environ.get("HTTP_ACCEPT_ENCODING", ""))
        given: list[Any] = []

        def hear(status: str, headers: Headers, exc_info: Any = None) -> None:
            given[:] = [int(status.split(" ", 1)[0]), headers]

        body = self.app(bare, hear)
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()
        return Antwoord(given[0], given[1], content, _screen(environ["PATH_INFO"]))

    def _as_django_does(
        self, environ: Environ, start_response: Callable[..., Any], asked: Antwoord
    ) -> Iterable[bytes]:
        """What may not be kept: a reader who brought nothing was answered already."""
        if any(environ.get(name) for name in (*_OF_THE_READER, *_CONDITIONS)):
            return self.app(environ, start_response)
        start_response(_status(asked.status), asked.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [asked.body]


def _given(
    environ: Environ,
    start_response: Callable[..., Any],
    found: Antwoord,
    number: str,
    begin: float | None = None,
) -> Iterable[bytes]:
    """What this reader gets of a kept answer. begin: when it was asked, for the log; None when
    Django wrote that line already."""
    status, headers, body = _answer(environ, found)
    start_response(_status(status), [*headers, ("X-Request-ID", number)])
    if begin is not None:
        path = environ["PATH_INFO"]
        tell(environ["REQUEST_METHOD"], path, found.scherm, status, perf_counter() - begin, number)
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


def _answer(environ: Environ, found: Antwoord) -> tuple[int, Headers, bytes]:
    asked = environ.get("HTTP_IF_NONE_MATCH")
    if asked and found.etag and (asked == found.etag or reader_has(asked, found.etag)):
        return HTTPStatus.NOT_MODIFIED, found.unchanged, b""
    part = None
    if found.delen and environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" in environ:
        part = asked_part(_ranges(environ), found.etag, len(found.body))
    if part is None:
        return found.status, found.always, found.body
    size = len(found.body)
    if part == NO_SUCH_PART:
        own = [("Content-Range", f"bytes */{size}"), ("Content-Length", "0")]
        kept = found.without(_NUMBER, "content-length", "content-disposition")
        return HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, [*kept, *own], b""
    begin, end = part
    which = f"bytes {begin}-{end - 1}/{size}"
    own = [("Content-Range", which), ("Content-Length", str(end - begin))]
    kept = found.without(_NUMBER, "content-length")
    return HTTPStatus.PARTIAL_CONTENT, [*kept, *own], found.body[begin:end]


def _ranges(environ: Environ) -> Mapping[str, str]:
    return {
        "Range": environ.get("HTTP_RANGE", ""),
        "If-Range": environ.get("HTTP_IF_RANGE", ""),
    }


def _may_be_kept(answer: Antwoord) -> bool:
    """Whether the view called it public, and nothing in it is somebody's."""
    return (
        answer.status == HTTPStatus.OK
        and answer.header("cache-control").startswith("public")
        and not answer.header("set-cookie")
        and "cookie" not in answer.header("vary").lower()
    )


@lru_cache(maxsize=64)
def _is_ours(host: str, allowed: tuple[str, ...]) -> bool:
    domain, _ = split_domain_port(host)
    return bool(domain) and validate_host(domain, allowed)


def _key(environ: Environ) -> tuple[object, ...]:
    return (
        environ["PATH_INFO"],
        environ.get("HTTP_HOST", ""),
        _secure(environ),
        codings_of(environ.get("HTTP_ACCEPT_ENCODING", "")),
    )


def _secure(environ: Environ) -> bool:
    """As Django's request.is_secure."""
    if settings.SECURE_PROXY_SSL_HEADER:
        header, value = settings.SECURE_PROXY_SSL_HEADER
        given = environ.get(header)
        if given is not None:
            return bool(given.split(",", 1)[0].strip() == value)
    return bool(environ.get("wsgi.url_scheme") == "https")


def _screen(path: str) -> str:
    try:
        return resolve(path).view_name or "-"
    except Resolver404:
        return "-"


@lru_cache(maxsize=16)
def _status(status: int) -> str:
    return f"{int(status)} {HTTPStatus(status).phrase}"
