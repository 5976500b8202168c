"""States of a promise and the changes that are allowed, as data. No ORM here."""

from dataclasses import dataclass
from enum import StrEnum


class Soort(StrEnum):
    """What kind of entry: promised in a meeting or in a letter, asked by the council, or advised by
    who looks on its behalf (rekenkamer, auditcommissie)."""

    TOEZEGGING = "toezegging"
    AANKONDIGING = "aankondiging"
    MOTIE = "motie"
    AMENDEMENT = "amendement"
    AANBEVELING = "aanbeveling"


class Uitslag(StrEnum):
    """What the council decided on a motie, an amendement or an aanbeveling."""

    AANGENOMEN = "aangenomen"
    VERWORPEN = "verworpen"
    INGETROKKEN = "ingetrokken"
    AANGEHOUDEN = "aangehouden"
    OVERGENOMEN = "overgenomen"
    DEELS_OVERGENOMEN = "deels overgenomen"
    NIET_OVERGENOMEN = "niet overgenomen"


B = Uitslag
# What can be decided on each kind; on a promise nothing is.
UITSLAGEN: dict[Soort, tuple[Uitslag, ...]] = {
    Soort.MOTIE: (B.AANGENOMEN, B.VERWORPEN, B.INGETROKKEN, B.AANGEHOUDEN),
    Soort.AMENDEMENT: (B.AANGENOMEN, B.VERWORPEN, B.INGETROKKEN, B.AANGEHOUDEN),
    Soort.AANBEVELING: (B.OVERGENOMEN, B.DEELS_OVERGENOMEN, B.NIET_OVERGENOMEN),
}
# After these nothing is left to be done.
AFGEWEZEN = frozenset({B.VERWORPEN, B.INGETROKKEN, B.NIET_OVERGENOMEN})


class Staat(StrEnum):
    OPEN = "open"
    DEELS = "deels afgedaan"
    VOORGESTELD = "voorgesteld als afgedaan"
    AFGEDAAN = "afgedaan"
    VERVALLEN = "vervallen"


class Wie(StrEnum):
    """Who may make a change: the college's side that proposes (the advisor of the theme and the
    eindredacteur), or whoever declares settled (TOEZEGGINGEN_AFDOEN_DOOR, by default the
    griffie)."""

    COLLEGE = "college"
    AFDOENER = "afdoener"


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change of state. `met` says what it asks: nothing, a reason, or by what the
    promise was settled."""

    label: str
    van: frozenset[Staat]
    naar: Staat
    wie: Wie
    met: str = ""


S = Staat
_LOPEND = frozenset({S.OPEN, S.DEELS, S.VOORGESTELD})
REDEN, AFDOENING = "reden", "afdoening"
OVERGANGEN: dict[str, Overgang] = {
    "voorstellen": Overgang(
        "Stel voor als afgedaan", frozenset({S.OPEN, S.DEELS}), S.VOORGESTELD, Wie.COLLEGE,
        AFDOENING,
    ),
    "afdoen": Overgang("Verklaar afgedaan", _LOPEND, S.AFGEDAAN, Wie.AFDOENER, AFDOENING),
    "deels": Overgang("Verklaar deels afgedaan", _LOPEND, S.DEELS, Wie.AFDOENER, AFDOENING),
    "afwijzen": Overgang(
        "Wijs het voorstel af", frozenset({S.VOORGESTELD}), S.OPEN, Wie.AFDOENER, REDEN
    ),
    "vervallen": Overgang("Laat vervallen", _LOPEND, S.VERVALLEN, Wie.AFDOENER, REDEN),
    "heropenen": Overgang(
        "Heropen", frozenset({S.AFGEDAAN, S.VERVALLEN}), S.OPEN, Wie.AFDOENER, REDEN
    ),
}  # fmt: skip
NIET_AFGEDAAN = _LOPEND
