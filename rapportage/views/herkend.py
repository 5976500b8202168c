"""The list of promises that were recognised in one letter: take in, adjust, or keep out."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rapportage.forms import OpneemForm
from rapportage.herkend import Lijst, put_back, refuse, take_in
from rapportage.permissions import get_lijst, may_read
from rapportage.toezeggingen import themas_of
from themas.toezeggingen.aanbod import letter_day
from themas.toezeggingen.permissions import visible_toezeggingen
from themas.views.toezeggingen import binnen
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.zinnen import counted

_VERBS: dict[str, Callable[[Lijst, str, Gebruiker], object]] = {
    "opnemen": take_in,
    "weigeren": refuse,
    "terug": put_back,
}


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def lijst(request: HttpRequest, slug: str) -> HttpResponse:
    """`zin`: the chosen ones. `doe`: "opnemen", "weigeren", or "terug:" with the one that is
    offered again."""
    found = get_lijst(request.user, slug)
    if request.method != "POST":
        return _show(request, found)
    doe, _, back = request.POST.get("doe", "").partition(":")
    chosen = [back] if doe == "terug" else request.POST.getlist("zin")
    if doe not in _VERBS:
        raise Http404
    if not chosen:
        messages.error(request, "Vink eerst aan om welke zinnen het gaat.")
        return _show(request, found, status=422)
    done = 0
    for sleutel in chosen:
        try:
            _VERBS[doe](found, sleutel, writer(request))
            done += 1
        except Geweigerd as geweigerd:
            for bevinding in geweigerd.bevindingen:
                messages.error(request, bevinding.melding)
    if done:
        messages.success(request, _told(doe, done))
    return redirect("brief-toezeggingen", slug)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def opnemen(request: HttpRequest, slug: str, zin: str) -> HttpResponse:
    """One sentence into the register, with other words, another term, theme or kind."""
    found = get_lijst(request.user, slug)
    try:
        h = found.one(zin)
    except Geweigerd:
        raise Http404 from None
    if not h.aanbod.wacht:
        return redirect("brief-toezeggingen", slug)
    themas = themas_of(found.brief.ronde)
    dag = letter_day(found.brief.ronde)
    initial = {
        "soort": "aankondiging",
        "tekst": h.aanbod.tekst,
        "termijn": h.aanbod.termijn,
        "termijn_op": h.aanbod.termijn_op,
        "thema": h.thema,
    }
    form = OpneemForm(request.POST or None, themas=themas, dag=dag, initial=initial)
    if form.is_valid():
        try:
            take_in(found, zin, writer(request), form.cleaned_data)
        except Geweigerd as geweigerd:
            for bevinding in geweigerd.bevindingen:
                form.add_error(None, bevinding.melding)
        else:
            messages.success(request, _told("opnemen", 1))
            return redirect("brief-toezeggingen", slug)
    context = {"brief": found.brief, "h": h, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/toezegging_opnemen.html", context, status=status)


def _told(doe: str, aantal: int) -> str:
    one = aantal == 1
    if doe == "opnemen":
        return f"{counted(aantal, 'toezegging staat', 'toezeggingen staan')} nu in het register."
    if doe == "weigeren":
        what = counted(aantal, "zin blijft", "zinnen blijven")
        return f"{what} buiten het register. Onderaan zet u {'haar' if one else 'ze'} terug."
    return "De zin staat weer op de lijst."


def _show(request: HttpRequest, found: Lijst, status: int = 200) -> HttpResponse:
    brief, publicatie = found.brief, found.publicatie
    reads = may_read(request.user, brief)
    if reads:
        base = reverse("concept", args=[brief.slug])
    else:
        base = publicatie.get_absolute_url() if publicatie else ""
    context: dict[str, Any] = {
        "brief": brief,
        "lijst": found,
        "adres": base,
        "leest": reads,
        "zichtbaar": set(visible_toezeggingen(request.user).values_list("pk", flat=True)),
    }
    return render(request, "rapportage/herkend.html", context, status=status)
