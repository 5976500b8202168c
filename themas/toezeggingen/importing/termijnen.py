"""The date of a promise in the list: from the words of its term, counted on from the day it was
made."""

from dataclasses import dataclass, field, replace
from datetime import date

from themas.toezeggingen import zinnen
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.termijn import read_term
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.tabellen.kop import MEEST

# A promise for longer than a plan and the next one is more likely a typing error.
_LANG = 10


@dataclass
class Termijnen:
    """What became of the terms of a list: how many dates were derived, how many terms have none,
    and which look odd."""

    afgeleid: int = 0
    zonder: int = 0
    vreemd: list[Bevinding] = field(default_factory=list)

    def bevindingen(self) -> list[Bevinding]:
        """The counts first; nothing when there was nothing to derive."""
        if not self.afgeleid and not self.vreemd:
            return []
        counts = zinnen.termijnen(self.afgeleid, self.zonder, len(self.vreemd))
        return [let_op("termijnen-afgeleid", counts), *self.vreemd[:MEEST]]


def fill_dates(rijen: list[Bronrij]) -> tuple[list[Bronrij], Termijnen]:
    """The rows, each with its date in ‘uiterlijk’ as far as the words of its term give one. A date
    that the list gives itself stays."""
    count = Termijnen()
    return [_filled(rij, count) for rij in rijen], count


def _filled(rij: Bronrij, count: Termijnen) -> Bronrij:
    made, given, words = rij.day("gedaan op"), rij.day("uiterlijk"), rij.text("termijn")
    if made is None:
        return rij
    if given is not None:
        if given < made:
            count.vreemd.append(_odd(rij, "‘uiterlijk’ ligt voor ‘gedaan op’"))
        return rij
    if not words:
        count.zonder += 1
        return rij
    found = read_term(words, made)
    if found is None:
        over = read_term(words, date(1990, 1, 1))
        what = (
            f"de termijn ‘{words[:60]}’ was al voorbij op de dag van ‘gedaan op’"
            if over and over.op
            else f"in de termijn ‘{words[:60]}’ is geen tijd herkend"
        )
        count.vreemd.append(_odd(rij, what))
        return rij
    if found.op is None:
        count.zonder += 1
        return rij
    if found.op.year - made.year > _LANG:
        count.vreemd.append(_odd(rij, f"de termijn ‘{words[:60]}’ is meer dan {_LANG} jaar later"))
    count.afgeleid += 1
    return replace(rij, cellen={**rij.cellen, "uiterlijk": found.op}, afgeleid=True)


def _odd(rij: Bronrij, what: str) -> Bevinding:
    return let_op(
        "termijn-opvallend",
        f"{what[0].upper()}{what[1:]}. Kijk de rij na; vul zo nodig ‘uiterlijk’ in.",
        rij.plek,
    )
