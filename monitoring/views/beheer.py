"""Keeping indicators: what they are, and the figures of own registrations."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.beheer.indicatoren import IndicatorDoel, add_indicator
from monitoring.beheer.overzicht import bladen, overview
from monitoring.beheer.woorden import lines_of
from monitoring.cijfers.models import Indicator
from monitoring.forms.beheer import IndicatorForm, Indicatorformulier, NieuweIndicatorForm
from monitoring.permissions import (
    get_kept_indicator,
    keepable_indicatoren,
    may_make_public,
    own_themas,
    require_schrijver,
)
from veiligheid.core.bewerken.antwoord import opgeslagen_om, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.saving import Inhoud, history, save

LABELS = {n: str(f.label).split(":")[0] for n, f in IndicatorForm.base_fields.items()}
LABELS["streefwaarden"] = "Streefwaarden"


@schrijver
@require_safe
def beheer(request: HttpRequest) -> HttpResponse:
    """All that this person keeps, to search in."""
    gebruiker = require_schrijver(request.user)
    zoek = request.GET.get("zoek", "").strip()[:200]
    context = {
        "zoek": zoek,
        "regels": overview(keepable_indicatoren(gebruiker), zoek),
        "redigeert": may_make_public(gebruiker),
    }
    return render(request, "monitoring/beheer/lijst.html", context)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_nieuw(request: HttpRequest) -> HttpResponse:
    gebruiker = require_schrijver(request.user)
    themas = own_themas(gebruiker).select_related("plan")
    data = request.POST if request.method == "POST" else None
    form = NieuweIndicatorForm(themas, data, moet=not may_make_public(gebruiker))
    if form.is_bound and form.is_valid():
        d = form.cleaned_data
        indicator = add_indicator(d["naam"], d["eenheid"], list(d["themas"]), gebruiker)
        messages.success(request, f"‘{indicator}’ is er. Vul hieronder in hoe er geteld wordt.")
        return redirect("indicator", indicator.slug)
    status = 422 if form.is_bound else 200
    return render(request, "monitoring/beheer/nieuw.html", {"form": form}, status=status)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def indicator(request: HttpRequest, slug: str) -> HttpResponse:
    record = get_kept_indicator(request.user, slug)
    doel = IndicatorDoel(record)
    versie, inhoud = doel.read()
    data = request.POST if request.method == "POST" else None
    formulier = _formulier(request, record, inhoud, versie, data)
    if data is None:
        return _indicator(request, record, formulier)
    if not formulier.is_valid():
        return _indicator(request, record, formulier, status=422)
    opslag = formulier.opslag()
    resultaat = save(doel, opslag, writer(request))
    if not resultaat.gelukt:
        again = _formulier(request, record, opslag.inhoud, resultaat.versie, None)
        daar = lines_of(resultaat.inhoud, LABELS, opslag.inhoud)
        return _indicator(request, record, again, 409, resultaat=resultaat, daar=daar)
    messages.success(request, opgeslagen_om(resultaat))
    return redirect("indicator", slug)


def _formulier(
    request: HttpRequest, record: Indicator, inhoud: Inhoud, versie: int, data: Any
) -> Indicatorformulier:
    return Indicatorformulier(
        inhoud,
        versie,
        data=data,
        indicator=record,
        themas=own_themas(writer(request)).select_related("plan"),
        geheel=may_make_public(writer(request)),
    )


def _indicator(
    request: HttpRequest,
    record: Indicator,
    formulier: Indicatorformulier,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "indicator": record,
        "formulier": formulier,
        "bladen": bladen(record) if record.eigen_registratie else [],
        "revisies": [
            (r, lines_of(Inhoud.from_json(r.inhoud), LABELS))
            for r in history(IndicatorDoel.soort, record.pk)[:20]
        ],
        **extra,
    }
    return render(request, "monitoring/beheer/indicator.html", context, status=status)
