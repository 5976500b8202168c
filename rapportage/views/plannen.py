"""The plan for everybody, as a page and as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.openbaar.plannen import planpagina, public_plannen
from rapportage.rendering.plan import levels
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
        ([(next(niveaus).niveau, sectie) for sectie in deel.secties], deel.stand)
        for deel in pagina.delen
    ]
    return render(request, "rapportage/plan.html", {"p": pagina, "delen": delen})


def _public(slug: str) -> Plan:
    """Raises Http404."""
    found = public_plannen().filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
