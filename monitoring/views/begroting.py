"""Keeping the lines of a budget: their names, themes and amounts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.aanhalingen import quoted_findings
from monitoring.beheer.begroting import DeelproductDoel
from monitoring.beheer.woorden import lines_of
from monitoring.citaatsleutels import Bedragplaats
from monitoring.forms.beheer import DeelproductForm, Deelproductformulier
from monitoring.geld.models import Deelproduct
from monitoring.geld.overzicht import geldoverzicht
from monitoring.permissions import get_deelproduct, require_begroting
from themas.plan.models import Plan
from veiligheid.core.bewerken.antwoord import opgeslagen_om, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import Inhoud, history, save

LABELS = {n: str(f.label) for n, f in DeelproductForm.base_fields.items()}


@schrijver
@require_safe
def begroting(request: HttpRequest) -> HttpResponse:
    """Every plan with its budget: the lines, the years, the sum and the stated total."""
    require_begroting(request.user)
    plannen = Plan.objects.filter(deelproducten__isnull=False).distinct()
    context = {
        "begrotingen": [
            (
                plan,
                [
                    (d, regel, list(zip(regel.bedragen, overzicht.decimalen, strict=True)))
                    for d, regel in zip(plan.deelproducten.all(), overzicht.regels, strict=True)
                ],
                overzicht,
            )
            for plan in plannen
            for overzicht in [geldoverzicht(plan)]
        ]
    }
    return render(request, "monitoring/beheer/begroting.html", context)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def deelproduct(request: HttpRequest, plan: str, slug: str) -> HttpResponse:
    record = get_deelproduct(request.user, plan, slug)
    doel = DeelproductDoel(record)
    versie, inhoud = doel.read()
    themas = record.plan.themas.all()
    data = request.POST if request.method == "POST" else None
    formulier = Deelproductformulier(inhoud, versie, data=data, themas=themas)
    if data is None:
        return _deelproduct(request, record, formulier)
    if not formulier.is_valid():
        return _deelproduct(request, record, formulier, status=422)
    opslag = formulier.opslag()
    try:
        resultaat = save(doel, opslag, writer(request))
    except Geweigerd as geweigerd:
        formulier.feiten.add_error("naam", geweigerd.bevindingen[0].melding)
        return _deelproduct(request, record, formulier, status=422)
    if not resultaat.gelukt:
        again = Deelproductformulier(opslag.inhoud, resultaat.versie, themas=themas)
        daar = lines_of(resultaat.inhoud, LABELS, opslag.inhoud)
        return _deelproduct(request, record, again, 409, resultaat=resultaat, daar=daar)
    messages.success(request, opgeslagen_om(resultaat))
    _tell_who_quotes(request, record, inhoud, resultaat.inhoud)
    return redirect("deelproduct", plan, slug)


def _tell_who_quotes(
    request: HttpRequest, record: Deelproduct, before: Inhoud, after: Inhoud
) -> None:
    """The published letters that name an amount as it was."""
    changed = {}
    for naam in before.stukken.keys() | after.stukken.keys():
        was, now = before.stukken.get(naam), after.stukken.get(naam)
        if naam.startswith("bedrag/") and was != now:
            rij = was or now or {}
            plaats = Bedragplaats(
                record.plan.slug, record.slug, rij["jaar"], rij["soort"], rij["kant"]
            )
            changed[plaats.sleutel] = f"{record}, {rij['jaar']}"
    for bevinding in quoted_findings(changed):
        messages.warning(request, bevinding.melding)


def _deelproduct(
    request: HttpRequest,
    record: Deelproduct,
    formulier: Deelproductformulier,
    status: int = 200,
    **extra: Any,
) -> HttpResponse:
    context = {
        "deelproduct": record,
        "formulier": formulier,
        "revisies": [
            (r, lines_of(Inhoud.from_json(r.inhoud), LABELS))
            for r in history(DeelproductDoel.soort, record.pk)[:20]
        ],
        **extra,
    }
    return render(request, "monitoring/beheer/deelproduct.html", context, status=status)
