"""How the register stood on a day: told by its changes of state, whatever day it is now."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, models, transaction

from rapportage.rendering.delen.toezeggingen import regel
from tests.fabriek import een_bijdrage, een_ronde, een_thema, een_toezegging, iemand
from themas.models import Standwijziging, Toezegging
from themas.toezeggingen import zinnen
from themas.toezeggingen.overzicht import register_rows
from themas.toezeggingen.transitions import Waarmee, change_state, declare
from themas.toezeggingen.workflow import NIET_AFGEDAAN, Staat
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import AlleenToevoegenFout
from veiligheid.core.rollen import Rol

pytestmark = pytest.mark.django_db

# What happened, in the order in which it happened: the day, the promise, the verb.
GESCHIEDENIS = [
    (date(2025, 3, 1), "deel", "deels"),
    (date(2025, 3, 25), "vlot", "afdoen"),
    (date(2025, 4, 1), "terug", "afdoen"),
    (date(2025, 5, 1), "afgewezen", "voorstellen"),
    (date(2025, 5, 20), "afgewezen", "afwijzen"),
    (date(2025, 6, 17), "gevolgd", "deels"),
    (date(2025, 8, 1), "deel", "voorstellen"),
    (date(2025, 8, 15), "deel", "afwijzen"),
    (date(2025, 9, 1), "terug", "heropenen"),
    (date(2025, 10, 8), "weg", "vervallen"),
    (date(2026, 2, 1), "gevolgd", "afdoen"),
    (date(2026, 5, 20), "terug", "afdoen"),
]
# By hand: per promise its term, and what the annex says of it on each of these days. "-" is open.
DAGEN = [
    date(2025, 1, 14),
    date(2025, 2, 28),
    date(2025, 3, 1),
    date(2025, 3, 25),
    date(2025, 5, 10),
    date(2025, 6, 17),
    date(2025, 9, 1),
    date(2025, 10, 8),
    date(2026, 2, 1),
    date(2026, 12, 31),
]
OP_MAART, OP_JUNI = "deels afgedaan op 1 maart 2025", "deels afgedaan op 17 juni 2025"
OP_APRIL = "afgedaan op 1 april 2025"
MET_DE_HAND: dict[str, tuple[date | None, list[str]]] = {
    "vlot": (date(2025, 2, 28), ["-", "-", "- 1 dag te laat", *["afgedaan op 25 maart 2025"] * 7]),
    "deel": (
        date(2025, 6, 30),
        ["-", "-", OP_MAART, OP_MAART, OP_MAART, OP_MAART]
        + [f"{OP_MAART} {late} te laat" for late in ("2 maanden", "3 maanden", "7 maanden")]
        + [f"{OP_MAART} 18 maanden te laat"],
    ),
    "gevolgd": (
        date(2025, 7, 31),
        ["-"] * 5
        + [OP_JUNI, f"{OP_JUNI} 1 maand te laat", f"{OP_JUNI} 2 maanden te laat"]
        + ["afgedaan op 1 februari 2026"] * 2,
    ),
    "terug": (
        date(2025, 9, 20),
        ["-"] * 4
        + [OP_APRIL, OP_APRIL, "-", "- 18 dagen te laat", "- 4 maanden te laat"]
        + ["afgedaan op 20 mei 2026"],
    ),
    "afgewezen": (None, ["-"] * 10),
    "weg": (
        date(2024, 12, 31),
        ["- 14 dagen te laat", "- 2 maanden te laat", "- 2 maanden te laat", "- 2 maanden te laat"]
        + ["- 4 maanden te laat", "- 5 maanden te laat", "- 8 maanden te laat"]
        + ["vervallen op 8 oktober 2025"] * 3,
    ),
    "onbekend": (date(2025, 1, 1), ["afgedaan (dag niet bekend)"] * 10),
}


@pytest.fixture
def ronde() -> Any:
    ronde = een_ronde(jaar=2025)
    een_bijdrage(ronde, een_thema(ronde.plan, "Ondermijning"))
    return ronde


def live_through(ronde: Any) -> None:
    """Two years of the register, each change on its own day."""
    thema = ronde.bijdragen.get().thema
    wie = {"voorstellen": iemand(Rol.EINDREDACTEUR)}
    griffie = iemand(Rol.GRIFFIE)
    register = {
        naam: een_toezegging(
            tekst=naam,
            thema=thema,
            openbaar=True,
            gemaakt_op=date(2024, 11, 6),
            termijn_op=op,
            staat=Staat.AFGEDAAN if naam == "onbekend" else Staat.OPEN,
        )
        for naam, (op, _) in MET_DE_HAND.items()
    }
    for dag, naam, verb in GESCHIEDENIS:
        with time_machine.travel(datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC)):
            waarmee = Waarmee(titel=f"Raadsbrief van {dag}")
            change_state(register[naam], verb, wie.get(verb, griffie), "Om een reden.", waarmee)


def test_the_annex_at_ten_days_through_two_years(ronde: Any) -> None:
    live_through(ronde)
    wrong, told = [], 0
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC)):
        for n, dag in enumerate(DAGEN):
            rows = {r.tekst: r for r in register_rows(ronde, dag)}
            assert rows.keys() == MET_DE_HAND.keys()
            late = [r.te_laat for r in rows.values()]
            assert late == sorted(late, reverse=True)  # what is late stands on top
            for naam, (_, by_hand) in MET_DE_HAND.items():
                row, told = rows[naam], told + 1
                shown = regel(row, dag)
                said = f"{shown.in_staat.replace('open', '-')} {shown.hoe_laat}".strip()
                if said != by_hand[n]:
                    wrong.append((naam, dag, said, by_hand[n]))
    print(f"\nregister: {len(DAGEN)} dagen, {told} regels, {len(wrong)} anders dan met de hand")
    assert not wrong


def test_sql_tells_the_same_as_the_rows(ronde: Any) -> None:
    """Lists and filters read it in the database, one entry from its own rows."""
    live_through(ronde)
    with time_machine.travel(datetime(2027, 1, 4, tzinfo=UTC)):
        for dag in [date(2025, m, d) for m in range(1, 13) for d in (1, 15, 20)] + DAGEN:
            for t in Toezegging.objects.stand_op(dag):
                stand = t.stand_op(dag)
                in_sql = (t.stand_intern, t.stand_publiek)  # type: ignore[attr-defined]
                assert in_sql == (stand.staat, stand.publiek)
                if not stand.loopt:
                    assert t.stand_sinds == stand.op  # type: ignore[attr-defined]
            open_then = {t.tekst for t in Toezegging.objects.unsettled(dag)}
            assert open_then == {
                t.tekst
                for t in Toezegging.objects.all()
                if t.stand_op(dag).publiek in NIET_AFGEDAAN
            }


def test_by_what_it_was_settled_on_that_day(ronde: Any) -> None:
    live_through(ronde)
    terug = Toezegging.objects.get(tekst="terug")

    def by(dag: date) -> list[str]:
        return [v.afdoening.titel for v in terug.stand_op(dag).verklaringen]

    assert by(date(2025, 8, 31)) == ["Raadsbrief van 2025-04-01"]
    # Opened again: what was declared before does not hold any more, and is not forgotten.
    assert by(date(2025, 9, 1)) == []
    assert by(date(2026, 5, 20)) == ["Raadsbrief van 2026-05-20"]
    assert terug.afdoeningen.count() == 2
    deel = Toezegging.objects.get(tekst="deel")
    assert [str(v) for v in deel.stand.verklaringen] == ["deels afgedaan verklaard op 1 maart 2025"]


# -- What the database holds to -----------------------------------------------------------------


def test_a_settled_state_has_a_day_or_says_that_nobody_knows_it() -> None:
    t = een_toezegging()
    velden = {"toezegging": t, "staat": Staat.AFGEDAAN, "vanaf": date(2025, 5, 1)}
    for dag in ({"op": None}, {"op": date(2025, 5, 1), "dag_onbekend": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Standwijziging.objects.create(**velden, **dag)
    with pytest.raises(IntegrityError), transaction.atomic():
        Standwijziging.objects.create(**velden, op=date(2025, 5, 2))
    Standwijziging.objects.create(**velden, op=date(2025, 5, 1))
    assert not {"staat", "staat_op"} & {f.name for f in Toezegging._meta.get_fields()}


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: models.QuerySet(Standwijziging).update(op=date(2020, 1, 1)),
        lambda rows: models.QuerySet(Standwijziging)._raw_delete("default"),
    ],
    ids=["update", "delete"],
)
def test_a_change_of_state_never_changes(change: Callable[[Any], Any]) -> None:
    t = een_toezegging(staat=Staat.AFGEDAAN, staat_op=date(2025, 5, 1))
    rows = Standwijziging.objects.all()
    with pytest.raises(AlleenToevoegenFout):
        rows.update(staat=Staat.OPEN)
    with pytest.raises(DatabaseError), transaction.atomic():
        change(rows)
    with pytest.raises(models.ProtectedError):
        t.delete()
    assert t.staat == Staat.AFGEDAAN


def test_days_go_on_and_none_is_still_to_come() -> None:
    t, griffie = een_toezegging(), iemand(Rol.GRIFFIE)
    met = Waarmee(titel="Raadsbrief")
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)):
        with pytest.raises(Geweigerd, match="2 maart 2026 komt nog"):
            change_state(t, "afdoen", griffie, waarmee=met, op=date(2026, 3, 2))
        change_state(t, "deels", griffie, waarmee=met, op=date(2026, 2, 10))
        with pytest.raises(Geweigerd, match="9 februari 2026 ligt voor 10 februari 2026"):
            change_state(t, "afdoen", griffie, waarmee=met, op=date(2026, 2, 9))
        change_state(t, "afdoen", griffie, waarmee=met, op=date(2026, 2, 10))
    assert [str(w) for w in t.standwijzigingen.all()] == [
        "deels afgedaan op 10 februari 2026",
        "afgedaan op 10 februari 2026",
    ]


def test_told_anew_the_day_is_another(ronde: Any) -> None:
    t = een_toezegging(
        staat=Staat.AFGEDAAN, gemaakt_op=date(2024, 1, 1), openbaar=True, met={"titel": "Brief"}
    )
    assert t.in_staat == "afgedaan (dag niet bekend)"
    first = t.standwijzigingen.get()
    declare(t, Staat.AFGEDAAN, "x", op=date(2025, 4, 1), vervangt=first, afdoening=first.afdoening)
    assert t.in_staat == "afgedaan op 1 april 2025"
    assert t.stand_op(date(2025, 3, 31)).publiek is Staat.OPEN
    assert Toezegging.objects.overdue(date(2025, 3, 31)).count() == 0
    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        declare(t, Staat.AFGEDAAN, "x", op=date(2025, 5, 1), vervangt=first)


# -- What it says -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("termijn", "dag", "zin"),
    [
        (date(2025, 1, 14), date(2025, 1, 14), ""),
        (date(2025, 1, 13), date(2025, 1, 14), "1 dag te laat"),
        (date(2025, 1, 2), date(2025, 1, 14), "12 dagen te laat"),
        (date(2024, 12, 31), date(2025, 1, 30), "30 dagen te laat"),
        (date(2024, 12, 31), date(2025, 1, 31), "1 maand te laat"),
        (date(2025, 1, 31), date(2025, 2, 28), "1 maand te laat"),
        (date(2024, 10, 14), date(2025, 1, 14), "3 maanden te laat"),
        (date(2024, 10, 15), date(2025, 1, 14), "2 maanden te laat"),
        (date(2023, 1, 15), date(2025, 1, 14), "23 maanden te laat"),
        (date(2023, 1, 14), date(2025, 1, 14), "2 jaar te laat"),
        (date(2020, 6, 30), date(2025, 1, 14), "4 jaar te laat"),
    ],
)
def test_how_late(termijn: date, dag: date, zin: str) -> None:
    assert zinnen.hoe_laat(termijn, dag) == zin


def test_partly_settled_is_not_called_settled() -> None:
    dag = date(2025, 9, 3)
    assert zinnen.verklaard(deels=True, op=dag) == "deels afgedaan verklaard op 3 september 2025"
    assert zinnen.verklaard(deels=False, op=dag) == "afgedaan verklaard op 3 september 2025"
    assert zinnen.verklaard(deels=False, op=None) == "afgedaan verklaard, dag niet bekend"
    assert zinnen.in_staat("deels afgedaan", dag) == "deels afgedaan op 3 september 2025"
    assert zinnen.waarmee(deels=True) == "Deels afgedaan met"


def test_the_heading_of_the_annex_counts() -> None:
    dag = date(2025, 1, 14)
    assert zinnen.register_op(dag, [True, False, False]) == (
        "Stand op 14 januari 2025: 3 toezeggingen, waarvan 1 te laat. Wat te laat is staat "
        "bovenaan."
    )
    assert zinnen.register_op(dag, [False]) == (
        "Stand op 14 januari 2025: 1 toezegging, geen te laat."
    )
