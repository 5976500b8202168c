"""What people are told by mail of a letter on its way."""

from django.urls import reverse

from rapportage.models import Brief
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.mail.soorten import Signaalsoort, register_signaal
from veiligheid.core.models import Gebruiker, Logregel, Stap
from veiligheid.core.rollen import Rol

DOORGEGEVEN = register_signaal(
    Signaalsoort("doorgegeven", "Een brief komt naar het secretariaat", (Rol.SECRETARIAAT,))
)

MENING = register_signaal(
    Signaalsoort("mening", "Iemand antwoordt per link op een hele brief", (Rol.EINDREDACTEUR,))
)


def tell_of_letter(brief: Brief, stap: Stap) -> None:
    """What somebody said of a whole letter by a link. Why, stands with the remarks."""
    editors = Gebruiker.objects.filter(is_active=True, groups__name=Rol.EINDREDACTEUR.value)
    nieuws = Nieuws(
        MENING,
        f"stap/{stap.pk}",
        f"{stap.wie} ({stap.functie}) is {stap.stap} met ‘{brief.titel}’",
        reverse("deel-akkoord", args=[stap.soort, brief.pk]),
        ("Waarom, staat bij de opmerkingen.",) if stap.reden else (),
    )
    tell(nieuws, editors)


def tell_office(brief: Brief, regel: Logregel, door: Gebruiker) -> None:
    """The letter is theirs now."""
    office = Gebruiker.objects.filter(is_active=True, groups__name=Rol.SECRETARIAAT.value)
    nieuws = Nieuws(
        DOORGEGEVEN,
        f"doorgeven/{regel.pk}",
        f"{door.naam} geeft u ‘{brief.titel}’ door, klaar voor het college",
        reverse("brief-besluit", args=[brief.slug]),
    )
    tell(nieuws, office, door)
