"""Entering the figures of an own registration by hand."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from monitoring.aanhalingen import quoted_findings
from monitoring.aggregates import areas_of
from monitoring.beheer.metingen import MetingDoel, Plaats, add_meting, earlier, remove_meting
from monitoring.beheer.overzicht import choosable, next_place, written
from monitoring.beheer.woorden import lines_of
from monitoring.cijfers.models import Meting
from monitoring.cijfers.periodes import from_code
from monitoring.forms.beheer import MetingForm, NieuweMetingForm
from monitoring.importing.toepassen import plaats_of
from monitoring.permissions import get_own_meting, get_own_registratie
from veiligheid.core.bewerken.antwoord import opgeslagen_om, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, history, save

LABELS = {n: str(f.label) for n, f in MetingForm.base_fields.items()} | {"cijfer": "Cijfer"}


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def meting_nieuw(request: HttpRequest, slug: str) -> HttpResponse:
    """A new figure; then straight on to the next area of the same period."""
    indicator = get_own_registratie(request.user, slug)
    gebieden = choosable(areas_of(settings.GEMEENTE_CODE))
    if request.method != "POST":
        gebied, periode = next_place(indicator, from_code(request.GET.get("periode", "")))
        today = timezone.localdate()
        begin = {"gebied": gebied, "periode": periode, "raadpleegdatum": today}
        form = NieuweMetingForm(indicator.decimalen, gebieden, initial=begin)
        return _nieuw(request, indicator, form)
    form = NieuweMetingForm(indicator.decimalen, gebieden, request.POST)
    if not form.is_valid():
        return _nieuw(request, indicator, form, status=422)
    periode = form.cleaned_data["periode"]
    plaats = Plaats(indicator, form.cleaned_data["gebied"], periode)
    try:
        meting = add_meting(plaats, form.inhoud(), writer(request))
    except Geweigerd as geweigerd:
        form.add_error("gebied", geweigerd.bevindingen[0].melding)
        return _nieuw(request, indicator, form, status=422)
    messages.success(request, f"Opgeslagen: {meting}, {written(meting, indicator.decimalen)}.")
    if request.POST.get("doe") == "klaar":
        return redirect("indicator", slug)
    answer = redirect("meting-nieuw", slug)
    answer["Location"] += f"?periode={periode.code}"
    return answer


def _nieuw(request: HttpRequest, indicator: Any, form: Any, status: int = 200) -> HttpResponse:
    context = {"indicator": indicator, "form": form}
    return render(request, "monitoring/beheer/meting_nieuw.html", context, status=status)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def meting(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    record = get_own_meting(request.user, slug, pk)
    doel = MetingDoel(record)
    decimalen = record.indicator.decimalen
    if request.method != "POST":
        versie, inhoud = doel.read()
        return _meting(request, record, MetingForm.to_write(decimalen, inhoud, versie))
    if request.POST.get("doe") == "verwijderen":
        remove_meting(record, writer(request))
        messages.success(request, f"{record} is verwijderd. Wat er stond blijft bewaard.")
        return redirect("indicator", slug)
    form = MetingForm(decimalen, request.POST)
    if not form.is_valid():
        return _meting(request, record, form, status=422)
    opslag = form.opslag()
    try:
        resultaat = save(doel, opslag, writer(request))
    except Geweigerd as geweigerd:
        messages.error(request, geweigerd.bevindingen[0].melding)
        return redirect("indicator", slug)
    if not resultaat.gelukt:
        return _conflict(request, record, opslag, resultaat)
    messages.success(request, opgeslagen_om(resultaat))
    _tell_who_quotes(request, record, resultaat.inhoud)
    return redirect("meting", slug, pk)


def _conflict(
    request: HttpRequest, record: Meting, opslag: Opslag, resultaat: Resultaat
) -> HttpResponse:
    again = MetingForm.to_write(record.indicator.decimalen, opslag.inhoud, resultaat.versie)
    daar = lines_of(resultaat.inhoud, LABELS, opslag.inhoud)
    return _meting(request, record, again, 409, resultaat=resultaat, daar=daar)


def _tell_who_quotes(request: HttpRequest, record: Meting, inhoud: Inhoud) -> None:
    """The published letters that say what this figure was."""
    was = "" if record.waarde is None else f"{record.waarde.normalize():f}"
    if was != inhoud.stukken["cijfer"]["waarde"]:
        for bevinding in quoted_findings({plaats_of(record).sleutel: str(record)}):
            messages.warning(request, bevinding.melding)


def _meting(
    request: HttpRequest, record: Meting, form: MetingForm, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "meting": record,
        "indicator": record.indicator,
        "form": form,
        "eerder": earlier(record),
        "aanhalingen": list(quoted_findings({plaats_of(record).sleutel: str(record)})),
        "revisies": [
            (r, lines_of(Inhoud.from_json(r.inhoud), LABELS))
            for r in history(MetingDoel.soort, record.pk)[:20]
        ],
        **extra,
    }
    return render(request, "monitoring/beheer/meting.html", context, status=status)
