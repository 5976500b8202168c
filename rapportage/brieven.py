"""Starting a letter on a round."""

from rapportage.models import Brief, Ondertekenaar
from themas.jaar.models import Ronde

_OVERGENOMEN = ("aan", "portefeuillehouder", "aanhef", "groet", "afzender")


def start_brief(ronde: Ronde, vorige: Brief | None = None) -> Brief:
    """The letter of this round. What hardly changes is taken over from the letter before it:
    addressee, salutation, closing, signatories. Runs inside the caller's transaction."""
    over = {naam: getattr(vorige, naam) for naam in _OVERGENOMEN} if vorige else {}
    brief = Brief.objects.create(
        ronde=ronde,
        slug=f"veiligheidsbrief-{ronde.jaar}",
        titel=f"Veiligheidsbrief {ronde.jaar}",
        **over,
    )
    if vorige:
        Ondertekenaar.objects.bulk_create(
            Ondertekenaar(brief=brief, positie=o.positie, naam=o.naam, functie=o.functie)
            for o in vorige.ondertekenaars.all()
        )
    return brief
