"""The plan for everybody, as a page and as a PDF."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.openbaar.bytes import answer
from rapportage.openbaar.plannen import planpagina, public_plannen
from rapportage.plandocument import Sectie
from rapportage.planpdf.models import Planpdf
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
    kept = Planpdf.objects.filter(slug=slug).defer("inhoud").first()
    return render(request, "rapportage/plan.html", {"p": pagina, "delen": delen, "pdf": kept})


@require_safe
def pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """As it was last made; a reader asks each time whether there is another."""
    kept = Planpdf.objects.filter(slug=_public(slug).slug).first()
    if kept is None:
        raise Http404
    bytes_ = ("application/pdf", bytes(kept.inhoud), None)
    response = answer(request, bytes_, kept.sha256, delen=True)
    response["Cache-Control"] = "public, no-cache"
    response["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return response


def _ready(sectie: Sectie) -> Sectie:
    """With its tables in a box that scrolls by itself."""
    return replace(sectie, html=prepare_tables(sectie.html)) if "<table" in sectie.html else sectie


def _public(slug: str) -> Plan:
    """Raises Http404."""
    found = public_plannen().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
