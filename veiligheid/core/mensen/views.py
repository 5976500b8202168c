"""The rooms of the beheerder: people, and the log."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.mensen import mensen
from veiligheid.core.mensen.botsen import clashes
from veiligheid.core.mensen.forms import LogboekForm, MensForm, OverdrachtForm
from veiligheid.core.mensen.overdracht import in_words, onderdelen, takers
from veiligheid.core.mensen.permissions import get_mens, require_beheerder
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.tabellen.write import write_csv
from veiligheid.core.toegang import links
from veiligheid.core.toegang.logboek import uitvoer
from veiligheid.core.toegang.models import Linksoort
from veiligheid.core.toegang.tweede_stap import STAPPEN, needs
from veiligheid.core.toegang.vers import require_vers

_READ_AND_WRITE = ["GET", "HEAD", "POST"]
_PER_BLADZIJDE = 50
_HOOGSTENS = 50_000
_KOPPEN = ("tijd", "wie", "handeling", "soort", "over", "bijzonderheden")


@login_required
@never_cache
@require_safe
def lijst(request: HttpRequest) -> HttpResponse:
    """Who has access, and who had."""
    require_beheerder(request.user)
    people = list(
        Gebruiker.objects.prefetch_related("groups").order_by(
            "-is_active", "first_name", "last_name", "username"
        )
    )
    keys = [mens.pk for mens in people]
    stappen = set(Authenticator.objects.filter(type__in=STAPPEN).values_list("user_id", flat=True))
    held = [o.namen(keys) for o in onderdelen() if o.namen is not None]
    rows: list[dict[str, Any]] = [
        {
            "mens": mens,
            "rollen": [rol.label for rol in sorted(mens.rollen)],
            "heeft": [naam for kind in held for naam in kind.get(mens.pk, [])],
            "stap": mens.pk in stappen,
            "stap_mist": mens.pk not in stappen and needs(mens),
            "botst": clashes(mens.rollen),
            "uitgenodigd": mens.last_login is None,
        }
        for mens in people
    ]
    context = {
        "hier": [row for row in rows if row["mens"].is_active],
        "weg": [row for row in rows if not row["mens"].is_active],
    }
    return render(request, "beheer/mensen.html", context)


@schrijver
@require_http_methods(_READ_AND_WRITE)
def nieuw(request: HttpRequest) -> HttpResponse:
    """Invite somebody."""
    door = require_beheerder(request.user)
    require_vers(request)
    form = MensForm(data=request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "beheer/mens_nieuw.html", {"form": form}, status=status)
    try:
        mens = mensen.invite(form.gegevens, door)
    except Geweigerd as geweigerd:
        form.add_error("email", geweigerd.bevindingen[0].melding)
        return render(request, "beheer/mens_nieuw.html", {"form": form}, status=409)
    _tell_clashes(request, mens)
    return _with_link(request, mens, door)


def _with_link(request: HttpRequest, mens: Gebruiker, door: Gebruiker) -> HttpResponse:
    """Told that it was mailed; where nothing is mailed the link is shown, once, to pass on."""
    if settings.EMAIL_URL or settings.MAIL_TONEN:
        messages.success(request, f"{mens.naam} krijgt een mail met een link.")
        return redirect("mens", mens.pk)
    adres = links.make(mens, Linksoort.UITNODIGING)
    return render(request, "beheer/mens_link.html", {"mens": mens, "adres": adres})


def _tell_clashes(request: HttpRequest, mens: Gebruiker) -> None:
    for wat in clashes(mens.rollen):
        messages.warning(request, f"{mens.naam} {wat}. Beter is het als twee mensen dat doen.")


@schrijver
@require_http_methods(_READ_AND_WRITE)
def mens(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody's account. What a POST does, `doe` says."""
    door, wie = require_beheerder(request.user), get_mens(request.user, pk)
    require_vers(request)
    if request.method != "POST":
        return _show(request, wie)
    try:
        answer = _do(request, wie, door)
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _show(request, wie, status=409)
    return answer or redirect("mens", pk)


def _do(request: HttpRequest, wie: Gebruiker, door: Gebruiker) -> HttpResponse | None:
    """Raises Geweigerd, and Http404 for what there is not to do."""
    match request.POST.get("doe"):
        case "opslaan":
            return _save(request, wie, door)
        case "weg" | "overdragen" as doe:
            return _leave(request, wie, door, weg=doe == "weg")
        case "link":
            mensen.invite_again(wie, door)
            return _with_link(request, wie, door)
        case "tweede-stap":
            mensen.reset_second_factor(wie, door)
            messages.success(request, f"De tweede stap van {wie.naam} is weg.")
        case "terug":
            mensen.activate(wie, door)
            messages.success(request, f"{wie.naam} heeft weer toegang. Geef de rollen opnieuw.")
        case _:
            raise Http404
    return None


def _save(request: HttpRequest, wie: Gebruiker, door: Gebruiker) -> HttpResponse | None:
    form = MensForm(wie, request.POST)
    if not form.is_valid():
        return _show(request, wie, form=form, status=422)
    mensen.change(wie, form.gegevens, form.cleaned_data["gezien"], door)
    messages.success(request, "Opgeslagen.")
    _tell_clashes(request, get_mens(door, wie.pk))
    return None


def _leave(
    request: HttpRequest, wie: Gebruiker, door: Gebruiker, *, weg: bool
) -> HttpResponse | None:
    naar = None
    if in_words(wie) or not weg:
        form = OverdrachtForm(takers(wie), of_niemand=weg, data=request.POST)
        if not form.is_valid():
            return _show(request, wie, overdracht=form, status=422)
        naar = form.ontvanger
    if weg:
        went = mensen.deactivate(wie, naar, door)
        messages.success(request, f"{wie.naam} heeft geen toegang meer.")
    else:
        went = mensen.give_work(wie, naar, door) if naar else []
    if naar is not None and went:
        messages.success(request, f"Over aan {naar.naam}: {', '.join(went)}.")
    return None


def _show(
    request: HttpRequest,
    wie: Gebruiker,
    *,
    form: MensForm | None = None,
    overdracht: OverdrachtForm | None = None,
    status: int = 200,
) -> HttpResponse:
    wie = get_mens(request.user, wie.pk)
    heeft = in_words(wie)
    context: dict[str, Any] = {
        "mens": wie,
        "form": form or MensForm(wie),
        "heeft": heeft,
        "overdracht": overdracht or OverdrachtForm(takers(wie), of_niemand=True),
        "stap": Authenticator.objects.filter(user=wie, type__in=STAPPEN).exists(),
        "botst": clashes(wie.rollen),
        "regels": _about(wie)[:10],
    }
    return render(request, "beheer/mens.html", context, status=status)


def _about(wie: Gebruiker) -> QuerySet[Logregel]:
    return Logregel.objects.filter(soort="gebruiker", sleutel=str(wie.pk))


# -- The log ----------------------------------------------------------------------------------


def _lines(form: LogboekForm) -> QuerySet[Logregel]:
    """The newest first; a filter that makes no sense chooses nothing away."""
    found: QuerySet[Logregel] = Logregel.objects.all()
    form.is_valid()
    data = form.cleaned_data
    if wie := data.get("wie"):
        found = found.filter(Q(wie__icontains=wie) | Q(label__icontains=wie))
    if handeling := data.get("handeling"):
        found = found.filter(verb=handeling)
    if van := data.get("van"):
        found = found.filter(op__date__gte=van)
    if tot := data.get("tot"):
        found = found.filter(op__date__lte=tot)
    return found


def details_in_words(details: dict[str, Any]) -> str:
    """As a person reads it: "weg: beheerder; erbij: griffie"."""
    shown = (
        (naam, ", ".join(map(str, w)) if isinstance(w, list) else _plain(w))
        for naam, w in sorted(details.items())
        if w not in ("", None, [], {})
    )
    return "; ".join(f"{naam.replace('_', ' ')}: {w}" for naam, w in shown)


def _plain(waarde: Any) -> str:
    if isinstance(waarde, dict):
        return ", ".join(f"{n} {naam}" for naam, n in waarde.items())
    return str(waarde)


@login_required
@never_cache
@require_safe
def logboek(request: HttpRequest) -> HttpResponse:
    """The log that only grows, to read."""
    require_beheerder(request.user)
    form = LogboekForm(request.GET)
    bladzijde = Paginator(_lines(form), _PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    keuze = request.GET.copy()
    keuze.pop("bladzijde", None)
    context = {
        "form": form,
        "bladzijde": bladzijde,
        "regels": [(regel, details_in_words(regel.details)) for regel in bladzijde],
        "keuze": keuze.urlencode(),
    }
    return render(request, "beheer/logboek.html", context)


@login_required
@never_cache
@require_safe
@uitvoer
def logboek_csv(request: HttpRequest) -> HttpResponse:
    """The same choice as a file; the newest 50.000 lines at most."""
    require_beheerder(request.user)
    rijen = (
        (
            timezone.localtime(r.op).strftime("%Y-%m-%d %H:%M:%S"),
            r.wie,
            r.verb,
            r.soort,
            r.label,
            details_in_words(r.details),
        )
        for r in _lines(LogboekForm(request.GET))[:_HOOGSTENS].iterator()
    )
    naam = f"logboek-{timezone.localdate().isoformat()}.csv"
    return HttpResponse(
        write_csv(_KOPPEN, rijen),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{naam}"'},
    )
