"""What was done with a bijdrage on its way, what it said then, and what changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.conf import settings

from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.saving import VoortgangDoel
from themas.jaar.terugkomst.tekst import text_of
from themas.jaar.workflow import Bijdragestaat
from veiligheid.core.models import Gebruiker, Revisie, Stap
from veiligheid.core.nazien.vergelijken import (
    Tekstdeel,
    Verandering,
    as_json,
    changes,
    from_json,
)
from veiligheid.core.rollen import Rol

SOORT = "bijdrage"
INDIENEN, AKKOORD, BEZWAAR, INGETROKKEN = "indienen", "akkoord", "bezwaar", "bezwaar-intrekken"
# The state in which the reason of the last step stands above the text, and which step that was.
_MET_REDEN = {
    Bijdragestaat.TERUGGESTUURD.value: "terugsturen",
    Bijdragestaat.CONCEPT.value: "heropenen",
}


def parts_of(bijdrage: Bijdrage) -> list[Tekstdeel]:
    """The text of a bijdrage as it stands: a part for each paragraaf, its kop included."""
    return [
        Tekstdeel(
            p.sleutel,
            p.kop or "(zonder kop)",
            (f"<p><strong>{escape(p.kop, quote=False)}</strong></p>" if p.kop else "")
            + "".join(b.html for b in p.blokken),
        )
        for p in text_of(bijdrage).paragrafen
    ]


def write_step(
    naam: str, bijdrage: Bijdrage, door: Gebruiker, reden: str = "", functie: str = ""
) -> Stap:
    """Keep a step with the text that it is about. Under the lock of the bijdrage."""
    stap: Stap = Stap.objects.create(
        soort=SOORT,
        record=bijdrage.pk,
        stap=naam,
        versie=bijdrage.versie,
        reden=reden,
        functie=functie,
        wie=door.naam,
        gebruiker_id=door.pk,
        inhoud=as_json(parts_of(bijdrage)),
    )
    return stap


def steps_of(bijdrage: Bijdrage) -> list[Stap]:
    """All steps of a bijdrage, the oldest first."""
    return list(Stap.objects.filter(soort=SOORT, record=bijdrage.pk).order_by("pk"))


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


def why(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> Stap | None:
    """Who sent it back or opened it again, and why, as long as it stands there."""
    wanted = _MET_REDEN.get(bijdrage.staat)
    newest = last_of(stappen, "terugsturen", "heropenen", INDIENEN, "goedkeuren")
    return newest if newest is not None and newest.stap == wanted else None


@dataclass(frozen=True, slots=True)
class Redactie:
    """What others than the writer changed after it was handed in: who, and which words."""

    wie: tuple[str, ...]
    veranderingen: list[Verandering]


def edited_since(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> Redactie | None:
    """The editorial changes that are in the text; None when there are none."""
    round_ = since_handed_in(stappen)
    if not round_ or round_[0].versie == bijdrage.versie or round_[0].inhoud is None:
        return None
    found = changes(from_json(round_[0].inhoud), parts_of(bijdrage))
    records = Voortgang.objects.filter(bijdrage=bijdrage.pk).values("pk")
    names = Revisie.objects.filter(
        soort=VoortgangDoel.soort, record__in=records, op__gt=round_[0].op
    )
    names = names.exclude(versie=None).exclude(wie="").order_by("wie")
    return Redactie(tuple(names.values_list("wie", flat=True).distinct()), found)


def objection(stappen: Sequence[Stap]) -> Stap | None:
    """The objection to what was changed editorially, as long as it stands."""
    last = last_of(since_handed_in(stappen), BEZWAAR, INGETROKKEN)
    return last if last is not None and last.stap == BEZWAAR else None


def may_object(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> bool:
    """Once each time it was handed in, and only to what was changed since; as long as the round is
    open."""
    round_ = since_handed_in(stappen)
    return (
        bool(round_)
        and bijdrage.ronde.is_open
        and bijdrage.staat == Bijdragestaat.INGEDIEND.value
        and round_[0].versie != bijdrage.versie
        and last_of(round_, BEZWAAR) is None
    )


def approval_steps() -> tuple[tuple[Rol, ...], ...]:
    """Who approves, step by step: of each step the roles of which one is enough."""
    return tuple(tuple(Rol(naam) for naam in stap) for stap in settings.GOEDKEURSTAPPEN)


def approvals(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> list[Stap]:
    """The approvals that hold: given since it was handed in, of the version that stands."""
    return [
        s for s in since_handed_in(stappen) if s.stap == AKKOORD and s.versie == bijdrage.versie
    ]


def next_approvers(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> tuple[Rol, ...]:
    """The roles of whom one is to approve now; empty when all steps were taken."""
    rest = approval_steps()[len(approvals(bijdrage, stappen)) :]
    return rest[0] if rest else ()


def earlier_texts(bijdrage: Bijdrage, stappen: Sequence[Stap]) -> list[tuple[str, list[Tekstdeel]]]:
    """What the text of a bijdrage can be held against, by what it is called, newest first: what was
    last sent back, last approved, and last year's letter."""
    found = []
    for naam, title in (
        ("terugsturen", "sinds zij is teruggestuurd"),
        ("goedkeuren", "sinds zij is goedgekeurd"),
    ):
        stap = last_of(stappen, naam)
        if stap is not None and stap.inhoud is not None:
            found.append((title, from_json(stap.inhoud)))
    ronde = bijdrage.ronde
    if ronde.verslagjaar is not None:
        before = Bijdrage.objects.filter(
            thema=bijdrage.thema_id, ronde__vooruitblikjaar=ronde.verslagjaar
        )
        if (vorige := before.select_related("ronde", "thema").first()) is not None:
            found.append(("sinds de brief van vorig jaar", parts_of(vorige)))
    return found
