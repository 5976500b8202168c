"""States and allowed changes, as data. No ORM here."""

from dataclasses import dataclass
from enum import StrEnum

from veiligheid.core.rollen import Rol
from veiligheid.document.woorden import Kleur


class Bijdragestaat(StrEnum):
    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    TERUGGESTUURD = "teruggestuurd"
    GOEDGEKEURD = "goedgekeurd"


class Rondestaat(StrEnum):
    OPEN = "open"
    GESLOTEN = "gesloten"


OORDEELBAAR = (Kleur.GEEL, Kleur.GROEN)


def decide_kleur(oordeel: str, *, beloofd: bool, verteld: bool) -> Kleur | None:
    """The colour of an actie in a year: ROOD when it was promised and nothing is told of it, BLAUW
    when it is told and was not promised; of both the `oordeel` on it, None as long as there is
    none. Raises ValueError of an actie that was neither."""
    if not beloofd:
        if not verteld:
            raise ValueError("neither promised nor told: it has no colour")
        return Kleur.BLAUW
    if not verteld:
        return Kleur.ROOD
    return Kleur(oordeel) if oordeel else None


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state: from where, to where, by which roles, and whether it asks a
    reason."""

    van: frozenset[Bijdragestaat]
    naar: Bijdragestaat
    rollen: tuple[Rol, ...]
    reden_nodig: bool = False


S = Bijdragestaat
_SCHRIJVERS = (Rol.BELEIDSADVISEUR,)
# Who may judge what was handed in; the setting GOEDKEURSTAPPEN says who does.
BEOORDELAARS = (Rol.EINDREDACTEUR, Rol.LEIDINGGEVENDE, Rol.PORTEFEUILLEHOUDER)
OVERGANGEN: dict[str, Overgang] = {
    "indienen": Overgang(frozenset({S.CONCEPT, S.TERUGGESTUURD}), S.INGEDIEND, _SCHRIJVERS),
    "terugsturen": Overgang(
        frozenset({S.INGEDIEND}), S.TERUGGESTUURD, BEOORDELAARS, reden_nodig=True
    ),
    "goedkeuren": Overgang(frozenset({S.INGEDIEND}), S.GOEDGEKEURD, BEOORDELAARS),
    "heropenen": Overgang(
        frozenset({S.GOEDGEKEURD}), S.CONCEPT, (Rol.EINDREDACTEUR,), reden_nodig=True
    ),
}
BEWERKBAAR = frozenset({S.CONCEPT, S.TERUGGESTUURD})


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """A StrEnum as choices for a model field."""
    return [(s.value, s.value) for s in states]
