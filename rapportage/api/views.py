"""The API, version 1."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from monitoring.cijfers.models import Indicator
from rapportage.api import bronnen
from rapportage.api.antwoord import api, collection, one
from rapportage.api.openapi import description
from rapportage.models import Publicatie


@api
def openapi(request: HttpRequest) -> HttpResponse:
    return one(request, description(request.build_absolute_uri("/api/v1")))


@api
def brieven(request: HttpRequest) -> HttpResponse:
    found = bronnen.brieven(request.build_absolute_uri)
    filters = {"jaar": lambda b, w: str(b.jaar) == w, "soort": lambda b, w: b.soort == w}
    return collection(request, found, filters)


@api
def brief(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, bronnen.brief(_current(slug), request.build_absolute_uri))


@api
def versies(request: HttpRequest, slug: str) -> HttpResponse:
    _current(slug)
    return collection(request, bronnen.versies(slug, request.build_absolute_uri), {})


@api
def paragrafen(request: HttpRequest, slug: str) -> HttpResponse:
    found = bronnen.paragrafen(_current(slug), request.build_absolute_uri)
    filters = {
        "themaSlug": lambda p, w: p.thema_slug == w,
        "soort": lambda p, w: p.soort == w,
        "actie": lambda p, w: w in p.acties,
    }
    return collection(request, found, filters)


@api
def beloften(request: HttpRequest, slug: str) -> HttpResponse:
    found = bronnen.beloften(_current(slug), request.build_absolute_uri)
    filters = {"themaSlug": lambda b, w: b.thema_slug == w, "kleur": lambda b, w: b.kleur == w}
    return collection(request, found, filters)


@api
def toezeggingen(request: HttpRequest) -> HttpResponse:
    filters = {
        "soort": lambda t, w: t.soort == w,
        "thema": lambda t, w: t.thema == w,
        "staat": lambda t, w: t.staat == w,
        "teLaat": lambda t, w: t.te_laat == (w == "true"),
    }
    return collection(request, bronnen.toezeggingen(request.build_absolute_uri), filters)


@api
def toezegging(request: HttpRequest, sleutel: str) -> HttpResponse:
    found = bronnen.toezeggingen(request.build_absolute_uri)
    return one(request, _the(t for t in found if t.sleutel == sleutel))


@api
def indicatoren(request: HttpRequest) -> HttpResponse:
    filters = {"thema": lambda i, w: w in i.themas, "bronTabel": lambda i, w: i.bron_tabel == w}
    return collection(request, bronnen.indicatoren(), filters)


@api
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    return one(request, _the(i for i in bronnen.indicatoren() if i.slug == slug))


@api
def metingen(request: HttpRequest, slug: str) -> HttpResponse:
    record = Indicator.objects.public().filter(slug=slug).first()
    if record is None:
        raise Http404
    filters = {
        "gebied": lambda m, w: m.gebied == w,
        "gebiedSoort": lambda m, w: m.gebied_soort == w,
        "periode": lambda m, w: m.periode == w,
    }
    return collection(request, bronnen.metingen(record), filters)


def _current(slug: str) -> Publicatie:
    found = Publicatie.objects.standing(slug)
    if found is None:
        raise Http404
    return found


def _the(found: Iterable[object]) -> object:
    """The first. Raises Http404 when there is none."""
    for item in found:
        return item
    raise Http404


urlpatterns = [
    path("openapi.json", openapi, name="api-openapi"),
    path("brieven", brieven, name="api-brieven"),
    path("brieven/<slug:slug>", brief, name="api-brief"),
    path("brieven/<slug:slug>/versies", versies, name="api-versies"),
    path("brieven/<slug:slug>/paragrafen", paragrafen, name="api-paragrafen"),
    path("brieven/<slug:slug>/beloften", beloften, name="api-beloften"),
    path("toezeggingen", toezeggingen, name="api-toezeggingen"),
    path("toezeggingen/<slug:sleutel>", toezegging, name="api-toezegging"),
    path("indicatoren", indicatoren, name="api-indicatoren"),
    path("indicatoren/<slug:slug>", indicator, name="api-indicator"),
    path("indicatoren/<slug:slug>/metingen", metingen, name="api-metingen"),
]
