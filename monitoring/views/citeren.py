"""Choosing a figure for a text: a list for the editor, or a page to copy from."""

from dataclasses import asdict

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from monitoring.permissions import require_schrijver
from monitoring.zoeken import MEESTE, find_cijfers


@login_required
@never_cache
@require_safe
def citeren(request: HttpRequest) -> HttpResponse:
    require_schrijver(request.user)
    zoek = request.GET.get("zoek", "")[:200]
    found = find_cijfers(zoek)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"verwijzingen": [asdict(v) for v in found]})
    context = {"zoek": zoek, "vondsten": found, "vol": len(found) == MEESTE}
    return render(request, "monitoring/citeren.html", context)
