"""Hints on sentences as municipalities write them: what each kind must see, and what it must
leave."""

from collections import Counter
from pathlib import Path

import pytest

from veiligheid.core.schrijfhulp.hint import Hintsoort
from veiligheid.core.schrijfhulp.hulp import GETOOND, help_with
from veiligheid.core.schrijfhulp.niveau import count_syllables, level_of
from veiligheid.core.schrijfhulp.zeldzaam import is_common
from veiligheid.core.schrijfhulp.zinnen import read_sentences
from veiligheid.core.word import read_word
from veiligheid.core.word_sections import sections


def found(soort: Hintsoort, *zinnen: str) -> list[str]:
    html = "".join(f"<p>{zin}</p>" for zin in zinnen)
    return [
        hint.woorden
        for groep in help_with([("Tekst", html)]).groepen
        for hint in groep.hints
        if groep.soort is soort
    ]


LIJDEND = [
    ("Dit plan wordt in 2027 verder uitgewerkt.", "wordt … uitgewerkt"),
    ("Waar nodig worden overlastgevers aangehouden.", "worden … aangehouden"),
    ("Vorig jaar werden twaalf panden gesloten.", "werden … gesloten"),
    ("Wij vragen om plannen die getoetst kunnen worden.", "getoetst … worden"),
    ("De regels zullen worden aangescherpt.", "worden aangescherpt"),
    ("Het is belangrijk dat dit snel besproken wordt.", "besproken wordt"),
    ("Er werd veel overlast gemeld.", "werd … gemeld"),
    ("Signalen worden door de wijkagent opgepakt.", "worden … opgepakt"),
]
BEDRIJVEND = [
    "De politie controleert vaker.",
    "Het wordt steeds drukker op het plein.",
    "De straat wordt een fietsstraat.",
    "Wij hebben twaalf panden gesloten.",
    "Het gebied is in maart verdeeld in drie wijken.",
    "Dat wordt in heel het gebied merkbaar.",
    "Als het warm wordt, heeft de boa vaker gesurveilleerd.",
    "De aanpak moet bekend worden bij bewoners.",
    "De gemeente wordt geen eigenaar van het gebouw.",
]


@pytest.mark.parametrize(("zin", "woorden"), LIJDEND)
def test_a_passive_is_seen(zin: str, woorden: str) -> None:
    assert found(Hintsoort.LIJDEND, zin) == [woorden]


@pytest.mark.parametrize("zin", BEDRIJVEND)
def test_an_active_sentence_is_left(zin: str) -> None:
    assert found(Hintsoort.LIJDEND, zin) == []


def test_who_does_it_is_asked_or_named() -> None:
    html = "<p>Er wordt gehandhaafd.</p><p>Het wordt door de boa gemeld.</p>"
    (groep,) = help_with([("Terugblik", html)]).groepen
    assert [h.waarom for h in groep.hints] == [
        "wie doet dit?",
        "maak wie na ‘door’ staat het onderwerp",
    ]


def test_a_long_sentence() -> None:
    words = ["woord"] * 24
    assert found(Hintsoort.LANG, "Een " + " ".join(words) + ".") == []
    assert found(Hintsoort.LANG, "Een " + " ".join([*words, "meer"]) + ".") == [
        "Een woord woord woord woord woord woord woord …"
    ]
    # A table is no sentence, and every item of a list is one of its own.
    items = "".join(f"<li>{' '.join(words[:12])}</li>" for _ in range(3))
    cells = f"<tr><td>{' '.join(words)}</td><td>{' '.join(words)}</td></tr>"
    html = f"<ul>{items}</ul><table><tbody>{cells}</tbody></table><p>Kort.</p>"
    assert help_with([("Tekst", html)]).groepen == ()


@pytest.mark.parametrize(
    ("tekst", "woorden"),
    [
        ("Wij spraken met het RIEC. Het RIEC helpt.", ["RIEC"]),
        ("De VTH-taken en de BOA’s.", ["BOA’s"]),
        ("Dit doen wij i.s.m. de politie, d.w.z. samen.", ["i.s.m.", "d.w.z."]),
        ("Het Regionaal Informatie- en Expertisecentrum (RIEC) helpt. Het RIEC ook.", []),
        ("Het IVP (Integraal Veiligheidsplan) loopt. Ons IVP ook.", []),
        ("De EU en de NS.", []),
        ("Hoofdstuk III gaat over Koning Willem II.", []),
        ("LET OP: DIT IS BELANGRIJK VOOR IEDEREEN.", []),
        ("Op 1 januari 2027 begint Plan A.", []),
    ],
)
def test_abbreviations(tekst: str, woorden: list[str]) -> None:
    assert found(Hintsoort.AFKORTING, tekst) == woorden


def test_what_is_spelled_out_in_another_piece_of_the_text_is_known() -> None:
    stukken = [
        ("Terugblik", "<p>Het Veiligheidshuis Regio Midden (VRM) hielp.</p>"),
        ("Vooruitblik", "<p>Het VRM gaat door.</p>"),
    ]
    assert help_with(stukken).groepen == ()
    (groep,) = help_with(stukken[1:]).groepen
    (hint,) = groep.hints
    assert (hint.stuk, hint.zin, hint.begin, hint.eind) == ("Vooruitblik", 1, 4, 7)
    assert hint.waarom == "1 keer, nergens uitgeschreven"


def test_rare_words() -> None:
    tekst = "Wij bespreken de casuïstiek en de recidive met notoire veelplegers in Wageningen."
    assert found(Hintsoort.ZELDZAAM, tekst) == ["casuïstiek", "recidive", "notoire"]


@pytest.mark.parametrize(
    "woord",
    [
        "veiligheidsbrief",
        "jongerenwerkers",
        "fietsendiefstal",
        "buurtbewoners",
        "gecontroleerd",
        "woninginbraken",
        "samenwerkingsafspraken",
    ],
)
def test_what_is_made_of_common_words_is_not_rare(woord: str) -> None:
    assert is_common(woord)


def test_what_the_text_is_about_needs_no_explaining() -> None:
    html = "<p>Wij bespreken de casuïstiek.</p>"
    assert help_with([("Tekst", html)], ["Overleg over casuïstiek"]).groepen == ()


def test_how_hard_it_reads() -> None:
    easy = "<p>" + "De boa loopt nu elke dag door de wijk. " * 8 + "</p>"
    hard = (
        "<p>"
        + "De intensivering van de integrale multidisciplinaire samenwerkingsverbanden resulteert "
        "in een substantiële optimalisatie van de informatiepositie van betrokken organisaties. "
        * 4
        + "</p>"
    )
    easy_level, hard_level = (level_of(read_sentences("T", html)) for html in (easy, hard))
    assert easy_level is not None
    assert hard_level is not None
    assert (easy_level.stap, easy_level.woord) == (1, "makkelijk")
    assert (hard_level.stap, hard_level.woord) == (4, "erg moeilijk")
    assert hard_level.lettergrepen > easy_level.lettergrepen
    # By hand: 9 words to a sentence, 1.11 syllables to a word.
    assert easy_level.per_zin == 9
    assert easy_level.index == 100
    assert level_of(read_sentences("T", "<p>Te kort om iets te zeggen.</p>")) is None


@pytest.mark.parametrize(
    ("woord", "aantal"),
    [("wijk", 1), ("samen", 2), ("veiligheid", 3), ("ijs", 1), ("mooie", 2), ("xx", 1)],
)
def test_syllables(woord: str, aantal: int) -> None:
    assert count_syllables(woord) == aantal


def test_more_than_a_dozen_of_a_kind_are_counted() -> None:
    html = "".join(f"<p>Er werden {n} panden gesloten.</p>" for n in range(GETOOND + 3))
    (groep,) = help_with([("Tekst", html)]).groepen
    assert (len(groep.hints), groep.aantal, groep.verder) == (GETOOND, GETOOND + 3, 3)


@pytest.mark.bronnen
def test_on_the_real_letter(bronnen: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Printed: how many hints of each kind, and how its texts read. What was read by hand and
    judged wrong is in docs/adr/0038."""
    document = read_word((bronnen / "veiligheidsbrief-2025.docx").read_bytes())
    parts = [(s.kop or "-", s.html) for s in sections(document).walk()]
    counts = {g.soort: g.aantal for g in help_with(parts).groepen}
    levels = Counter(
        niveau.woord
        for naam, html in parts
        if (niveau := level_of(read_sentences(naam, html))) is not None
    )
    zinnen = [z for naam, html in parts for z in read_sentences(naam, html)]
    with capsys.disabled():
        print(f"\n{len(zinnen)} zinnen, {sum(len(z.woorden) for z in zinnen)} woorden")
        print(", ".join(f"{n} {soort.kop.lower()}" for soort, n in counts.items()))
        print(", ".join(f"{n} {woord}" for woord, n in levels.most_common()))
    assert set(counts) == set(Hintsoort)
    # Help that has something to say of every second sentence is no help.
    assert sum(counts.values()) < len(zinnen) / 2
