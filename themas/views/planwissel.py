"""From one plan to the next: each plan as a file, and beginning its successor."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from themas.jaar.permissions import Bezoeker, may_start_plan
from themas.plan.importing.planbestand import write_planbestand
from themas.plan.models import Plan
from themas.plan.opvolger import start_opvolger
from themas.plan.querysets import PlanQuerySet
from themas.plan.uitvoer import bron_of, plan_word
from themas.views.word import DOCX
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.toegang.logboek import uitvoer

_SOORTEN = {"json": "application/json", "docx": DOCX}


def _plannen(gebruiker: Bezoeker) -> PlanQuerySet:
    """Every plan, for whoever begins the next one. Raises Http404."""
    if not isinstance(gebruiker, Gebruiker) or not may_start_plan(gebruiker):
        raise Http404
    plans: PlanQuerySet = Plan.objects.select_related("voorganger").prefetch_related("opvolgers")
    return plans


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def planwissel(request: HttpRequest) -> HttpResponse:
    """All plans, with what each goes on with. A POST (`plan`) begins the one after it."""
    plannen = _plannen(request.user)
    if request.method != "POST":
        return render(request, "themas/planwissel.html", {"plannen": plannen})
    plan = plannen.filter(pk=number(request.POST.get("plan"))).first()
    if plan is None:
        raise Http404
    try:
        made = start_opvolger(plan, writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("planwissel"))
    messages.success(
        request,
        f"‘{made}’ is begonnen met de thema’s en acties die doorlopen. Het is nog voor niemand "
        "buiten te zien.",
    )
    return redirect("planwissel")


@schrijver
@require_safe
@uitvoer
def planbestand(request: HttpRequest, slug: str, als: str) -> HttpResponse:
    """A plan as a file that can be taken in again: all of it (json), or its texts (docx)."""
    plan = _plannen(request.user).filter(slug=slug).first()
    if plan is None:
        raise Http404
    bron = bron_of(plan)
    data = write_planbestand(bron) if als == "json" else plan_word(bron)
    answer = HttpResponse(data, content_type=_SOORTEN[als])
    answer["Content-Disposition"] = f'attachment; filename="{plan.slug}.{als}"'
    return answer
