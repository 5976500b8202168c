"""What the municipality chose, for the beheerder to see, and a line in the log when it changed.

All of it comes from the environment: who may change that is who runs the machine, and not who has
a password of the portal.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings

from veiligheid.core.models import Logregel
from veiligheid.core.rollen import Rol

VERB = "instellingen wijzigen"


@dataclass(frozen=True, slots=True)
class Instelling:
    """One choice: its name in the environment, what it is called here, and what it means."""

    naam: str
    label: str
    uitleg: str = ""
    eenheid: str = ""
    # What it is called in the settings, where that is not its name.
    setting: str = ""

    @property
    def waarde(self) -> Any:
        return getattr(settings, self.setting or self.naam)

    @property
    def in_woorden(self) -> str:
        waarde = self.waarde
        if isinstance(waarde, bool):
            return "ja" if waarde else "nee"
        if isinstance(waarde, list):
            return ", ".join(_label(naam) for naam in waarde) or "geen"
        return f"{waarde} {self.eenheid}".strip() or "niet ingevuld"


def _label(naam: str) -> str:
    return str(Rol(naam).label) if naam in Rol.values else naam


GEMEENTE = (
    Instelling("GEMEENTE_NAAM", "Naam", "staat op elke bladzijde en in de brief"),
    Instelling("GEMEENTE_CODE", "Code van het CBS"),
    Instelling("CONTACT_EMAIL", "Contactadres", "hier vraagt iedereen het na"),
    Instelling("HUISSTIJL_TOKENS", "Bestand met de huisstijl"),
    Instelling("MAIL_AFZENDER", "Afzender van de mail", setting="DEFAULT_FROM_EMAIL"),
    Instelling("TOEZEGGINGEN_AFDOEN_DOOR", "Verklaart toezeggingen afgedaan"),
    Instelling("KLEINE_AANTALLEN", "Kleinste aantal dat van een wijk getoond wordt"),
    Instelling("VRIJWEL_GELIJK_PROCENT", "Heet vrijwel gelijk tot", eenheid="procent"),
)
TOEGANG = (
    Instelling("TWEEDE_STAP_ROLLEN", "Tweede stap verplicht voor"),
    Instelling("SESSIE_MINUTEN", "Uitgelogd na niets doen", eenheid="minuten"),
    Instelling(
        "SESSIE_MINUTEN_STRENG",
        "Beheerder, eindredacteur en secretariaat",
        "uitgelogd na niets doen",
        "minuten",
    ),
    Instelling(
        "VERS_INLOGGEN_MINUTEN",
        "Opnieuw bevestigen na",
        "voor publiceren en het geven van rollen",
        "minuten",
    ),
    Instelling("WACHTWOORD_INLOGGEN", "Inloggen met een wachtwoord"),
    Instelling("OIDC_SERVER", "Inlogdienst van de gemeente"),
    Instelling("OIDC_NAAM", "Naam van de inlogdienst"),
    Instelling("OIDC_ROLLEN_CLAIM", "Rollen komen uit", "leeg: u geeft ze hier"),
    Instelling("OIDC_TWEEDE_STAP", "De inlogdienst vraagt zelf een tweede stap"),
    Instelling(
        "ACCOUNTS_BEWAREN_MAANDEN",
        "Gegevens van wie weg is, blijven",
        "daarna wordt het account leeggemaakt",
        "maanden",
    ),
)
_told: list[bool] = []


def note_settings() -> None:
    """Once for each process: when they are not those of the last line about them, a line."""
    if _told:
        return
    now = {i.naam: i.in_woorden for i in (*GEMEENTE, *TOEGANG)}
    last = Logregel.objects.filter(verb=VERB).first()
    before: dict[str, Any] = last.details.get("stand", {}) if last else {}
    if now != before:
        changed = {n: [before.get(n, ""), w] for n, w in now.items() if before.get(n) != w}
        Logregel.objects.create(
            wie="beheer (omgeving)",
            verb=VERB,
            soort="instellingen",
            sleutel="",
            label=", ".join(sorted(changed))[:300] if last else "stand bij het begin",
            details={"stand": now, "anders": changed if last else {}},
        )
    _told.append(True)
