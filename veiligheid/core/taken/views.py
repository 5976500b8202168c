"""How far a taak is and what came of it, for whoever may see it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from veiligheid.core.taken.models import Taak, Taakbestand
from veiligheid.core.taken.soorten import soort_of
from veiligheid.core.toegang.logboek import uitvoer


def get_taak(request: HttpRequest, pk: UUID) -> Taak:
    """Raises Http404 for what is not there and for whoever may not see it."""
    found: Taak | None = Taak.objects.select_related("gebruiker").filter(pk=pk).first()
    if found is None or not soort_of(found).mag_zien(request.user, found):
        raise Http404
    return found


@login_required
@never_cache
@require_safe
def taak(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page that waits. Its script asks each second and changes it only at a next step; without
    one it fetches itself anew."""
    found = get_taak(request, pk)
    resultaat = found.resultaat
    if resultaat.meteen and not request.headers.get("HX-Request"):
        return redirect(resultaat.adres)
    context = {"taak": found, "titel": soort_of(found).titel(found), "resultaat": resultaat}
    answer = render(request, "taken/taak.html", context)
    if request.headers.get("HX-Request"):
        if not found.onaf:
            answer["HX-Refresh"] = "true"
        elif request.GET.get("stap", "") == found.stap and not found.vergeefs:
            answer["HX-Reswap"] = "none"
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@login_required
@never_cache
@require_safe
@uitvoer
def bestand(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The file that came of a taak, as long as it is kept."""
    found = Taakbestand.objects.filter(taak=get_taak(request, pk)).first()
    if found is None:
        raise Http404
    return answer_with(found)


def answer_with(found: Taakbestand) -> HttpResponse:
    disposition = f'inline; filename="{found.naam}"'
    return HttpResponse(
        bytes(found.inhoud),
        content_type=found.mediatype,
        headers={"Content-Disposition": disposition},
    )


urlpatterns: list[URLPattern] = [
    path("taken/<uuid:pk>/", taak, name="taak"),
    path("taken/<uuid:pk>/bestand", bestand, name="taakbestand"),
]
