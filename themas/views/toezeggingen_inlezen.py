"""Taking in the griffie's list in the browser: look first, then confirm.

Between the two the file travels in the page itself, so that what is written is what was shown, and
nothing of it lies on the server."""

import base64
import binascii
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from themas.toezeggingen.forms import InleesForm
from themas.toezeggingen.lijst.apply import import_lijst
from themas.toezeggingen.permissions import may_exchange
from themas.views.toezeggingen import binnen
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker

# As base64 in a form it has to stay under DATA_UPLOAD_MAX_MEMORY_SIZE.
_MEEST = 1_500_000
# Of a longer list the rest is counted.
_GETOOND = 100
_KOPPEN = {
    "gewijzigd": "Dit zou veranderen",
    "behouden": "Dit blijft zoals het in het portaal is",
    "nieuw": "Dit zou erbij komen",
}


@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def inlezen(request: HttpRequest) -> HttpResponse:
    door = request.user
    if not may_exchange(door) or not isinstance(door, Gebruiker):
        raise Http404
    if request.method != "POST":
        return _page(request, {"form": InleesForm()})
    confirmed = "inhoud" in request.POST
    form = InleesForm(request.POST, request.FILES)
    if not confirmed and not form.is_valid():
        return _page(request, {"form": form}, 422)
    data = _carried(request) if confirmed else form.cleaned_data["bestand"].read(_MEEST + 1)
    if len(data) > _MEEST:
        form.add_error(
            "bestand",
            "Dit bestand is te groot voor de browser (meest 1,5 MB). Vraag de beheerder het in te "
            "lezen met importeer_toezeggingen.",
        )
        return _page(request, {"form": form}, 422)
    try:
        telling = _import(data, door, keep=confirmed)
    except Geweigerd as geweigerd:
        return _page(request, {"form": InleesForm(), "geweigerd": geweigerd.bevindingen}, 422)
    if confirmed:
        messages.success(
            request,
            f"Ingelezen: {telling.gemaakt} nieuw, {telling.bijgewerkt} bijgewerkt, "
            f"{telling.ongewijzigd} ongewijzigd, {telling.behouden} gebleven zoals zij waren.",
        )
        return redirect("toezeggingen-beheer")
    context = {
        "telling": telling,
        "inhoud": base64.b64encode(data).decode(),
        "groepen": [
            (kop, [(w, [{"veld": v} for v in w.velden]) for w in of_kind[:_GETOOND]], len(of_kind))
            for soort, kop in _KOPPEN.items()
            if (of_kind := [w for w in telling.wijzigingen if w.soort == soort])
        ],
    }
    return _page(request, context)


def _import(data: bytes, door: Gebruiker, *, keep: bool) -> Telling:
    with transaction.atomic():
        telling = import_lijst(data, door)
        if not keep:
            transaction.set_rollback(True)
    return telling


def _carried(request: HttpRequest) -> bytes:
    try:
        return base64.b64decode(request.POST["inhoud"], validate=True)
    except binascii.Error:
        return b""


def _page(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return render(request, "themas/toezeggingen/inlezen.html", context, status=status)
