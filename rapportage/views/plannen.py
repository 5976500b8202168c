"""The plan for everybody, as a page and as a PDF."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.openbaar.plannen import planpagina, public_plannen
from rapportage.plandocument import Sectie
from rapportage.rendering.plan import levels
from rapportage.rendering.tekst import prepare_tables
from themas.plan.models import Plan


@require_safe
def plannen(request: HttpRequest) -> HttpResponse:
    return render(request, "rapportage/plannen.html", {"plannen": list(public_plannen())})


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan with acties over the years, targets, motions, and what it leaves open."""
    pagina = planpagina(_public(slug))
    niveaus = iter(levels(pagina.document.secties))
    delen = [
        ([(next(niveaus).niveau, _ready(sectie)) for sectie in deel.secties], deel.stand)
        for deel in pagina.delen
    ]
    return render(request, "rapportage/plan.html", {"p": pagina, "delen": delen})


def _ready(sectie: Sectie) -> Sectie:
    """With its tables in a box that scrolls by itself."""
    return replace(sectie, html=prepare_tables(sectie.html)) if "<table" in sectie.html else sectie


def _public(slug: str) -> Plan:
    """Raises Http404."""
    found = public_plannen().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
