"""Beginning the evaluation of a plan, and what goes over to the new council: the texts that
somebody has to write are there with their headings, the rest fills itself."""

from django.db import transaction

from rapportage.brieven import add_texts, free_slug, start_document, turn_of
from rapportage.models import Brief, Briefsoort, Onderdeel
from themas.jaar.models import Ronde
from veiligheid.core.models import Gebruiker, Logregel

Plek = Onderdeel.Plek


@transaction.atomic
def start_evaluatie(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """The evaluation of the round's plan up to the year it looks back on.

    `door` is None for the demo and the administrator on the machine. Raises PermissionDenied, and
    Geweigerd when the round looks back on nothing or there is one of that year.
    """
    plan, jaar, earlier = turn_of(ronde, Briefsoort.EVALUATIE, door)
    brief = start_document(
        ronde,
        free_slug(f"evaluatie-{plan.slug}-{jaar}"[:80], plan),
        f"Evaluatie {plan.van_jaar}-{jaar}: {plan.titel}"[:300],
        earlier.order_by("-ronde__verslagjaar").first() or _letter(ronde),
        soort=Briefsoort.EVALUATIE,
        samenvatting="Wat was beloofd, wat erover is verteld, wat de cijfers zeggen en wat het "
        "kostte.",
    )
    add_texts(
        brief,
        (
            (Plek.ALGEMEEN, "Waarom deze evaluatie", 1),
            (Plek.ALGEMEEN, "Wat we ervan vinden", 1),
            (Plek.AFSLUITING, "Wat we leren voor het volgende plan", 1),
        ),
    )
    Logregel.write("beginnen", brief, door)
    return brief


@transaction.atomic
def start_raadsoverdracht(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """What the new council gets of the round's plan. As `start_evaluatie`."""
    plan, jaar, earlier = turn_of(ronde, Briefsoort.RAADSOVERDRACHT, door)
    brief = start_document(
        ronde,
        free_slug(f"overdracht-{plan.slug}-{jaar}"[:80], plan),
        f"Overdracht aan de nieuwe raad: {plan.titel}"[:300],
        earlier.order_by("-ronde__verslagjaar").first() or _letter(ronde),
        soort=Briefsoort.RAADSOVERDRACHT,
        samenvatting="Wat nog loopt, welke toezeggingen open staan en waar het knelt.",
    )
    add_texts(
        brief,
        (
            (Plek.ALGEMEEN, "Wat de nieuwe raad nu moet weten", 1),
            (Plek.AFSLUITING, "Besluiten die eraan komen", 1),
        ),
    )
    Logregel.write("beginnen", brief, door)
    return brief


def _letter(ronde: Ronde) -> Brief | None:
    """That of the round: a document is sent and signed as it is."""
    return Brief.objects.with_themas().filter(ronde=ronde).order_by("pk").first()
