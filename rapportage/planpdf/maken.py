"""Making it: asked for when a public plan has stood still for a minute after a change. Whoever is
writing has a save every few seconds, and nobody reads what stood between."""

import hashlib
from time import monotonic

import msgspec
from django.db.models import Count, Sum
from django.utils import timezone

from rapportage.openbaar.plannen import public_plannen
from rapportage.plandocument import compose_plan
from rapportage.planpdf.models import Planpdf
from rapportage.rendering.html import papier_css
from rapportage.rendering.plan import plan_pdf
from themas.plan.models import Actie, Kruisverband, Pijler, Plan, PlanOnderdeel, Thema
from veiligheid.core.models import Taak
from veiligheid.core.taken.soorten import Soort, register, register_nachtwerk, register_ronde
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.zinnen import counted

PLANPDF = "plan-pdf"
_EENS_PER = 60.0  # seconds


def keep_pdf(plan: Plan) -> bool:
    """Make the PDF of this plan, unless it is of this very plan already; tells whether it was made.
    Raises PdfFout when the engine can't make it."""
    document = compose_plan(plan)
    said = msgspec.json.encode(document) + papier_css().encode()
    stand = hashlib.sha256(said).hexdigest()
    if Planpdf.objects.filter(slug=plan.slug, stand=stand).exists():
        return False
    pdf = plan_pdf(document)
    velden = {
        "stand": stand,
        "sha256": hashlib.sha256(pdf).hexdigest(),
        "inhoud": pdf,
        "grootte": len(pdf),
        "gemaakt_op": timezone.now(),
    }
    Planpdf.objects.update_or_create(slug=plan.slug, defaults=velden)
    return True


def _make(werk: Werk) -> Uitkomst:
    plan = public_plannen().filter(slug=werk.taak.sleutel).first()
    made = plan is not None and keep_pdf(plan)
    return Uitkomst(("De pdf is gemaakt." if made else "Er was niets te maken.",))


def _title(taak: Taak) -> str:
    return "De pdf van een plan maken"


# -- When -------------------------------------------------------------------------------------


def _sign() -> object:
    """Something that differs when a public plan may have changed. Seven queries."""
    plannen = tuple(public_plannen().values_list("slug", "versie"))
    themas = Thema.objects.filter(plan__slug__in=[slug for slug, _ in plannen])
    pieces = (
        themas,
        Pijler.objects.filter(thema__in=themas),
        Actie.objects.filter(thema__in=themas),
        PlanOnderdeel.objects.filter(plan__slug__in=[slug for slug, _ in plannen]),
    )
    counts = [
        tuple(rows.aggregate(Count("pk"), Sum("versie"), Sum("positie")).values())
        for rows in pieces
    ]
    links = Kruisverband.objects.filter(van__in=themas).values_list("pk", "staat", "reden")
    return plannen, *counts, tuple(links.order_by("pk"))


class _Wacht:
    """What was seen at the last look, and for what it was asked."""

    def __init__(self) -> None:
        self.op = float("-inf")
        self.gezien: object = None
        self.gevraagd: object = None

    def look(self) -> None:
        """What the supervisor does each round: at most once a minute."""
        if monotonic() < self.op + _EENS_PER:
            return
        self.op = monotonic()
        before, self.gezien = self.gezien, _sign()
        if self.gezien == before and self.gezien != self.gevraagd:
            self.gevraagd = self.gezien
            ask_all()


def ask_all() -> str:
    """Have every public plan looked at. At night too: a name from elsewhere may have changed."""
    slugs = list(public_plannen().values_list("slug", flat=True))
    for slug in slugs:
        ask(PLANPDF, slug, None)
    Planpdf.objects.exclude(slug__in=slugs).delete()
    return f"{counted(len(slugs), 'plan', 'plannen')} nagekeken."


register(Soort(PLANPDF, _make, _title, voorrang=-20))
register_ronde(_Wacht().look)
register_nachtwerk(PLANPDF, ask_all)
