"""200 random sequences of verbs by random people on one bijdrage and its round: no state outside
the table, no approval of what its approver did not see, everything with a line, nobody approves
alone what they wrote."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.fabriek import een_bijdrage, een_paragraaf, een_ronde, een_thema, iemand
from themas.jaar import permissions
from themas.jaar.bijzonderheden import nothing_special
from themas.jaar.saving import VoortgangDoel
from themas.jaar.sluiten import close_ronde, reopen_ronde
from themas.jaar.stappen import AKKOORD, since_handed_in, steps_of
from themas.jaar.transitions import (
    move_staat,
    object_to_edits,
    withdraw_objection,
    wrote_along,
)
from themas.jaar.workflow import OVERGANGEN, Bijdragestaat, Rondestaat
from themas.models import Bijdrage, Ronde, Voortgang
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker, Logregel, Revisie
from veiligheid.core.rollen import Rol
from veiligheid.core.saving import Inhoud, Opslag, save

pytestmark = pytest.mark.django_db
AANTAL = 200
_VERBS = (
    *OVERGANGEN,
    "schrijven",
    "niets bijzonders",
    "bezwaar",
    "bezwaar-intrekken",
    "sluiten",
    "openen",
)
_ANY = st.tuples(
    st.sampled_from(_VERBS),
    st.integers(0, 6),
    st.sampled_from((0, 0, 0, -1)),  # an approver who looked too long ago
)
# What people do most, so that sequences come somewhere.
_OFTEN = st.sampled_from(
    [
        ("indienen", 0, 0),
        ("goedkeuren", 2, 0),
        ("goedkeuren", 3, 0),
        ("goedkeuren", 4, 0),
        ("goedkeuren", 2, 0),
        ("goedkeuren", 3, 0),
        ("heropenen", 2, 0),
        ("schrijven", 2, 0),
        ("bezwaar", 0, 0),
        ("openen", 2, 0),
    ]
)
stappen = st.one_of(_ANY, _OFTEN, _OFTEN)
Mensen = list[Gebruiker]


@pytest.fixture
def mensen(settings: Any) -> Mensen:
    settings.GOEDKEURSTAPPEN = [["eindredacteur"], ["leidinggevende", "portefeuillehouder"]]
    return [
        iemand(Rol.BELEIDSADVISEUR, first_name="Naima"),
        iemand(Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR, first_name="Daan"),
        iemand(Rol.EINDREDACTEUR, first_name="Joris"),
        iemand(Rol.LEIDINGGEVENDE, first_name="Karin"),
        iemand(Rol.PORTEFEUILLEHOUDER, Rol.EINDREDACTEUR, first_name="Pia"),
        iemand(Rol.BELEIDSADVISEUR, first_name="Rosa"),
        iemand(Rol.BEHEERDER, first_name="Sanne"),
    ]


@pytest.fixture
def bijdrage(mensen: Mensen) -> Bijdrage:
    """Naima's and Daan's; Daan edits as well."""
    ronde = een_ronde(jaar=2026)
    made = een_bijdrage(ronde, een_thema(ronde.plan, "Drukte"))
    made.adviseurs.add(*mensen[:2])
    een_paragraaf(made, "Kop", ("terugblik", "<p>Wij telden.</p>"))
    return made


def write(bijdrage: Bijdrage, wie: Gebruiker) -> None:
    """As the writing screen does it: a writer writes, an editor edits what was handed in."""
    voortgang = Voortgang.objects.get(bijdrage=bijdrage, sleutel="kop")
    redactie = permissions.may_redact(wie, bijdrage)
    if not (redactie or permissions.own_bijdragen(wie).filter(pk=bijdrage.pk).exists()):
        raise PermissionDenied
    doel = VoortgangDoel(voortgang, redactie=redactie)
    versie, inhoud = doel.read()
    new = Inhoud({**inhoud.stukken, "kop": f"Kop {uuid4()}"}, inhoud.volgorde)
    assert save(doel, Opslag(uuid4(), versie, new), wie).gelukt


def nothing(bijdrage: Bijdrage, wie: Gebruiker) -> None:
    if not permissions.may_write(wie, bijdrage):
        raise PermissionDenied
    nothing_special(bijdrage, wie)


_OVERIG: dict[str, Callable[[Bijdrage, Gebruiker], object]] = {
    "schrijven": write,
    "niets bijzonders": nothing,
    "bezwaar": lambda b, wie: object_to_edits(b, wie, "Niet zo."),
    "bezwaar-intrekken": withdraw_objection,
    "sluiten": lambda b, wie: close_ronde(b.ronde, wie),
    "openen": lambda b, wie: reopen_ronde(b.ronde, wie, "Toch nog."),
}


def act(verb: str, bijdrage: Bijdrage, wie: Gebruiker, gezien: int) -> bool:
    """Whether it was done."""
    try:
        with transaction.atomic():
            if verb in OVERGANGEN:
                move_staat(verb, bijdrage, wie, "Daarom.", gezien if verb == "goedkeuren" else None)
            else:
                _OVERIG[verb](bijdrage, wie)
    except (PermissionDenied, Geweigerd):
        return False
    return True


def fresh(pk: int) -> Bijdrage:
    return Bijdrage.objects.select_related("ronde", "thema").get(pk=pk)


def marks() -> tuple[int, int]:
    return Logregel.objects.count(), Revisie.objects.count()


class Terug(Exception):
    """Undo what one sequence did."""


def test_random_sequences(bijdrage: Bijdrage, mensen: Mensen) -> None:
    done: Counter[str] = Counter()
    ends: Counter[str] = Counter()

    @settings(
        max_examples=AANTAL,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(stappen, min_size=8, max_size=24))
    def run(reeks: list[tuple[str, int, int]]) -> None:
        try:
            with transaction.atomic():
                _one(bijdrage.pk, mensen, reeks, done)
                ends[fresh(bijdrage.pk).staat] += 1
                raise Terug
        except Terug:
            pass

    run()
    print(f"{sum(ends.values())} sequences, {sum(done.values())} done: {dict(done)}; {dict(ends)}")
    # They came somewhere, or nothing was tried.
    assert set(ends) == {s.value for s in Bijdragestaat}
    assert {verb for verb, times in done.items() if times} == set(_VERBS)


def _one(pk: int, mensen: Mensen, reeks: list[tuple[str, int, int]], done: Counter[str]) -> None:
    for verb, n, oud in reeks:
        wie, before = mensen[n], fresh(pk)
        lines = marks()
        gezien = before.versie + oud
        went = act(verb, before, wie, gezien)
        after = fresh(pk)
        done[verb] += went
        if not went:
            assert marks() == lines, verb
            assert (after.staat, after.versie, after.ronde.staat) == (
                before.staat,
                before.versie,
                before.ronde.staat,
            )
            continue
        _allowed(verb, before, after, lines)
        if (before.staat, before.ronde.staat) != (after.staat, after.ronde.staat):
            line = Logregel.objects.order_by("-pk")[0]
            assert line.wie == wie.naam
        assert after.versie >= before.versie
        if after.versie != before.versie:
            assert Revisie.objects.count() > lines[1]
        if verb == "goedkeuren":
            assert gezien == after.versie, "approved what was not seen"
            assert not wrote_along(after, wie)
        if after.staat == Bijdragestaat.GOEDGEKEURD.value != before.staat:
            _four_eyes(after)
    assert Ronde.objects.get(pk=fresh(pk).ronde_id).staat in {s.value for s in Rondestaat}


def _allowed(verb: str, before: Bijdrage, after: Bijdrage, lines: tuple[int, int]) -> None:
    """The state is one of the table, and came about as the table says."""
    assert after.staat in {s.value for s in Bijdragestaat}
    if before.staat != after.staat:
        overgang = OVERGANGEN[verb]
        assert before.staat in {s.value for s in overgang.van}
        assert after.staat == overgang.naar.value
        assert before.ronde.staat == Rondestaat.OPEN.value
    if before.ronde.staat == Rondestaat.GESLOTEN.value and verb != "openen":
        assert marks() == lines, verb


def _four_eyes(bijdrage: Bijdrage) -> None:
    given_ = [s for s in since_handed_in(steps_of(bijdrage)) if s.stap == AKKOORD]
    standing = [s for s in given_ if s.versie == bijdrage.versie]
    people = {s.gebruiker_id for s in standing}
    assert len(people) == len(standing) == 2
    writers = set(bijdrage.adviseurs.values_list("pk", flat=True))
    records = Voortgang.objects.filter(bijdrage=bijdrage).values("pk")
    wrote = Revisie.objects.filter(soort="voortgang", record__in=records)
    assert people.isdisjoint(writers | set(wrote.values_list("gebruiker_id", flat=True)))
