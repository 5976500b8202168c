"""Promised beside reported: the acties of a bijdrage, and one of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from themas.forms.acties import EindeForm, OordeelForm, VerdereThemasForm
from themas.jaar import acties as verbs
from themas.jaar.beloften import Actiestand, standen_for
from themas.jaar.models import Bijdrage
from themas.jaar.oordelen import VELDEN, OordeelDoel, content_of_oordeel
from themas.jaar.permissions import get_own_bijdrage, may_write
from themas.plan.models import Actie
from themas.views.antwoord import number, refused, rows_beside, tell_judged, writer
from themas.views.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import Resultaat, mine_on_top, save


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def actie(request: HttpRequest, pk: int, actie: int) -> HttpResponse:
    """One promised actie: what was said of it, and the advisor's oordeel."""
    bijdrage = get_own_bijdrage(request.user, pk)
    if request.method != "POST":
        stand = _stand(bijdrage, actie, unpromised=True)
        form = _as_it_stands(stand)
        return render(request, "themas/actie.html", _context(bijdrage, stand, form))
    if refused_page := _save_oordeel(request, bijdrage, _stand(bijdrage, actie)):
        return refused_page
    stand = _stand(bijdrage, actie)
    if missing := stand.ontbreekt:
        messages.warning(request, f"Nog niet af: er mist {' en '.join(missing)}.")
    if request.POST.get("reden", "").strip():
        told = "De actie is niet beëindigd. De reden die u schreef, staat er nog."
        messages.warning(request, told)
        form = _as_it_stands(stand)
        context = _context(bijdrage, stand, form, einde=_einde(request))
        return render(request, "themas/actie.html", context)
    return redirect(f"{reverse('bijdrage', args=[pk])}#actie-{actie}")


def _as_it_stands(stand: Actiestand) -> OordeelForm:
    versie = stand.oordeel.versie if stand.oordeel else 1
    return OordeelForm.to_write(content_of_oordeel(stand.oordeel), versie)


def _save_oordeel(
    request: HttpRequest, bijdrage: Bijdrage, stand: Actiestand
) -> HttpResponse | None:
    """Save what was judged; None when that went well, else the page that says why not."""
    form, einde = OordeelForm(request.POST), _einde(request)
    if not form.is_valid():
        context = _context(bijdrage, stand, form, einde=einde)
        return render(request, "themas/actie.html", context, status=422)
    try:
        resultaat = save(OordeelDoel(bijdrage, stand.actie), form.opslag(), writer(request))
    except Geweigerd as geweigerd:
        context = _context(bijdrage, stand, form, geweigerd=geweigerd.bevindingen, einde=einde)
        return render(request, "themas/actie.html", context, status=409)
    if not resultaat.gelukt:
        return _conflict(request, bijdrage, stand, form, resultaat)
    tell_judged(request, resultaat)
    return None


def _einde(request: HttpRequest) -> EindeForm:
    """With the reason that was typed beside an oordeel."""
    return EindeForm(initial={"reden": request.POST.get("reden", "")})


def _judged_along(request: HttpRequest, stand: Actiestand) -> bool:
    """Whether an oordeel was typed on the page whose other button was pressed."""
    form = OordeelForm(request.POST)
    return not form.is_valid() or form.opslag().inhoud != content_of_oordeel(stand.oordeel)


def _stand(bijdrage: Bijdrage, actie: int, *, unpromised: bool = False) -> Actiestand:
    """Raises Http404 for an actie that nobody promised to this bijdrage; with `unpromised` those
    of its own theme are there as well."""
    for stand in standen_for(bijdrage):
        if stand.actie.pk == actie:
            return stand
    own = Actie.objects.filter(pk=actie, thema=bijdrage.thema_id).select_related("thema").first()
    if own is None or not unpromised:
        raise Http404
    return Actiestand(own, (), (), None)


def _context(
    bijdrage: Bijdrage, stand: Actiestand, form: OordeelForm, **extra: Any
) -> dict[str, Any]:
    own = stand.actie.thema_id == bijdrage.thema_id
    return {
        "bijdrage": bijdrage,
        "stand": stand,
        "form": form,
        "einde": EindeForm(),
        "verdere_themas": VerdereThemasForm(stand.actie, bijdrage) if own else None,
        **extra,
    }


def _conflict(
    request: HttpRequest,
    bijdrage: Bijdrage,
    stand: Actiestand,
    form: OordeelForm,
    resultaat: Resultaat,
) -> HttpResponse:
    """Mine stays in the form, on top of theirs; theirs and what both began with stand above."""
    mine = mine_on_top(resultaat.basis, form.opslag().inhoud, resultaat.inhoud)
    again = OordeelForm.to_write(mine, resultaat.versie)
    labels = {naam: str(veld.label) for naam, veld in form.fields.items() if naam in VELDEN}
    rijen = rows_beside(labels, mine, resultaat)
    context = _context(
        bijdrage, stand, again, resultaat=resultaat, rijen=rijen, einde=_einde(request)
    )
    return render(request, "themas/actie.html", context, status=409)


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
    if "basis" in request.POST:
        stand = _stand(bijdrage, actie)
        if _judged_along(request, stand) and (page := _save_oordeel(request, bijdrage, stand)):
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
