"""Writing the letter's own parts: general parts, facts, signatories."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from rapportage import editing
from rapportage.bijlagen.forms import AfbeeldingForm
from rapportage.editing import BriefDoel, OnderdeelDoel
from rapportage.forms import (
    LABELS,
    Briefformulier,
    NieuwOnderdeelForm,
    OnderdeelForm,
    places_in,
    read_out,
)
from rapportage.models import Brief, Onderdeel
from rapportage.permissions import (
    get_brief,
    get_brief_with_facts,
    get_onderdeel,
    may_publish,
    may_write,
)
from rapportage.toezeggingen import aanbod_for, register_sentence, themas_for
from rapportage.workflow import Briefsoort
from themas.jaar.opletten import bevindingen_for_tekst
from themas.toezeggingen.aanbod import TERMIJN_VOORBIJ
from themas.views.antwoord import (
    conflict_words,
    invalid_as_json,
    number,
    opgeslagen_om,
    resultaat_as_json,
    rows_beside,
    writer,
)
from themas.views.sessie import schrijver, wants_json
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.saving import history, mine_on_top, save


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def brief_schrijven(request: HttpRequest, slug: str) -> HttpResponse:
    """What the letter has besides its themes. A POST adds a general part."""
    brief = get_brief(request.user, slug)
    places = places_in(brief)
    form = NieuwOnderdeelForm(places, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        onderdeel = editing.add_onderdeel(brief, data["plek"], data["kop"], writer(request))
        return redirect("onderdeel", slug, onderdeel.pk)
    alle = list(brief.onderdelen.filter(bijlage=None).order_by("positie"))
    context = {
        "brief": brief,
        "plekken": [
            (label, [o for o in alle if o.plek == plek and o.verwijderd_op is None])
            for plek, label in places
        ],
        "verwijderd": [o for o in alle if o.verwijderd_op is not None],
        "form": form,
        "focus": request.GET.get("focus", ""),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/brief_schrijven.html", context, status=status)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def onderdeel(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    record = get_onderdeel(request.user, slug, pk)
    doel = OnderdeelDoel(record)
    if request.method != "POST":
        versie, inhoud = doel.read()
        return show_onderdeel(request, record, OnderdeelForm.to_write(inhoud, versie))
    form = OnderdeelForm(request.POST)
    if not form.is_valid():
        if wants_json(request):
            return invalid_as_json({n: [str(f) for f in e] for n, e in form.errors.items()})
        return show_onderdeel(request, record, form, status=422)
    opslag = form.opslag()
    resultaat = save(doel, opslag, writer(request))
    if wants_json(request):
        sent, stands = opslag.inhoud.stukken, resultaat.inhoud.stukken
        daar = {naam: stands[naam] for naam in stands if stands[naam] != sent[naam]}
        found = _findings(record, stands)
        return resultaat_as_json(resultaat, writer(request), form.opgemerkt(), daar, found)
    if not resultaat.gelukt:
        mine = mine_on_top(resultaat.basis, opslag.inhoud, resultaat.inhoud)
        again = OnderdeelForm.to_write(mine, resultaat.versie)
        words = conflict_words(resultaat, writer(request))
        extra = {"resultaat": resultaat, "mijn": opslag.inhoud, "woorden": words}
        return show_onderdeel(request, record, again, status=409, **extra)
    messages.success(request, opgeslagen_om(resultaat))
    for zin in form.opgemerkt():
        messages.warning(request, zin)
    if request.POST.get("doe") == "klaar":
        return redirect(terug_van(record))
    return redirect("onderdeel", slug, pk)


def terug_van(onderdeel: Onderdeel) -> str:
    """The page that lists this text: the letter's, or its annex's."""
    if onderdeel.bijlage is not None:
        args = [onderdeel.brief.slug, onderdeel.bijlage.sleutel]
        return reverse("bijlage-schrijven", args=args)
    return reverse("brief-schrijven", args=[onderdeel.brief.slug])


def _findings(record: Onderdeel, stukken: dict[str, Any]) -> list[Bevinding]:
    if record.brief.soort == Briefsoort.AUDITOORDEEL:  # what it says is the committee's own
        return []
    return bevindingen_for_tekst(record.brief.ronde_id, stukken["kop"], [stukken["tekst"]])


def show_onderdeel(
    request: HttpRequest, record: Onderdeel, form: OnderdeelForm, status: int = 200, **extra: Any
) -> HttpResponse:
    """The page of a text of its own, with what an annex adds to it."""
    own = record.brief.soort != Briefsoort.AUDITOORDEEL
    bijdrage = record.brief.ronde.bijdragen.order_by("pk").first() if own else None
    context = {
        "onderdeel": record,
        "brief": record.brief,
        "form": form,
        # The list of targets is the round's, whatever the bijdrage it is asked for.
        "verwijzingen": reverse("verwijzingen", args=[bijdrage.pk]) if bijdrage else "",
        "bevindingen": _findings(record, {"kop": record.kop, "tekst": record.tekst}),
        "revisies": history(OnderdeelDoel.soort, record.pk)[:20],
        "aanbod": aanbod_for(record),
        "themas": themas_for(record),
        "schrijver": request.user.pk,
        "terug": terug_van(record),
        "afbeelding_form": AfbeeldingForm(record) if record.bijlage else None,
        **extra,
    }
    return render(request, "rapportage/onderdeel.html", context, status=status)


@schrijver
@require_POST
def onderdeel_stap(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move, remove or restore a general part, or put back one of its versions; `doe` says which."""
    record = get_onderdeel(request.user, slug, pk)
    doe, door = request.POST.get("doe", ""), writer(request)
    verb, _, versie = doe.partition(":")
    focus = f"{doe}-{pk}"
    if doe in ("omhoog", "omlaag"):
        editing.move_onderdeel(record, -1 if doe == "omhoog" else 1, door)
    elif doe == "verwijderen":
        editing.remove_onderdeel(record, door)
        messages.success(request, f"‘{record}’ is verwijderd. Onderaan kunt u het terugzetten.")
        focus = "melding"
    elif doe == "terugzetten":
        editing.restore_onderdeel(record, door)
        messages.success(request, f"‘{record}’ staat er weer, als laatste van zijn plaats.")
        focus = "melding"
    elif verb == "versie":
        if editing.restore_version(record, number(versie), door):
            messages.success(request, "Teruggezet. Wat er stond, staat in de geschiedenis.")
        return redirect("onderdeel", slug, pk)
    return redirect(f"{terug_van(record)}?focus={focus}")


@schrijver
@require_POST
def onderdeel_toezegging(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Register one of the sentences that this general part offers (`zin`)."""
    record = get_onderdeel(request.user, slug, pk)
    try:
        thema = number(request.POST.get("thema"))
        made = register_sentence(record, request.POST.get("zin", ""), writer(request), thema)
        messages.success(request, "De zin staat in het register; openbaar met de brief.")
        if made.te_laat:
            messages.warning(request, TERMIJN_VOORBIJ)
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
    return redirect("onderdeel", slug, pk)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def brief_feiten(request: HttpRequest, slug: str) -> HttpResponse:
    """Addressee, number, date, signatories. The secretariaat has its own part of it."""
    brief = get_brief_with_facts(request.user, slug)
    geheel = may_write(request.user, brief)
    doel = BriefDoel(brief)
    versie, inhoud = doel.read()
    if request.method != "POST":
        formulier = Briefformulier(inhoud, versie, geheel=geheel, brief=brief)
        return _feiten(request, brief, formulier)
    formulier = Briefformulier(inhoud, versie, geheel=geheel, brief=brief, data=request.POST)
    if not formulier.is_valid():
        return _feiten(request, brief, formulier, status=422)
    opslag = formulier.opslag()
    resultaat = save(doel, opslag, writer(request))
    if not resultaat.gelukt:
        mine = mine_on_top(resultaat.basis, opslag.inhoud, resultaat.inhoud)
        again = Briefformulier(mine, resultaat.versie, geheel=geheel, brief=brief)
        rijen = rows_beside(LABELS, mine, resultaat, read_out)
        return _feiten(request, brief, again, status=409, resultaat=resultaat, rijen=rijen)
    messages.success(request, opgeslagen_om(resultaat))
    return redirect("brief-feiten", slug)


def _feiten(
    request: HttpRequest,
    brief: Brief,
    formulier: Briefformulier,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "brief": brief,
        "formulier": formulier,
        "redigeert": may_write(request.user, brief),
        "publiceert": may_publish(request.user, brief),
        **extra,
    }
    return render(request, "rapportage/brief_feiten.html", context, status=status)
