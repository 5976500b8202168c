"""HTTP of the API: pages of a collection, answers that are compared, problems by RFC 9457."""

import hashlib
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import msgspec
from django.http import Http404, HttpRequest, HttpResponse

from rapportage.api.vormen import Probleem
from rapportage.openbaar.bytes import answer

VERSIE = "1.0.0"
_STANDAARD, _MEEST = 50, 200
T = TypeVar("T")
View = Callable[..., HttpResponse]
_encoder = msgspec.json.Encoder(order="deterministic")


class Onjuist(ValueError):
    """A question that can't be answered; says what to change."""


def api(view: View) -> View:
    """A view of the API: reading only, for everybody and from every site; what goes wrong is a
    problem."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            response = problem(request, 405, "Alleen lezen", "Dit is alleen te lezen, met GET.")
            response["Allow"] = "GET, HEAD, OPTIONS"
            return opened(response)
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            response = problem(request, 404, "Niet gevonden", "Wat u vraagt is er niet.")
        except Onjuist as error:
            response = problem(request, 400, "Onjuiste vraag", str(error))
        return opened(response)

    return answered


def opened(response: HttpResponse) -> HttpResponse:
    """For everybody: other sites may read it too."""
    response["API-Version"] = VERSIE
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "API-Version, ETag, Link"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers.setdefault("Cache-Control", "public, no-cache")
    return response


def problem(request: HttpRequest, status: int, titel: str, detail: str) -> HttpResponse:
    found = Probleem(
        type="about:blank", title=titel, status=status, detail=detail, instance=request.path
    )
    return HttpResponse(
        _encoder.encode(found), status=status, content_type="application/problem+json"
    )


def one(request: HttpRequest, found: object) -> HttpResponse:
    """A resource, or that the reader has it already."""
    body = _encoder.encode(found)
    sha256 = hashlib.sha256(body).hexdigest()
    return answer(request, ("application/json", body, None), sha256)


def collection(
    request: HttpRequest, found: Iterable[T], filters: dict[str, Callable[[T, str], bool]]
) -> HttpResponse:
    """A page of a collection, with links to those beside it. filters: by the name of the parameter
    whether an item is asked for. Raises Onjuist for a parameter that is not known."""
    unknown = sorted(set(request.GET) - {"page", "pageSize", *filters})
    if unknown:
        known = ", ".join(sorted({"page", "pageSize", *filters}))
        raise Onjuist(f"‘{unknown[0][:40]}’ is hier geen parameter. Gebruik: {known}.")
    page, size = _number(request, "page", 1, None), _number(request, "pageSize", _STANDAARD, _MEEST)
    asked = {naam: waarde for naam in filters if (waarde := request.GET.get(naam, ""))}
    kept = [item for item in found if all(filters[n](item, w) for n, w in asked.items())]
    last = max(1, -(-len(kept) // size))
    if page > last:
        raise Onjuist(f"Er zijn {last} bladzijden; {page} is er niet bij.")
    links = {"self": _link(request, page)}
    if page > 1:
        links |= {"first": _link(request, 1), "prev": _link(request, page - 1)}
    if page < last:
        links |= {"next": _link(request, page + 1), "last": _link(request, last)}
    response = one(
        request,
        {"_links": links, "count": len(kept), "results": kept[(page - 1) * size : page * size]},
    )
    response["Link"] = ", ".join(f'<{adres}>; rel="{rel}"' for rel, adres in links.items())
    return response


def _number(request: HttpRequest, naam: str, standaard: int, most: int | None) -> int:
    given = request.GET.get(naam, "")
    if not given:
        return standaard
    if not (given.isascii() and given.isdecimal() and len(given) < 8 and int(given) >= 1):
        raise Onjuist(f"‘{naam}’ is een getal vanaf 1.")
    if most is not None and int(given) > most:
        raise Onjuist(f"‘{naam}’ is hoogstens {most}.")
    return int(given)


def _link(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
