"""The documents of a year besides its letter: which years have one, and beginning another."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse

from rapportage.brieven import start_spiegel
from rapportage.models import Brief, Briefsoort
from rapportage.permissions import may_start_document
from themas.jaar.models import Ronde
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker


@dataclass(frozen=True, slots=True)
class Documentkeuze:
    """A kind of document that each year may have: its words, and what begins one."""

    soort: Briefsoort
    route: str
    titel: str
    uitleg: str
    begonnen: str
    begin: Callable[[Ronde, Gebruiker | None], Brief]


_SPIEGEL = Documentkeuze(
    soort=Briefsoort.SPIEGEL,
    route="spiegeldocumenten",
    titel="Beloofd en gedaan",
    uitleg="Van elk jaar kunt u een eigen document maken waarin naast elkaar staat wat was beloofd "
    "en wat erover is verteld. Het wordt vastgesteld en gepubliceerd als een brief.",
    begonnen="‘{}’ is begonnen. De tabel vult zichzelf.",
    begin=start_spiegel,
)


@schrijver
def spiegeldocumenten(request: HttpRequest) -> HttpResponse:
    return choose(request, _SPIEGEL)


def choose(request: HttpRequest, keuze: Documentkeuze) -> HttpResponse:
    """Every round that looks back, with its document where there is one. A POST (`ronde`) begins
    one."""
    if not may_start_document(request.user):
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    rondes = Ronde.objects.exclude(verslagjaar=None).select_related("plan")
    if request.method != "POST":
        made = Brief.objects.filter(soort=keuze.soort).select_related("ronde")
        by_year = {(b.ronde.plan_id, b.ronde.verslagjaar): b for b in made}
        years = {(r.plan_id, r.verslagjaar): r for r in rondes.order_by("-verslagjaar", "plan")}
        regels = [(ronde, by_year.get(key)) for key, ronde in years.items()]
        return render(
            request, "rapportage/spiegeldocumenten.html", {"regels": regels, "keuze": keuze}
        )
    ronde = rondes.filter(pk=number(request.POST.get("ronde"))).first()
    if ronde is None:
        raise Http404
    try:
        brief = keuze.begin(ronde, writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse(keuze.route))
    messages.success(request, keuze.begonnen.format(brief))
    return redirect("brief-schrijven", brief.slug)
