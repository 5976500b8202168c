"""Writing the letter's own parts: general parts, facts, signatories."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapportage import editing
from rapportage.bijlagen.forms import AfbeeldingForm
from rapportage.editing import VAN_HET_SECRETARIAAT, BriefDoel, OnderdeelDoel
from rapportage.forms import (
    LABELS,
    Briefformulier,
    NieuwOnderdeelForm,
    OnderdeelForm,
    Onderdeelformulier,
    places_in,
)
from rapportage.models import Onderdeel
from rapportage.ondertekening.lezen import op_dag
from rapportage.permissions import (
    get_brief,
    get_brief_with_facts,
    get_onderdeel,
    may_publish,
    may_write,
)
from rapportage.toezeggingen import aanbod_for, themas_of
from rapportage.views.delen import deel_context
from rapportage.workflow import Briefsoort
from themas.jaar.opletten import bevindingen_for_tekst
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import Bevinding
from veiligheid.core.opmerkingen.lezen import conversation
from veiligheid.core.saving import Inhoud, Resultaat


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def brief_schrijven(request: HttpRequest, slug: str) -> HttpResponse:
    """What the letter has besides its themes. A POST adds a general part."""
    brief = get_brief(request.user, slug)
    places = places_in(brief)
    form = NieuwOnderdeelForm(places, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        onderdeel = editing.add_onderdeel(brief, data["plek"], data["kop"], writer(request))
        return redirect("onderdeel", slug, onderdeel.pk)
    alle = list(brief.onderdelen.filter(bijlage=None).order_by("positie"))
    context = {
        "brief": brief,
        "plekken": [
            (label, [o for o in alle if o.plek == plek and o.verwijderd_op is None])
            for plek, label in places
        ],
        "verwijderd": [
            (o, reverse("onderdeel-stap", args=[slug, o.pk]))
            for o in alle
            if o.verwijderd_op is not None
        ],
        "form": form,
        "focus": request.GET.get("focus", ""),
    }
    status = 422 if form.is_bound else 200
    return render(request, "rapportage/brief_schrijven.html", context, status=status)


def terug_van(onderdeel: Onderdeel) -> str:
    """The page that lists this text: the letter's, or its annex's."""
    if onderdeel.bijlage is not None:
        args = [onderdeel.brief.slug, onderdeel.bijlage.sleutel]
        return reverse("bijlage-schrijven", args=args)
    return reverse("brief-schrijven", args=[onderdeel.brief.slug])


class Onderdeelbewerking(Bewerking):
    """A general part of a letter, or a text of an annex."""

    doel_class = OnderdeelDoel
    route = "onderdeel"
    template = "rapportage/onderdeel.html"
    labels = {"kop": "Kop", "tekst": "Tekst", "alt": "Afbeelding", "bijschrift": "Bijschrift"}
    rijk = frozenset({"tekst"})

    def fetch(self, slug: str, pk: int) -> None:
        self.record = get_onderdeel(self.request.user, slug, pk)

    def formulier(self, stand: Stand | None, data: Any = None) -> Onderdeelformulier:
        welke = {"beeld": self.record.bijlage_id is not None, "staat_er": self.has_picture}
        begun = Onderdeelformulier.begin(*stand) if stand else None
        form = OnderdeelForm(data, initial=begun, **welke)
        return Onderdeelformulier(form, stand=self.stand[1])

    @property
    def has_picture(self) -> bool:
        """Whether a picture stands, or is about to, whose words have to be there."""
        return self.record.afbeelding_id is not None

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """What was kept before a picture's words were part of it has none."""
        return Inhoud({**self.stand[1].stukken, **inhoud.stukken})

    def context(self, formulier: Any) -> dict[str, Any]:
        record = self.record
        own = record.brief.soort != Briefsoort.AUDITOORDEEL
        bijdrage = record.brief.ronde.bijdragen.order_by("pk").first() if own else None
        gesprek = conversation(self.doel.soort, record.pk)
        return {
            "onderdeel": record,
            "gesprek": gesprek,
            "gemerkt": gesprek.marked("tekst", record.tekst),
            "brief": record.brief,
            # The list of targets is the round's, whatever the bijdrage it is asked for.
            "verwijzingen": reverse("verwijzingen", args=[bijdrage.pk]) if bijdrage else "",
            "bevindingen": self.opletten(self.doel.content_of(record)),
            "aanbod": [a for a in aanbod_for(record) if a.weigering is None],
            "themas": themas_of(record.brief.ronde),
            "terug": terug_van(record),
            "afbeelding_form": AfbeeldingForm(record) if record.bijlage else None,
            **self.review(),
        }

    def review(self) -> dict[str, Any]:
        """How far it is: of a text of an annex, how far that is."""
        handed_in = self.record.bijlage or self.record
        if self.record.brief.soort == Briefsoort.AUDITOORDEEL or handed_in.verwijderd_op:
            return {}
        return deel_context(self.request, handed_in, schrijft=True)

    def onderwerp(self) -> list[str]:
        return [self.record.kop]

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        return terug_van(self.record) if doe == "klaar" else self.adres

    def opletten(self, inhoud: Inhoud) -> list[Bevinding]:
        brief, stukken = self.record.brief, inhoud.stukken
        if brief.soort == Briefsoort.AUDITOORDEEL:  # what it says is the committee's own
            return []
        return bevindingen_for_tekst(brief.ronde_id, stukken["kop"], [stukken["tekst"]])


class Briefbewerking(Bewerking):
    """Addressee, number, date, signatories. The secretariaat has its own part of it."""

    doel_class = BriefDoel
    route = "brief-feiten"
    template = "rapportage/brief_feiten.html"
    labels = LABELS

    def fetch(self, slug: str) -> None:
        self.record = self.brief = get_brief_with_facts(self.request.user, slug)
        self.redigeert = may_write(self.request.user, self.brief)

    @property
    def naam(self) -> str:
        return f"Gegevens van {self.brief.titel}"

    def formulier(self, stand: Stand | None, data: Any = None) -> Briefformulier:
        return Briefformulier(stand or self.stand, data, geheel=self.redigeert)

    def context(self, formulier: Any) -> dict[str, Any]:
        publiceert = may_publish(self.request.user, self.brief)
        return {
            "brief": self.brief,
            "redigeert": self.redigeert,
            "publiceert": publiceert,
            "volgens_periode": op_dag(self.brief.datum or timezone.localdate()),
            **(deel_context(self.request, self.brief, schrijft=True) if self.is_reviewed else {}),
        }

    @property
    def is_reviewed(self) -> bool:
        """For who hands in the facts; the secretariaat has its own part of them."""
        return self.redigeert and self.brief.soort != Briefsoort.AUDITOORDEEL

    def may_put_back(self, naam: str) -> bool:
        return self.redigeert or naam in VAN_HET_SECRETARIAAT

    def lees(self, naam: str, stuk: Any) -> Lezing:
        """A fact, or the rows of signatories, each as a line."""
        if isinstance(stuk, str):
            return super().lees(naam, stuk)
        return Lezing("; ".join(", ".join(map(str, rij.values())) for rij in stuk))
