"""The whole round, for the eindredacteur: who writes what, the order of the themes, the acties."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from themas.forms.ronde import RondeForm
from themas.jaar.acties import take_in_all
from themas.jaar.inrichten import RondeDoel, schrijvers_stuk
from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.opletten import told_twice
from themas.jaar.permissions import advisors, get_ronde
from themas.jaar.stand import themastanden
from themas.jaar.transitions import step_bijdrage
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud, Resultaat


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def ronde(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST moves a theme (`bijdrage`, `doe` omhoog or omlaag) or takes in all proposed acties."""
    record = get_ronde(request.user, pk)
    if request.method != "POST":
        bijdragen = record.bijdragen.in_order().select_related("thema", "ronde")
        standen = themastanden(list(bijdragen.prefetch_related("adviseurs")))
        context = {
            "ronde": record,
            "standen": standen,
            "voorstellen": sum(stand.voorstellen for stand in standen),
            "bevindingen": told_twice(record),
            "vandaag": timezone.localdate(),
            "focus": request.GET.get("focus", ""),
        }
        return render(request, "themas/ronde.html", context)
    adres, doe = reverse("ronde", args=[pk]), request.POST.get("doe", "")
    if doe == "overnemen":
        _take_in_all(request, record)
        return redirect(adres)
    thema = record.bijdragen.filter(pk=number(request.POST.get("bijdrage"))).first()
    if thema is None:
        raise Http404
    try:
        step_bijdrage(thema, {"omhoog": -1, "omlaag": 1}.get(doe, 0), writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, adres)
    return redirect(f"{adres}?focus={doe}-{thema.pk}")


def _take_in_all(request: HttpRequest, ronde: Ronde) -> None:
    taken, skipped = take_in_all(ronde, writer(request))
    messages.success(request, f"{taken} actie{'s' if taken != 1 else ''} overgenomen.")
    if skipped:
        messages.warning(
            request,
            f"Niet bij {', '.join(map(str, skipped))}: die bijdrage is ingediend of goedgekeurd. "
            "Stuur haar terug om ook daar acties over te nemen.",
        )


class Rondebewerking(Bewerking):
    """Until when is written, and who writes which theme."""

    doel_class = RondeDoel
    route = "ronde-inrichten"
    template = "themas/ronde_inrichten.html"
    labels = {"deadline": "Inleveren vóór"}

    def fetch(self, pk: int) -> None:
        self.record = get_ronde(self.request.user, pk)

    @cached_property
    def doel(self) -> RondeDoel:
        return RondeDoel(self.record, writer(self.request))

    @cached_property
    def stand(self) -> Stand:
        return self.record.versie, self.doel.content_of(self.record)

    @property
    def naam(self) -> str:
        return f"{self.record}: wie schrijft wat"

    @cached_property
    def bijdragen(self) -> list[Bijdrage]:
        return list(self.record.bijdragen.in_order().select_related("thema"))

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        stand = stand or self.stand
        form = RondeForm(self.bijdragen, list(advisors()), stand, data)
        return Bewerkformulier(form, stand=stand[1])

    def context(self, formulier: Bewerkformulier) -> dict[str, Any]:
        return {"ronde": self.record}

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        return reverse("ronde", args=[self.record.pk])

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """For the themes that there are, with the people that there are."""
        pieces = dict(self.stand[1].stukken)
        for naam, stuk in inhoud.stukken.items():
            if naam in pieces:
                known = isinstance(stuk, list)
                pieces[naam] = [pk for pk in stuk if pk in self._namen] if known else stuk
        return Inhoud(pieces)

    def label(self, naam: str, stuk: Any) -> str:
        titels = {schrijvers_stuk(b.pk): b.thema.titel for b in self.bijdragen}
        return self.labels.get(naam) or titels.get(naam, "Een thema dat er niet meer is")

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if not isinstance(stuk, list):
            return super().lees(naam, stuk)
        return Lezing(", ".join(self._namen.get(pk, "iemand die er niet meer is") for pk in stuk))

    @cached_property
    def _namen(self) -> dict[int, str]:
        return {g.pk: g.naam for g in Gebruiker.objects.all()}
