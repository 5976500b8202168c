"""Who signs letters, by period: a list, and a page for each."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapportage.models import Functionaris
from rapportage.ondertekening.bewerken import (
    FunctionarisDoel,
    add_functionaris,
    remove_functionaris,
)
from rapportage.ondertekening.forms import FunctionarisForm, NieuweFunctionarisForm
from rapportage.ondertekening.lezen import op_dag
from rapportage.permissions import get_functionaris, require_functionarissen
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def functionarissen(request: HttpRequest) -> HttpResponse:
    """Everybody, the latest first, and who signs today. A POST adds somebody."""
    require_functionarissen(request.user)
    form = NieuweFunctionarisForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        made = add_functionaris(data["naam"], data["functie"], data["van"], writer(request))
        return redirect("functionaris", made.pk)
    context = {
        "functionarissen": Functionaris.objects.all(),
        "vandaag": op_dag(timezone.localdate()),
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/functionarissen.html", context, status=status)


class Functionarisbewerking(Bewerking):
    """Somebody in a function, for a time."""

    doel_class = FunctionarisDoel
    route = "functionaris"
    template = "rapportage/functionaris.html"
    labels = {n: str(f.label) for n, f in FunctionarisForm.base_fields.items()}

    def fetch(self, pk: int) -> None:
        self.record = get_functionaris(self.request.user, pk)

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        if stand is None:
            return Bewerkformulier(FunctionarisForm(data))
        return Bewerkformulier(FunctionarisForm(initial=Bewerkformulier.begin(*stand)))

    def step(self, doe: str) -> HttpResponse | None:
        if doe != "verwijderen":
            return None
        remove_functionaris(self.record, writer(self.request))
        messages.success(self.request, f"{self.record} staat niet meer in de lijst.")
        return redirect("functionarissen")

    def context(self, formulier: Any) -> dict[str, Any]:
        return {"functionaris": self.record}
