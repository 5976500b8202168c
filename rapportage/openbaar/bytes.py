"""Stored bytes as an answer: compressed, compared with what the reader has, or only a part.

The pure half says what is asked; `veiligheid.bediening.voorlaag` answers the same questions from
memory, before Django.
"""

import re
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

# Media type, the bytes, and the same compressed when that is worth while.
Inhoud = tuple[str, bytes, bytes | None]
# One range: a first and perhaps a last byte, or how many from the end (RFC 9110, 14.1.2). Of more
# ranges at once, which no reader of PDFs needs, the whole is the answer.
_RANGE = re.compile(r"\s*bytes\s*=\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII | re.I)
NO_SUCH_PART = (0, 0)


def reader_has(asked: str, etag: str) -> bool:
    """Whether one of these tags (If-None-Match) is this one, by weak comparison."""
    tags = parse_etags(asked) if asked else ()
    strong = etag.removeprefix("W/")
    return "*" in tags or any(tag.removeprefix("W/") == strong for tag in tags)


def asked_part(headers: Mapping[str, str], etag: str, size: int) -> tuple[int, int] | None:
    """First byte and the one after the last that a GET asks of `size` bytes; None when the whole is
    the answer, NO_SUCH_PART when there is nothing there. headers: at least Range and If-Range."""
    wanted = _RANGE.fullmatch(headers.get("Range", ""))
    # Who has a part of another file gets the whole of this one; so does a weak tag, or a date.
    same = (headers.get("If-Range") or etag).strip() == etag
    if not same or wanted is None or not any(wanted.groups()):
        return None
    first, last = wanted.groups()
    if first and last and int(first) > int(last):  # not a range at all
        return None
    begin = int(first) if first else max(0, size - int(last))
    end = min(int(last), size - 1) if first and last else size - 1
    return NO_SUCH_PART if begin > end else (begin, end + 1)


def codings_of(accepted: str) -> str:
    """What matters to us of an Accept-Encoding: "gzip, br", one of these, or nothing."""
    return ", ".join(coding for coding in ("gzip", "br") if coding in accepted)


def answer(
    request: HttpRequest,
    inhoud: Inhoud,
    sha256: str,
    *,
    delen: bool = False,
    coding: str = "gzip",
) -> HttpResponse:
    """The answer with these bytes, or that they are what the reader has already.

    delen: a PDF, of which a reader may ask a part: a large one shows its first page at once, and a
    download that broke off goes on. It is never sent compressed, so its tag stands for one row of
    bytes; anywhere else the same tag stands for the plain and the compressed bytes.
    coding: how the compressed bytes were made.
    """
    etag = quote_etag(sha256) if delen else f"W/{quote_etag(sha256)}"
    mediatype, plain, packed = inhoud
    if reader_has(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponse(status=304)
    elif delen:
        response = _part(request, plain, mediatype, etag)
    else:
        squeezed = packed is not None and coding in request.headers.get("Accept-Encoding", "")
        response = HttpResponse(packed if squeezed else plain, content_type=mediatype)
        if squeezed:
            response["Content-Encoding"] = coding
    response["ETag"] = etag
    if delen:
        response["Accept-Ranges"] = "bytes"
    else:
        patch_vary_headers(response, ["Accept-Encoding"])
    return response


def _part(request: HttpRequest, whole: bytes, mediatype: str, etag: str) -> HttpResponse:
    """The part that was asked, 416 when there is no such part, and otherwise the whole."""
    part = asked_part(request.headers, etag, len(whole)) if request.method == "GET" else None
    if part is None:
        return HttpResponse(whole, content_type=mediatype)
    if part == NO_SUCH_PART:
        response = HttpResponse(status=416, content_type=mediatype)
        response["Content-Range"] = f"bytes */{len(whole)}"
        return response
    begin, end = part
    response = HttpResponse(whole[begin:end], status=206, content_type=mediatype)
    response["Content-Range"] = f"bytes {begin}-{end - 1}/{len(whole)}"
    return response
