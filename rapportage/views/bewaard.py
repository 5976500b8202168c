"""Stored bytes as an answer: kept at hand within bounds, compressed, compared, or only a part."""

import re
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from rapportage.models import Publicatiebestand, Vormbestand

# Media type, the bytes, and the same compressed with gzip when that is worth while.
Inhoud = tuple[str, bytes, bytes | None]
_PDF = "application/pdf"
# One range: a first and perhaps a last byte, or how many from the end (RFC 9110, 14.1.2). Of more
# ranges at once, which no reader of PDFs needs, the whole is the answer.
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.I)


class Voorraad:
    """What was read lately, up to so many bytes; what was not asked longest goes first. One thing
    larger than a quarter of it is not kept: it would push everything else out."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._items: OrderedDict[tuple[type, int, str], Inhoud] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[type, int, str], read: Callable[[], Inhoud]) -> Inhoud:
        """What `key` stands for, read when it is not at hand."""
        with self._lock:
            if (found := self._items.get(key)) is not None:
                self._items.move_to_end(key)
                return found
        # Outside the lock: one slow read keeps nobody else waiting.
        found = read()
        if (size := _size(found)) <= self.most // 4:
            with self._lock:
                if key not in self._items:
                    self._items[key] = found
                    self.held += size
                while self.held > self.most:
                    self.held -= _size(self._items.popitem(last=False)[1])
        return found

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._items.clear()
            self.held = 0


def _size(inhoud: Inhoud) -> int:
    _, plain, packed = inhoud
    return len(plain) + len(packed or b"")


# Of each process. A letter of forty pages with its web pages and PDF is about 2 MB.
VOORRAAD = Voorraad(48_000_000)


def bytes_of(model: type[Publicatiebestand] | type[Vormbestand], pk: int, sha256: str) -> Inhoud:
    """What is stored under this number. It never changes, so what was read once may be kept. The
    hash is part of the key: a database that was put back may give the number to something else."""

    def read() -> Inhoud:
        record = model._default_manager.get(pk=pk)
        packed = record.gzip
        return record.mediatype, bytes(record.inhoud), None if packed is None else bytes(packed)

    return VOORRAAD.get((model, pk, sha256), read)


def stored(
    request: HttpRequest,
    model: type[Publicatiebestand] | type[Vormbestand],
    pk: int,
    sha256: str,
    *,
    delen: bool,
) -> HttpResponse:
    """The answer with these bytes, or that they are what the reader has already.

    delen: a PDF, of which a reader may ask a part: a large one shows its first page at once, and a
    download that broke off goes on. It is never sent compressed, so its tag stands for one row of
    bytes; anywhere else the same tag stands for the plain and the compressed bytes.
    """
    etag = quote_etag(sha256)
    asked = parse_etags(request.headers.get("If-None-Match", ""))
    if "*" in asked or any(tag.removeprefix("W/") == etag for tag in asked):
        response = HttpResponse(status=304)
    elif delen:
        mediatype, plain, _ = bytes_of(model, pk, sha256)
        response = _part(request, plain, mediatype, etag)
    else:
        mediatype, plain, packed = bytes_of(model, pk, sha256)
        squeezed = packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(packed if squeezed else plain, content_type=mediatype)
        if squeezed:
            response["Content-Encoding"] = "gzip"
    if delen:
        response["ETag"] = etag
        response["Accept-Ranges"] = "bytes"
    else:
        response["ETag"] = f"W/{etag}"
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _part(request: HttpRequest, whole: bytes, mediatype: str, etag: str) -> HttpResponse:
    """The part that was asked, 416 when there is no such part, and otherwise the whole."""
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    # Who has a part of another file gets the whole of this one; so does a weak tag, or a date.
    same = request.headers.get("If-Range", etag).strip() == etag
    if request.method != "GET" or not same or wanted is None or not any(wanted.groups()):
        return HttpResponse(whole, content_type=mediatype)
    first, last, size = *wanted.groups(), len(whole)
    if first and last and int(first) > int(last):  # not a range at all
        return HttpResponse(whole, content_type=mediatype)
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    if begin > end:
        response = HttpResponse(status=416, content_type=mediatype)
        response["Content-Range"] = f"bytes */{size}"
        return response
    response = HttpResponse(whole[begin : end + 1], status=206, content_type=mediatype)
    response["Content-Range"] = f"bytes {begin}-{end}/{size}"
    return response
