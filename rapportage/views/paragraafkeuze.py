"""By which paragraaf of a published letter a promise was settled: a list to choose from, for the
screens of the register, which know no publications."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rapportage.paragrafen import published_paragrafen
from themas.toezeggingen.permissions import get_toezegging
from themas.views.toezeggingen import binnen


@require_safe
@binnen
def kiezen(request: HttpRequest, sleutel: str) -> HttpResponse:
    """Of the promise's own theme first; with `alles` of every theme. What is chosen is filled in on
    the screen of the promise, where it is settled."""
    record = get_toezegging(request.user, sleutel)
    alles = record.thema is None or "alles" in request.GET
    slug = "" if alles or record.thema is None else record.thema.slug
    terug = reverse("toezegging-beheer", args=[sleutel])

    def link(titel: str, adres: str) -> str:
        chosen = {"titel": titel[:300], "url": request.build_absolute_uri(adres)}
        return f"{terug}?{urlencode(chosen)}#waarmee"

    brieven = [
        (
            keuze.titel,
            [(t, [(p.kop, link(p.titel, p.adres)) for p in ps]) for t, ps in keuze.themas],
        )
        for keuze in published_paragrafen(slug)
    ]
    context = {"t": record, "brieven": brieven, "alles": alles}
    return render(request, "rapportage/paragraafkeuze.html", context)
