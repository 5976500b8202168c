"""Small counts stay hidden: no sum of what is shown gives one back."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from monitoring.aggregates import areas_of, ranking, read_cijfers, trend
from monitoring.cijfers.periodes import Periode
from monitoring.models import Gebied, Indicator
from monitoring.suppression import hidden
from tests.monitoring.fabriek import een_gebied, een_gemeente, een_indicator, een_meting

D = Decimal


def test_a_lone_small_count_takes_the_next_smallest_with_it() -> None:
    values = {"stad": D(60), "a": D(3), "b": D(20), "c": D(37)}
    assert hidden(values, [("stad", ("a", "b", "c"))], {"stad"}, 5) == {"a", "b"}


def test_two_small_counts_guard_each_other() -> None:
    values = {"stad": D(40), "a": D(3), "b": D(0), "c": D(37)}
    assert hidden(values, [("stad", ("a", "b", "c"))], {"stad"}, 5) == {"a", "b"}


def test_a_wijk_of_one_buurt_goes_with_it_and_then_another_wijk() -> None:
    values = {"stad": D(60), "a": D(4), "b": D(20), "c": D(36), "a1": D(4), "b1": D(9), "b2": D(11)}
    sums = [("stad", ("a", "b", "c")), ("a", ("a1",)), ("b", ("b1", "b2"))]
    # b goes because of a; b's parts would add up to it again, so the smallest goes too.
    assert hidden(values, sums, {"stad"}, 5) == {"a1", "a", "b", "b1"}


def test_unknown_is_no_part_of_a_sum_and_a_city_always_shows() -> None:
    assert hidden({"stad": D(2), "a": None, "b": D(2)}, [("stad", ("a", "b"))], {"stad"}, 5) == {
        "b"
    }
    assert hidden({"a": D(5), "b": None}, [], set(), 5) == set()


counts = st.integers(0, 12)


@given(
    st.lists(st.lists(counts, min_size=0, max_size=4).flatmap(
        lambda kids: st.tuples(st.just(kids), counts)), min_size=2, max_size=5)
)  # fmt: skip
def test_no_subtraction_brings_a_hidden_figure_back(wijken: list[tuple[list[int], int]]) -> None:
    """Solves all sums with what is shown: no hidden figure may come out determined."""
    values: dict[str, D | None] = {}
    sums: list[tuple[str, tuple[str, ...]]] = []
    for n, (buurten, alone) in enumerate(wijken):
        names = tuple(f"w{n}b{m}" for m in range(len(buurten)))
        values.update(zip(names, map(D, buurten), strict=True))
        values[f"w{n}"] = D(sum(buurten) if buurten else alone)
        if buurten:
            sums.append((f"w{n}", names))
    values["stad"] = sum((values[f"w{n}"] or D(0) for n in range(len(wijken))), D(0))
    sums.append(("stad", tuple(f"w{n}" for n in range(len(wijken)))))
    gone = hidden(values, sums, {"stad"}, 5)
    assert {k for k, v in values.items() if v is not None and v < 5 and k != "stad"} <= gone
    assert "stad" not in gone
    order = sorted(gone)
    rows = [[Fraction((k == total) * -1 + (k in parts)) for k in order] for total, parts in sums]
    assert determined(rows) == set()


def determined(rows: list[list[Fraction]]) -> set[int]:
    """The unknowns that a system of equations fixes: alone in a row when it is fully reduced."""
    rows = [r for r in rows if any(r)]
    done = 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        factor = rows[done][column]
        rows[done] = [v / factor for v in rows[done]]
        for r in range(len(rows)):
            if r != done and (f := rows[r][column]):
                rows[r] = [v - f * w for v, w in zip(rows[r], rows[done], strict=True)]
        done += 1
    return {r.index(next(filter(None, r))) for r in rows if sum(map(bool, r)) == 1}


def shown(indicator: Indicator, gebieden: list[Gebied], jaar: int = 2024) -> dict[str, object]:
    cijfers = read_cijfers([indicator], gebieden)
    reeks = ranking(cijfers, indicator, gebieden, Periode(jaar, "JJ"))
    return {p.label: None if p.waarde is None else int(p.waarde) for p in reeks.punten}


@pytest.mark.django_db
def test_every_reader_gets_the_same() -> None:
    een_gemeente(3)
    gebieden = areas_of("GM0268")
    own = een_indicator("Eigen", eigen_registratie=True)
    police = een_indicator("Politie")
    share = een_indicator("Aandeel", eigen_registratie=True, telt=False)
    for indicator in (own, police, share):
        for gebied, waarde in zip(gebieden, (60, 3, 20, 37), strict=True):
            een_meting(indicator, gebied, 2024, waarde)
            een_meting(indicator, gebied, "2024MM01", waarde)
    everything = {"De gemeente": 60, "Wijk 1": 3, "Wijk 2": 20, "Wijk 3": 37}
    assert shown(police, gebieden) == everything
    assert shown(share, gebieden) == everything
    assert shown(own, gebieden) == {**everything, "Wijk 1": None, "Wijk 2": None}
    cijfers = read_cijfers([own], gebieden, only=gebieden[1])
    punt = trend(cijfers, own, gebieden[1:2], [Periode(2024, "JJ")])[0].punten[0]
    assert (punt.waarde, punt.toelichting) == (None, "niet getoond: te klein of herleidbaar (< 5)")
    # A month of a part of the city is never shown: the year minus the other months would give it.
    months = trend(cijfers, own, gebieden, [Periode(2024, "MM", 1)])
    assert [r.punten[0].waarde for r in months] == [60, None, None, None]
    with override_settings(KLEINE_AANTALLEN=3):
        assert shown(own, gebieden) == everything


@pytest.mark.django_db
def test_per_thousand_is_hidden_with_its_count() -> None:
    een_gemeente(2)
    gebieden = areas_of("GM0268")
    own = een_indicator(eigen_registratie=True)
    people = een_indicator(slug="inwoners")
    for gebied, waarde, inwoners in zip(gebieden, (43, 3, 40), (187049, 1500, None), strict=True):
        een_meting(own, gebied, 2024, waarde)
        een_meting(people, gebied, 2024, inwoners)
    reeks = ranking(
        read_cijfers([own], gebieden), own, gebieden, Periode(2024, "JJ"), relatief=True
    )
    assert {p.label: p.waarde for p in reeks.punten} == {
        "De gemeente": D("0.2"),  # 43 × 1000 / 187,049 = 0.2299
        "Wijk 1": None,
        "Wijk 2": None,
    }


@pytest.mark.django_db
def test_two_queries_however_many(django_assert_num_queries: object) -> None:
    een_gemeente(4)
    een_gebied("BU02680101", parent=Gebied.objects.get(code="WK026801"))
    gebieden = areas_of("GM0268")
    some = [een_indicator(eigen_registratie=n % 2 == 0) for n in range(6)]
    for indicator in some:
        een_meting(indicator, gebieden[0], 2024, 7)
    assert callable(django_assert_num_queries)
    for size in (2, 6):
        with django_assert_num_queries(3):  # own, published, population
            read_cijfers(some[:size], gebieden)
