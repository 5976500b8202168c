"""Public data to use again: what there is, the figures as a file, and the catalogue."""

import hashlib
import json

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from monitoring.aggregates import areas_of
from monitoring.cijfers.models import Indicator
from monitoring.cijfers.periodes import Periodesoort
from rapportage.api.antwoord import opened
from rapportage.api.openapi import PADEN, licence
from rapportage.models import Publicatie
from rapportage.openbaar.bytes import answer
from rapportage.openbaar.catalogus import catalogue
from rapportage.openbaar.opendata import CIJFERKOLOMMEN, Cijferkeuze, figure_rows
from veiligheid.core.tabellen.write import write_csv


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    context = {
        "licentie": licence(),
        "kolommen": CIJFERKOLOMMEN.items(),
        "paden": PADEN,
        "brieven": Publicatie.objects.newest_per_slug(),
        "indicatoren": Indicator.objects.public().order_by("naam"),
        "gebieden": areas_of(settings.GEMEENTE_CODE),
    }
    return render(request, "rapportage/open_data.html", context)


@require_safe
def cijfers_csv(request: HttpRequest) -> HttpResponse:
    """All public figures, or those of an indicator, an area or a kind of period."""
    names = ("indicator", "gebied", "soort")
    keuze = Cijferkeuze(*(request.GET.get(naam, "")[:80] for naam in names))
    if not _exists(keuze):
        raise Http404
    body = write_csv(list(CIJFERKOLOMMEN), figure_rows(keuze))
    sha256 = hashlib.sha256(body).hexdigest()
    response = opened(answer(request, ("text/csv; charset=utf-8", body, None), sha256))
    naam = "-".join(filter(None, ("cijfers", slugify(keuze.indicator), slugify(keuze.gebied))))
    response["Content-Disposition"] = f'attachment; filename="{naam}.csv"'
    return response


def _exists(keuze: Cijferkeuze) -> bool:
    """Whether there is such an indicator, area and kind: a wrong one is no empty file."""
    gebieden = {g.code for g in areas_of(settings.GEMEENTE_CODE)}
    return (
        (not keuze.indicator or Indicator.objects.public().filter(slug=keuze.indicator).exists())
        and keuze.gebied in {"", *gebieden}
        and keuze.soort in {"", *Periodesoort.values}
    )


@require_safe
def catalogus(request: HttpRequest) -> HttpResponse:
    found = catalogue(request.build_absolute_uri)
    body = json.dumps(found, ensure_ascii=False, indent=1).encode()
    sha256 = hashlib.sha256(body).hexdigest()
    return opened(answer(request, ("application/ld+json", body, None), sha256))
