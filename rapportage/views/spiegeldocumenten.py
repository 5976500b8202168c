"""The mirror as a document of its own: which years have one, and beginning another."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rapportage.brieven import start_spiegel
from rapportage.models import Brief, Briefsoort
from rapportage.permissions import may_start_document
from themas.jaar.models import Ronde
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def spiegeldocumenten(request: HttpRequest) -> HttpResponse:
    """Every round that looks back, with its mirror where there is one. A POST (`ronde`) begins
    one."""
    if not may_start_document(request.user):
        raise Http404
    rondes = Ronde.objects.exclude(verslagjaar=None).select_related("plan")
    if request.method != "POST":
        made = Brief.objects.filter(soort=Briefsoort.SPIEGEL).select_related("ronde")
        by_year = {(b.ronde.plan_id, b.ronde.verslagjaar): b for b in made}
        years = {(r.plan_id, r.verslagjaar): r for r in rondes.order_by("-verslagjaar", "plan")}
        regels = [(ronde, by_year.get(key)) for key, ronde in years.items()]
        return render(request, "rapportage/spiegeldocumenten.html", {"regels": regels})
    ronde = rondes.filter(pk=number(request.POST.get("ronde"))).first()
    if ronde is None:
        raise Http404
    try:
        brief = start_spiegel(ronde, writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("spiegeldocumenten"))
    messages.success(request, f"‘{brief}’ is begonnen. De tabel vult zichzelf.")
    return redirect("brief-schrijven", brief.slug)
