"""What people are told by mail of a letter on its way."""

from django.urls import reverse

from rapportage.models import Brief
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.mail.soorten import Signaalsoort, register_signaal
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.rollen import Rol

DOORGEGEVEN = register_signaal(
    Signaalsoort("doorgegeven", "Een brief komt naar het secretariaat", (Rol.SECRETARIAAT,))
)


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
