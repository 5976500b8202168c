"""States and allowed changes, as data. No ORM here."""

from enum import StrEnum

from veiligheid.document.woorden import Kleur


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


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """A StrEnum as choices for a model field."""
    return [(s.value, s.value) for s in states]
