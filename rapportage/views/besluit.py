"""The way of a letter to the college and back, and withdrawing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from rapportage.besluit.transitions import (
    Beslissing,
    allowed,
    change_staat,
    last_reason,
    public_stand,
    withdraw,
)
from rapportage.besluit.workflow import OVERGANGEN, Uitkomst
from rapportage.forms import BesluitForm, IntrekForm, StaatForm
from rapportage.models import Besluit, Brief, Collegevoorstel, Publicatie
from rapportage.permissions import get_brief_on_its_way, get_brief_to_publish, unapproved
from rapportage.ronde.doorgeven import not_done
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.toegang.vers import require_vers

_GEDAAN = {
    "aanbieden": "De brief is klaar voor het college.",
    "terugnemen": "De brief is teruggenomen en weer in bewerking.",
    "vaststellen": "Het besluit is vastgelegd.",
    "aanhouden": "Vastgelegd: het college hield de brief aan.",
    "heropenen": "De brief is weer in bewerking.",
}


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def besluit(request: HttpRequest, slug: str) -> HttpResponse:
    """How far a letter is, and the steps that this person may take. A POST takes one (`doe`)."""
    brief = get_brief_on_its_way(request.user, slug)
    if request.method != "POST":
        return _show(request, brief)
    doe = request.POST.get("doe", "")
    if doe == "besluiten":
        return _decide(request, brief)
    if doe not in OVERGANGEN or OVERGANGEN[doe].met_besluit or OVERGANGEN[doe].volgt:
        raise Http404
    if doe == "aanbieden" and "bevestigd" not in request.POST and (rest := _rest(request, brief)):
        return render(request, "rapportage/doorgeven.html", {"brief": brief, "mist": rest})
    form = StaatForm(request.POST)
    reden = form.cleaned_data["reden"] if form.is_valid() else ""
    try:
        change_staat(doe, brief, writer(request), reden)
    except Geweigerd as geweigerd:
        if not _is_repeated(brief, doe, writer(request)):
            found = geweigerd.bevindingen
            return _show(request, brief, status=409, geweigerd=found, reden=form)
    messages.success(request, _GEDAAN[doe])
    return redirect("brief-besluit", slug)


def _is_repeated(brief: Brief, doe: str, wie: Gebruiker) -> bool:
    """Whether this was the last that was done to the letter, by this person: a button that was
    pressed twice."""
    last = Logregel.objects.filter(soort="brief", sleutel=str(brief.pk)).order_by("-pk").first()
    return last is not None and last.verb == doe and last.gebruiker_id == wie.pk


def _rest(request: HttpRequest, brief: Brief) -> list[str]:
    """What is not done of a letter that can be passed on; of another the verb says why not."""
    if "aanbieden" not in allowed(brief, writer(request)) or unapproved(brief).exists():
        return []
    return not_done(brief)


def _decide(request: HttpRequest, brief: Brief) -> HttpResponse:
    form = BesluitForm(request.POST)
    if not form.is_valid():
        return _show(request, brief, form=form, status=422)
    data = form.cleaned_data
    uitkomst = Uitkomst(data["uitkomst"])
    doe = "aanhouden" if uitkomst is Uitkomst.AANGEHOUDEN else "vaststellen"
    beslissing = Beslissing(uitkomst, data["datum"], data["nummer"], data["toelichting"])
    try:
        change_staat(doe, brief, writer(request), beslissing=beslissing)
    except Geweigerd as geweigerd:
        return _show(request, brief, form=form, status=409, geweigerd=geweigerd.bevindingen)
    messages.success(request, _GEDAAN[doe])
    return redirect("brief-besluit", brief.slug)


def _show(
    request: HttpRequest,
    brief: Brief,
    *,
    form: BesluitForm | None = None,
    status: int = 200,
    geweigerd: tuple[Bevinding, ...] = (),
    reden: StaatForm | None = None,
) -> HttpResponse:
    brief.refresh_from_db()
    may = allowed(brief, writer(request))
    current = Publicatie.objects.current(brief.slug)
    context: dict[str, Any] = {
        "brief": brief,
        "stappen": [(n, OVERGANGEN[n]) for n in may if not OVERGANGEN[n].met_besluit],
        "besluit_form": (form or BesluitForm()) if "vaststellen" in may else None,
        "reden_form": reden or StaatForm(),
        "besluiten": list(Besluit.objects.filter(brief_id=brief.pk)),
        "publicatie": current,
        "stand": public_stand(brief),
        "voorstel": Collegevoorstel.objects.filter(brief=brief).exists(),
        "geweigerd": geweigerd,
        "waarom": last_reason(brief),
    }
    return render(request, "rapportage/besluit.html", context, status=status)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def intrekken(request: HttpRequest, slug: str) -> HttpResponse:
    """Withdraw what is online of a letter, with a reason that readers see."""
    brief = get_brief_to_publish(request.user, slug)
    require_vers(request)
    current = Publicatie.objects.current(slug)
    if current is None or hasattr(current, "intrekking"):
        raise Http404
    form = IntrekForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        withdraw(brief, writer(request), form.cleaned_data["reden"])
        messages.success(request, "De brief is ingetrokken. Op zijn plaats staat een mededeling.")
        return redirect("publiceren", slug)
    context = {"brief": brief, "publicatie": current, "form": form}
    return render(
        request, "rapportage/intrekken.html", context, status=422 if form.is_bound else 200
    )
