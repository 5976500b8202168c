"""The states of what is handed in, whatever it is, and the allowed changes: one table of data. No
ORM here."""

from dataclasses import dataclass
from enum import StrEnum

from veiligheid.core.rollen import Rol


class Inzendingstaat(StrEnum):
    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    TERUGGESTUURD = "teruggestuurd"
    GOEDGEKEURD = "goedgekeurd"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state: from where, to where, by which roles, and whether it asks a
    reason. Without roles it is the writers', who are others for each kind."""

    van: frozenset[Inzendingstaat]
    naar: Inzendingstaat
    rollen: tuple[Rol, ...]
    reden_nodig: bool = False


S = Inzendingstaat
# Who may judge what was handed in; the setting GOEDKEURSTAPPEN says who does.
BEOORDELAARS = (Rol.EINDREDACTEUR, Rol.LEIDINGGEVENDE, Rol.PORTEFEUILLEHOUDER)
OVERGANGEN: dict[str, Overgang] = {
    "indienen": Overgang(frozenset({S.CONCEPT, S.TERUGGESTUURD}), S.INGEDIEND, ()),
    "terugsturen": Overgang(
        frozenset({S.INGEDIEND}), S.TERUGGESTUURD, BEOORDELAARS, reden_nodig=True
    ),
    "goedkeuren": Overgang(frozenset({S.INGEDIEND}), S.GOEDGEKEURD, BEOORDELAARS),
    "heropenen": Overgang(
        frozenset({S.GOEDGEKEURD}), S.CONCEPT, (Rol.EINDREDACTEUR,), reden_nodig=True
    ),
}
BEWERKBAAR = frozenset({S.CONCEPT, S.TERUGGESTUURD})

STAATKEUZES = [(s.value, s.value) for s in S]
