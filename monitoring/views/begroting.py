"""Keeping the lines of a budget: their names, themes and amounts."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.beheer.begroting import DeelproductDoel
from monitoring.beheer.woorden import Cijferlezer
from monitoring.citaatsleutels import Bedragplaats
from monitoring.forms.beheer import DeelproductForm, Deelproductformulier
from monitoring.geciteerd import quoted_findings
from monitoring.geld.overzicht import geldoverzicht
from monitoring.permissions import get_deelproduct, require_begroting
from themas.plan.models import Plan
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.saving import Resultaat


@schrijver
@require_safe
def begroting(request: HttpRequest) -> HttpResponse:
    """Every plan with its budget: the lines, the years, the sum and the stated total."""
    require_begroting(request.user)
    plannen = Plan.objects.filter(deelproducten__isnull=False).distinct()
    context = {
        "begrotingen": [
            (
                plan,
                [
                    (d, regel, list(zip(regel.bedragen, overzicht.decimalen, strict=True)))
                    for d, regel in zip(plan.deelproducten.all(), overzicht.regels, strict=True)
                ],
                overzicht,
            )
            for plan in plannen
            for overzicht in [geldoverzicht(plan)]
        ]
    }
    return render(request, "monitoring/beheer/begroting.html", context)


class Deelproductbewerking(Cijferlezer, Bewerking):
    doel_class = DeelproductDoel
    route = "deelproduct"
    template = "monitoring/beheer/deelproduct.html"
    veld_bij = {"naam-dubbel": "naam"}
    labels = {n: str(f.label) for n, f in DeelproductForm.base_fields.items()}

    def fetch(self, plan: str, slug: str) -> None:
        self.record = get_deelproduct(self.request.user, plan, slug)

    def formulier(self, stand: Stand | None, data: Any = None) -> Deelproductformulier:
        themas = self.record.plan.themas.all()
        return Deelproductformulier(stand or self.stand, data, themas=themas)

    def context(self, formulier: Any) -> dict[str, Any]:
        return {"deelproduct": self.record}

    def remarks(self, resultaat: Resultaat) -> Iterable[str]:
        """The published letters that name an amount as it was."""
        before, after = self.stand[1].stukken, resultaat.inhoud.stukken
        changed = {}
        for naam in before.keys() | after.keys():
            was, now = before.get(naam), after.get(naam)
            if naam.startswith("bedrag/") and was != now:
                rij = was or now or {}
                plaats = Bedragplaats(
                    self.record.plan.slug, self.record.slug, rij["jaar"], rij["soort"], rij["kant"]
                )
                changed[plaats.sleutel] = f"{self.record}, {rij['jaar']}"
        return [b.melding for b in quoted_findings(changed)]
