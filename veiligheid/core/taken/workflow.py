"""The states of a taak, as data. No ORM here."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import TextChoices

from veiligheid.core.findings import Bevinding, Ernst


class Taakstaat(TextChoices):
    WACHT = "wacht", "wacht"
    BEZIG = "bezig", "bezig"
    GELUKT = "gelukt", "gelukt"
    GEWEIGERD = "geweigerd", "geweigerd"
    MISLUKT = "mislukt", "mislukt"


# From each state to which. Back to waiting: whoever did it is gone.
OVERGANGEN = {
    Taakstaat.WACHT: frozenset({Taakstaat.BEZIG, Taakstaat.MISLUKT}),
    Taakstaat.BEZIG: frozenset(
        {Taakstaat.WACHT, Taakstaat.GELUKT, Taakstaat.GEWEIGERD, Taakstaat.MISLUKT}
    ),
    Taakstaat.GELUKT: frozenset(),
    Taakstaat.GEWEIGERD: frozenset(),
    Taakstaat.MISLUKT: frozenset(),
}
ONAF = tuple(staat for staat, naar in OVERGANGEN.items() if naar)

# So often a taak is begun before it is given up.
POGINGEN = 3
# Whoever does it lets itself be heard so often, and is gone when it did not for so long.
KLOP = timedelta(seconds=5)
STIL = timedelta(seconds=30)
# One that is seen to live on this machine gets more time: it may be holding the database itself.
STIL_HIER = timedelta(minutes=10)
# What waits so long and stands in no queue is put into it again.
VERGETEN = timedelta(seconds=15)
# When a page begins to tell that nobody takes it up.
VERGEEFS = timedelta(seconds=20)
BEWAAR = timedelta(days=14)
BEWAAR_BESTAND = timedelta(hours=1)

MISLUKT = (
    "Er ging iets mis dat niet aan u ligt. Er is niets veranderd. Probeer het opnieuw; gaat het "
    "weer mis, vraag dan de beheerder om hulp."
)
OPGEGEVEN = (
    f"Het werk is {POGINGEN} keer onderbroken en is opgegeven. Er is niets veranderd. Probeer het "
    "later opnieuw, of vraag de beheerder om hulp."
)


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What came of a taak, in sentences for whoever asked.

    adres: where it can be seen; `woorden` is what a link to it says.
    meteen: whoever waits is taken there.
    bevindingen: why it was refused.
    """

    zinnen: tuple[str, ...] = ()
    adres: str = ""
    woorden: str = ""
    meteen: bool = False
    bevindingen: tuple[Bevinding, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "zinnen": list(self.zinnen),
            "adres": self.adres,
            "woorden": self.woorden,
            "meteen": self.meteen,
            "bevindingen": [
                {
                    "code": b.code,
                    "ernst": b.ernst.value,
                    "melding": b.melding,
                    "plek": b.plek,
                    "link": b.link,
                }
                for b in self.bevindingen
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Uitkomst":
        return cls(
            tuple(data.get("zinnen", ())),
            data.get("adres", ""),
            data.get("woorden", ""),
            data.get("meteen", False),
            tuple(
                Bevinding(**{**b, "ernst": Ernst(b["ernst"])}) for b in data.get("bevindingen", ())
            ),
        )
