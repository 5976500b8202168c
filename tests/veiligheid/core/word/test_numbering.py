"""The numbers that Word makes: formats, restarting levels, lists of one definition."""

import pytest

from tests.veiligheid.core.word.lezen import koppen, lees, lijsten
from tests.wordbouwer import Bouwer
from veiligheid.core.word.numbering import format_number


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (7, "decimal", "7"),
        (7, "decimalZero", "07"),
        (12, "decimalZero", "12"),
        (1994, "upperRoman", "MCMXCIV"),
        (4, "lowerRoman", "iv"),
        (0, "upperRoman", "0"),
        (4000, "upperRoman", "4000"),
        (1, "lowerLetter", "a"),
        (27, "upperLetter", "AA"),
        (1_000_000, "lowerLetter", "1000000"),
        (3, "ordinal", "3e"),
        (3, "bullet", ""),
        (3, "none", ""),
        (3, "chineseCounting", "3"),
    ],
)
def test_formats(value: int, form: str, shown: str) -> None:
    assert format_number(value, form) == shown


def lvl(ilvl: int, form: str, text: str, extra: str = "", start: int = 1) -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{extra}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def genummerd(levels: str, *niveaus: int, num: str = "") -> list[str]:
    """The numbers of headings at these levels, 0 the first, in one list with these levels."""
    nummering = (
        f'<w:abstractNum w:abstractNumId="80">{levels}</w:abstractNum>'
        f'<w:num w:numId="80"><w:abstractNumId w:val="80"/>{num}</w:num>'
    )
    bouwer = Bouwer(nummering=nummering)
    for ilvl in niveaus:
        numpr = f'<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="80"/></w:numPr>'
        bouwer.alinea("Kop", stijl=f"Kop{ilvl + 1}", eigenschappen=numpr)
    return [kop.nummer for kop in koppen(lees(bouwer))]


def test_legal_numbers_under_roman_ones() -> None:
    levels = lvl(0, "upperRoman", "Deel %1") + lvl(1, "decimal", "%1.%2", "<w:isLgl/>")
    assert genummerd(levels, 0, 0, 1, 1, 0, 1) == [
        "Deel I",
        "Deel II",
        "2.1",
        "2.2",
        "Deel III",
        "3.1",
    ]


def test_level_that_never_restarts() -> None:
    levels = lvl(0, "decimal", "%1.") + lvl(1, "decimal", "%2", '<w:lvlRestart w:val="0"/>')
    assert genummerd(levels, 0, 1, 1, 0, 1) == ["1.", "1", "2", "2.", "3"]


def test_level_that_restarts_only_after_the_first() -> None:
    levels = lvl(0, "decimal", "%1") + lvl(1, "decimal", "%2")
    levels += lvl(2, "decimal", "%3", '<w:lvlRestart w:val="1"/>')
    assert genummerd(levels, 0, 1, 2, 1, 2, 0, 2) == ["1", "1", "1", "2", "2", "2", "1"]


def test_level_above_that_was_never_used_counts_as_its_start() -> None:
    levels = lvl(0, "decimal", "%1", start=3) + lvl(1, "decimal", "%1.%2")
    assert genummerd(levels, 1, 1) == ["3.1", "3.2"]


def test_overridden_level_and_start() -> None:
    num = (
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        f"{lvl(0, 'decimal', '%1)')}</w:lvlOverride>"
    )
    assert genummerd(lvl(0, "decimal", "%1."), 0, 0, num=num) == ["5)", "6)"]


def test_bullet_before_a_heading_is_no_number() -> None:
    assert genummerd(lvl(0, "bullet", "•"), 0) == [""]


def test_lists_of_one_definition_count_on_together() -> None:
    nummering = f'<w:abstractNum w:abstractNumId="80">{lvl(0, "decimal", "%1.")}</w:abstractNum>'
    for num_id in (80, 81):
        nummering += f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="80"/></w:num>'
    bouwer = Bouwer(nummering=nummering)
    for num_id in (80, 80, 0, 81, 80):
        bouwer.alinea("x", eigenschappen=f'<w:numPr><w:numId w:val="{num_id}"/></w:numPr>')
    apart, together = lijsten(lees(bouwer))
    assert apart.html.startswith("<ol><li>")
    # What a reader sees as one list is one.
    assert together.html == '<ol start="3"><li><p>x</p></li><li><p>x</p></li></ol>'


def test_level_through_the_style() -> None:
    stijl = (
        '<w:style w:type="paragraph" w:styleId="Sub"><w:name w:val="Sub"/><w:basedOn w:val="Kop2"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr></w:style>'
    )
    bouwer = Bouwer(stijlen=stijl).kop(1, "A", nummer_door_word=True).alinea("B", stijl="Sub")
    assert [k.nummer for k in koppen(lees(bouwer))] == ["1.", "1.1"]
