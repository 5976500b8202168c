"""Beginning the account of a project plan over a year."""

from django.db import transaction

from rapportage.brieven import add_texts, free_slug, start_document, turn_of
from rapportage.models import Brief, Briefsoort, Onderdeel
from rapportage.stadsrekening.beginnen import add_figures
from rapportage.verantwoording.risicos import risks
from themas.jaar.models import Ronde
from themas.plan.models import Plansoort, Thema
from veiligheid.core.models import Gebruiker, Logregel

Plek = Onderdeel.Plek


def is_of_a_project(ronde: Ronde) -> bool:
    return ronde.plan.soort == Plansoort.PROJECTPLAN


@transaction.atomic
def start_verantwoording(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """The account of the year that this round of a project plan looks back on: the plan with what
    was done, the money, an annex with the figures of its themes and of the theme above it, and for
    each risk of the plan a text to say what became of it.

    `door` is None for the demo and the administrator on the machine. Raises PermissionDenied, and
    Geweigerd when the round looks back on nothing or there is one of that year.
    """
    plan, jaar, earlier = turn_of(ronde, Briefsoort.VERANTWOORDING, door)
    before = earlier.order_by("-ronde__verslagjaar").first()
    brief = start_document(
        ronde,
        free_slug(f"verantwoording-{plan.slug}-{jaar}"[:80], plan),
        f"Verantwoording {jaar}: {plan.titel}"[:300],
        before,
        aan=before.aan if before else "",
        soort=Briefsoort.VERANTWOORDING,
        samenvatting=f"Wat er in {jaar} met het projectplan is gedaan, en wat het heeft gekost.",
    )
    named = [(Plek.AFSLUITING, kop, 2) for kop in dict.fromkeys(risks(plan))]
    head = [(Plek.AFSLUITING, "De risico’s, en wat ervan kwam", 1)] if named else []
    add_texts(brief, [(Plek.ALGEMEEN, "Inleiding", 1), *head, *named])
    above = [plan.onder_thema_id] if plan.onder_thema_id else []
    add_figures(brief, Thema.objects.filter(plan=plan) | Thema.objects.filter(pk__in=above))
    Logregel.write("beginnen", brief, door)
    return brief
