"""States of a letter, from its first word to its withdrawal, and the changes that are allowed: one
table of data. No ORM here.

How far it is on its way to the college is kept with the letter. That it was published, corrected or
withdrawn is not kept a second time: it follows from what was published (`stand_of`).
"""

from dataclasses import dataclass
from enum import StrEnum

from veiligheid.core.rollen import Rol


class Briefstaat(StrEnum):
    IN_BEWERKING = "in bewerking"
    KLAAR = "klaar voor college"
    VASTGESTELD = "vastgesteld"
    AANGEHOUDEN = "aangehouden"
    GEPUBLICEERD = "gepubliceerd"
    GERECTIFICEERD = "gerectificeerd"
    INGETROKKEN = "ingetrokken"


class Uitkomst(StrEnum):
    """What the college decided."""

    CONFORM = "conform"
    GEWIJZIGD = "gewijzigd"
    AANGEHOUDEN = "aangehouden"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state: from where, to where, by whom; with a decision of the college,
    or with a reason. `volgt`: it is not made here, it follows from what was published."""

    label: str
    van: frozenset[Briefstaat]
    naar: Briefstaat
    rollen: tuple[Rol, ...]
    met_besluit: bool = False
    reden_nodig: bool = False
    volgt: bool = False


S = Briefstaat
# What is kept with the letter; the rest follows.
BEWAARD = (S.IN_BEWERKING, S.KLAAR, S.VASTGESTELD, S.AANGEHOUDEN)
_ONLINE = frozenset({S.GEPUBLICEERD, S.GERECTIFICEERD})
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
    # Without a decision of the college it asks an explicit yes: see `punten`.
    "publiceren": Overgang(
        "Publiceer", frozenset(BEWAARD), S.GEPUBLICEERD, (Rol.SECRETARIAAT,), volgt=True
    ),
    "rectificeren": Overgang(
        "Publiceer een nieuwe versie",
        _ONLINE | {S.INGETROKKEN},
        S.GERECTIFICEERD,
        (Rol.SECRETARIAAT,),
        reden_nodig=True,
        volgt=True,
    ),
    "intrekken": Overgang(
        "Trek de brief in",
        _ONLINE,
        S.INGETROKKEN,
        (Rol.SECRETARIAAT,),
        reden_nodig=True,
        volgt=True,
    ),
}


def stand_of(staat: str, versie: int, ingetrokken: bool) -> Briefstaat:
    """Where a letter stands for the world. staat: as it is kept; versie: the newest that was
    published, 0 for none; ingetrokken: whether that one was withdrawn."""
    if not versie:
        return Briefstaat(staat)
    if ingetrokken:
        return S.INGETROKKEN
    return S.GEPUBLICEERD if versie == 1 else S.GERECTIFICEERD
