"""Starting a letter on a round, and a round with its letter."""

from datetime import date

from django.db import transaction

from rapportage.models import Brief, Briefsoort, Ondertekenaar
from themas.jaar.models import Ronde
from themas.jaar.transitions import open_ronde
from themas.plan.models import Plan
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker

_OVERGENOMEN = ("aan", "portefeuillehouder", "aanhef", "groet", "afzender")


def start_brief(ronde: Ronde, vorige: Brief | None = None) -> Brief:
    """The letter of this round. What hardly changes is taken over from the letter before it:
    addressee, salutation, closing, signatories. Runs inside the caller's transaction."""
    over = {naam: getattr(vorige, naam) for naam in _OVERGENOMEN} if vorige else {}
    brief = Brief.objects.create(
        ronde=ronde,
        slug=_slug(ronde.jaar),
        titel=f"Veiligheidsbrief {ronde.jaar}",
        **over,
    )
    if vorige:
        Ondertekenaar.objects.bulk_create(
            Ondertekenaar(brief=brief, positie=o.positie, naam=o.naam, functie=o.functie)
            for o in vorige.ondertekenaars.all()
        )
    return brief


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
