"""A suggestion on screen for a paragraaf."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from themas.forms.paragraaf import Schrijfformulier
from themas.jaar.permissions import (
    get_voortgang_to_propose,
)
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.op_scherm import propose
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def voorstel_doen(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Suggest other words for a paragraaf. A POST makes proposals of what is different."""
    verstuurd = request.method == "POST"
    record = get_voortgang_to_propose(request.user, pk, voortgang, verstuurd=verstuurd)
    if request.method != "POST":
        versie, inhoud = VoortgangDoel(record).read()
        return _show(request, record, Schrijfformulier.to_write(record, inhoud, versie))
    formulier = Schrijfformulier.sent(record, request.POST)
    if not formulier.is_valid():
        return _show(request, record, formulier, status=422)
    data = formulier.form.cleaned_data
    try:
        made = propose(record, data, formulier.contents(), writer(request))
    except Geweigerd as geweigerd:
        found = geweigerd.bevindingen
        return _show(request, record, formulier, status=409, geweigerd=found)
    if made is None:
        messages.info(request, "U wijzigde niets; er is geen voorstel gemaakt.")
        return redirect("bijdrage", pk)
    messages.success(request, "Het voorstel ligt bij de schrijver. De tekst is niet veranderd.")
    return redirect("terugkomst", pk, made.pk)


def _show(
    request: HttpRequest, record: Any, formulier: Schrijfformulier, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "bijdrage": record.bijdrage,
        "voortgang": record,
        "formulier": formulier,
        "terug": reverse("bijdrage", args=[record.bijdrage_id]),
        **extra,
    }
    return render(request, "themas/voorstel_doen.html", context, status=status)
