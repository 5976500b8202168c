"""Publishing on screen: what is ready, what stands in the way, and the step without a way back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from rapportage.besluit.moment import cancel
from rapportage.besluit.punten import Punt, open_points
from rapportage.composition import compose
from rapportage.forms import PubliceerForm
from rapportage.models import Brief, Planning, Publicatie
from rapportage.permissions import get_brief_to_publish, may_publish, may_write, unapproved
from rapportage.publishing import says_the_same
from rapportage.uitgeven import KORT_GELEDEN, in_turn, press, saved_since
from rapportage.validation import validate
from rapportage.vastzetten import let_go, publishing_of
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Bevinding, Geweigerd, blocking
from veiligheid.core.toegang.vers import require_vers


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def publiceren(request: HttpRequest, slug: str) -> HttpResponse:
    """The page before publishing. A POST has just the document published that this page was
    about, or (`doe` = loslaten) lets writers at it again."""
    brief = get_brief_to_publish(request.user, slug)
    require_vers(request)
    if request.method != "POST":
        return _show(request, brief)
    if request.POST.get("doe") == "loslaten":
        let_go(brief)
        messages.success(request, "Er kan weer in de brief worden geschreven.")
        return redirect("publiceren", slug)
    if request.POST.get("doe") == "planning-intrekken":
        return _unplan(request, brief)
    return _press(request, brief)


def _press(request: HttpRequest, brief: Brief) -> HttpResponse:
    """One at a time: who comes second waits for the first, composes nothing, and follows it."""
    opnieuw = Publicatie.objects.current(brief.slug) is not None
    geweigerd: tuple[Bevinding, ...] = ()
    with in_turn(brief) as (_, busy):
        if busy is not None:
            return redirect("taak", busy.pk)
        form = PubliceerForm(request.POST, opnieuw=opnieuw, punten=_points(brief))
        if form.is_valid():
            data = form.cleaned_data
            reden, moment = data.get("reden", ""), data["moment"]
            try:
                taak = press(
                    brief, data["gezien"], reden, writer(request), ja=form.ja, moment=moment
                )
                return redirect("taak", taak.pk)
            except Geweigerd as error:  # what was decided with it stays: the letter is held still
                geweigerd = error.bevindingen
    if not geweigerd:
        return _show(request, brief, form=form, status=422)
    brief.refresh_from_db()
    return _show(request, brief, form=form, status=409, geweigerd=geweigerd)


def _points(brief: Brief) -> list[Punt]:
    """None as long as somebody's draft stands in it: nobody may read of what is in that."""
    return [] if unapproved(brief).exists() else open_points(brief, compose(brief))


def _unplan(request: HttpRequest, brief: Brief) -> HttpResponse:
    try:
        cancel(brief, writer(request))
    except Geweigerd as geweigerd:
        return _show(request, brief, status=409, geweigerd=geweigerd.bevindingen)
    messages.success(request, "De geplande publicatie is ingetrokken. Er gaat niets uit.")
    return redirect("publiceren", brief.slug)


def _show(
    request: HttpRequest,
    brief: Brief,
    *,
    form: PubliceerForm | None = None,
    status: int = 200,
    geweigerd: tuple[Bevinding, ...] = (),
) -> HttpResponse:
    vorige = Publicatie.objects.current(brief.slug)
    context: dict[str, Any] = {
        "brief": brief,
        "vorige": vorige,
        "redigeert": may_write(request.user, brief),
        "publiceert": may_publish(request.user, brief),
        "waiting": list(unapproved(brief).select_related("thema", "ronde")),
        "geweigerd": [b for b in geweigerd if b.blokkeert],
        "bezig": publishing_of(brief),
        "planning": Planning.objects.filter(brief=brief).select_related("door").first(),
        "ingetrokken": vorige is not None and hasattr(vorige, "intrekking"),
        "geheim": vorige is not None and vorige.geheime_stukken.exists(),
        "stil": brief.vastgezet_tot and brief.vastgezet_tot > timezone.now(),
        "kort_geleden": saved_since(brief, timezone.now() - KORT_GELEDEN, writer(request)),
    }
    if not context["waiting"]:
        compositie = compose(brief)
        found = validate(compositie)
        document = compositie.document
        gezien = {"gezien": document.sha256}
        punten = open_points(brief, compositie)
        stored = vorige.bestanden.get(pad="brief.json").inhoud if vorige else b""
        if form is None or geweigerd:
            reden = {"reden": form.cleaned_data.get("reden", "")} if form else {}
            form = PubliceerForm(
                initial={**gezien, **reden},
                opnieuw=vorige is not None,
                punten=punten,
            )
        context |= {
            "document": document,
            "bevindingen": found,
            "punten": punten,
            "tegen": blocking(found),
            "niets_nieuws": bool(stored) and says_the_same(bytes(stored), document),
            "form": form,
            "versie": vorige.versie + 1 if vorige else 1,
        }
    return render(request, "rapportage/publiceren.html", context, status=status)
