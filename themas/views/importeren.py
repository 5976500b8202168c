"""Taking in Word files on screen: a plan, or the text of one theme."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from themas.forms.inlezen import PlanInleesForm, ThemaInleesForm
from themas.jaar.permissions import proposable_bijdragen, require_import
from themas.jaar.terugkomst.taking_in import take_in
from themas.plan.importing.run import Gelezen, PlanOpties, import_plan, read_plan
from themas.views.inlezen import Inleesscherm
from themas.views.word import say_taken_in
from veiligheid.core.bron import Ingelezen
from veiligheid.core.findings import Geweigerd
from veiligheid.core.inlezen import Importer, Inzending
from veiligheid.core.models import Gebruiker


def _read(inzending: Inzending) -> Gelezen:
    return read_plan(inzending.data, inzending.naam)


def _import(gelezen: Gelezen, opties: Mapping[str, Any], door: Gebruiker | None) -> Ingelezen:
    return import_plan(gelezen, PlanOpties(**opties), door)


PLAN = Inleesscherm(
    soort="plan",
    titel="Een plan inlezen",
    uitleg="Een Integraal Veiligheidsplan of projectplan, met koppen in de stijlen Kop 1, Kop 2 …, "
    "of een planbestand (.json) dat u bij een plan hebt gedownload.",
    form=PlanInleesForm,
    importer=Importer(_read, _import),
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def thema(request: HttpRequest) -> HttpResponse:
    """The text of one theme: it becomes proposals for its writer, whatever file it is."""
    gebruiker = require_import(request.user)
    bijdragen = proposable_bijdragen(gebruiker)
    posted = request if request.method == "POST" else None
    form = ThemaInleesForm(bijdragen, posted)
    context: dict[str, Any] = {"form": form}
    if not form.is_bound:
        return render(request, "themas/inlezen_thema.html", context)
    if not form.is_valid():
        return render(request, "themas/inlezen_thema.html", context, status=422)
    bijdrage = form.cleaned_data["bijdrage"]
    data, naam = form.content()
    try:
        terugkomst, nieuw = take_in(bijdrage, data, naam, gebruiker, plain=True)
    except Geweigerd as geweigerd:
        context["geweigerd"] = geweigerd.bevindingen
        return render(request, "themas/inlezen_thema.html", context, status=422)
    if terugkomst is None:
        context["niets"] = True
        return render(request, "themas/inlezen_thema.html", context)
    say_taken_in(request, nieuw=nieuw)
    return redirect("terugkomst", bijdrage.pk, terugkomst.pk)
