"""The register's own screens: for the griffie, the eindredacteur, advisors and the secretariaat."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.jaar.permissions import get_own_voortgang
from themas.toezeggingen import permissions, transitions
from themas.toezeggingen.aanbod import TERMIJN_VOORBIJ, register_sentence
from themas.toezeggingen.filteren import apply_filters, filter_form
from themas.toezeggingen.forms import (
    STATEN_INTERN,
    AfdoeningForm,
    RedenForm,
    ToezeggingForm,
    new_initial,
)
from themas.toezeggingen.lijst.export import as_csv, as_xlsx
from themas.toezeggingen.models import Toezegging
from themas.toezeggingen.workflow import AFDOENING, OVERGANGEN
from themas.views.toezeggingen_lijst import list_context
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
View = Callable[..., HttpResponse]


def binnen(view: View) -> View:
    """For who has a part in the register; for anybody else there is no such page. A refusal by a
    verb looks the same."""

    @never_cache
    @login_required
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
    found = apply_filters(visible.in_order(timezone.localdate()), form.chosen())
    context = {
        **list_context(request, form, visible, found, intern=True),
        "mag_registreren": permissions.may_register(request.user),
        "mag_inlezen": permissions.may_exchange(request.user),
    }
    return render(request, "themas/toezeggingen/beheer.html", context)


@require_safe
@binnen
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
            record = transitions.register(form.velden(), _gebruiker(request))
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


@require_http_methods(["GET", "HEAD", "POST"])
@binnen
def wijzigen(request: HttpRequest, sleutel: str) -> HttpResponse:
    record = permissions.get_editable(request.user, sleutel)
    form = ToezeggingForm(request.POST or None, instance=record, gebruiker=request.user)
    # A ModelForm writes into its instance while it validates; the verb works on a fresh one.
    if form.is_valid():
        try:
            versie = form.cleaned_data["versie"] or 0
            transitions.edit(record, form.velden(), versie, _gebruiker(request))
        except Geweigerd as geweigerd:
            _add_errors(form, geweigerd)
        else:
            messages.success(request, "Opgeslagen.")
            return redirect("toezegging-beheer", sleutel)
    return _form(request, {"form": form, "t": record})


@require_POST
@binnen
def staat(request: HttpRequest, sleutel: str) -> HttpResponse:
    """One of the changes of state; `doe` says which."""
    record = permissions.get_toezegging(request.user, sleutel)
    verb, door = request.POST.get("doe", ""), _gebruiker(request)
    if verb == "openbaar":
        transitions.make_public(record, door)
        messages.success(request, "Iedereen kan deze toezegging nu zien.")
        return redirect("toezegging-beheer", sleutel)
    if verb == "intrekken":
        transitions.withdraw(record, door)
        messages.success(request, "De toezegging is uit het register gehaald.")
        return redirect("toezeggingen-beheer")
    if verb not in OVERGANGEN:
        raise Http404
    return _change_state(request, record, verb, door)


def _change_state(
    request: HttpRequest, record: Toezegging, verb: str, door: Gebruiker
) -> HttpResponse:
    settles = OVERGANGEN[verb].met == AFDOENING
    reden = RedenForm(request.POST)
    waarmee = AfdoeningForm(request.POST, gebruiker=request.user, toezegging=record)
    if not reden.is_valid() or (settles and not waarmee.is_valid()):
        return _detail(request, record.sleutel, status=422, reden=reden, waarmee=waarmee)
    by = waarmee.waarmee() if settles else None
    try:
        transitions.change_state(record, verb, door, reden.cleaned_data["reden"], by)
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _detail(request, record.sleutel, status=409, reden=reden, waarmee=waarmee)
    messages.success(request, "De stand is gewijzigd.")
    return redirect("toezegging-beheer", record.sleutel)


@require_POST
@binnen
def paragraaf(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """From the writing screen: register one of the offered sentences (`zin`), or propose that this
    paragraaf settles an open promise (`toezegging`)."""
    record = get_own_voortgang(request.user, pk, voortgang)
    door = _gebruiker(request)
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
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
    return redirect("paragraaf", pk, voortgang)


def _detail(request: HttpRequest, sleutel: str, status: int = 200, **extra: Any) -> HttpResponse:
    record = permissions.get_toezegging(request.user, sleutel)
    gebruiker = _gebruiker(request)
    context = {
        "t": record,
        "afdoeningen": list(record.afdoeningen.all()),
        "mag_wijzigen": permissions.may_edit(gebruiker, record),
        "mag_openbaar": permissions.may_make_public(gebruiker, record),
        "mag_intrekken": permissions.may_withdraw(gebruiker, record),
        "ziet_concept": permissions.may_propose(gebruiker, record),
        "overgangen": transitions.possible_changes(gebruiker, record),
        "reden": RedenForm(),
        # What was chosen from a list of published paragrafen.
        "waarmee": AfdoeningForm(
            gebruiker=gebruiker,
            toezegging=record,
            initial={naam: request.GET.get(naam, "") for naam in ("titel", "url")},
        ),
        **extra,
    }
    return render(request, "themas/toezeggingen/een.html", context, status=status)


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "themas/toezeggingen/formulier.html", context, status=status)


def _add_errors(form: Any, geweigerd: Geweigerd) -> None:
    for bevinding in geweigerd.bevindingen:
        form.add_error(None, bevinding.melding)


def _gebruiker(request: HttpRequest) -> Gebruiker:
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind `binnen` may ask")
    return request.user
