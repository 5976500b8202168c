"""Reviewing a bijdrage: what changed between two versions, a suggestion on screen, an objection."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.forms.paragraaf import Schrijfformulier
from themas.jaar import stappen, transitions
from themas.jaar.models import Bijdrage
from themas.jaar.permissions import (
    get_own_bijdrage,
    get_reviewed_bijdrage,
    get_voortgang_to_propose,
)
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.op_scherm import propose
from veiligheid.core.bewerken.antwoord import refused, typed, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Stap
from veiligheid.core.nazien.vergelijken import Tekstdeel, changes, from_json

# What a version is chosen by besides the number of its step.
NU, VORIG_JAAR = "nu", "vorig-jaar"
_BEZWAAR = "Uw bezwaar staat erbij; goedkeuren kan nu niet."


@login_required
@never_cache
@require_safe
def versies(request: HttpRequest, pk: int) -> HttpResponse:
    """What was handed in, sent back and approved, and any two of those beside each other: `van` and
    `naar` are the key of a step, or "nu"."""
    record = get_reviewed_bijdrage(request.user, pk)
    alle = stappen.steps_of(record)
    kept = [s for s in alle if s.inhoud is not None]
    keuze = _keuze(kept)
    van = request.GET.get("van") or _before(kept)
    naar = request.GET.get("naar") or NU
    oud, nieuw = _text(record, kept, van), _text(record, kept, naar)
    context = {
        "bijdrage": record,
        "stappen": list(reversed(alle)),
        "keuze": [*keuze, (NU, "zoals het er nu staat"), (VORIG_JAAR, "de brief van vorig jaar")],
        "van": van,
        "naar": naar,
        "veranderingen": None if oud is None or nieuw is None else changes(oud, nieuw),
    }
    return render(request, "themas/versies.html", context)


def _keuze(kept: list[Stap]) -> list[tuple[str, str]]:
    return [(str(s.pk), f"versie {s.versie}: {s.stap} door {s.wie}") for s in reversed(kept)]


def _before(kept: list[Stap]) -> str:
    """What one wants to hold the text of now against: what was last sent back or approved."""
    found = stappen.last_of(kept, "terugsturen", "goedkeuren") or (kept[0] if kept else None)
    return str(found.pk) if found else VORIG_JAAR


def _text(record: Bijdrage, kept: list[Stap], welke: str) -> list[Tekstdeel] | None:
    if welke == NU:
        return stappen.parts_of(record)
    if welke == VORIG_JAAR:
        found = dict(stappen.earlier_texts(record, []))
        return next(iter(found.values()), None)
    stap = next((s for s in kept if str(s.pk) == welke), None)
    return from_json(stap.inhoud) if stap else None


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def voorstel_doen(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Suggest other words for a paragraaf. A POST makes proposals of what is different."""
    verstuurd = request.method == "POST"
    record = get_voortgang_to_propose(request.user, pk, voortgang, verstuurd=verstuurd)
    if request.method != "POST":
        versie, inhoud = VoortgangDoel(record).read()
        return _show(request, record, Schrijfformulier.to_write(record, inhoud, versie))
    formulier = Schrijfformulier.sent(record, request.POST)
    if not formulier.is_valid():
        return _show(request, record, formulier, status=422)
    data = formulier.form.cleaned_data
    try:
        made = propose(record, data, formulier.contents(), writer(request))
    except Geweigerd as geweigerd:
        found = geweigerd.bevindingen
        return _show(request, record, formulier, status=409, geweigerd=found)
    if made is None:
        messages.info(request, "U wijzigde niets; er is geen voorstel gemaakt.")
        return redirect("bijdrage", pk)
    messages.success(request, "Het voorstel ligt bij de schrijver. De tekst is niet veranderd.")
    return redirect("terugkomst", pk, made.pk)


def _show(
    request: HttpRequest, record: Any, formulier: Schrijfformulier, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "bijdrage": record.bijdrage,
        "voortgang": record,
        "formulier": formulier,
        "terug": reverse("bijdrage", args=[record.bijdrage_id]),
        **extra,
    }
    return render(request, "themas/voorstel_doen.html", context, status=status)


@schrijver
@require_POST
def bezwaar(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer objects to what was changed editorially, or (`doe` = intrekken) agrees after
    all."""
    record = get_own_bijdrage(request.user, pk)
    door, reden = writer(request), typed(request, "reden")
    try:
        if request.POST.get("doe") == "intrekken":
            transitions.withdraw_objection(record, door)
            messages.success(request, "Uw bezwaar is ingetrokken.")
        else:
            transitions.object_to_edits(record, door, reden)
            messages.success(request, _BEZWAAR)
    except PermissionDenied:
        raise Http404 from None
    except Geweigerd as geweigerd:
        if not stappen.is_repeated(stappen.steps_of(record), stappen.BEZWAAR, door, reden):
            return refused(request, geweigerd, reverse("bijdrage", args=[pk]), reden)
        messages.success(request, _BEZWAAR)
    return redirect("bijdrage", pk)
