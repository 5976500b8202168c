"""States and allowed changes, as data. No ORM here."""

from dataclasses import dataclass
from enum import StrEnum

from veiligheid.core.rollen import Rol


class Bijdragestaat(StrEnum):
    CONCEPT = "concept"
    INGEDIEND = "ingediend"
    TERUGGESTUURD = "teruggestuurd"
    GOEDGEKEURD = "goedgekeurd"


class Rondestaat(StrEnum):
    OPEN = "open"
    GESLOTEN = "gesloten"


class Bloksoort(StrEnum):
    CONTEXT = "context"
    TERUGBLIK = "terugblik"
    VOORUITBLIK = "vooruitblik"


class Kleur(StrEnum):
    """What the mirror says of one actie. It judges information, not success (the audit
    committee's legend): rood and blauw follow from the data, geel and groen are a person's
    judgement."""

    ROOD = "rood"
    GEEL = "geel"
    GROEN = "groen"
    BLAUW = "blauw"

    @property
    def teken(self) -> str:
        """A symbol, so that nobody needs to see the colour."""
        return _TEKEN[self]


# Signs that the letter's font has.
_TEKEN = {Kleur.ROOD: "×", Kleur.GEEL: "½", Kleur.GROEN: "✓", Kleur.BLAUW: "+"}
# Of what is still to be judged.
GEEN_TEKEN = "…"
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


class Realisatie(StrEnum):
    """What became of an actie, in the words of an annual account."""

    GEREALISEERD = "gerealiseerd"
    DEELS = "deels"
    DOORLOPEND = "doorlopend"
    DOORGESCHOVEN = "doorgeschoven"
    GEWIJZIGD = "gewijzigd"
    SAMENGEVOEGD = "samengevoegd"
    GESTOPT = "gestopt"

    @property
    def asks_reasons(self) -> bool:
        """Whether oorzaak, gevolg and bijsturing belong to it."""
        return self not in {Realisatie.GEREALISEERD, Realisatie.DOORLOPEND}


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state: from where, to where, by whom, and whether it asks a reason."""

    van: frozenset[Bijdragestaat]
    naar: Bijdragestaat
    rol: Rol
    reden_nodig: bool = False


S = Bijdragestaat
OVERGANGEN: dict[str, Overgang] = {
    "indienen": Overgang(frozenset({S.CONCEPT, S.TERUGGESTUURD}), S.INGEDIEND, Rol.BELEIDSADVISEUR),
    "terugsturen": Overgang(
        frozenset({S.INGEDIEND}), S.TERUGGESTUURD, Rol.EINDREDACTEUR, reden_nodig=True
    ),
    "goedkeuren": Overgang(frozenset({S.INGEDIEND}), S.GOEDGEKEURD, Rol.EINDREDACTEUR),
    "heropenen": Overgang(
        frozenset({S.GOEDGEKEURD}), S.CONCEPT, Rol.EINDREDACTEUR, reden_nodig=True
    ),
}
BEWERKBAAR = frozenset({S.CONCEPT, S.TERUGGESTUURD})


def choices(states: type[StrEnum]) -> list[tuple[str, str]]:
    """A StrEnum as choices for a model field."""
    return [(s.value, s.value) for s in states]
