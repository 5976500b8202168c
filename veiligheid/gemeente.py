"""What the municipality is and chose: seen here, changed where it comes from."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie
from rapportage.ondertekening.lezen import op_dag
from rapportage.proefbrief import make_proefbrief
from rapportage.rendering.html import render_brief, static_vorm
from rapportage.rendering.paper import letter_pdf
from rapportage.workflow import Briefsoort
from veiligheid.core.findings import Geweigerd
from veiligheid.core.mensen.instellingen import GEMEENTE, TOEGANG
from veiligheid.core.mensen.permissions import require_beheerder


@login_required
@never_cache
@require_safe
def gemeente(request: HttpRequest) -> HttpResponse:
    """For the beheerder: the choices with the name of the setting each comes from, the house style
    as it looks, and who signs the letters of today."""
    require_beheerder(request.user)
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF.value)
    context = {
        "groepen": [("Gemeente", GEMEENTE), ("Toegang", TOEGANG)],
        "ondertekenaars": op_dag(timezone.localdate()).ondertekenaars,
        "gepubliceerd": letters.first(),
    }
    return render(request, "beheer/gemeente.html", context)


@login_required
@never_cache
@require_safe
def proefbrief(request: HttpRequest) -> HttpResponse:
    """A letter of nobody's in the house style of now."""
    require_beheerder(request.user)
    return HttpResponse(render_brief(make_proefbrief(timezone.localdate()), static_vorm(), None))


@login_required
@never_cache
@require_safe
def proefbrief_pdf(request: HttpRequest) -> HttpResponse:
    """The same on paper: a page or two, made while one waits."""
    require_beheerder(request.user)
    try:
        pdf, _ = letter_pdf(make_proefbrief(timezone.localdate()), concept=True)
    except Geweigerd as geweigerd:
        messages.error(request, geweigerd.bevindingen[0].melding)
        return redirect("gemeente")
    headers = {"Content-Disposition": 'inline; filename="proefbrief.pdf"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
