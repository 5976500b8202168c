"""The mirror on living records: for the eindredacteur, advisors of its themes and the secretariaat,
as a page and as a list; and taking one in."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from themas.spiegel.export import as_csv, as_xlsx
from themas.spiegel.forms import FilterForm, SpiegelInleesForm
from themas.spiegel.importing.importeer import (
    SpiegelBron,
    SpiegelOpties,
    import_spiegel,
    read_spiegel,
)
from themas.spiegel.permissions import get_spiegel, spiegels_for
from themas.views.inlezen import Inleesscherm
from veiligheid.core.bron import Ingelezen
from veiligheid.core.inlezen import Importer, Inzending
from veiligheid.core.models import Gebruiker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@login_required
@never_cache
@require_safe
def spiegels(request: HttpRequest) -> HttpResponse:
    """The plans and years that have a mirror for this person."""
    found = spiegels_for(request.user)
    if not found:
        raise Http404
    return render(request, "themas/spiegel/lijst.html", {"spiegels": found})


@login_required
@never_cache
@require_safe
def spiegel(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    gezien = get_spiegel(request.user, plan, jaar)
    form = FilterForm(request.GET, gezien.spiegel)
    rijen = form.chosen(gezien.spiegel.rijen)
    context = {
        "plan": gezien.plan,
        "spiegel": gezien.spiegel,
        "bijdragen": gezien.bijdragen,
        "form": form,
        "groepen": [
            (titel, list(rows)) for titel, rows in groupby(rijen, key=lambda r: r.thema_titel)
        ],
        "gekozen": len(rijen),
        "gefilterd": len(rijen) != len(gezien.spiegel.rijen),
    }
    return render(request, "themas/spiegel/spiegel.html", context)


@login_required
@never_cache
@require_safe
def spiegel_csv(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    data = as_csv(get_spiegel(request.user, plan, jaar).spiegel)
    return _download(data, "text/csv; charset=utf-8", f"spiegel-{plan}-{jaar}", "csv")


@login_required
@never_cache
@require_safe
def spiegel_xlsx(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    data = as_xlsx(get_spiegel(request.user, plan, jaar).spiegel)
    return _download(data, XLSX, f"spiegel-{plan}-{jaar}", "xlsx")


def _download(data: bytes, mediatype: str, naam: str, ext: str) -> HttpResponse:
    answer = HttpResponse(data, content_type=mediatype)
    dag = timezone.localdate().isoformat()
    answer["Content-Disposition"] = f'attachment; filename="{naam}-{dag}.{ext}"'
    return answer


# -- Taking in --------------------------------------------------------------------------------


def _read(inzending: Inzending) -> SpiegelBron:
    return read_spiegel(inzending.data, inzending.naam, inzending.verder.get("doelen"))


def _import(gelezen: SpiegelBron, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return import_spiegel(gelezen, SpiegelOpties(**opties), door)


SPIEGEL = Inleesscherm(
    soort="spiegel",
    titel="Een spiegel inlezen",
    uitleg="Wat in de begroting stond naast wat het jaarverslag zegt, activiteit voor activiteit. "
    "Er komt een programma uit met een ronde die vooruitkijkt en een die terugkijkt.",
    form=SpiegelInleesForm,
    importer=Importer(_read, _import),
    adres="importeer-spiegel",
    adres_voorproef="importeer-spiegel-voorproef",
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inlezen(request: HttpRequest) -> HttpResponse:
    return SPIEGEL.upload(request)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def inlezen_voorproef(request: HttpRequest, pk: UUID) -> HttpResponse:
    return SPIEGEL.voorproef(request, pk)
