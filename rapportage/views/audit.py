"""The screens of the auditcommissie: published mirrors, and the judgement of one, row by row."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rapportage.audit.deel import Beoordeling, Oordeelstuk, is_judgeable
from rapportage.audit.forms import LABELS, AuditForm
from rapportage.audit.oordelen import (
    AuditDoel,
    content_of,
    judged_mirror,
    newer_version,
    oordelen_of,
    start_oordeel,
)
from rapportage.audit.spiegels import mirrors
from rapportage.composition import compose
from rapportage.delen import Auditdeel
from rapportage.models import Brief
from rapportage.permissions import (
    get_judgement,
    judgements,
    may_judge,
    may_publish,
    may_read_judgements,
)
from rapportage.rendering.audit import audit_in_beeld, oordeelrij
from rapportage.validation import validate
from themas.jaar.workflow import Kleur
from themas.views.antwoord import refused, rows_beside, tell_judged, writer
from themas.views.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import mine_on_top, save


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """The published mirrors, each with its judgements. A POST (`spiegel`) begins one."""
    if not may_read_judgements(request.user):
        raise Http404
    if request.method == "POST":
        if not may_judge(request.user):
            raise Http404
        try:
            brief = start_oordeel(slugify(request.POST.get("spiegel", ""))[:80], writer(request))
        except Geweigerd as geweigerd:
            return refused(request, geweigerd, reverse("audit"))
        return redirect("audit-oordelen", brief.slug)
    per_slug: dict[str, list[Brief]] = {}
    for made in judgements(request.user).order_by("-beoordeelt_versie"):
        per_slug.setdefault(made.beoordeelt, []).append(made)
    regels = [
        (publicatie, found, any(b.beoordeelt_versie == publicatie.versie for b in found))
        for publicatie in mirrors()
        for found in [per_slug.get(publicatie.slug, [])]
    ]
    context = {"regels": regels, "oordeelt": may_judge(request.user)}
    return render(request, "rapportage/audit.html", context)


@login_required
@never_cache
@require_safe
def oordelen(request: HttpRequest, slug: str) -> HttpResponse:
    """All rows of the mirror with what the committee says of them so far."""
    brief = get_judgement(request.user, slug)
    compositie = compose(brief)
    context = {
        "brief": brief,
        "beeld": audit_in_beeld(_stuk(compositie.document.delen)),
        "bevindingen": validate(compositie),
        "nieuwer": newer_version(brief),
        "oordeelt": may_judge(request.user),
        "publiceert": may_publish(request.user, brief),
    }
    return render(request, "rapportage/audit_oordelen.html", context)


def _stuk(delen: Any) -> Oordeelstuk:
    return next(deel.stuk for deel in delen if isinstance(deel, Auditdeel))


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def rij(request: HttpRequest, slug: str, sleutel: str) -> HttpResponse:
    """One row: what was promised and reported as it was published, and the committee's judgement.
    Whoever may read it sees it without the form."""
    brief = get_judgement(request.user, slug)
    if request.method == "POST" and not may_judge(request.user):
        raise Http404
    blad = _Rij(request, brief, sleutel)
    if request.method != "POST":
        return blad.show(blad.form(content_of(blad.oordeel), blad.oordeel.versie))
    form = AuditForm(request.POST, beoordeelbaar=blad.beoordeelbaar)
    if not form.is_valid():
        return blad.show(form, status=422)
    opslag = form.opslag()
    resultaat = save(AuditDoel(brief, blad.oordeel), opslag, writer(request))
    if not resultaat.gelukt:
        mine = mine_on_top(resultaat.basis, opslag.inhoud, resultaat.inhoud)
        rijen = rows_beside(LABELS, opslag.inhoud, resultaat)
        again = blad.form(mine, resultaat.versie)
        return blad.show(again, status=409, resultaat=resultaat, rijen=rijen)
    tell_judged(request, resultaat)
    if request.POST.get("doe") == "volgende" and blad.volgende:
        return redirect("audit-rij", slug, blad.volgende.sleutel)
    return redirect(f"{reverse('audit-oordelen', args=[slug])}#{blad.rij.anker}")


class _Rij:
    """A row of the published mirror with its place among the others. Raises Http404."""

    def __init__(self, request: HttpRequest, brief: Brief, sleutel: str) -> None:
        self.request, self.brief = request, brief
        self.spiegel = judged_mirror(brief)
        rijen = self.spiegel.spiegel.rijen
        oordelen = oordelen_of(self.spiegel)
        place = next((n for n, r in enumerate(rijen) if r.sleutel == sleutel), None)
        if place is None or sleutel not in oordelen:
            raise Http404
        self.rij, self.oordeel, self.nummer = rijen[place], oordelen[sleutel], place + 1
        self.vorige = rijen[place - 1] if place else None
        self.volgende = rijen[place + 1] if place + 1 < len(rijen) else None
        self.beoordeelbaar = is_judgeable(self.rij)

    def form(self, inhoud: Any, basis: int) -> AuditForm:
        return AuditForm.to_write(inhoud, basis, beoordeelbaar=self.beoordeelbaar)

    def show(self, form: AuditForm, status: int = 200, **extra: Any) -> HttpResponse:
        stored = Kleur(self.oordeel.kleur) if self.oordeel.kleur else None
        beoordeling = Beoordeling(self.rij.sleutel, stored, self.oordeel.toelichting)
        context = {
            "brief": self.brief,
            "spiegel": self.spiegel,
            "o": oordeelrij(self.rij, beoordeling),
            "rij": self.rij,
            "nummer": self.nummer,
            "vorige": self.vorige,
            "volgende": self.volgende,
            "form": form if may_judge(self.request.user) else None,
            **extra,
        }
        return render(self.request, "rapportage/audit_rij.html", context, status=status)
