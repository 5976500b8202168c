"""Reviewing what was handed in, whatever it is: its state, an objection, and what changed between
two of its versions. Each app gives these their addresses."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from veiligheid.core.bewerken.antwoord import number, refused, typed, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Stap
from veiligheid.core.nazien import stappen, verbs
from veiligheid.core.nazien.soorten import (
    Inzending,
    Inzendingsoort,
    get_inzendingsoort,
    inzending,
    soort_van,
)
from veiligheid.core.nazien.vergelijken import Tekstdeel, Verandering, changes, from_json
from veiligheid.core.nazien.workflow import OVERGANGEN, Inzendingstaat

_BEZWAAR = "Uw bezwaar staat erbij; goedkeuren kan nu niet."
# What a version is chosen by besides the number of its step.
NU, EERDER = "nu", "eerder-"


def review_context(
    gebruiker: Gebruiker, record: Any, *, eigen: bool | None = None
) -> dict[str, Any]:
    """What was done with a text, and what changed: what the templates of `nazien` show. For its
    writers and for who judges it. eigen: whether this person may object, where that is known."""
    stuk, done = inzending(record), stappen.steps_of(record)
    if eigen is None:
        eigen = soort_van(record).may_object(gebruiker, record, stappen.handed_in_by(done))
    return {
        "inzending": stuk,
        "waarom": stappen.why(record, done),
        "akkoorden": stappen.approvals(record, done),
        "redactie": stappen.edited_since(record, done),
        "bezwaar": stappen.objection(done),
        "eigen": eigen,
        "mag_bezwaar": eigen and stappen.may_object(record, done),
        "overgangen": stappen.allowed(gebruiker, record, done),
        # Only what is to be judged: it costs a comparison each.
        "gewijzigd": _changed(record, done) if stuk.staat == Inzendingstaat.INGEDIEND else [],
    }


def _changed(record: Any, done: list[Stap]) -> list[tuple[str, list[Verandering]]]:
    now = inzending(record).soort.parts(record)
    return [(title, changes(was, now)) for title, was in stappen.earlier_texts(record, done)]


@schrijver
@require_POST
def staat(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """Hand in, send back, approve or reopen; `doe` says which. What is missing is told first."""
    kind = get_inzendingsoort(soort)
    try:
        record = kind.get(request.user, pk)
    except Http404:
        return _sent_back_before(request, kind, pk)
    door, doe = writer(request), request.POST.get("doe", "")
    overgang = OVERGANGEN.get(doe)
    if overgang is None or not door.has_rol(*kind.rollen(overgang)):
        raise Http404
    stuk = Inzending(kind, record)
    if doe in ("indienen", "goedkeuren") and "bevestigd" not in request.POST:
        asks = stappen.may_move(door, record, overgang) and kind.missing(record)
        if asks:
            seen = request.POST.get("versie", "")
            context = {"inzending": stuk, "doe": doe, "mist": asks, "versie": seen}
            return render(request, "nazien/bevestigen.html", context)
    gezien = number(request.POST.get("versie")) if doe == "goedkeuren" else None
    reden = typed(request, "reden")
    try:
        verbs.move_staat(doe, record, door, reden, gezien)
    except Geweigerd as geweigerd:
        if not kind.may_read(door, record):
            return _sent_back_before(request, kind, pk)
        if not stappen.is_repeated(stappen.steps_of(record), doe, door, reden):
            return refused(request, geweigerd, stuk.adres, reden)
    record.refresh_from_db(fields=[kind.staat_veld])
    if kind.staat(record) == overgang.naar:
        messages.success(request, f"{kind.zin} nu {overgang.naar}.")
    else:
        messages.success(request, "Uw akkoord staat erbij. De volgende stap is aan een ander.")
    # Whoever sent it back may have no business with it any more.
    return redirect(stuk.adres if kind.may_read(door, record) else "start")


def _sent_back_before(request: HttpRequest, kind: Inzendingsoort, pk: int) -> HttpResponse:
    """For who judged it from a page that was still open: it went back to its writers, who alone
    read it now. Raises Http404 for anybody and anything else."""
    record = kind.model._default_manager.filter(pk=pk).first()
    if record is None or not stappen.judges(request.user) or not kind.is_judged(record):
        raise Http404
    done = stappen.steps_of(record)
    if kind.staat(record) != Inzendingstaat.TERUGGESTUURD or not done:
        raise Http404
    door, reden = writer(request), typed(request, "reden")
    if stappen.is_repeated(done, request.POST.get("doe", ""), door, reden):
        messages.success(request, f"{kind.zin} nu {kind.staat(record)}.")
        return redirect("start")
    melding = f"Dit kan niet meer: {done[-1].wie} stuurde ‘{kind.titel(record)}’ net terug."
    return refused(
        request, Geweigerd(blokkeert("staat-veranderd", melding)), reverse("start"), reden
    )


@schrijver
@require_POST
def bezwaar(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """The writer objects to what was changed editorially, or (`doe` = intrekken) agrees after
    all."""
    kind = get_inzendingsoort(soort)
    record, door = kind.get_own(request.user, pk), writer(request)
    reden = typed(request, "reden")
    try:
        if request.POST.get("doe") == "intrekken":
            verbs.withdraw_objection(record, door)
            messages.success(request, "Uw bezwaar is ingetrokken.")
        else:
            verbs.object_to_edits(record, door, reden)
            messages.success(request, _BEZWAAR)
    except PermissionDenied:
        raise Http404 from None
    except Geweigerd as geweigerd:
        if not stappen.is_repeated(stappen.steps_of(record), stappen.BEZWAAR, door, reden):
            return refused(request, geweigerd, kind.adres(record), reden)
        messages.success(request, _BEZWAAR)
    return redirect(kind.adres(record))


@login_required
@never_cache
@require_safe
def versies(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """What was handed in, sent back and approved, and any two of those beside each other: `van` and
    `naar` are the key of a step, "nu", or what its kind knows besides."""
    kind = get_inzendingsoort(soort)
    record = kind.get_reviewed(request.user, pk)
    alle, earlier = stappen.steps_of(record), kind.before(record)
    kept = [s for s in alle if s.inhoud is not None]
    van = request.GET.get("van") or _before(kept)
    naar = request.GET.get("naar") or NU
    oud, nieuw = (_text(kind, record, kept, earlier, welke) for welke in (van, naar))
    others = [(f"{EERDER}{n}", title) for n, (title, _) in enumerate(earlier)]
    context = {
        "inzending": Inzending(kind, record),
        "stappen": list(reversed(alle)),
        "keuze": [*_keuze(kept), (NU, "zoals het er nu staat"), *others],
        "van": van,
        "naar": naar,
        "veranderingen": None if oud is None or nieuw is None else changes(oud, nieuw),
    }
    return render(request, "nazien/versies.html", context)


def _keuze(kept: list[Stap]) -> list[tuple[str, str]]:
    return [(str(s.pk), f"versie {s.versie}: {s.stap} door {s.wie}") for s in reversed(kept)]


def _before(kept: list[Stap]) -> str:
    """What one wants to hold the text of now against: what was last sent back or approved."""
    found = stappen.last_of(kept, "terugsturen", "goedkeuren") or (kept[0] if kept else None)
    return str(found.pk) if found else f"{EERDER}0"


def _text(
    kind: Inzendingsoort,
    record: Any,
    kept: list[Stap],
    earlier: list[tuple[str, list[Tekstdeel]]],
    welke: str,
) -> list[Tekstdeel] | None:
    if welke == NU:
        return kind.parts(record)
    for n, (_, delen) in enumerate(earlier):
        if welke == f"{EERDER}{n}":
            return delen
    stap = next((s for s in kept if str(s.pk) == welke), None)
    return from_json(stap.inhoud) if stap else None
