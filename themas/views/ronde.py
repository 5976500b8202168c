"""The whole round, for the eindredacteur: who writes what, the order of the themes, the acties."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from themas.forms.ronde import RondeForm
from themas.jaar.acties import take_in_all
from themas.jaar.models import Ronde
from themas.jaar.opletten import told_twice
from themas.jaar.permissions import advisors, get_ronde
from themas.jaar.stand import themastanden
from themas.jaar.transitions import arrange_ronde, step_bijdrage
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd


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


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def ronde_inrichten(request: HttpRequest, pk: int) -> HttpResponse:
    """Until when is written, and who writes which theme."""
    record = get_ronde(request.user, pk)
    bijdragen = list(
        record.bijdragen.in_order().select_related("thema").prefetch_related("adviseurs")
    )
    data = request.POST if request.method == "POST" else None
    form = RondeForm(record, bijdragen, list(advisors()), data)
    if not form.is_bound or not form.is_valid():
        context = {"ronde": record, "form": form}
        status = 422 if form.is_bound else 200
        return render(request, "themas/ronde_inrichten.html", context, status=status)
    deadline = form.cleaned_data["deadline"]
    arrange_ronde(record, deadline, form.schrijvers(), writer(request))
    messages.success(request, "Opgeslagen wie wat schrijft, en tot wanneer.")
    return redirect("ronde", pk)


def _take_in_all(request: HttpRequest, ronde: Ronde) -> None:
    taken, skipped = take_in_all(ronde, writer(request))
    messages.success(request, f"{taken} actie{'s' if taken != 1 else ''} overgenomen.")
    if skipped:
        messages.warning(
            request,
            f"Niet bij {', '.join(map(str, skipped))}: die bijdrage is ingediend of goedgekeurd. "
            "Stuur haar terug om ook daar acties over te nemen.",
        )
