"""Writing one paragraaf: as a page that is sent, or by a script that saves while somebody types."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from themas.forms.paragraaf import SOORTLABELS, Schrijfformulier, uuid_or_none
from themas.gebieden import read_areas
from themas.jaar import herstellen
from themas.jaar.beloften import standen_for
from themas.jaar.blokken import apply_step, focus_after
from themas.jaar.opletten import bevindingen_for_tekst
from themas.jaar.permissions import get_voortgang_to_edit
from themas.jaar.saving import VoortgangDoel, blokken_of
from themas.plan.models import Actie
from themas.toezeggingen.aanbod import naast_context
from themas.toezeggingen.verwijsbaar import dangling_in
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import Bevinding
from veiligheid.core.opmerkingen.lezen import conversation
from veiligheid.core.saving import Inhoud, Opslag, Resultaat
from veiligheid.document.woorden import Bloksoort


class Paragraafbewerking(Bewerking):
    """A button may change its blocks as well: `doe` says which step."""

    doel_class = VoortgangDoel
    route = "paragraaf"
    template = "themas/paragraaf.html"
    boven_geschiedenis = "themas/_weggehaald.html"
    labels = {"kop": "Kop", "gebieden": "Gaat over"}

    def fetch(self, pk: int, voortgang: int) -> None:
        verstuurd = self.request.method == "POST"
        self.record, self.redactie = get_voortgang_to_edit(
            self.request.user, pk, voortgang, verstuurd=verstuurd
        )

    @cached_property
    def doel(self) -> VoortgangDoel:
        return VoortgangDoel(self.record, redactie=self.redactie)

    def formulier(self, stand: Stand | None, data: Any = None) -> Schrijfformulier:
        if stand is None:
            return Schrijfformulier.sent(self.record, data)
        return Schrijfformulier.to_write(self.record, stand[1], stand[0])

    def opslag(self, formulier: Any) -> Opslag:
        doe = self.request.POST.get("doe", "")
        opslag: Opslag = formulier.opslag(apply_step(formulier.contents(), doe))
        return opslag

    def context(self, formulier: Any) -> dict[str, Any]:
        bijdrage = self.record.bijdrage
        standen = standen_for(bijdrage)
        teksten = list(formulier.stands.values())
        blokken = formulier.with_beloften(standen)
        return {
            "voortgang": self.record,
            "redactie": self.redactie,
            "bijdrage": bijdrage,
            "standen": standen,
            "gesprek": conversation(self.doel.soort, self.record.pk),
            "blokken": blokken,
            # Once is enough: beside the text that answers it.
            "naast": {b for _, beloften in blokken for b in beloften},
            "bevindingen": [
                *bevindingen_for_tekst(bijdrage.ronde_id, self.record.kop, teksten),
                *dangling_in(self.record, teksten),
            ],
            "focus": self.request.GET.get("focus", ""),
            **naast_context(bijdrage, self.request.user, self.record),
        }

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        if doe == "klaar":
            adres = reverse("bijdrage", args=[self.record.bijdrage_id])
            return f"{adres}#paragraaf-{self.record.pk}"
        if (n := focus_after(doe)) is None:
            return self.adres
        n = n if n >= 0 else len(blokken_of(resultaat.inhoud)) - 1
        return f"{self.adres}?focus={n}#blok-{n}"

    def opletten(self, inhoud: Inhoud) -> list[Bevinding]:
        teksten = [blok.tekst for blok in blokken_of(inhoud)]
        ronde = self.record.bijdrage.ronde_id
        return bevindingen_for_tekst(ronde, inhoud.stukken["kop"], teksten)

    def proza(self, inhoud: Inhoud) -> list[tuple[str, str]]:
        """Blocks of the same kind are told apart by their number."""
        blokken = [(SOORTLABELS[blok.soort], blok.tekst) for blok in blokken_of(inhoud)]
        names = [naam for naam, _ in blokken]
        return [
            (f"{naam} {names[: n + 1].count(naam)}" if names.count(naam) > 1 else naam, tekst)
            for n, (naam, tekst) in enumerate(blokken)
            if tekst
        ]

    def onderwerp(self) -> list[str]:
        return [self.record.bijdrage.thema.titel, self.record.kop]

    def fit(self, inhoud: Inhoud) -> Inhoud:
        return herstellen.with_free_keys(self.record, inhoud)

    def put_back(self, data: Any) -> Resultaat | None:
        """A block that went (`blok`)."""
        sleutel = uuid_or_none(data.get("blok", ""))
        if sleutel is None:
            return None
        return herstellen.restore_block(self.record, sleutel, writer(self.request))

    def context_geschiedenis(self) -> dict[str, Any]:
        weggehaald = herstellen.removed_blocks(self.record)
        return {"bijdrage": self.record.bijdrage, "weggehaald": weggehaald}

    def label(self, naam: str, stuk: Any) -> str:
        return self.labels.get(naam) or SOORTLABELS[Bloksoort(stuk["soort"])]

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if naam == "kop":
            return Lezing(stuk)
        if naam == "gebieden":
            return Lezing(read_areas(stuk))
        titels = [self._acties[pk] for pk in stuk["acties"] if pk in self._acties]
        return Lezing(f"Over: {', '.join(titels)}" if titels else "", stuk["tekst"])

    @cached_property
    def _acties(self) -> dict[int, str]:
        return dict(Actie.objects.values_list("pk", "titel"))
