"""The plans that the municipality keeps: making one, and what is in it."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.forms.plan import (
    DelenErbijForm,
    KruisverbandForm,
    NieuwPlanForm,
    OnderdelenErbijForm,
    ThemasErbijForm,
)
from themas.jaar.rondes import add_bijdrage, rondes_without
from themas.plan import maken, permissions
from themas.plan.gebruik import uses_of
from themas.plan.models import (
    Actie,
    Kruisverbandstaat,
    Pijler,
    Plan,
    PlanOnderdeel,
    Plansoort,
    Thema,
)
from themas.plan.running_order import read_tree
from themas.plan.wijzigingen import changes_since
from themas.views.plan import Planbewerking, Themabewerking
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import save_typed
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import counted, enumerate_words

_GET: dict[str, Callable[..., Any]] = {
    "thema": permissions.get_thema,
    "pijler": permissions.get_pijler,
    "actie": permissions.get_actie,
    "onderdeel": permissions.get_onderdeel,
}
_MODELS: dict[str, Any] = {"pijler": Pijler, "actie": Actie, "onderdeel": PlanOnderdeel}
_STAPPEN = {"omhoog": -1, "omlaag": 1}


@schrijver
@require_safe
def plannen(request: HttpRequest) -> HttpResponse:
    """All plans, and the two ways to begin one."""
    gebruiker = permissions.require_keeper(request.user)
    waiting = Q(kruisverbanden__staat=Kruisverbandstaat.VOORSTEL)
    rows = Plan.objects.annotate(
        aantal=Count("themas", distinct=True),
        voorstellen=Count("kruisverbanden", filter=waiting, distinct=True),
    )
    context = {"plannen": rows, "leest_in": gebruiker.has_rol(Rol.EINDREDACTEUR)}
    return render(request, "themas/plan/plannen.html", context)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def plan_nieuw(request: HttpRequest) -> HttpResponse:
    """A plan from nothing, with its themes when somebody names them."""
    door = permissions.require_keeper(request.user)
    form = NieuwPlanForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        plan = maken.add_plan(form.velden(), door)
        maken.add_themas(plan, form.cleaned_data["themas"], "", None, door)
        messages.success(request, f"‘{plan}’ is er. Vul het hieronder verder in.")
        return redirect("plan-beheer", plan.slug)
    status = 422 if form.is_bound else 200
    return render(request, "themas/plan/nieuw.html", {"form": form}, status=status)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """What is in a plan, in order. A POST adds themes, or texts of the plan itself (`doe`)."""
    record = permissions.get_plan(request.user, plan)
    doe, data = request.POST.get("doe", ""), request.POST if request.method == "POST" else None
    themas = ThemasErbijForm(record, data if doe == "themas" else None)
    stukken = OnderdelenErbijForm(data if doe == "stukken" else None)
    form = themas if doe == "themas" else stukken
    if form.is_bound and form.is_valid():
        d, door = form.cleaned_data, writer(request)
        made: Sequence[Any]
        if doe == "themas":
            made = maken.add_themas(record, d["titels"], d.get("soort", ""), d["sinds"], door)
        else:
            made = maken.add_onderdelen(record, d["titels"], door)
        messages.success(request, f"Toegevoegd: {_names(made)}.")
        return redirect("plan-beheer", plan)
    if data is not None and not form.is_bound:
        raise Http404
    context = {
        "plan": record,
        "takken": read_tree(record),
        "themas": themas,
        "stukken": stukken,
        "rondes": record.rondes.all(),
        "voorstellen": record.kruisverbanden.filter(staat=Kruisverbandstaat.VOORSTEL).count(),
        "wijzigingen": changes_since(record),
        "ivp": record.soort == Plansoort.IVP,
        "focus": request.GET.get("focus", ""),
    }
    return render(request, "themas/plan/plan.html", context, status=422 if form.is_bound else 200)


@schrijver
@require_POST
def plan_stap(request: HttpRequest, plan: str, soort: str, pk: int) -> HttpResponse:
    """Move a piece, or take it out after a question; `doe` says which."""
    if soort not in _GET:
        raise Http404
    deel, door, doe = (
        _GET[soort](request.user, plan, pk),
        writer(request),
        request.POST.get("doe", ""),
    )
    if (
        not isinstance(deel, Thema)
        and deel.thema_id
        and (page := _thema_typed(request, plan, deel))
    ):
        return page
    adres = _listed_at(plan, deel)
    if doe in _STAPPEN:
        maken.move_deel(deel, _STAPPEN[doe], door)
        return redirect(f"{adres}?focus={doe}-{soort}-{pk}")
    if doe != "verwijderen":
        raise Http404
    if "bevestigd" not in request.POST:
        context = {
            "plan": deel.plan if isinstance(deel, Thema | PlanOnderdeel) else deel.thema.plan,
            "deel": deel,
            "soort": soort,
            "gebruik": uses_of(deel),
            "mee": _goes_along(deel),
            "terug": adres,
        }
        return render(request, "themas/plan/verwijderen.html", context)
    try:
        maken.remove_deel(deel, door)
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, adres)
    messages.success(request, f"‘{deel}’ is uit het plan gehaald.")
    return redirect(adres)


def _thema_typed(request: HttpRequest, plan: str, deel: Any) -> HttpResponse | None:
    """A button of a row on the page of a theme: what was typed beside it is saved first."""
    return save_typed(Themabewerking, request, plan=plan, pk=deel.thema_id)


def _listed_at(plan: str, deel: Any) -> str:
    if not isinstance(deel, Thema) and deel.thema_id:
        return reverse("plan-thema", args=[plan, deel.thema_id])
    return reverse("plan-beheer", args=[plan])


def _goes_along(deel: Any) -> str:
    """What is removed with it, in words."""
    if not isinstance(deel, Thema):
        return ""
    counts = (
        (deel.pijlers.count(), deel.plan.label_pijler),
        (deel.acties.count(), deel.plan.label_actie),
        (deel.onderdelen.count(), "stuk tekst"),
    )
    return enumerate_words([f"{n} × {naam}" for n, naam in counts if n])


@schrijver
@require_POST
def plan_thema_erbij(request: HttpRequest, plan: str, pk: int) -> HttpResponse:
    """Add pieces to a theme, or take it into an open round; `doe` says which. What was typed on the
    same page is saved first."""
    thema = permissions.get_thema(request.user, plan, pk)
    if page := save_typed(Themabewerking, request, plan=plan, pk=pk):
        return page
    doe, door = request.POST.get("doe", ""), writer(request)
    adres = reverse("plan-thema", args=[plan, pk])
    if doe == "ronde":
        ronde = rondes_without(thema).filter(pk=number(request.POST.get("ronde"))).first()
        if ronde is None:
            raise Http404
        add_bijdrage(ronde, thema, door)
        messages.success(request, f"‘{thema}’ staat nu in {ronde}.")
        return redirect(adres)
    form = DelenErbijForm(thema.plan, request.POST)
    if not form.is_valid():
        bewerking: Planbewerking = Themabewerking(request, plan=plan, pk=pk)
        return bewerking.show(bewerking.formulier(bewerking.stand), 422, erbij=form)
    model = _MODELS[form.cleaned_data["soort"]]
    made = maken.add_delen(thema, model, form.cleaned_data["titels"], door)
    messages.success(request, f"Toegevoegd: {_names(made)}.")
    return redirect(f"{adres}#wat-erin-staat")


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def kruisverbanden(request: HttpRequest, plan: str) -> HttpResponse:
    """Which themes touch each other. A POST decides about one (`kruisverband`), or adds one."""
    record = permissions.get_plan(request.user, plan)
    form = KruisverbandForm(record)
    if request.method == "POST":
        door, doe = writer(request), request.POST.get("doe", "")
        decided = {"aannemen": "aangenomen", "weigeren": "geweigerd"}.get(doe)
        if decided:
            found = record.kruisverbanden.filter(
                pk=number(request.POST.get("kruisverband"))
            ).first()
            if found is None:
                raise Http404
            maken.decide_kruisverband(found, decided, door)
            messages.success(request, f"{found}: {decided}.")
            return redirect("plan-kruisverbanden", plan)
        form = KruisverbandForm(record, request.POST)
        if form.is_valid():
            made = maken.add_kruisverband(**form.cleaned_data, door=door)
            messages.success(request, f"Toegevoegd: {made}.")
            return redirect("plan-kruisverbanden", plan)
    rows = list(record.kruisverbanden.select_related("van", "naar"))
    groepen = [(s, [k for k in rows if k.staat == s]) for s in Kruisverbandstaat]
    context = {"plan": record, "groepen": groepen, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "themas/plan/kruisverbanden.html", context, status=status)


def _names(made: Any) -> str:
    names = [f"‘{deel}’" for deel in made]
    return enumerate_words(names) if len(names) <= 5 else counted(len(names), "stuk", "stukken")
