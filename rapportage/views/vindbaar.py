"""What machines ask for first."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapportage.vindbaar import sitemaps, teksten

_XML = "application/xml"
_TEXT = "text/plain; charset=utf-8"


def _answer(data: bytes | str, mediatype: str) -> HttpResponse:
    response = HttpResponse(data, content_type=mediatype)
    response["Cache-Control"] = "public, no-cache"
    return response


def _found(make: Callable[[], bytes]) -> HttpResponse:
    try:
        return _answer(make(), _XML)
    except KeyError:
        raise Http404 from None


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    return _answer(teksten.robots(), _TEXT)


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    return _answer(teksten.security(), _TEXT)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    return _answer(sitemaps.pages_index(), _XML)


@require_safe
def paginas(request: HttpRequest) -> HttpResponse:
    return _answer(sitemaps.pages(), _XML)


@require_safe
def diwoo_index(request: HttpRequest, nummer: int) -> HttpResponse:
    return _found(lambda: sitemaps.diwoo_index(nummer))


@require_safe
def diwoo_map(request: HttpRequest, nummer: int, kaart: int) -> HttpResponse:
    return _found(lambda: sitemaps.diwoo_map(nummer, kaart))
