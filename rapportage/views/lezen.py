"""Pages for readers that live: they are made of what was published and nothing else."""

from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from rapportage.models import Briefsoort, Publicatie
from rapportage.openbaar.citeren import citaat_of
from rapportage.openbaar.debat import debat_of
from rapportage.openbaar.naast_elkaar import beside
from rapportage.openbaar.nieuw import SOORTEN, last_letter_day, news, only_whole
from rapportage.openbaar.publicaties import document_of, newest_letter
from rapportage.openbaar.voorpagina import wijken


@require_safe
def debat(request: HttpRequest) -> HttpResponse:
    """A letter on one page: the newest that looks back, or the one asked for (`brief`)."""
    letters = Publicatie.objects.newest_per_slug().filter(soort=Briefsoort.VEILIGHEIDSBRIEF)
    if slug := request.GET.get("brief", ""):
        letters = letters.filter(slug=slug[:80])
        if not letters:
            raise Http404
    for publicatie in letters:
        if found := debat_of(document_of(publicatie)):
            context = {"brief": publicatie, "debat": found, "balk": mark_safe(found.balk)}  # noqa: S308
            return render(request, "rapportage/debat.html", context)
    return render(request, "rapportage/debat.html", {"brief": None})


@require_safe
def citeer(request: HttpRequest, slug: str, anker: str, versie: int | None = None) -> HttpResponse:
    """A paragraaf with all that is needed to share and quote it."""
    found = Publicatie.objects.versions(slug)
    publicatie = (found if versie is None else found.filter(versie=versie)).first()
    if Publicatie.objects.standing(slug) is None:
        raise Http404
    citaat = citaat_of(publicatie, anker, request.build_absolute_uri) if publicatie else None
    if citaat is None:
        raise Http404
    response = render(request, "rapportage/citeer.html", {"citaat": citaat, "brief": publicatie})
    # Who searches finds the letter itself.
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def nieuw(request: HttpRequest) -> HttpResponse:
    """What changed since a day; the address holds the whole choice. By itself: since the letter
    before the newest."""
    asked = request.GET.get("sinds", "")[:10]
    since, fout = last_letter_day(), ""
    if asked:
        try:
            since = date.fromisoformat(asked)
        except ValueError:
            fout = (
                f"‘{asked}’ is geen datum. Schrijf jaar, maand en dag, zoals 2025-01-31. Hier "
                "staat wat er nieuw is sinds de vorige brief."
            )
    thema, code = request.GET.get("thema", "")[:300], request.GET.get("wijk", "")[:20]
    areas = wijken()
    gebied = next((g for g in areas if g.code == code), None)
    newest = newest_letter()
    hoofdstukken = list(document_of(newest).hoofdstukken) if newest else []
    found = news(since, thema=thema, gebied=gebied.code if gebied else "")
    groepen = [(soort, [n for n in found if n.soort == soort]) for soort in SOORTEN]
    context = {
        "sinds": since,
        "fout": fout,
        "thema": thema,
        "gebied": gebied,
        "wijken": areas,
        "hele_gemeente": f"{reverse('nieuw')}?{urlencode({'sinds': since, 'thema': thema})}",
        "alleen_gemeente": only_whole(since, gebied.code) if gebied else [],
        "themas": [(h.slug, h.titel) for h in hoofdstukken],
        "groepen": [(soort, berichten) for soort, berichten in groepen if berichten],
    }
    return render(request, "rapportage/nieuw.html", context)


@require_safe
def naast_elkaar(request: HttpRequest, thema: str) -> HttpResponse:
    """A theme this year and last year, in two columns."""
    kolommen = beside(thema)
    titel = next((k.hoofdstuk.titel for k in kolommen if k.hoofdstuk), "")
    if not titel:
        raise Http404
    context = {"kolommen": kolommen, "titel": titel}
    return render(request, "rapportage/naast_elkaar.html", context)
