"""What was done with a text on its way, what it said then, and what changed since: the same for all
that is handed in (`soorten.Inzendingsoort`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from veiligheid.core.models import Gebruiker, Stap
from veiligheid.core.nazien.soorten import soort_van
from veiligheid.core.nazien.vergelijken import (
    Tekstdeel,
    Verandering,
    as_json,
    changes,
    from_json,
)
from veiligheid.core.nazien.workflow import OVERGANGEN, Inzendingstaat, Overgang
from veiligheid.core.rollen import Rol

INDIENEN, AKKOORD, BEZWAAR, INGETROKKEN = "indienen", "akkoord", "bezwaar", "bezwaar-intrekken"
# The state in which the reason of the last step stands above the text, and which step that was.
_MET_REDEN = {
    Inzendingstaat.TERUGGESTUURD.value: "terugsturen",
    Inzendingstaat.CONCEPT.value: "heropenen",
}


def write_step(naam: str, record: Any, door: Gebruiker, reden: str = "", functie: str = "") -> Stap:
    """Keep a step with the text that it is about. Under the lock."""
    soort = soort_van(record)
    stap: Stap = Stap.objects.create(
        soort=soort.soort,
        record=record.pk,
        stap=naam,
        versie=soort.versie(record),
        reden=reden,
        functie=functie,
        wie=door.naam,
        gebruiker_id=door.pk,
        inhoud=as_json(soort.parts(record)),
    )
    return stap


def steps_of(record: Any) -> list[Stap]:
    """All steps of a text, the oldest first."""
    mine = Stap.objects.filter(soort=soort_van(record).soort, record=record.pk)
    return list(mine.order_by("pk"))


def last_of(stappen: Sequence[Stap], *namen: str) -> Stap | None:
    return next((s for s in reversed(stappen) if s.stap in namen), None)


def is_repeated(stappen: Sequence[Stap], naam: str, wie: Gebruiker, reden: str = "") -> bool:
    """Whether this person just did this, with this reason: a button that was pressed twice."""
    if not stappen:
        return False
    last, same = stappen[-1], {naam, AKKOORD} if naam == "goedkeuren" else {naam}
    return last.stap in same and last.gebruiker_id == wie.pk and last.reden == reden


def since_handed_in(stappen: Sequence[Stap]) -> list[Stap]:
    """The steps after it was last handed in, that one first; empty when it never was."""
    at = max((n for n, s in enumerate(stappen) if s.stap == INDIENEN), default=None)
    return [] if at is None else list(stappen[at:])


def handed_in_by(stappen: Sequence[Stap]) -> int | None:
    """Who handed it in last, by key."""
    last = last_of(stappen, INDIENEN)
    return last.gebruiker_id if last is not None else None


def why(record: Any, stappen: Sequence[Stap]) -> Stap | None:
    """Who sent it back or opened it again, and why, as long as it stands there."""
    wanted = _MET_REDEN.get(soort_van(record).staat(record))
    newest = last_of(stappen, "terugsturen", "heropenen", INDIENEN, "goedkeuren")
    return newest if newest is not None and newest.stap == wanted else None


@dataclass(frozen=True, slots=True)
class Redactie:
    """What others than the writer changed after it was handed in: who, and which words."""

    wie: tuple[str, ...]
    veranderingen: list[Verandering]


def edited_since(record: Any, stappen: Sequence[Stap]) -> Redactie | None:
    """The editorial changes that are in the text; None when there are none."""
    soort, round_ = soort_van(record), since_handed_in(stappen)
    if not round_ or round_[0].versie == soort.versie(record) or round_[0].inhoud is None:
        return None
    found = changes(from_json(round_[0].inhoud), soort.parts(record))
    return Redactie(soort.changed_by(record, round_[0].op), found)


def objection(stappen: Sequence[Stap]) -> Stap | None:
    """The objection to what was changed editorially, as long as it stands."""
    last = last_of(since_handed_in(stappen), BEZWAAR, INGETROKKEN)
    return last if last is not None and last.stap == BEZWAAR else None


def may_object(record: Any, stappen: Sequence[Stap]) -> bool:
    """Once each time it was handed in, and only to what was changed since; as long as anything is
    done with it."""
    soort, round_ = soort_van(record), since_handed_in(stappen)
    return (
        bool(round_)
        and soort.waits(record)
        and round_[0].versie != soort.versie(record)
        and last_of(round_, BEZWAAR) is None
    )


def approval_steps() -> tuple[tuple[Rol, ...], ...]:
    """Who approves, step by step: of each step the roles of which one is enough."""
    return tuple(tuple(Rol(naam) for naam in stap) for stap in settings.GOEDKEURSTAPPEN)


def judges(gebruiker: Any) -> bool:
    """Whether what others handed in is read by this person."""
    steps = (r for step in approval_steps() for r in step)
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.LEIDINGGEVENDE, *steps)


def approvals(record: Any, stappen: Sequence[Stap]) -> list[Stap]:
    """The approvals that hold: given since it was handed in, of the version that stands."""
    versie = soort_van(record).versie(record)
    return [s for s in since_handed_in(stappen) if s.stap == AKKOORD and s.versie == versie]


def next_approvers(record: Any, stappen: Sequence[Stap]) -> tuple[Rol, ...]:
    """The roles of whom one is to approve now; empty when all steps were taken."""
    rest = approval_steps()[len(approvals(record, stappen)) :]
    return rest[0] if rest else ()


def may_move(
    gebruiker: Gebruiker, record: Any, overgang: Overgang, stappen: Sequence[Stap] | None = None
) -> bool:
    """Whether this person may make this change of state, in the state that it is in."""
    soort = soort_van(record)
    if not gebruiker.has_rol(*soort.rollen(overgang)):
        return False
    if soort.staat(record) not in overgang.van or not soort.is_open(record):
        return False
    if not overgang.rollen:
        return soort.may_hand_in(gebruiker, record)
    if overgang is OVERGANGEN["goedkeuren"]:
        done = steps_of(record) if stappen is None else stappen
        wanted = next_approvers(record, done)
        return gebruiker.has_rol(*wanted) and soort.may_read(gebruiker, record)
    return soort.may_read(gebruiker, record)


def allowed(gebruiker: Gebruiker, record: Any, stappen: Sequence[Stap] | None = None) -> list[str]:
    """The changes of state that this person may make now."""
    return [n for n, o in OVERGANGEN.items() if may_move(gebruiker, record, o, stappen)]


def earlier_texts(record: Any, stappen: Sequence[Stap]) -> list[tuple[str, list[Tekstdeel]]]:
    """What a text can be held against, by what that is called, newest first: what was last sent
    back, last approved, and what its kind knows besides."""
    found = []
    for naam, title in (
        ("terugsturen", "het terugsturen"),
        ("goedkeuren", "het goedkeuren"),
    ):
        stap = last_of(stappen, naam)
        if stap is not None and stap.inhoud is not None:
            found.append((title, from_json(stap.inhoud)))
    return [*found, *soort_van(record).before(record)]
