"""All open remarks of a letter on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.opmerkingen import open_remarks
from rapportage.permissions import get_brief


@login_required
@never_cache
@require_safe
def opmerkingen(request: HttpRequest, slug: str) -> HttpResponse:
    """By theme, or (`per` = persoon) by who made them."""
    brief = get_brief(request.user, slug)
    per = "persoon" if request.GET.get("per") == "persoon" else "thema"
    plaatsen = open_remarks(brief)
    groups: dict[str, list[object]] = {}
    for p in plaatsen:
        naam = p.draad.opmerking.wie or "Naam onbekend"
        groups.setdefault(naam if per == "persoon" else p.tekst.groep, []).append(p)
    context = {
        "brief": brief,
        "per": per,
        "groepen": sorted(groups.items()) if per == "persoon" else list(groups.items()),
        "aantal": len(plaatsen),
        "terug": f"{reverse('brief-opmerkingen', args=[slug])}?per={per}",
    }
    return render(request, "rapportage/opmerkingen.html", context)
