"""The screens of the auditcommissie: published mirrors, and the judgement of one, row by row."""

from functools import cached_property
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from rapportage.audit.forms import LABELS, AuditForm
from rapportage.audit.oordelen import (
    AuditDoel,
    judged_mirror,
    newer_version,
    oordelen_of,
    start_oordeel,
)
from rapportage.audit.spiegels import mirrors
from rapportage.composition import compose
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
from veiligheid.core.bewerken.antwoord import refused, writer
from veiligheid.core.bewerken.bewerking import Bewerking, Stand, save_along
from veiligheid.core.bewerken.formulier import Bewerkformulier
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.saving import Resultaat
from veiligheid.document.delen import Auditdeel
from veiligheid.document.oordeel import Beoordeling, Oordeelstuk, is_judgeable
from veiligheid.document.woorden import Kleur


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


class Rijbewerking(Bewerking):
    """One row: what was promised and reported as it was published, and the committee's judgement.
    Whoever may read it sees it without the form."""

    doel_class = AuditDoel
    route = "audit-rij"
    template = "rapportage/audit_rij.html"
    niets_gekozen = "Er is nog niets gekozen of ingevuld."
    labels = LABELS

    def fetch(self, slug: str, sleutel: str) -> None:
        self.brief = get_judgement(self.request.user, slug)
        self.spiegel = judged_mirror(self.brief)
        rijen = self.spiegel.spiegel.rijen
        oordelen = oordelen_of(self.spiegel)
        place = next((n for n, r in enumerate(rijen) if r.sleutel == sleutel), None)
        if place is None or sleutel not in oordelen:
            raise Http404
        self.rij, self.oordeel, self.nummer = rijen[place], oordelen[sleutel], place + 1
        self.buren = {
            "vorige": rijen[place - 1] if place else None,
            "volgende": rijen[place + 1] if place + 1 < len(rijen) else None,
        }

    @cached_property
    def doel(self) -> AuditDoel:
        return AuditDoel(self.brief, self.oordeel)

    @cached_property
    def stand(self) -> Stand:
        """As it was read with all rows, in one query."""
        return self.oordeel.versie, self.doel.content_of(self.oordeel)

    @property
    def may_write(self) -> bool:
        return may_judge(self.request.user)

    @property
    def naam(self) -> str:
        return self.rij.titel

    def formulier(self, stand: Stand | None, data: Any = None) -> Bewerkformulier:
        initial = Bewerkformulier.begin(*stand) if stand else None
        form = AuditForm(data, initial=initial, beoordeelbaar=is_judgeable(self.rij))
        return Bewerkformulier(form)

    def context(self, formulier: Any) -> dict[str, Any]:
        stored = Kleur(self.oordeel.kleur) if self.oordeel.kleur else None
        beoordeling = Beoordeling(self.rij.sleutel, stored, self.oordeel.toelichting)
        return {
            "brief": self.brief,
            "spiegel": self.spiegel,
            "o": oordeelrij(self.rij, beoordeling),
            "rij": self.rij,
            "nummer": self.nummer,
            **self.buren,
            "form": formulier.form if self.may_write else None,
        }

    def step(self, doe: str) -> HttpResponse | None:
        """On to another row: what was typed is saved along."""
        if (buur := self.buren.get(doe)) is None:
            return None
        return save_along(self) or redirect("audit-rij", self.brief.slug, buur.sleutel)

    def next_page(self, doe: str, resultaat: Resultaat) -> str:
        return f"{reverse('audit-oordelen', args=[self.brief.slug])}#{self.rij.anker}"
