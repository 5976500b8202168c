"""The register for everybody. Reads public entries and nothing else: a proposal to settle, a
paragraaf of a draft, and how many of either there are, can't be reached from here."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from themas.toezeggingen.filteren import apply_filters, filter_form
from themas.toezeggingen.forms import STATEN_PUBLIEK
from themas.toezeggingen.importing.export import (
    public_csv,
    public_mentions,
    public_records,
    public_verklaringen,
    with_parts,
)
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.permissions import get_public
from themas.toezeggingen.querysets import ToezeggingQuerySet
from themas.views.toezeggingen_lijst import list_context


@require_safe
def toezeggingen(request: HttpRequest) -> HttpResponse:
    """The list: filters, overdue first."""
    public = Toezegging.objects.public()
    form = filter_form(request.GET, public, STATEN_PUBLIEK)
    context = list_context(request, form, public, _ordered(form.chosen()))
    return render(request, "themas/toezeggingen/openbaar.html", context)


@require_safe
def toezegging(request: HttpRequest, sleutel: str) -> HttpResponse:
    """One entry, at its permanent address."""
    record = get_public(sleutel)
    context = {
        "t": record,
        "stand": record.stand,
        "verklaringen": public_verklaringen(record),
        "hierover": public_mentions(record),
    }
    return render(request, "themas/toezeggingen/openbaar_een.html", context)


@require_safe
def lijst_csv(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(public_csv(_records(request)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="toezeggingen.csv"'
    return answer


@require_safe
def lijst_json(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {"toezeggingen": _records(request)}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    form = filter_form(request.GET, Toezegging.objects.public(), STATEN_PUBLIEK)
    return public_records(with_parts(_ordered(form.chosen())))


def _ordered(chosen: dict[str, str]) -> ToezeggingQuerySet:
    vandaag = timezone.localdate()
    public = Toezegging.objects.public().in_order(vandaag)
    return apply_filters(public, chosen, vandaag)
