"""Entering the figures of an own registration by hand."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from monitoring.aggregates import areas_of
from monitoring.beheer.metingen import MetingDoel, Plaats, add_meting, earlier, remove_meting
from monitoring.beheer.overzicht import choosable, next_place, written
from monitoring.beheer.woorden import Cijferlezer
from monitoring.cijfers.periodes import from_code
from monitoring.forms.beheer import MetingForm, NieuweMetingForm
from monitoring.geciteerd import quoted_findings
from monitoring.importing.metingen.apply import plaats_of
from monitoring.permissions import get_own_meting, get_own_registratie
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.doel import plain
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.saving import Resultaat


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def meting_nieuw(request: HttpRequest, slug: str) -> HttpResponse:
    """A new figure; then straight on to the next area of the same period."""
    indicator = get_own_registratie(request.user, slug)
    gebieden = choosable(areas_of(settings.GEMEENTE_CODE))
    if request.method != "POST":
        gebied, periode = next_place(indicator, from_code(request.GET.get("periode", "")))
        today = timezone.localdate()
        begin = {"gebied": gebied, "periode": periode, "raadpleegdatum": today}
        form = NieuweMetingForm(indicator.decimalen, gebieden, initial=begin)
        return _nieuw(request, indicator, form)
    form = NieuweMetingForm(indicator.decimalen, gebieden, request.POST)
    if not form.is_valid():
        return _nieuw(request, indicator, form, status=422)
    periode = form.cleaned_data["periode"]
    plaats = Plaats(indicator, form.cleaned_data["gebied"], periode)
    try:
        meting = add_meting(plaats, form.inhoud(), writer(request))
    except Geweigerd as geweigerd:
        form.add_error("gebied", geweigerd.bevindingen[0].melding)
        return _nieuw(request, indicator, form, status=422)
    messages.success(request, f"Opgeslagen: {meting}, {written(meting, indicator.decimalen)}.")
    if request.POST.get("doe") == "klaar":
        return redirect("indicator", slug)
    answer = redirect("meting-nieuw", slug)
    answer["Location"] += f"?periode={periode.code}"
    return answer


def _nieuw(request: HttpRequest, indicator: Any, form: Any, status: int = 200) -> HttpResponse:
    context = {"indicator": indicator, "form": form}
    return render(request, "monitoring/beheer/meting_nieuw.html", context, status=status)


class Metingbewerking(Cijferlezer, Bewerking):
    doel_class = MetingDoel
    route = "meting"
    template = "monitoring/beheer/meting.html"
    labels = {
        **{naam: str(f.label) for naam, f in MetingForm.base_fields.items()},
        "cijfer": "Cijfer",
    }

    def fetch(self, slug: str, pk: int) -> None:
        self.record = get_own_meting(self.request.user, slug, pk)

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        decimalen = self.record.indicator.decimalen
        if stand is None:
            return Bewerkformulier(MetingForm(decimalen, data))
        return Bewerkformulier(MetingForm.to_write(decimalen, stand[1], stand[0]))

    def context(self, formulier: Any) -> dict[str, Any]:
        return {
            "meting": self.record,
            "indicator": self.record.indicator,
            "eerder": earlier(self.record),
            "citaten": list(self._quoted()),
        }

    def step(self, doe: str) -> HttpResponse | None:
        if doe != "verwijderen":
            return None
        remove_meting(self.record, writer(self.request))
        said = f"{self.record} is verwijderd. Wat er stond blijft bewaard."
        messages.success(self.request, said)
        return redirect("indicator", self.record.indicator.slug)

    def remarks(self, resultaat: Resultaat) -> Iterable[str]:
        """The published letters that say what this figure was."""
        was = "" if self.record.waarde is None else plain(self.record.waarde)
        changed = was != resultaat.inhoud.stukken["cijfer"]["waarde"]
        return [b.melding for b in self._quoted()] if changed else []

    def _quoted(self) -> Iterable[Bevinding]:
        return quoted_findings({plaats_of(self.record).sleutel: str(self.record)})
