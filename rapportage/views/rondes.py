"""Opening a round with its letter: where a year of writing begins."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapportage.brieven import open_jaar
from themas.forms.ronde import NieuweRondeForm, plans_with_themas
from themas.jaar.models import Ronde
from themas.jaar.permissions import may_order, require_opener
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def ronde_nieuw(request: HttpRequest) -> HttpResponse:
    door = require_opener(request.user)
    form = NieuweRondeForm(request.POST if request.method == "POST" else None, initial=_next())
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            ronde = open_jaar(data["plan"], data["jaar"], data["deadline"], door)
        except Geweigerd as geweigerd:
            form.add_error("jaar", [b.melding for b in geweigerd.bevindingen])
        else:
            messages.success(request, f"{ronde} is geopend, met een brief om in te schrijven.")
            if not may_order(door, ronde):  # what follows is the eindredacteur's
                return redirect("start")
            return redirect("ronde-inrichten", ronde.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "geen_plan": not plans_with_themas().exists()}
    return render(request, "rapportage/ronde_nieuw.html", context, status=status)


def _next() -> dict[str, Any]:
    """The year after the last round, of the same plan."""
    last = Ronde.objects.exclude(vooruitblikjaar=None).order_by("-vooruitblikjaar").first()
    if last is None:
        return {"jaar": timezone.localdate().year + 1}
    return {"jaar": last.jaar + 1, "plan": last.plan_id}
