"""Promised beside reported: the acties of a bijdrage, and one of them."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from themas.forms.acties import EindeForm, OordeelForm, VerdereThemasForm
from themas.jaar import acties as verbs
from themas.jaar.beloften import Actiestand, standen_for
from themas.jaar.models import Oordeel
from themas.jaar.oordelen import BEGIN, VELDEN, OordeelDoel
from themas.jaar.permissions import get_own_bijdrage, may_write
from themas.plan.models import Actie
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand, save_typed
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import Resultaat


class Oordeelbewerking(Bewerking):
    """One promised actie: what was said of it, and the advisor's oordeel."""

    doel_class = OordeelDoel
    route = "actie"
    template = "themas/actie.html"
    niets_gekozen = "Er is nog niets gekozen of ingevuld."
    labels = {naam: str(OordeelForm.base_fields[naam].label) for naam in VELDEN}

    def fetch(self, pk: int, actie: int) -> None:
        """An actie of the own theme that nobody promised is there to read."""
        self.bijdrage = get_own_bijdrage(self.request.user, pk)
        found = (s for s in standen_for(self.bijdrage) if s.actie.pk == actie)
        beloofd = next(found, None)
        self.may_judge = beloofd is not None
        self.gezien = beloofd or Actiestand(self._own(actie), (), (), None)

    def _own(self, actie: int) -> Actie:
        own = Actie.objects.filter(pk=actie, thema=self.bijdrage.thema_id).select_related("thema")
        if (found := own.first()) is None:
            raise Http404
        return found

    @cached_property
    def doel(self) -> OordeelDoel:
        return OordeelDoel(self.bijdrage, self.gezien.actie, self._oordeel)

    @cached_property
    def _oordeel(self) -> Oordeel | None:
        """The one of this bijdrage itself."""
        seen, actie = self.gezien.oordeel, self.gezien.actie
        if seen is None or (seen.bijdrage_id, seen.actie_id) == (self.bijdrage.pk, actie.pk):
            return seen
        return Oordeel.objects.filter(bijdrage=self.bijdrage, actie=actie).first()

    @cached_property
    def stand(self) -> Stand:
        """Where an actie is told in more than one theme, one begins with the oordeel that there is
        in the other."""
        seen = self._oordeel or self.gezien.oordeel
        versie = self._oordeel.versie if self._oordeel else 1
        return versie, self.doel.content_of(seen) if seen else BEGIN

    @property
    def may_write(self) -> bool:
        return self.may_judge

    @property
    def naam(self) -> str:
        return str(self.gezien.actie)

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        if stand is None:
            return Bewerkformulier(OordeelForm(data))
        return Bewerkformulier(OordeelForm(initial=Bewerkformulier.begin(*stand)))

    def context(self, formulier: Bewerkformulier) -> dict[str, Any]:
        actie = self.gezien.actie
        own = actie.thema_id == self.bijdrage.thema_id
        return {
            "bijdrage": self.bijdrage,
            "stand": self.gezien,
            # With the reason that was typed beside an oordeel.
            "einde": EindeForm(initial={"reden": self.request.POST.get("reden", "")}),
            "verdere_themas": VerdereThemasForm(actie, self.bijdrage) if own else None,
        }

    def remarks(self, resultaat: Resultaat) -> Iterator[str]:
        now = Oordeel(**resultaat.inhoud.stukken)
        if missing := replace(self.gezien, oordeel=now).ontbreekt:
            yield f"Nog niet af: er mist {' en '.join(missing)}."

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        adres = reverse("bijdrage", args=[self.bijdrage.pk])
        return f"{adres}#actie-{self.gezien.actie.pk}"

    def saved(self, formulier: Bewerkformulier, resultaat: Resultaat) -> HttpResponse:
        if not self.request.POST.get("reden", "").strip():
            return super().saved(formulier, resultaat)
        told = "De actie is niet beëindigd. De reden die u schreef, staat er nog."
        messages.warning(self.request, told)
        return self.show(self.formulier((resultaat.versie, resultaat.inhoud)))


@schrijver
@require_POST
def actie_stap(request: HttpRequest, pk: int, actie: int) -> HttpResponse:
    """End it with a reason, resume it, or say where else it is told; `doe` says which. Only in
    its home theme. An oordeel that was typed on the same page is saved first."""
    bijdrage = get_own_bijdrage(request.user, pk)
    record = Actie.objects.filter(pk=actie, thema=bijdrage.thema_id).first()
    if record is None:
        raise Http404
    doe, door = request.POST.get("doe"), writer(request)
    if page := save_typed(Oordeelbewerking, request, pk=pk, actie=actie):
        return page
    try:
        if doe == "beëindigen":
            verbs.end_actie(record, bijdrage, request.POST.get("reden", ""), door)
            messages.success(request, f"‘{record}’ is beëindigd. De reden staat in de spiegel.")
        elif doe == "hervatten":
            verbs.resume_actie(record, bijdrage, door)
            messages.success(request, f"‘{record}’ gaat door.")
        elif doe == "verdere-themas":
            form = VerdereThemasForm(record, bijdrage, request.POST)
            if form.is_valid():
                verbs.set_further_themas(record, form.cleaned_data["themas"], bijdrage, door)
                messages.success(request, "Opgeslagen bij welke thema’s deze actie ook hoort.")
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("actie", args=[pk, actie]))
    return redirect(f"{reverse('bijdrage', args=[pk])}#actie-{actie}")


@schrijver
@require_POST
def acties_overnemen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take in what the paragrafen propose: one (`paragraaf`) or all of the bijdrage."""
    bijdrage = get_own_bijdrage(request.user, pk)
    if not may_write(request.user, bijdrage):
        raise Http404
    only = number(request.POST.get("paragraaf"))
    try:
        taken = verbs.take_in_acties(bijdrage, writer(request), only or None)
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("bijdrage", args=[pk]))
    titels = ", ".join(f"‘{a}’" for a in taken)
    told = f"Overgenomen: {titels}." if titels else "Er was niets over te nemen."
    messages.success(request, told)
    return redirect(reverse("bijdrage", args=[pk]))
