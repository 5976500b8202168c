"""The griffie's list without a column for the date: it follows from the words of the term, counted
on from the day of the promise. Settled rows without a day stay without one."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from tests.fabriek import een_plan, een_thema, een_toezegging, iemand
from tests.themas.toezeggingen.lijsten import import_lijst
from themas.models import Standwijziging, Toezegging
from themas.toezeggingen.importing.export import as_csv
from themas.toezeggingen.workflow import Staat
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd
from veiligheid.core.rollen import Rol
from veiligheid.core.tabellen.write import write_csv

pytestmark = pytest.mark.django_db
VANDAAG = datetime(2026, 11, 29, 12, tzinfo=UTC)
KOP = ["Nummer", "Soort", "Tekst", "Gedaan op", "Termijn", "Staat", "Afgedaan met", "Thema"]
# The words of a term, for a promise of this day, and by hand the last day in time.
TERMIJNEN = [
    (date(2024, 1, 27), "voor de zomer van 2025", date(2025, 6, 30)),
    (date(2024, 2, 13), "Q1 2025", date(2025, 3, 31)),
    (date(2025, 5, 17), "voor de zomer", date(2025, 6, 30)),
    (date(2025, 7, 2), "voor de zomer", date(2026, 6, 30)),
    (date(2025, 3, 10), "binnen drie maanden", date(2025, 6, 10)),
    (date(2025, 11, 3), "Q1", date(2026, 3, 31)),
    (date(2026, 1, 10), "2027", date(2027, 12, 31)),
    (date(2026, 1, 10), "mei", date(2026, 5, 31)),
    (date(2025, 6, 20), "afzonderlijk", None),
    (date(2025, 6, 20), "", None),
    # Over on the day of the promise, no time at all, and further off than anybody promises.
    (date(2025, 6, 20), "Q1 2025", None),
    (date(2025, 6, 20), "als het zover is", None),
]


def sixty() -> bytes:
    """Sixty rows as a griffie keeps them: every fourth is settled, and of none the day is known."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(KOP)
    for n in range(60):
        made, words, _ = TERMIJNEN[n % len(TERMIJNEN)]
        settled = n % 4 == 3
        sheet.append(
            [
                f"T{n:03}",
                "Toezegging",
                f"De burgemeester informeert de raad over onderwerp {n}.",
                f"{made.day}-{made.month:02}-{made.year}",
                words,
                "Afgedaan" if settled else "Open",
                f"raadsbrief {n}" if settled else None,
                "Ondermijning",
            ]
        )
    data = BytesIO()
    book.save(data)
    return data.getvalue()


def taken_in(data: bytes) -> Telling:
    with time_machine.travel(VANDAAG, tick=False):
        return import_lijst(data, None)


def said(telling: Telling) -> list[str]:
    return [b.melding for b in telling.bevindingen]


def test_sixty_rows_of_our_own() -> None:
    een_thema(een_plan(), "Ondermijning")
    telling = taken_in(sixty())
    assert telling.gemaakt == 60
    rows = list(Toezegging.objects.order_by("nummer").with_stand())
    for n, t in enumerate(rows):
        assert (t.nummer, t.termijn_op) == (f"T{n:03}", TERMIJNEN[n % len(TERMIJNEN)][2])
    codes = Counter(b.code for b in telling.bevindingen)
    assert codes == {"termijnen-afgeleid": 1, "termijn-opvallend": 10, "dag-onbekend": 1}
    assert said(telling)[0].endswith("40 afgeleid, 10 zonder datum, 10 opvallend.")
    assert "al voorbij op de dag van ‘gedaan op’" in said(telling)[1]
    assert "geen tijd herkend" in said(telling)[2]
    assert said(telling)[-1].startswith("15 rijen zijn afgedaan of vervallen zonder dag")
    assert {t.in_staat for t in rows} == {"open", "afgedaan (dag niet bekend)"}
    # No day was made up, today's least of all.
    assert set(Standwijziging.objects.values_list("op", flat=True)) == {None}
    with time_machine.travel(VANDAAG, tick=False):
        late = set(Toezegging.objects.overdue(VANDAAG.date()))
        by_hand = {
            t
            for n, t in enumerate(rows)
            if n % 4 != 3 and t.termijn_op and t.termijn_op < VANDAAG.date()
        }
        assert late == by_hand
        assert len(late) == 25
        assert {bool(t.te_laat) for t in late} == {True}
    # A second time nothing changes.
    again = taken_in(sixty())
    assert (again.ongewijzigd, again.veranderd) == (60, False)


def test_on_screen_the_counts_are_shown_before(client: Client) -> None:
    een_thema(een_plan(), "Ondermijning")
    client.force_login(iemand(Rol.GRIFFIE))
    lijst = BytesIO(sixty())
    lijst.name = "lijst.xlsx"
    adres = reverse("importeer-toezeggingen")
    html = client.post(adres, {"bestand": lijst}, follow=True).content.decode()
    assert "40 afgeleid, 10 zonder datum, 10 opvallend" in html
    assert "15 rijen zijn afgedaan of vervallen zonder dag" in html
    assert not Toezegging.objects.exists()


def one_row(**cellen: Any) -> bytes:
    row = {
        "nummer": "T1",
        "soort": "toezegging",
        "tekst": "x",
        "gedaan op": date(2025, 3, 12),
        **{k.replace("_", " "): v for k, v in cellen.items()},
    }
    return write_csv(list(row), [list(row.values())])


def test_a_day_is_added_later_and_not_lost_again() -> None:
    settled = {"staat": "afgedaan", "afgedaan_met": "Raadsbrief"}
    taken_in(one_row(**settled))
    t = Toezegging.objects.get()
    assert t.in_staat == "afgedaan (dag niet bekend)"
    # It came into the register like this: no list of an earlier day shows it as open.
    assert t.stand_op(date(2025, 4, 1)).publiek is Staat.AFGEDAAN
    assert taken_in(one_row(**settled, afgedaan_op=date(2025, 6, 3))).bijgewerkt == 1
    assert t.in_staat == "afgedaan op 3 juni 2025"
    assert t.stand_op(date(2025, 6, 2)).publiek is Staat.OPEN
    assert taken_in(one_row(**settled)).ongewijzigd == 1
    assert t.in_staat == "afgedaan op 3 juni 2025"
    assert t.afdoeningen.count() == 1
    # What it told before is kept.
    assert t.standwijzigingen.count() == 2


def test_an_entry_that_was_open_in_the_register_was_so_until_the_list_came() -> None:
    taken_in(one_row(staat="open"))
    with time_machine.travel(VANDAAG + timedelta(days=40), tick=False):
        import_lijst(one_row(staat="afgedaan", afgedaan_met="Raadsbrief"), None)
        t = Toezegging.objects.get()
        assert t.in_staat == "afgedaan (dag niet bekend)"
    assert t.stand_op(VANDAAG.date()).publiek is Staat.OPEN


def test_from_settled_to_open_is_opened_again_and_forgets_nothing() -> None:
    taken_in(one_row(staat="afgedaan", afgedaan_met="Raadsbrief", afgedaan_op=date(2025, 6, 3)))
    taken_in(one_row(staat="open"))
    t = Toezegging.objects.get()
    assert [str(w) for w in t.standwijzigingen.all()] == ["afgedaan op 3 juni 2025", "open"]
    assert t.stand_op(date(2026, 1, 1)).publiek is Staat.AFGEDAAN
    with time_machine.travel(VANDAAG, tick=False):
        assert t.stand.publiek is Staat.OPEN
        assert t.stand.verklaringen == ()


def test_a_lapsed_row_comes_back_equal_with_its_day() -> None:
    taken_in(one_row(staat="vervallen", reden="Ingetrokken.", afgedaan_op=date(2025, 10, 8)))
    assert Toezegging.objects.get().in_staat == "vervallen op 8 oktober 2025"
    assert taken_in(as_csv(Toezegging.objects.all())).ongewijzigd == 1


def test_a_date_by_hand_stays_under_the_same_words() -> None:
    een_toezegging(nummer="T1", tekst="x", termijn="Q1 2026", termijn_op=date(2026, 2, 1))
    taken_in(one_row(termijn="Q1 2026"))
    assert Toezegging.objects.get().termijn_op == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("cellen", "code"),
    [
        ({"staat": "afgedaan", "afgedaan_op": date(2026, 11, 30)}, "dag-komt-nog"),
        ({"staat": "afgedaan", "afgedaan_op": date(2025, 3, 11)}, "dag-te-vroeg"),
        ({"staat": "open", "afgedaan_op": date(2025, 4, 11)}, "dag-zonder-staat"),
    ],
)
def test_a_day_that_cannot_be(cellen: dict[str, Any], code: str) -> None:
    with pytest.raises(Geweigerd) as fout:
        taken_in(one_row(afgedaan_met="Raadsbrief", **cellen))
    assert [(b.code, b.plek) for b in fout.value.bevindingen] == [(code, "rij 2")]


def test_a_day_before_what_the_register_says_names_its_row() -> None:
    taken_in(one_row(staat="deels afgedaan", afgedaan_met="a", afgedaan_op=date(2025, 6, 3)))
    with pytest.raises(Geweigerd) as fout:
        taken_in(one_row(staat="afgedaan", afgedaan_met="b", afgedaan_op=date(2025, 5, 3)))
    assert [(b.code, b.plek) for b in fout.value.bevindingen] == [("dag-te-vroeg", "rij 2")]


def test_a_given_date_before_the_promise_looks_odd() -> None:
    telling = taken_in(one_row(uiterlijk=date(2025, 3, 1)))
    assert [b.code for b in telling.bevindingen] == ["termijnen-afgeleid", "termijn-opvallend"]


# -- A list as a griffie sent it ------------------------------------------------------------------


@pytest.mark.bronnen
def test_the_sixty_rows_of_a_griffie(bronnen: Path) -> None:
    plan = een_plan()
    for titel in ("Ondermijning", "Openbare orde", "Digitale criminaliteit", "Veilige wijken"):
        een_thema(plan, titel)
    path = bronnen.parent / "gevallen" / "tabellen" / "griffie-60-zonder-uiterlijk.xlsx"
    telling = taken_in(path.read_bytes())
    print(f"\n{path.name}: {telling.gemaakt} rijen; {' '.join(said(telling))}")
    assert telling.gemaakt == 60
    assert said(telling)[0].endswith("60 afgeleid, 0 zonder datum, 0 opvallend.")
    by_words = {
        (t.termijn, t.termijn_op.isoformat() if t.termijn_op else "")
        for t in Toezegging.objects.all()
    }
    assert by_words == {
        (f"{words} {jaar}", f"{jaar}-{dag}")
        for words, dag in (("voor de zomer van", "06-30"), ("Q1", "03-31"))
        for jaar in (2025, 2026, 2027)
    }
    settled = [t for t in Toezegging.objects.with_stand() if not t.stand.loopt]
    assert {t.in_staat for t in settled} == {"afgedaan (dag niet bekend)"}
    assert len(settled) == 15
    # All that were promised for 2025 or 2026 and are not settled are late, and no others.
    with time_machine.travel(VANDAAG, tick=False):
        late = Toezegging.objects.overdue(VANDAAG.date()).with_stand()
        assert {t.nummer for t in late} == {
            t.nummer
            for t in Toezegging.objects.with_stand()
            if t.stand.loopt and not t.termijn.endswith("2027")
        }
        print(f"  te laat {len(late)}, afgedaan zonder dag {len(settled)}")
        assert {t.te_laat for t in late} == {
            "19 maanden te laat",  # Q1 2025
            "16 maanden te laat",
            "7 maanden te laat",
            "4 maanden te laat",
        }
