"""A year of writing: opening its round with a letter, and the round in one screen."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rapportage.besluit.transitions import allowed
from rapportage.briefdelen import rows_of as parts_on_screen
from rapportage.brieven import open_jaar
from rapportage.composition import compose
from rapportage.ronde.groepen import findings_of, groups_of, letter_of
from rapportage.ronde.sturen import send_group
from rapportage.ronde.wie_deed_wat import in_words, lines_of
from themas.bord import in_order_of_letter, rows_of, tally
from themas.forms.ronde import NieuweRondeForm, plans_with_themas
from themas.jaar.acties import take_in_all
from themas.jaar.models import Ronde
from themas.jaar.permissions import (
    get_bijdrage,
    get_ronde,
    get_ronde_to_follow,
    may_order,
    require_opener,
)
from themas.jaar.transitions import step_bijdrage
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.richtext import one_line
from veiligheid.core.zinnen import counted, enumerate_words

_PER_BLADZIJDE = 50


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def ronde_nieuw(request: HttpRequest) -> HttpResponse:
    door = require_opener(request.user)
    form = NieuweRondeForm(request.POST if request.method == "POST" else None, initial=_next())
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            ronde = open_jaar(data["plan"], data["jaar"], data["deadline"], door)
        except Geweigerd as geweigerd:
            form.add_error("jaar", [b.melding for b in geweigerd.bevindingen])
        else:
            messages.success(request, f"{ronde} is geopend, met een brief om in te schrijven.")
            if not may_order(door, ronde):  # what follows is the eindredacteur's
                return redirect("start")
            return redirect("ronde-inrichten", ronde.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "geen_plan": not plans_with_themas().exists()}
    return render(request, "rapportage/ronde_nieuw.html", context, status=status)


def _next() -> dict[str, Any]:
    """The year after the last round, of the same plan."""
    last = Ronde.objects.exclude(vooruitblikjaar=None).order_by("-vooruitblikjaar").first()
    if last is None:
        return {"jaar": timezone.localdate().year + 1}
    return {"jaar": last.jaar + 1, "plan": last.plan_id}


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def ronde(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole round. A POST moves a theme (`bijdrage`, `doe` omhoog or omlaag), takes in all
    proposed acties (overnemen), or sends a group of findings to its owners (sturen, `groep`)."""
    if request.method != "POST":
        record = get_ronde_to_follow(request.user, pk)
        return render(request, "rapportage/ronde.html", _whole(request, record))
    record = get_ronde(request.user, pk)
    adres, doe = reverse("ronde", args=[pk]), request.POST.get("doe", "")
    try:
        if doe == "overnemen":
            _take_in_all(request, record)
        elif doe == "sturen":
            _send(request, record)
            return redirect(f"{adres}#bevindingen")
        else:
            return redirect(f"{adres}?focus={_move(request, record, doe)}")
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, adres)
    return redirect(adres)


def _whole(request: HttpRequest, record: Ronde) -> dict[str, Any]:
    rows, brief = rows_of(record), letter_of(record)
    standen = in_order_of_letter(rows)
    waiting = sum(1 for rij in rows if not rij.goedgekeurd)
    compositie = compose(brief) if brief else None
    filled = {b.nummer for b in compositie.document.gevulde_bijlagen} if compositie else set()
    passes_on = brief is not None and "aanbieden" in allowed(brief, writer(request))
    return {
        "ronde": record,
        "brief": brief,
        "open": record.is_open,
        "rijen": rows,
        "telling": tally(rows),
        "standen": standen,
        "voorstellen": sum(stand.voorstellen for stand in standen),
        "groepen": groups_of(brief, [s.bijdrage for s in standen], compositie) if brief else [],
        "geeft_door": passes_on and not waiting,
        "nog_niet": waiting if passes_on else 0,
        "delen": parts_on_screen(brief, filled) if brief else [],
        "vandaag": timezone.localdate(),
        "focus": request.GET.get("focus", ""),
    }


def _move(request: HttpRequest, record: Ronde, doe: str) -> str:
    """Gives which button to go back to. Raises Http404."""
    thema = record.bijdragen.filter(pk=number(request.POST.get("bijdrage"))).first()
    if thema is None:
        raise Http404
    step_bijdrage(thema, {"omhoog": -1, "omlaag": 1}.get(doe, 0), writer(request))
    return f"{doe}-{thema.pk}"


def _take_in_all(request: HttpRequest, record: Ronde) -> None:
    taken, skipped = take_in_all(record, writer(request))
    messages.success(request, f"{counted(taken, 'actie', 'acties')} overgenomen.")
    if skipped:
        messages.warning(
            request,
            f"Niet bij {', '.join(map(str, skipped))}: die bijdrage is ingediend of goedgekeurd. "
            "Stuur haar terug om ook daar acties over te nemen.",
        )


def _send(request: HttpRequest, record: Ronde) -> None:
    """Raises Http404 for a group that is not there (any more), and Geweigerd."""
    brief = letter_of(record)
    bijdragen = record.bijdragen.in_order().select_related("thema", "ronde")
    groups = groups_of(brief, bijdragen.prefetch_related("adviseurs")) if brief else []
    groep = next((g for g in groups if g.sleutel == request.POST.get("groep")), None)
    if groep is None:
        raise Http404
    people = send_group(record, groep, writer(request))
    messages.success(request, f"Gestuurd aan {enumerate_words([g.naam for g in people])}.")


@login_required
@never_cache
@require_safe
def bijdrage_bevindingen(request: HttpRequest, pk: int) -> HttpResponse:
    """What the check of the letter found in one theme, for whoever may read that."""
    record = get_bijdrage(request.user, pk)
    brief = letter_of(record.ronde)
    context = {"bijdrage": record, "bevindingen": findings_of(brief, record) if brief else []}
    return render(request, "rapportage/bijdrage_bevindingen.html", context)


@login_required
@never_cache
@require_safe
def ronde_logboek(request: HttpRequest, pk: int) -> HttpResponse:
    """Who did what in this round; of one person with `wie`."""
    record = get_ronde_to_follow(request.user, pk)
    brief, wie = letter_of(record), one_line(request.GET.get("wie", ""))
    everybody = lines_of(record, brief).order_by("wie").values_list("wie", flat=True).distinct()
    pages = Paginator(lines_of(record, brief, wie), _PER_BLADZIJDE)
    bladzijde = pages.get_page(request.GET.get("bladzijde"))
    context = {
        "ronde": record,
        "bladzijde": bladzijde,
        "regels": [in_words(regel) for regel in bladzijde],
        "mensen": list(everybody),
        "wie": wie,
    }
    return render(request, "rapportage/ronde_logboek.html", context)
