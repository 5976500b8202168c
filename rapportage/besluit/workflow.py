"""States of a letter on its way to the college and back, and the changes that are allowed, as data.
No ORM here.

That it was published, corrected or withdrawn is no state of its own: it follows from what was
published.
"""

from dataclasses import dataclass
from enum import StrEnum

from veiligheid.core.rollen import Rol


class Briefstaat(StrEnum):
    IN_BEWERKING = "in bewerking"
    KLAAR = "klaar voor college"
    VASTGESTELD = "vastgesteld"
    AANGEHOUDEN = "aangehouden"


class Uitkomst(StrEnum):
    """What the college decided."""

    CONFORM = "conform"
    GEWIJZIGD = "gewijzigd"
    AANGEHOUDEN = "aangehouden"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state: from where, to where, by whom; with a decision of the college,
    or with a reason."""

    label: str
    van: frozenset[Briefstaat]
    naar: Briefstaat
    rollen: tuple[Rol, ...]
    met_besluit: bool = False
    reden_nodig: bool = False


S = Briefstaat
OVERGANGEN: dict[str, Overgang] = {
    "aanbieden": Overgang(
        "Geef door aan het secretariaat",
        frozenset({S.IN_BEWERKING, S.AANGEHOUDEN}),
        S.KLAAR,
        (Rol.EINDREDACTEUR,),
    ),
    "terugnemen": Overgang(
        "Neem terug",
        frozenset({S.KLAAR}),
        S.IN_BEWERKING,
        (Rol.EINDREDACTEUR, Rol.SECRETARIAAT),
        reden_nodig=True,
    ),
    "vaststellen": Overgang(
        "Leg het besluit vast",
        frozenset({S.KLAAR}),
        S.VASTGESTELD,
        (Rol.SECRETARIAAT,),
        met_besluit=True,
    ),
    "aanhouden": Overgang(
        "Aangehouden",
        frozenset({S.KLAAR}),
        S.AANGEHOUDEN,
        (Rol.SECRETARIAAT,),
        met_besluit=True,
    ),
    "heropenen": Overgang(
        "Open opnieuw",
        frozenset({S.VASTGESTELD}),
        S.IN_BEWERKING,
        (Rol.EINDREDACTEUR, Rol.SECRETARIAAT),
        reden_nodig=True,
    ),
}
