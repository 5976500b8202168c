"""Sentences that promise something to the council: found, missed, wrong."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.themas.toezeggingen.zinnen import ACHTERAF, ERNA, GEBOUWD, Tekst
from tests.themas.toezeggingen.zinnen_derde import DERDE
from tests.themas.toezeggingen.zinnen_vierde import VIERDE
from themas.toezeggingen.herkennen import find_aankondigingen
from veiligheid.core.matching import typed_number
from veiligheid.core.word import read_word
from veiligheid.core.word_sections import sections

DAG = date(2025, 1, 14)


def verdict(teksten: Iterable[Tekst]) -> tuple[list[str], list[str], list[str], list[str]]:
    """Found, missed, wrongly offered, and found with another term than the right one."""
    found: list[str] = []
    missed: list[str] = []
    wrong: list[str] = []
    term: list[str] = []
    for t in teksten:
        offered = {a.nummer: a for a in find_aankondigingen(t.tekst, DAG, t.kop)}
        for nummer, woorden, op in t.beloften:
            a = offered.pop(nummer, None)
            if a is None:
                missed.append(t.tekst)
                continue
            found.append(t.tekst)
            if (a.termijn, a.op.isoformat() if a.op else "") != (woorden, op):
                term.append(f"{t.tekst} → {a.termijn} {a.op}")
        wrong += [f"{a.zin} ({a.termijn})" for a in offered.values()]
    return found, missed, wrong, term


def report(naam: str, teksten: list[Tekst]) -> tuple[list[str], list[str], list[str], list[str]]:
    found, missed, wrong, term = verdict(teksten)
    print(
        f"\n{naam}: {len(teksten)} teksten; gevonden {len(found)}, gemist {len(missed)}, "
        f"ten onrechte {len(wrong)}, met een andere termijn {len(term)}"
    )
    for kind, lines in (("gemist", missed), ("ten onrechte", wrong), ("termijn", term)):
        for line in lines:
            print(f"  {kind}: {line}")
    return found, missed, wrong, term


def test_the_sentences_it_was_built_on() -> None:
    assert len(GEBOUWD) >= 60
    _, missed, wrong, term = report("gebouwd", [*GEBOUWD, *ERNA])
    assert (missed, wrong, term) == ([], [], [])


def test_the_sentences_written_afterwards() -> None:
    found, missed, wrong, term = report("achteraf", ACHTERAF)
    assert (len(found), missed, wrong, term) == (14, [], [], [])


def test_a_third_and_a_fourth_set() -> None:
    found, missed, wrong, term = report("derde", DERDE)
    assert (len(found), len(missed), wrong, term) == (64, 1, [], [])
    found, missed, wrong, term = report("vierde", VIERDE)
    assert (len(found), missed, wrong, term) == (30, [], [], [])


@pytest.mark.parametrize(
    ("zin", "termijnen"),
    [
        (
            "Wij sturen u in mei een voorstel en informeren u in september over de uitkomst.",
            ["in mei", "in september"],
        ),
        (
            "In maart 2025 ontvangt uw raad het plan, en voor de zomer van 2025 sturen wij u de "
            "begroting.",
            ["in maart 2025", "voor de zomer van 2025"],
        ),
        (
            "Wij sturen u in maart het plan, informeren u in juni over de stand en leggen u in "
            "september de evaluatie voor.",
            ["in maart", "in juni", "in september"],
        ),
        # Later ones without their verb, the day first or last.
        (
            "In mei sturen wij u het plan, in juni de begroting en in september de evaluatie.",
            ["in mei", "in juni", "in september"],
        ),
        (
            "Wij sturen u het plan in mei, de begroting in juni en de evaluatie in september.",
            ["in mei", "in juni", "in september"],
        ),
        # One promise: one day, or one of the two is none.
        ("Wij sturen u in mei het plan en de begroting.", ["in mei"]),
        ("Wij sturen u in mei een voorstel en beginnen in september met bouwen.", ["in mei"]),
        ("Wij sturen u in mei een voorstel en in september beginnen we met bouwen.", ["in mei"]),
        ("Wij spreken in maart met de politie en sturen u in mei een voorstel.", ["in mei"]),
        (
            "Wij informeren u in maart over hoe we in mei beginnen en in september de bouw "
            "afronden.",
            ["in maart"],
        ),
    ],
)
def test_each_promise_in_a_sentence(zin: str, termijnen: list[str]) -> None:
    found = find_aankondigingen(zin, DAG)
    assert [(a.zin, a.termijn) for a in found] == [(zin, t) for t in termijnen]
    assert [a.deel for a in found] == [1, 2, 3][: len(termijnen)]


@pytest.mark.parametrize(
    ("zin", "termijn", "op"),
    [
        (
            "In 2025, uiterlijk in maart, sturen wij u een voorstel.",
            "in 2025, uiterlijk in maart",
            date(2025, 3, 31),
        ),
        (
            "In 2026, en wel in het derde kwartaal, ontvangt u de nota.",
            "in 2026, en wel in het derde kwartaal",
            date(2026, 9, 30),
        ),
        (
            "Wij sturen u in 2026 een voorstel, uiterlijk in maart.",
            "in 2026, uiterlijk in maart",
            date(2026, 3, 31),
        ),
        # What is about a month in that year is no term.
        ("Wij informeren u in 2025 over het overleg in mei.", "in 2025", date(2025, 12, 31)),
    ],
)
def test_a_year_and_then_a_part_of_it_is_one_term(zin: str, termijn: str, op: date) -> None:
    assert [(a.termijn, a.op) for a in find_aankondigingen(zin, DAG)] == [(termijn, op)]


@given(st.text(max_size=400), st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_any_text_can_be_read(tekst: str, dag: date) -> None:
    for a in find_aankondigingen(tekst, dag, kop=tekst[:40]):
        assert a.zin in tekst


# -- The real letter: where its promises stand, and by when. Its sentences stay in the file. -------

# Chapter (0: the general parts), heading in it, alinea in that, sentence in that → term and date.
IN_DE_BRIEF = {
    (1, 1, 1, 7): ("in de eerste helft van 2025", "2025-06-30"),
    # Presented to nobody in particular; the paragraaf before says that the proposal for it comes
    # to the council.
    (1, 2, 1, 4): ("in Q1 2025", "2025-03-31"),
    (2, 4, 3, 4): ("in Q1 van 2025", "2025-03-31"),
    (9, 3, 2, 2): ("eind van dit jaar", "2025-12-31"),
    (9, 6, 2, 7): ("voor de zomer van 2025", "2025-06-30"),
    (9, 7, 1, 6): ("voor aanvang van de experimenteerfase (vóór 7 april 2025)", "2025-04-06"),
    (10, 1, 1, 8): ("voor de zomer van 2025", "2025-06-30"),
    (10, 2, 1, 4): ("afzonderlijk", ""),
    (11, 3, 1, 4): ("afzonderlijk", ""),
    # The closing: a new plan for the new council, and a letter in between.
    (0, 10, 1, 4): ("", ""),
    (0, 10, 1, 5): ("begin 2026", "2026-03-31"),
    (0, 10, 1, 7): ("in de tweede helft van 2026", "2026-12-31"),
}


# Of these it only says that they look like a promise: to nobody in particular, or without a day.
NIET_ZEKER = {(1, 2, 1, 4), (10, 2, 1, 4), (11, 3, 1, 4), (0, 10, 1, 4)}
Plek = tuple[int, int, int, int]


def places(path: Path) -> tuple[dict[Plek, tuple[str, str]], set[Plek]]:
    """Where the promises stand with their terms, and which of them are certain."""
    found = {}
    sure = set()
    chapter = paragraph = general = 0
    for section in sections(read_word(path.read_bytes())).walk():
        number = typed_number(section.volledige_kop)
        if number is not None and section.niveau < 3:
            chapter, paragraph = number, 0
            continue
        if section.niveau < 2:
            chapter, paragraph = 0, general
        paragraph += 1
        general += chapter == 0
        for n, alinea in enumerate(section.inhoud, start=1):
            for a in find_aankondigingen(alinea.tekst, DAG, section.volledige_kop):
                op = a.op.isoformat() if a.op else ""
                found[chapter, paragraph, n, a.nummer] = (a.termijn, op)
                if a.zeker:
                    sure.add((chapter, paragraph, n, a.nummer))
    return found, sure


@pytest.mark.bronnen
def test_the_real_letter(bronnen: Path) -> None:
    found, sure = places(bronnen / "veiligheidsbrief-2025.docx")
    right = {place for place in IN_DE_BRIEF if found.get(place) == IN_DE_BRIEF[place]}
    print(
        f"\nveiligheidsbrief-2025: gevonden {len(right)}, "
        f"gemist {len(IN_DE_BRIEF.keys() - found)}, "
        f"ten onrechte {len(found.keys() - IN_DE_BRIEF)}, zeker {len(sure)}"
    )
    assert found == IN_DE_BRIEF
    assert found.keys() - sure == NIET_ZEKER


@pytest.mark.bronnen
@pytest.mark.parametrize(
    ("naam", "dag", "beloften"),
    [
        # "Yearly", once in each: in the plan and in the programme's own report.
        ("ivp-2022-2026", date(2022, 6, 1), ["jaarlijks"]),
        ("spiegel-wwz-2023", date(2023, 1, 1), ["jaarlijks"]),
        ("projectplan-radicalisering-2020", date(2020, 1, 1), []),
        ("stadsrekening-2017-veiligheid", date(2018, 5, 1), []),
    ],
)
def test_documents_that_are_no_letter_to_the_council(
    bronnen: Path, naam: str, dag: date, beloften: list[str]
) -> None:
    word = read_word((bronnen / f"{naam}.docx").read_bytes())
    alineas = [a.tekst for s in sections(word).walk() for a in s.inhoud]
    found = [a for alinea in alineas for a in find_aankondigingen(alinea, dag)]
    print(f"\n{naam}: {len(alineas)} alinea’s, aangeboden {len(found)}")
    assert [a.termijn for a in found] == beloften
