"""Writing one paragraaf: as a page that is sent, or by a script that saves while somebody types."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from themas.forms.paragraaf import Schrijfformulier
from themas.jaar.beloften import standen_for
from themas.jaar.blokken import apply_step, focus_after
from themas.jaar.herstellen import with_free_keys
from themas.jaar.models import Voortgang
from themas.jaar.opletten import bevindingen_for_tekst
from themas.jaar.permissions import get_own_voortgang
from themas.jaar.saving import VoortgangDoel, blokken_of, read_together
from themas.toezeggingen.aanbod import naast_context
from themas.toezeggingen.verwijsbaar import dangling_in
from themas.views.antwoord import (
    conflict_words,
    invalid_as_json,
    opgeslagen_om,
    resultaat_as_json,
    writer,
)
from themas.views.sessie import schrijver, wants_json
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, Uitkomst, mine_on_top, save


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def paragraaf(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """One paragraaf to write. A POST saves it and, when a button said so, changes its blocks."""
    record = get_own_voortgang(request.user, pk, voortgang)
    if request.method != "POST":
        versie, inhoud = read_together(record)
        return _page(request, record, Schrijfformulier.to_write(record, inhoud, versie))
    formulier = Schrijfformulier.sent(record, request.POST)
    if not formulier.is_valid():
        if wants_json(request):
            return invalid_as_json(formulier.fouten())
        fouten = dict.fromkeys(f for zinnen in formulier.fouten().values() for f in zinnen)
        return _page(request, record, formulier, status=422, fouten=list(fouten))
    doe = request.POST.get("doe", "")
    opslag = formulier.opslag(apply_step(formulier.contents(), doe))
    try:
        resultaat = save(VoortgangDoel(record), opslag, writer(request))
    except Geweigerd as geweigerd:
        if wants_json(request):
            melding = " ".join(b.melding for b in geweigerd.bevindingen)
            return JsonResponse({"uitkomst": "geweigerd", "melding": melding}, status=409)
        return _page(request, record, formulier, status=409, geweigerd=geweigerd.bevindingen)
    if wants_json(request):
        daar = formulier.changed(opslag.inhoud, resultaat.inhoud)
        opletten = _findings(record, resultaat.inhoud)
        return resultaat_as_json(resultaat, writer(request), formulier.opgemerkt(), daar, opletten)
    if not resultaat.gelukt:
        return _conflict(request, record, opslag, resultaat)
    level = messages.WARNING if resultaat.uitkomst is Uitkomst.SAMENGEVOEGD else messages.SUCCESS
    messages.add_message(request, level, opgeslagen_om(resultaat))
    for zin in formulier.opgemerkt():
        messages.warning(request, zin)
    if doe == "klaar":
        return redirect(f"{reverse('bijdrage', args=[pk])}#paragraaf-{voortgang}")
    adres = reverse("paragraaf", args=[pk, voortgang])
    if (n := focus_after(doe)) is None:
        return redirect(adres)
    n = n if n >= 0 else len(blokken_of(resultaat.inhoud)) - 1
    return redirect(f"{adres}?focus={n}#blok-{n}")


def _page(
    request: HttpRequest,
    record: Voortgang,
    formulier: Schrijfformulier,
    status: int = 200,
    template: str = "themas/paragraaf.html",
    **extra: Any,
) -> HttpResponse:
    standen = standen_for(record.bijdrage)
    teksten = list(formulier.stands.values())
    blokken = formulier.with_beloften(standen)
    context = {
        "voortgang": record,
        "bijdrage": record.bijdrage,
        "formulier": formulier,
        "standen": standen,
        "blokken": blokken,
        # Once is enough: beside the text that answers it.
        "naast": {b for _, beloften in blokken for b in beloften},
        "bevindingen": [
            *bevindingen_for_tekst(record.bijdrage.ronde_id, record.kop, teksten),
            *dangling_in(record, teksten),
        ],
        "focus": request.GET.get("focus", ""),
        "schrijver": request.user.pk,
        **naast_context(record.bijdrage, request.user, record),
        **extra,
    }
    return render(request, template, context, status=status)


def _findings(record: Voortgang, inhoud: Inhoud) -> list[Bevinding]:
    teksten = [blok.tekst for blok in blokken_of(inhoud)]
    return bevindingen_for_tekst(record.bijdrage.ronde_id, inhoud.stukken["kop"], teksten)


def _conflict(
    request: HttpRequest, record: Voortgang, opslag: Opslag, resultaat: Resultaat
) -> HttpResponse:
    """Base, mine and theirs beside each other. The form below holds mine where both changed the
    same, and theirs elsewhere."""
    merged = mine_on_top(resultaat.basis, opslag.inhoud, resultaat.inhoud)
    mine = with_free_keys(record, merged)
    formulier = Schrijfformulier.to_write(record, mine, resultaat.versie)
    extra = {
        "resultaat": resultaat,
        "mijn": opslag.inhoud,
        "zelf": resultaat.andere == writer(request).naam,
        "woorden": conflict_words(resultaat, writer(request)),
    }
    return _page(request, record, formulier, 409, "themas/conflict.html", **extra)
