"""Annexes that a published letter withholds: their archive copies, and lifting the secrecy."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from rapportage.forms import OpheffingForm
from rapportage.geheim.opheffen import Besluit, lift, withheld
from rapportage.models import Geheimstuk, Publicatie
from rapportage.permissions import get_brief_to_publish
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.toegang.logboek import uitvoer
from veiligheid.core.toegang.vers import require_vers


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def geheim(request: HttpRequest, slug: str) -> HttpResponse:
    """What the letter that stands withholds. A POST lifts the secrecy of one annex."""
    brief = get_brief_to_publish(request.user, slug)
    require_vers(request)
    publicatie = Publicatie.objects.standing(slug)
    if publicatie is None:
        raise Http404
    names = withheld(publicatie)
    form = OpheffingForm(
        request.POST if request.method == "POST" else None,
        bijlagen=[(nummer, naam) for nummer, naam, copy in names if copy],
    )
    geweigerd: tuple[Bevinding, ...] = ()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        besluit = Besluit(int(data["bijlage"]), data["opgeheven_door"], data["datum"])
        try:
            return redirect("taak", lift(brief, besluit, writer(request)).pk)
        except Geweigerd as error:
            geweigerd = error.bevindingen
    context: dict[str, Any] = {
        "brief": brief,
        "publicatie": publicatie,
        "bijlagen": [
            (nummer, naam, copy, publicatie.geheime_stukken.filter(nummer=nummer).defer("inhoud"))
            for nummer, naam, copy in names
        ],
        "form": form,
        "geweigerd": geweigerd,
    }
    status = 409 if geweigerd else 422 if form.is_bound else 200
    return render(request, "rapportage/geheim.html", context, status=status)


@schrijver
@require_safe
@uitvoer
def geheim_bestand(request: HttpRequest, slug: str, nummer: int, naam: str) -> HttpResponse:
    """A file of the archive copy, for the archive. Never shown in the browser itself."""
    get_brief_to_publish(request.user, slug)
    require_vers(request)
    publicatie = Publicatie.objects.standing(slug)
    rows = Geheimstuk.objects.filter(publicatie=publicatie, nummer=nummer, pad=naam)
    found = rows.first() if publicatie is not None else None
    if found is None:
        raise Http404
    answer = HttpResponse(bytes(found.inhoud), content_type=found.mediatype)
    answer["Content-Disposition"] = f'attachment; filename="{slug}-geheim-{nummer}-{naam}"'
    return answer
