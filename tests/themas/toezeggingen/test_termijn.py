"""A term in words, and the date it comes to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themas.toezeggingen.termijn import find_termijnen, read_termijn

DAG = date(2025, 1, 14)


@pytest.mark.parametrize(
    ("tekst", "woorden", "op"),
    [
        ("voor de zomer van 2025", None, "2025-06-30"),
        ("Vóór de zomer komt er meer", "vóór de zomer", "2025-06-30"),
        ("voor het zomerreces", None, "2025-06-30"),
        ("na de zomer", None, "2025-09-30"),
        ("na het zomerreces van 2026", None, "2026-09-30"),
        ("deze zomer", None, "2025-08-31"),
        ("in het voorjaar", None, "2025-05-31"),
        ("dit najaar", None, "2025-11-30"),
        ("najaar 2025", None, "2025-11-30"),
        ("in het najaar van 2026", None, "2026-11-30"),
        ("volgend voorjaar", None, "2026-05-31"),
        ("komende winter", None, "2026-02-28"),
        ("Q1 2025", None, "2025-03-31"),
        ("in Q1 van 2025", None, "2025-03-31"),
        ("in Q2", None, "2025-06-30"),
        ("vóór Q3 2025", None, "2025-06-30"),
        ("in het tweede kwartaal", None, "2025-06-30"),
        ("in het 4e kwartaal van 2026", None, "2026-12-31"),
        ("in de eerste helft van 2025", None, "2025-06-30"),
        ("in de tweede helft van dit jaar", None, "2025-12-31"),
        ("in de tweede helft van het jaar", None, "2025-12-31"),
        ("in het eerste halfjaar van 2026", None, "2026-06-30"),
        ("eind van dit jaar", None, "2025-12-31"),
        ("eind dit jaar", None, "2025-12-31"),
        ("aan het eind van het jaar", None, "2025-12-31"),
        ("voor het einde van het jaar", None, "2025-12-31"),
        ("later dit jaar", None, "2025-12-31"),
        ("nog dit jaar", None, "2025-12-31"),
        ("dit jaar", None, "2025-12-31"),
        ("volgend jaar", None, "2026-12-31"),
        ("begin volgend jaar", None, "2026-03-31"),
        ("komend jaar", None, "2025-12-31"),
        ("in 2026", None, "2026-12-31"),
        ("begin 2026", None, "2026-03-31"),
        ("medio 2025", None, "2025-06-30"),
        ("eind 2025", None, "2025-12-31"),
        ("in de loop van 2025", None, "2025-12-31"),
        ("vóór 2026", None, "2025-12-31"),
        ("vóór 7 april 2025", None, "2025-04-06"),
        ("uiterlijk 7 april 2025", None, "2025-04-07"),
        ("uiterlijk voor 1 mei", None, "2025-04-30"),
        ("op 12 maart", None, "2025-03-12"),
        ("per 1 juli 2025", None, "2025-07-01"),
        ("vóór 01-05-2025", None, "2025-04-30"),
        ("op 29 februari 2028", None, "2028-02-29"),
        ("in mei", None, "2025-05-31"),
        ("in mei 2026", None, "2026-05-31"),
        ("uiterlijk in september", None, "2025-09-30"),
        ("vóór mei", None, "2025-04-30"),
        ("begin oktober", None, "2025-10-10"),
        ("half maart", None, "2025-03-15"),
        ("medio november 2025", None, "2025-11-15"),
        ("eind juni", None, "2025-06-30"),
        ("in de maand juni", None, "2025-06-30"),
        ("juni 2025", None, "2025-06-30"),
        ("in januari", None, "2025-01-31"),
        ("binnen drie maanden", None, "2025-04-14"),
        ("binnen 6 weken", None, "2025-02-25"),
        ("over twee weken", None, "2025-01-28"),
        ("binnen een half jaar", None, "2025-07-14"),
        ("binnen een jaar", None, "2026-01-14"),
        ("vóór de jaarwisseling", None, "2025-12-24"),
        ("na de jaarwisseling", None, "2026-01-31"),
        ("voor de kerst", None, "2025-12-24"),
        ("afzonderlijk", None, ""),
        ("bij afzonderlijke brief", None, ""),
        ("separaat", None, ""),
        ("jaarlijks", None, ""),
        ("binnenkort", None, ""),
        ("bij de kadernota 2026", None, ""),
        ("in de volgende veiligheidsbrief", None, ""),
        ("na mei 2025", None, ""),
        ("nog voor 1 juli", None, "2025-06-30"),
        ("tegen het eind van 2025", None, "2025-12-31"),
        ("in week 20", None, "2025-05-18"),
        ("uiterlijk in week 2 van 2026", None, "2026-01-11"),
        ("volgende maand", None, "2025-02-28"),
        ("begin volgende maand", None, "2025-02-10"),
        ("nog deze week", None, "2025-01-19"),
        ("tijdens de raadsvergadering van 12 maart", None, "2025-03-12"),
        ("in de politieke avond van 5 februari 2025", None, "2025-02-05"),
        ("te gelegener tijd", None, ""),
        ("voor de begrotingsbehandeling", None, ""),
        ("in de komende voortgangsbrief", None, ""),
        # The dated one counts, whatever stands first.
        ("We doen dat afzonderlijk in Q1 van 2025.", "in Q1 van 2025", "2025-03-31"),
    ],
)
def test_a_term(tekst: str, woorden: str | None, op: str) -> None:
    found = read_termijn(tekst, DAG)
    assert found is not None
    assert found.woorden == (woorden or tekst[0].lower() + tekst[1:] if tekst[0] != "Q" else tekst)
    assert (found.op.isoformat() if found.op else "") == op


@pytest.mark.parametrize(
    "tekst",
    [
        "op 16 januari 2024",
        "de motie van 12 mei",
        "afgelopen 8 januari",
        "sinds 1 januari 2024",
        "het plan 2022-2026",
        "de jaarwisseling 2024-2025",
        "in 2024",
        "in het afgelopen jaar",
        "de zomer is warm",
        "elk mei-feest",
        "op 31 april 2025",
        "in week 60",
        "100 toetsen in 4 aanbestedingen",
        "een jaar",
        "",
    ],
)
def test_what_is_no_term(tekst: str) -> None:
    assert read_termijn(tekst, DAG) is None


def test_late_in_the_year_the_next_year_comes_first() -> None:
    dag = date(2025, 11, 20)
    for tekst, op in [
        ("voor de zomer", date(2026, 6, 30)),
        ("in Q1", date(2026, 3, 31)),
        ("komend jaar", date(2026, 12, 31)),
        ("eind van dit jaar", date(2025, 12, 31)),
    ]:
        found = read_termijn(tekst, dag)
        assert found is not None
        assert found.op == op


@given(st.text(max_size=300), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_can_be_read(tekst: str, dag: date) -> None:
    for termijn in find_termijnen(tekst, dag):
        assert termijn.op is None or termijn.op >= dag
        assert tekst[termijn.begin : termijn.eind].strip()
