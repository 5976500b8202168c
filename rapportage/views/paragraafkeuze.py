"""By which paragraaf of a published letter a promise was settled: a list to choose from, for the
screens of the register, which know no publications."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from rapportage.paragrafen import published_paragrafen
from themas.toezeggingen.permissions import get_toezegging
from themas.views.toezeggingen import GEKOZEN, binnen, typed


@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def kiezen(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Of the promise's own theme first; with `alles` of every theme. What is chosen is filled in on
    the screen of the promise, where it is settled. A POST is from there: what was typed there goes
    along, and comes back with the choice."""
    record = get_toezegging(request.user, sleutel)
    alles = record.thema is None or "alles" in request.GET
    slug = "" if alles or record.thema is None else record.thema.slug

    def choice(titel: str, adres: str) -> str:
        return urlencode({"titel": titel[:300], "url": request.build_absolute_uri(adres)})

    brieven = [
        (
            keuze.titel,
            [(t, [(p.kop, choice(p.titel, p.adres)) for p in ps]) for t, ps in keuze.themas],
        )
        for keuze in published_paragrafen(slug)
    ]
    context = {"t": record, "brieven": brieven, "alles": alles, "gekozen": GEKOZEN}
    context["bewaard"] = typed(request).items()
    return render(request, "rapportage/paragraafkeuze.html", context)
