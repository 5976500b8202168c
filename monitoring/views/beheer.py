"""Keeping indicators: what they are, and the figures of own registrations."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from monitoring.beheer.indicatoren import IndicatorDoel, add_indicator
from monitoring.beheer.overzicht import bladen, overview
from monitoring.beheer.woorden import Cijferlezer
from monitoring.forms.beheer import IndicatorForm, Indicatorformulier, NieuweIndicatorForm
from monitoring.permissions import (
    get_kept_indicator,
    keepable_indicatoren,
    may_make_public,
    own_themas,
    require_schrijver,
)
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.sessie import schrijver


@schrijver
@require_safe
def beheer(request: HttpRequest) -> HttpResponse:
    """All that this person keeps, to search in."""
    gebruiker = require_schrijver(request.user)
    zoek = request.GET.get("zoek", "").strip()[:200]
    context = {
        "zoek": zoek,
        "regels": overview(keepable_indicatoren(gebruiker), zoek),
        "redigeert": may_make_public(gebruiker),
    }
    return render(request, "monitoring/beheer/lijst.html", context)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_nieuw(request: HttpRequest) -> HttpResponse:
    gebruiker = require_schrijver(request.user)
    themas = own_themas(gebruiker).select_related("plan")
    data = request.POST if request.method == "POST" else None
    form = NieuweIndicatorForm(themas, data, moet=not may_make_public(gebruiker))
    if form.is_bound and form.is_valid():
        d = form.cleaned_data
        indicator = add_indicator(d["naam"], d["eenheid"], list(d["themas"]), gebruiker)
        messages.success(request, f"‘{indicator}’ is er. Vul hieronder in hoe er geteld wordt.")
        return redirect("indicator", indicator.slug)
    status = 422 if form.is_bound else 200
    return render(request, "monitoring/beheer/nieuw.html", {"form": form}, status=status)


class Indicatorbewerking(Cijferlezer, Bewerking):
    doel_class = IndicatorDoel
    route = "indicator"
    template = "monitoring/beheer/indicator.html"
    labels = {
        **{naam: str(f.label).split(":")[0] for naam, f in IndicatorForm.base_fields.items()},
        "streefwaarden": "Streefwaarden",
    }

    def fetch(self, slug: str) -> None:
        self.record = get_kept_indicator(self.request.user, slug)

    def formulier(self, stand: Stand | None, data: Any = None) -> Indicatorformulier:
        return Indicatorformulier(
            stand or self.stand,
            data,
            indicator=self.record,
            themas=own_themas(writer(self.request)).select_related("plan"),
            geheel=may_make_public(writer(self.request)),
        )

    def context(self, formulier: Any) -> dict[str, Any]:
        own = self.record.eigen_registratie
        return {"indicator": self.record, "bladen": bladen(self.record) if own else []}

    def may_put_back(self, naam: str) -> bool:
        return naam == "streefwaarden" or naam in self._fields

    @cached_property
    def _fields(self) -> set[str]:
        return set(self.formulier(self.stand).form.fields)
