"""The declaration of accessibility that a public body owes its readers, in the form of the national
register. Without an address in that register nothing is claimed."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

# The words of the register.
STATUSSEN = {
    "A": "voldoet volledig",
    "B": "voldoet gedeeltelijk",
    "C": "eerste maatregelen genomen",
    "D": "voldoet niet",
    "E": "geen toegankelijkheidsverklaring",
}


@dataclass(frozen=True, slots=True)
class Verklaring:
    """What stands in the register: where, which status, since when."""

    adres: str
    status: str
    woorden: str
    datum: date


def verklaring() -> Verklaring | None:
    """As the settings have it; None when there is none."""
    if not settings.TOEGANKELIJKHEID_REGISTER:
        return None
    status = settings.TOEGANKELIJKHEID_STATUS
    return Verklaring(
        settings.TOEGANKELIJKHEID_REGISTER,
        status,
        STATUSSEN[status],
        date.fromisoformat(settings.TOEGANKELIJKHEID_DATUM),
    )
