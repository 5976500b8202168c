"""Placing a remark and answering one: addresses that only take a POST, for every kind of text."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.opmerkingen import plaatsen
from veiligheid.core.opmerkingen.models import Anker, Opmerking
from veiligheid.core.opmerkingen.soorten import get_kind


@schrijver
@require_POST
def opmerking_plaatsen(request: HttpRequest, soort: str, record: int) -> HttpResponse:
    """A remark at a text: `tekst`, and at which words (`citaat`) if at any."""
    kind = get_kind(soort)
    found = kind.fetch(request.user, record)
    sent = request.POST
    try:
        opmerking = plaatsen.place(
            soort,
            record,
            kind.doel(found) if kind.doel else None,
            sent.get("tekst", ""),
            writer(request),
            citaat=sent.get("citaat", ""),
            voor=sent.get("voor", "")[-200:],
            stuk=sent.get("stuk", ""),
            uuid=_uuid(sent.get("uuid", "")),
        )
    except Geweigerd as geweigerd:
        return _again(request, geweigerd, kind.adres(found))
    messages.success(request, "De opmerking staat erbij.")
    return _back(request, kind.adres(found), opmerking.pk)


@schrijver
@require_POST
def opmerking_stap(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer, settle or open again; `doe` says which. An answer may be settled with it."""
    anker = Anker.objects.filter(opmerking=pk).select_related("opmerking").first()
    if anker is None:
        raise Http404
    kind = get_kind(anker.soort)
    adres = kind.adres(kind.fetch(request.user, anker.record))
    opmerking: Opmerking = anker.opmerking
    doe, tekst, door = request.POST.get("doe", ""), request.POST.get("tekst", ""), writer(request)
    try:
        if doe == "antwoorden" or (doe == "afhandelen" and tekst.strip()):
            plaatsen.answer(opmerking, tekst, door, _uuid(request.POST.get("uuid", "")))
        eerder = None
        if doe == "afhandelen":
            eerder = plaatsen.settle(opmerking, door)
        elif doe == "heropenen":
            eerder = plaatsen.reopen(opmerking, door)
    except Geweigerd as geweigerd:
        return _again(request, geweigerd, adres)
    if eerder is not None and eerder.gebruiker_id != door.pk:
        wat = "afgehandeld" if doe == "afhandelen" else "weer geopend"
        messages.info(request, f"{eerder.wie} had deze opmerking net al {wat}.")
    return _back(request, adres, pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _back(request: HttpRequest, adres: str, pk: int) -> HttpResponse:
    """To where it came from, at the remark."""
    terug = request.POST.get("terug", "")
    own = terug.startswith("/") and url_has_allowed_host_and_scheme(terug, allowed_hosts=None)
    return redirect(f"{(terug if own else adres).partition('#')[0]}#opmerking-{pk}")


def _again(request: HttpRequest, geweigerd: Geweigerd, adres: str) -> HttpResponse:
    """The form once more, with what was written and why it was refused."""
    context: dict[str, Any] = {
        "geweigerd": geweigerd.bevindingen,
        "adres": adres,
        "sent": {naam: request.POST.get(naam, "") for naam in _SENT},
        "plaatst": "citaat" in request.POST,
    }
    return render(request, "opmerkingen/opnieuw.html", context, status=422)


_SENT = ("tekst", "citaat", "voor", "stuk", "uuid", "terug", "doe")

urlpatterns: list[URLPattern] = [
    path("opmerkingen/<slug:soort>/<int:record>/", opmerking_plaatsen, name="opmerking-plaatsen"),
    path("opmerkingen/<int:pk>/", opmerking_stap, name="opmerking-stap"),
]
