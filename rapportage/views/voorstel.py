"""Writing the collegevoorstel of a letter, and taking it along."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from rapportage.forms import VoorstelForm
from rapportage.pakket.word import DOCX
from rapportage.permissions import get_brief_on_its_way, get_voorstel
from rapportage.voorstel.document import compose_voorstel
from rapportage.voorstel.editing import KOPPEN, TEKSTEN, VoorstelDoel, start_voorstel
from rapportage.voorstel.uitvoer import ask_pdf, file_name, voorstel_word
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.saving import Resultaat
from veiligheid.core.toegang.logboek import uitvoer


@schrijver
@require_POST
def voorstel_nieuw(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the voorstel of a letter; whoever is second goes on with it."""
    brief = get_brief_on_its_way(request.user, slug)
    start_voorstel(brief, writer(request))
    return redirect("voorstel", slug)


class Voorstelbewerking(Bewerking):
    """The texts of a collegevoorstel."""

    doel_class = VoorstelDoel
    route = "voorstel"
    template = "rapportage/voorstel.html"
    labels = {"onderwerp": "Onderwerp", **KOPPEN}
    rijk = frozenset(TEKSTEN)

    def fetch(self, slug: str) -> None:
        self.record = get_voorstel(self.request.user, slug)

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        if stand is None:
            return Bewerkformulier(VoorstelForm(data))
        return Bewerkformulier(VoorstelForm(initial=Bewerkformulier.begin(*stand)))

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        back = reverse("brief-besluit", args=[self.record.brief.slug])
        return back if doe == "klaar" else self.adres

    def context(self, formulier: Any) -> dict[str, Any]:
        return {"brief": self.record.brief, "voorstel": compose_voorstel(self.record)}


@schrijver
@require_safe
def voorstel_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """Made beside the request; what comes of it shows on the page of the taak."""
    return redirect("taak", ask_pdf(get_voorstel(request.user, slug), writer(request)).pk)


@schrijver
@require_safe
@uitvoer
def voorstel_word_bestand(request: HttpRequest, slug: str) -> HttpResponse:
    voorstel = compose_voorstel(get_voorstel(request.user, slug))
    answer = HttpResponse(voorstel_word(voorstel), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{file_name(slug, "docx")}"'
    return answer
