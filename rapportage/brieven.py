"""Starting a letter on a round, a round with its letter, and the mirror as a document of its
own."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.models import Brief, Briefsoort, Onderdeel
from rapportage.permissions import may_start_document
from rapportage.querysets import BriefQuerySet
from themas.jaar.models import Ronde
from themas.jaar.transitions import open_ronde
from themas.plan.models import Plan
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import unique_slug
from veiligheid.core.models import Gebruiker, Logregel

_OVERGENOMEN = ("aan", "aanhef", "groet", "afzender")


def start_brief(ronde: Ronde, vorige: Brief | None = None) -> Brief:
    """The letter of this round. What hardly changes is taken over from the letter before it:
    addressee, salutation, closing. Who signs follows from its day. Runs inside the caller's
    transaction."""
    return start_document(ronde, _slug(ronde.jaar), f"Veiligheidsbrief {ronde.jaar}", vorige)


def start_document(
    ronde: Ronde, slug: str, titel: str, vorige: Brief | None = None, **velden: Any
) -> Brief:
    """Any document of a round, with what it takes over from another. Runs inside the caller's
    transaction."""
    over = {naam: getattr(vorige, naam) for naam in _OVERGENOMEN} if vorige else {}
    brief: Brief = Brief.objects.create(ronde=ronde, slug=slug, titel=titel, **{**over, **velden})
    return brief


def add_texts(brief: Brief, stukken: Iterable[tuple[str, str, int]]) -> None:
    """Empty texts of a new document, for somebody to write: place, heading and its level of
    each."""
    slugs: set[str] = set()
    Onderdeel.objects.bulk_create(
        Onderdeel(
            brief=brief,
            plek=plek,
            positie=positie,
            niveau=niveau,
            sleutel=unique_slug(kop, slugs),
            kop=kop,
        )
        for positie, (plek, kop, niveau) in enumerate(stukken, start=1)
    )


@transaction.atomic
def start_spiegel(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """The mirror of the year that this round looks back on, as a document of its own. It is sent
    as the letter of the round is, else as the mirror before it.

    `door` is None for the demo and the administrator on the machine. Raises PermissionDenied, and
    Geweigerd when the round looks back on nothing or the mirror of that year is there.
    """
    plan, jaar, spiegels = turn_of(ronde, Briefsoort.SPIEGEL, door)
    brief = start_document(
        ronde,
        free_slug(f"spiegel-{jaar}", plan),
        f"Beloofd en gedaan in {jaar}",
        Brief.objects.with_themas().filter(ronde=ronde).order_by("pk").first()
        or spiegels.order_by("-ronde__verslagjaar").first(),
        soort=Briefsoort.SPIEGEL,
        samenvatting=f"Wat voor {jaar} was beloofd, en wat erover is verteld.",
    )
    Logregel.write("beginnen", brief, door)
    return brief


def turn_of(
    ronde: Ronde, soort: Briefsoort, door: Gebruiker | None
) -> tuple[Plan, int, BriefQuerySet]:
    """Before a document of the year that this round looks back on is begun: its plan, locked, that
    year, and the plan's documents of this kind. Raises PermissionDenied, and Geweigerd when the
    round looks back on nothing or the document of that year is there."""
    if door is not None and not may_start_document(door):
        raise PermissionDenied
    # The plan's row makes two people take turns, whichever of its rounds they begin with.
    plan = Plan.objects.select_for_update().get(pk=ronde.plan_id)
    jaar = ronde.verslagjaar
    if jaar is None:
        melding = f"{ronde} kijkt nergens op terug: daar hoort geen {soort.value} bij."
        raise Geweigerd(blokkeert("ronde-zonder-verslagjaar", melding))
    documents = Brief.objects.filter(soort=soort, ronde__plan=plan)
    if documents.filter(ronde__verslagjaar=jaar).exists():
        melding = f"‘{soort.label}’ van {jaar} is er al bij dit plan."
        raise Geweigerd(blokkeert(f"{soort.value}-bestaat", melding))
    return plan, jaar, documents


def free_slug(slug: str, plan: Plan) -> str:
    """An address that no letter has: this one, or with the name of the plan behind it when that
    of another plan has it."""
    if not Brief.objects.filter(slug=slug).exists():
        return slug
    return f"{slug}-{plan.slug}"[:80]


@transaction.atomic
def open_jaar(plan: Plan, jaar: int, deadline: date | None, door: Gebruiker) -> Ronde:
    """Open the round of a year with its letter, which takes over what the letter of the year
    before has. Raises PermissionDenied, and Geweigerd when there is such a round or letter."""
    ronde = open_ronde(plan, jaar, door, deadline)
    if Brief.objects.filter(slug=_slug(jaar)).exists():
        melding = f"Er is al een veiligheidsbrief van {jaar}, bij een ander plan."
        raise Geweigerd(blokkeert("brief-bestaat", melding))
    before = Brief.objects.filter(ronde__plan=plan, ronde__vooruitblikjaar=jaar - 1)
    start_brief(ronde, before.filter(soort=Briefsoort.VEILIGHEIDSBRIEF).first())
    return ronde


def _slug(jaar: int) -> str:
    return f"veiligheidsbrief-{jaar}"
