"""Every version of a record that ever stood, and what was kept beside it; and putting one back."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.saving import Inhoud, Opslag, Resultaat, history, save

_PER_BLADZIJDE = 25


def show_history(bewerking: Bewerking) -> HttpResponse:
    """The history of a record. A POST puts back one of its versions (`versie`), also one that was
    kept but not applied, as a new version on top of what stands."""
    if not bewerking.may_write:
        raise Http404
    if bewerking.request.method == "POST":
        return _put_back(bewerking)
    revisies = history(bewerking.doel.soort, bewerking.doel.pk)
    bladzijde = Paginator(revisies, _PER_BLADZIJDE).get_page(bewerking.request.GET.get("bladzijde"))
    versie, inhoud = bewerking.stand
    context = {
        "bewerking": bewerking,
        "bladzijde": bladzijde,
        "revisies": [
            (r, bewerking.lees_alles(Inhoud.from_json(r.inhoud)), r.inhoud == inhoud.to_json())
            for r in bladzijde
        ],
        "versie": versie,
        **bewerking.context_geschiedenis(),
    }
    return render(bewerking.request, "bewerken/geschiedenis.html", context)


def _put_back(bewerking: Bewerking) -> HttpResponse:
    request = bewerking.request
    try:
        resultaat = bewerking.put_back(request.POST) or _version(bewerking)
    except PermissionDenied:
        raise Http404 from None
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, bewerking.adres_geschiedenis)
    if resultaat.gelukt:
        messages.success(request, "Teruggezet. Wat er stond, staat in de geschiedenis.")
    else:
        messages.error(request, "Er werd net iets gewijzigd. Kijk nog eens en kies opnieuw.")
    return redirect(bewerking.adres)


def _version(bewerking: Bewerking) -> Resultaat:
    revisies = history(bewerking.doel.soort, bewerking.doel.pk)
    kept = revisies.filter(pk=number(bewerking.request.POST.get("versie"))).first()
    if kept is None:
        raise Geweigerd(blokkeert("versie-onbekend", "Deze versie is er niet."))
    versie, current = bewerking.stand
    wanted = Inhoud.from_json(kept.inhoud)
    pieces = {
        naam: stuk
        for naam, stuk in {**_fixed(bewerking, current), **wanted.stukken}.items()
        if bewerking.may_put_back(naam)
    }
    theirs = {n: s for n, s in current.stukken.items() if not bewerking.may_put_back(n)}
    inhoud = bewerking.fit(Inhoud({**theirs, **pieces}, wanted.volgorde))
    return save(bewerking.doel, Opslag(uuid4(), versie, inhoud), writer(bewerking.request))


def _fixed(bewerking: Bewerking, current: Inhoud) -> dict[str, object]:
    """The pieces that there always are: a version from before one of them came leaves it."""
    return {naam: stuk for naam, stuk in current.stukken.items() if naam in bewerking.labels}
