"""The register's own screens: for the griffie, the eindredacteur, advisors and the secretariaat."""

from collections.abc import Callable
from functools import cached_property, wraps
from typing import Any
from urllib.parse import parse_qsl

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.jaar.permissions import get_own_voortgang
from themas.plan.models import Thema
from themas.toezeggingen import permissions, transitions
from themas.toezeggingen.aanbod import TERMIJN_VOORBIJ
from themas.toezeggingen.filteren import apply_filters, filter_form
from themas.toezeggingen.forms import (
    STATEN_INTERN,
    AfdoeningForm,
    BesluitForm,
    ToezeggingForm,
    WijzigingForm,
    new_initial,
)
from themas.toezeggingen.importing.export import as_csv, as_xlsx
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.opnemen import register_sentence
from themas.toezeggingen.opslaan import VELDEN, ToezeggingDoel
from themas.toezeggingen.workflow import AFDOENING, OVERGANGEN, UITSLAGEN, Soort
from themas.views.toezeggingen_lijst import list_context
from veiligheid.core.bewerken.antwoord import refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.bewerken.stukken import Lezing
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud, Resultaat
from veiligheid.core.toegang.logboek import uitvoer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]
# What the list of published paragrafen sends back.
GEKOZEN = "gekozen"


def binnen(view: View) -> View:
    """For who has a part in the register; for anybody else there is no such page. A refusal by a
    verb looks the same."""

    @schrijver
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not permissions.may_enter(request.user):
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except PermissionDenied:
            raise Http404 from None

    return wrapper


@require_safe
@binnen
def beheer(request: HttpRequest) -> HttpResponse:
    visible = permissions.visible_toezeggingen(request.user)
    form = filter_form(request.GET, visible, STATEN_INTERN)
    vandaag = timezone.localdate()
    found = apply_filters(visible.in_order(vandaag), form.chosen(), vandaag, intern=True)
    context = {
        **list_context(request, form, visible, found, intern=True),
        "mag_registreren": permissions.may_register(request.user),
        "mag_inlezen": permissions.may_exchange(request.user),
    }
    return render(request, "themas/toezeggingen/beheer.html", context)


@require_safe
@binnen
@uitvoer
def lijst(request: HttpRequest, soort: str) -> HttpResponse:
    """The list as a file, everything that this person may see."""
    visible = permissions.visible_toezeggingen(request.user).order_by("gemaakt_op", "pk")
    data, mediatype = (
        (as_xlsx(visible), XLSX)
        if soort == "xlsx"
        else (as_csv(visible), "text/csv; charset=utf-8")
    )
    answer = HttpResponse(data, content_type=mediatype)
    answer["Content-Disposition"] = f'attachment; filename="toezeggingen.{soort}"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def nieuw(request: HttpRequest) -> HttpResponse:
    if not permissions.may_register(request.user):
        raise Http404
    form = ToezeggingForm(request.POST or None, gebruiker=request.user, initial=new_initial())
    if form.is_valid():
        try:
            record = transitions.register(form.velden(), writer(request))
        except Geweigerd as geweigerd:
            _add_errors(form, geweigerd)
        else:
            messages.success(request, "De toezegging staat in het register.")
            return redirect("toezegging-beheer", record.sleutel)
    return _form(request, {"form": form})


@require_safe
@binnen
def een(request: HttpRequest, sleutel: str) -> HttpResponse:
    return _detail(request, sleutel)


class Toezeggingbewerking(Bewerking):
    """The words of an entry. For who may not change them there is no such page."""

    doel_class = ToezeggingDoel
    route = "toezegging-wijzigen"
    template = "themas/toezeggingen/formulier.html"
    veld_bij = {"nummer-dubbel": "nummer"}
    labels = {n: str(ToezeggingForm.base_fields[n].label) for n in VELDEN}

    def fetch(self, sleutel: str) -> None:
        self.record = permissions.get_editable(self.request.user, sleutel)
        # A ModelForm writes into its instance while it validates.
        self.stand = self.record.versie, self.doel.content_of(self.record)

    @cached_property
    def doel(self) -> ToezeggingDoel:
        return ToezeggingDoel(self.record, writer(self.request))

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        initial = Bewerkformulier.begin(*stand) if stand else None
        form = ToezeggingForm(
            data, initial=initial, instance=self.record, gebruiker=self.request.user
        )
        return Bewerkformulier(form, stand=self.stand[1])

    def context(self, formulier: Bewerkformulier) -> dict[str, Any]:
        return {"t": self.record}

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        return reverse("toezegging-beheer", args=[self.record.sleutel])

    def may_put_back(self, naam: str) -> bool:
        return naam in self.formulier(self.stand).form.fields

    def fit(self, inhoud: Inhoud) -> Inhoud:
        """Under a theme and with an advisor that may be chosen now."""
        pieces, now = dict(inhoud.stukken), self.stand[1].stukken
        themas = permissions.registrable_themas(self.request.user)
        if not themas.filter(pk=pieces["thema"]).exists():
            pieces["thema"] = now["thema"]
        if not Gebruiker.objects.filter(pk=pieces["adviseur"]).exists():
            pieces["adviseur"] = None
        return Inhoud(pieces)

    def lees(self, naam: str, stuk: Any) -> Lezing:
        if naam == "thema" and stuk:
            return Lezing(self._titels.get(stuk, ""))
        if naam == "adviseur" and stuk:
            return Lezing(self._namen.get(stuk, "(iemand die er niet meer is)"))
        return super().lees(naam, stuk)

    @cached_property
    def _titels(self) -> dict[int, str]:
        return dict(Thema.objects.values_list("pk", "titel"))

    @cached_property
    def _namen(self) -> dict[int, str]:
        return {g.pk: g.naam for g in Gebruiker.objects.all()}


@require_POST
@binnen
def staat(request: HttpRequest, sleutel: str) -> HttpResponse:
    """One of the changes of state; `doe` says which."""
    record = permissions.get_toezegging(request.user, sleutel)
    verb, door = request.POST.get("doe", ""), writer(request)
    if verb == GEKOZEN:
        return _chosen(request, record)
    if verb == "openbaar":
        transitions.make_public(record, door)
        messages.success(request, "Iedereen kan deze toezegging nu zien.")
        return redirect("toezegging-beheer", sleutel)
    if verb == "intrekken":
        transitions.withdraw(record, door)
        messages.success(request, "De toezegging is uit het register gehaald.")
        return redirect("toezeggingen-beheer")
    if verb == "besluit":
        return _decide(request, record, door)
    if verb not in OVERGANGEN:
        raise Http404
    return _change_state(request, record, verb, door)


def _change_state(
    request: HttpRequest, record: Toezegging, verb: str, door: Gebruiker
) -> HttpResponse:
    settles = OVERGANGEN[verb].met == AFDOENING
    wijziging = WijzigingForm(request.POST)
    waarmee = AfdoeningForm(request.POST, gebruiker=request.user, toezegging=record)
    if not wijziging.is_valid() or (settles and not waarmee.is_valid()):
        return _detail(request, record.sleutel, status=422, wijziging=wijziging, waarmee=waarmee)
    by = waarmee.waarmee() if settles else None
    try:
        data = wijziging.cleaned_data
        transitions.change_state(record, verb, door, data["reden"], by, data["op"])
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _detail(request, record.sleutel, status=409, wijziging=wijziging, waarmee=waarmee)
    messages.success(request, "De stand is gewijzigd.")
    return redirect("toezegging-beheer", record.sleutel)


def _decide(request: HttpRequest, record: Toezegging, door: Gebruiker) -> HttpResponse:
    form = BesluitForm(request.POST, toezegging=record)
    if not form.is_valid():
        return _detail(request, record.sleutel, status=422, besluit=form)
    try:
        transitions.decide(record, form.raadsbesluit(), door)
    except Geweigerd as geweigerd:
        _add_errors(form, geweigerd)
        return _detail(request, record.sleutel, status=409, besluit=form)
    messages.success(request, "Het besluit van de raad is opgetekend.")
    return redirect("toezegging-beheer", record.sleutel)


def typed(request: HttpRequest) -> dict[str, str]:
    """What was typed beside a promise about how it stands."""
    names = (*WijzigingForm.base_fields, *AfdoeningForm.base_fields)
    return {naam: request.POST[naam] for naam in names if naam in request.POST}


def _chosen(request: HttpRequest, record: Toezegging) -> HttpResponse:
    """Back from the list of published paragrafen: the choice and what was typed, filled in."""
    known = typed(request) | dict(parse_qsl(request.POST.get("keuze", "")))
    waarmee = AfdoeningForm(gebruiker=request.user, toezegging=record, initial=known)
    return _detail(request, record.sleutel, wijziging=WijzigingForm(initial=known), waarmee=waarmee)


@require_POST
@binnen
def paragraaf(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """From the writing screen: register one of the offered sentences (`zin`), or propose that this
    paragraaf settles an open promise (`toezegging`)."""
    record = get_own_voortgang(request.user, pk, voortgang)
    door = writer(request)
    try:
        if zin := request.POST.get("zin"):
            made = register_sentence(record, zin, door)
            messages.success(request, "De zin staat in het register; openbaar met de brief.")
            if made.te_laat:
                messages.warning(request, TERMIJN_VOORBIJ)
        elif sleutel := request.POST.get("toezegging"):
            toezegging = permissions.get_toezegging(request.user, sleutel)
            waarmee = transitions.Waarmee(paragraaf=record)
            transitions.change_state(toezegging, "voorstellen", door, waarmee=waarmee)
            messages.success(request, "Voorgesteld als afgedaan door deze paragraaf.")
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("paragraaf", args=[pk, voortgang]))
    return redirect("paragraaf", pk, voortgang)


def _detail(request: HttpRequest, sleutel: str, status: int = 200, **extra: Any) -> HttpResponse:
    record = permissions.get_toezegging(request.user, sleutel)
    gebruiker = writer(request)
    context = {
        "t": record,
        "stand": record.stand,
        "loop": list(record.standwijzigingen.filter(vervangen_door=None)),
        "mag_wijzigen": permissions.may_edit(gebruiker, record),
        "mag_openbaar": permissions.may_make_public(gebruiker, record),
        "mag_intrekken": permissions.may_withdraw(gebruiker, record),
        "ziet_concept": permissions.may_propose(gebruiker, record),
        "overgangen": transitions.possible_changes(gebruiker, record),
        "wijziging": WijzigingForm(),
        "waarmee": AfdoeningForm(gebruiker=gebruiker, toezegging=record),
        "besluit": BesluitForm(toezegging=record) if _decides(gebruiker, record) else None,
        **extra,
    }
    return render(request, "themas/toezeggingen/een.html", context, status=status)


def _decides(gebruiker: Gebruiker, record: Toezegging) -> bool:
    """Whether the council decides on it, and this person puts that down."""
    return Soort(record.soort) in UITSLAGEN and permissions.may_settle(gebruiker, record)


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "themas/toezeggingen/formulier.html", context, status=status)


def _add_errors(form: Any, geweigerd: Geweigerd) -> None:
    for bevinding in geweigerd.bevindingen:
        form.add_error(None, bevinding.melding)
