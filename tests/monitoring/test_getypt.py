"""Typed figures beside a known name: what counts as one, what agrees, and how seldom it is wrong
about the real letter."""

from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import docx
import pytest

from monitoring.getypt import Naam, Vermelding, differing, find_vermeldingen, naam_of

NAMEN = [
    naam_of(n, naam)
    for n, naam in enumerate(
        ["Woninginbraken", "Diefstal/inbraak woning", "Meldingen bij het meldpunt", "Overlast"]
    )
]


def found(text: str, namen: Iterable[Naam] = NAMEN[:1]) -> list[str]:
    return [v.getypt for v in find_vermeldingen(text, list(namen), [])]


@pytest.mark.parametrize(
    ("tekst", "getallen"),
    [
        ("Er waren 412 woninginbraken.", ["412"]),
        ("Er waren 1.412 geregistreerde woninginbraken, zegt de politie.", ["1.412"]),
        ("Het aantal woninginbraken daalde van 240 in 2023 naar 202 in 2024.", ["240", "202"]),
        ("In 2024 was er 1 woninginbraak", ["1"]),
        ("Woninginbraken: 412.", []),  # behind a colon stands a list or a table
        ("Woninginbraken (zie onder 8) en 3 andere thema’s.", []),
        ("Er zijn 12 verdachten van woninginbraken aangehouden.", []),
        ("Er waren 20 woninginbraken minder.", []),
        ("Dat zijn 3 woninginbraken per week.", []),
        ("Woninginbraken daalden met 12%.", []),
        ("In 2024 gingen we woninginbraken tegen.", []),
        ("Op 7 april bespraken we de woninginbraken.", []),
        ("Wij bezochten 30 adressen na woninginbraken.", []),
        ("Zie bijlage 2 over woninginbraken.", []),
        ("Woninginbraken kostten € 40.000 en 12 miljoen.", []),
        ("Er waren 412 inbraken.", []),  # in what?
    ],
)
def test_what_counts_as_a_mention(tekst: str, getallen: list[str]) -> None:
    assert found(tekst) == getallen


def test_names_in_pieces() -> None:
    assert found("Er waren 412 woninginbraken.", [NAMEN[1]]) == ["412"]
    assert found("Er waren 412 inbraken in een woning.", [NAMEN[1]]) == ["412"]
    assert found("Er kwamen 55 meldingen bij het interne meldpunt binnen.", [NAMEN[2]]) == ["55"]
    assert found("Er kwamen 55 meldingen binnen.", [NAMEN[2]]) == []
    assert found("Er zijn 14 jeugdoverlastlocaties.", [NAMEN[3]]) == []


def one(tekst: str, gebieden: list[tuple[int, str]] | None = None) -> Vermelding:
    (v,) = find_vermeldingen(tekst, NAMEN[:1], gebieden or [])
    return v


def test_years_areas_and_words_before() -> None:
    v = one("In Hatert waren er ruim 20 woninginbraken.", [(7, "Hatert"), (8, "Lent")])
    assert (v.gebieden, v.ruim, v.jaar) == ((7,), True, None)
    assert one("Het aantal woninginbraken was 84 in 2023.").jaar == 2023


@pytest.mark.parametrize(
    ("tekst", "bekend", "anders"),
    [
        ("Er waren 412 woninginbraken.", [412], None),
        ("Er waren 412 woninginbraken.", [398], 398),
        ("Er waren 412 woninginbraken.", [398, 412], None),
        ("Er waren 412 woninginbraken.", [], None),
        ("Er waren 12 woninginbraken.", [398], None),  # that is no slip: it is something else
        ("Er waren ruim 250 woninginbraken.", [261], None),
        ("Er waren ruim 250 woninginbraken.", [290], 290),
        ("Er waren 180.000 woninginbraken.", [180_312], None),
        ("Er waren 180 woninginbraken.", [183], 183),
        ("Er waren 412 woninginbraken.", [0], None),
    ],
)
def test_what_agrees(tekst: str, bekend: list[int], anders: int | None) -> None:
    assert differing(one(tekst), lambda _: [Decimal(b) for b in bekend]) == anders


# Names of what the letter counts, with what it says of each.
LETTER = {
    "Demonstraties": 93,
    "Detentiemeldingen": 258,
    "Meldingen bij het meldpunt ondermijning": 55,
    "Bibob-toetsen": 104,
    "Casussen in de Top 150": 221,
    "Bestuurlijke rapportages woonoverlast": 5,
}


def test_the_real_letter(bronnen: Path) -> None:
    """Right figures give no finding, wrong ones do, and sixty names of offences give no false
    alarm, whatever is known of them."""
    text = [p.text for p in docx.Document(str(bronnen / "veiligheidsbrief-2025.docx")).paragraphs]
    own = [naam_of(n, naam) for n, naam in enumerate(LETTER)]
    right = list(LETTER.values())
    mentions = [v for t in text for v in find_vermeldingen(t, own, [])]
    assert {v.indicatoren[0].naam for v in mentions} == set(LETTER)
    assert not [v for v in mentions if differing(v, lambda n: [Decimal(right[n.sleutel])])]
    wrong = [v for v in mentions if differing(v, lambda n: [Decimal(right[n.sleutel]) + 40])]
    assert len({v.getypt for v in wrong}) == len(LETTER) - 1  # 5 is no slip for 45
    path = next((bronnen / "cbs").glob("04_*.csv"))
    lines = path.read_text("utf-8-sig").splitlines()
    offences = [line.split('","')[1].strip('"') for line in lines if line.count('","') > 0][1:]
    assert len(offences) > 50
    names = [naam_of(n, o.split(" ", 1)[1]) for n, o in enumerate(offences) if " " in o]
    alarms = [v for t in text for v in find_vermeldingen(t, names, [])]
    print(f"{len(names)} names of offences: {len(alarms)} mentions in the letter")
    assert alarms == []
