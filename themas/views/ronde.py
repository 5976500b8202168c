"""Rounds: opening and closing them, who writes what and until when, and who takes over."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from themas.forms.ronde import RondeForm
from themas.jaar.inrichten import RondeDoel, schrijvers_stuk, termijn_stuk
from themas.jaar.models import Bijdrage, Ronde
from themas.jaar.permissions import (
    advisors,
    get_ronde,
    get_writer_to_replace,
    may_order_any,
    require_opener,
)
from themas.jaar.sluiten import HEROPENEN, SLUITEN, close_ronde, last_step, reopen_ronde
from themas.mist import missing_of
from veiligheid.core.bewerken.antwoord import focus_first_error, refused, typed, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import Geweigerd
from veiligheid.core.mensen.forms import OverdrachtForm
from veiligheid.core.mensen.mensen import give_work
from veiligheid.core.mensen.overdracht import in_words, takers
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.stappen import is_repeated
from veiligheid.core.saving import Inhoud, Resultaat

_READ_AND_WRITE = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_safe
def rondes(request: HttpRequest) -> HttpResponse:
    """Every round, open or closed, for whoever opens and closes them."""
    require_opener(request.user)
    found = Ronde.objects.select_related("plan").order_by("-vooruitblikjaar", "-verslagjaar")
    context = {"rondes": found, "redigeert": may_order_any(request.user)}
    return render(request, "themas/rondes.html", context)


@schrijver
@require_http_methods(_READ_AND_WRITE)
def ronde_staat(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a round, or open it again with a reason; first what that means for what is in it."""
    door = require_opener(request.user)
    record = get_object_or_404(Ronde.objects.select_related("plan"), pk=pk)
    reden, status = typed(request, "reden"), 200
    if request.method == "POST":
        doe = SLUITEN if request.POST.get("doe") == "sluiten" else HEROPENEN
        try:
            if doe == SLUITEN:
                close_ronde(record, door)
            else:
                reopen_ronde(record, door, reden)
        except Geweigerd as geweigerd:
            last = last_step(record)
            if last is None or not is_repeated([last], doe, door, reden):
                for bevinding in geweigerd.bevindingen:
                    messages.error(request, bevinding.melding)
                status = 409
        record.refresh_from_db()
        if status == 200:
            messages.success(request, f"{record} is nu {record.get_staat_display()}.")
            return redirect("rondes")
    waiting = record.bijdragen.unapproved().in_order().select_related("thema", "ronde")
    mist = missing_of(list(waiting))
    context = {
        "ronde": record,
        "wachten": [(b, mist[b.pk]) for b in waiting],
        "laatste": last_step(record),
        "reden": reden,
    }
    return render(request, "themas/ronde_staat.html", context, status=status)


@schrijver
@require_http_methods(_READ_AND_WRITE)
def schrijver_vervangen(request: HttpRequest, pk: int, wie: int) -> HttpResponse:
    """Give all that a writer of this round has to a colleague."""
    if request.method == "POST" and not Gebruiker.objects.filter(pk=wie, bijdragen__ronde=pk):
        # Done already, in another window or by a second press.
        record = get_ronde(request.user, pk)
        messages.info(request, f"Deze schrijver heeft niets (meer) in {record}.")
        return redirect("ronde", pk)
    record, van = get_writer_to_replace(request.user, pk, wie)
    people = takers(van)
    form = OverdrachtForm(
        people, of_niemand=False, data=request.POST if request.method == "POST" else None
    )
    if form.is_bound and form.is_valid() and form.ontvanger is not None:
        naar = form.ontvanger
        try:
            went = give_work(van, naar, writer(request))
        except Geweigerd as geweigerd:
            return refused(request, geweigerd, reverse("ronde", args=[pk]))
        messages.success(request, f"Over aan {naar.naam}: {', '.join(went)}.")
        return redirect("ronde", pk)
    status = 422 if form.is_bound else 200
    focus_first_error(form)
    context = {"ronde": record, "van": van, "heeft": in_words(van), "form": form, "er_zijn": people}
    return render(request, "themas/schrijver_vervangen.html", context, status=status)


class Rondebewerking(Bewerking):
    """Until when is written, and who writes which theme."""

    doel_class = RondeDoel
    route = "ronde-inrichten"
    template = "themas/ronde_inrichten.html"
    labels = {
        "deadline": "Inleveren vóór",
        "deadline_tijd": "Inleveren vóór, om",
        "naar_secretariaat": "Naar het secretariaat op",
    }

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
        titels |= {termijn_stuk(b.pk): f"{b.thema.titel}, eigen termijn" for b in self.bijdragen}
        return self.labels.get(naam) or titels.get(naam, "Een thema dat er niet meer is")

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if not isinstance(stuk, list):
            return super().lees(naam, stuk)
        return Lezing(", ".join(self._namen.get(pk, "iemand die er niet meer is") for pk in stuk))

    @cached_property
    def _namen(self) -> dict[int, str]:
        return {g.pk: g.naam for g in Gebruiker.objects.all()}
