"""Whatever the bytes, the reader returns a document or refuses, and never anything else."""

import random
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.wordbouwer import (
    Bouwer,
    Cel,
    Delen,
    afbeelding,
    ingevoegd,
    inpakken,
    link,
    regeleinde,
    tab,
    tekstvak,
    veld,
    verborgen,
    verwijderd,
    vet,
    voetnoot,
)
from veiligheid.core.findings import Geweigerd
from veiligheid.core.word import Worddocument, read_word

VOLLEDIG = (
    Bouwer(titel_eigenschap="Brief")
    .titel("Voorbeeldbrief")
    .inhoudsopgave("Opgave", "Ambitie")
    .kop(1, "Opgave", nummer_door_word=True)
    .alinea("Tekst ", vet("vet"), voetnoot("Noot"), link("link", "https://voorbeeld.nl"))
    .alinea(ingevoegd("nieuw"), verwijderd("oud"), regeleinde, tab, verborgen("stil"))
    .samengevoegd("half ")
    .alinea("heel", tekstvak("vak"), afbeelding("Kaart"), veld("PAGE", "3"))
    .lijst(["een", ["onder"], "twee"], genummerd=True)
    .tabel([["Jaar", Cel("Aantal", breed=2)], [Cel("2025", hoog=2), "1", "2"], ["3", "4"]])
    .opmerking("klopt dit?")
)
DELEN = VOLLEDIG.delen()
BYTES = VOLLEDIG.bytes()
TAGS = (
    b"w:p",
    b"w:r",
    b"w:tbl",
    b"w:tr",
    b"w:tc",
    b"w:t",
    b"w:ins",
    b"w:del",
    b"w:sdt",
    b"w:fldChar",
)


def lees_of_weiger(data: bytes) -> Worddocument | None:
    try:
        return read_word(data)
    except Geweigerd as fout:
        (bevinding,) = fout.bevindingen
    assert bevinding.blokkeert
    return None


def mutate_bytes(dice: random.Random) -> bytes:
    """Truncated, or with bytes flipped, removed, doubled, or overwritten."""
    data = bytearray(BYTES)
    match dice.randrange(4):
        case 0:
            return bytes(data[: dice.randrange(len(data))])
        case 1:
            for _ in range(dice.randint(1, 20)):
                data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        case 2:
            at = dice.randrange(len(data))
            del data[at : at + dice.randint(1, 50)]
        case _:
            at = dice.randrange(len(data))
            data[at:at] = data[dice.randrange(len(data)) :][: dice.randint(1, 500)]
    return bytes(data)


def mutate_parts(dice: random.Random) -> bytes:
    """A sound zip with parts swapped, dropped, or with their XML changed."""
    delen: Delen = dict(DELEN)
    naam = dice.choice(sorted(delen))
    match dice.randrange(5):
        case 0:
            ander = dice.choice(sorted(delen))
            delen[naam], delen[ander] = delen[ander], delen[naam]
        case 1:
            del delen[naam]
        case 2:
            a, b = dice.sample(TAGS, 2)
            for deel in delen:
                if deel.startswith("word/"):
                    inhoud = delen[deel].replace(b"<" + a, b"<" + b)
                    delen[deel] = inhoud.replace(b"</" + a, b"</" + b)
        case 3:
            pieces = delen[naam].split(b"<")
            middle = pieces[2:-2]
            dice.shuffle(middle)
            delen[naam] = b"<".join(pieces[:2] + middle + pieces[-2:])
        case _:
            quotes = delen[naam].split(b'"')
            at = dice.randrange(len(quotes))
            quotes[at] = dice.choice([b"", b"-1", b"99999999999999999999", b"x", b"\xff", b"&#0;"])
            delen[naam] = b'"'.join(quotes)
    order = sorted(delen)
    dice.shuffle(order)
    return inpakken({deel: delen[deel] for deel in order})


@pytest.mark.parametrize("mutate", [mutate_bytes, mutate_parts])
def test_mutated_files(mutate: Callable[[random.Random], bytes]) -> None:
    read = sum(lees_of_weiger(mutate(random.Random(seed))) is not None for seed in range(250))
    # Both outcomes occur: a test of refusals alone would prove little of the reader.
    assert 0 < read < 250


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    assert lees_of_weiger(data) is None
    lees_of_weiger(b"PK\x03\x04" + data)
    lees_of_weiger(BYTES[:-22] + data)


NAMES = """
    w:p w:r w:t w:tbl w:tr w:tc w:ins w:del w:sdt w:sdtContent w:sdtPr w:hyperlink w:fldChar
    w:instrText w:fldSimple w:br w:tab w:sym w:pPr w:rPr w:numPr w:pict w:drawing w:object
    w:txbxContent w:footnoteReference mc:AlternateContent mc:Choice mc:Fallback m:oMath w:tcPr
    w:trPr w:vMerge w:gridSpan w:numId w:ilvl w:pStyle w:outlineLvl w:vanish w:altChunk
"""
XML_TAGS = st.sampled_from(NAMES.split())
XML_ATTRIBUTES = st.sampled_from(
    [
        "",
        ' w:val="1"',
        ' w:val="Kop1"',
        ' w:val="-9"',
        ' w:val="restart"',
        ' w:fldCharType="begin"',
        ' w:fldCharType="separate"',
        ' w:fldCharType="end"',
        ' w:instr="TOC"',
        ' w:id="1"',
        ' r:id="rId1"',
        ' w:char="F0E0" w:font="Symbol"',
    ]
)
XML = st.recursive(
    st.sampled_from(["", "tekst", " ", "\u00a0", "TOC", "&amp;", "&onbekend;"]),
    lambda inside: st.builds(
        lambda tag, attribute, children: f"<{tag}{attribute}>{''.join(children)}</{tag}>",
        XML_TAGS,
        XML_ATTRIBUTES,
        st.lists(inside, max_size=4),
    ),
    max_leaves=40,
)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(XML, max_size=6))
def test_any_tree_of_words_own_elements(body: list[str]) -> None:
    bouwer = Bouwer().alinea("a", voetnoot("n"), link("l", "https://voorbeeld.nl"))
    for ruw in body:
        bouwer.xml(ruw)
    lees_of_weiger(bouwer.bytes())


# Signs that XML can't hold, and the private ones of symbol fonts.
TYPED = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"])
INVISIBLE = dict.fromkeys([0xAD, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


@settings(max_examples=60)
@given(st.lists(st.text(TYPED, max_size=40)))
def test_no_word_is_lost_whatever_is_typed(alineas: list[str]) -> None:
    bouwer = Bouwer()
    for tekst in alineas:
        bouwer.alinea(tekst)
    document = read_word(bouwer.bytes())
    found = [w for e in document.elementen for w in e.tekst.split(" ") if w.strip()]
    typed = [w for t in alineas for w in t.translate(INVISIBLE).split(" ") if w.strip()]
    assert found == typed


def test_the_whole_file_reads() -> None:
    document = read_word(BYTES)
    assert len(document.elementen) == 8
    assert VOLLEDIG.bytes() == BYTES
    with zipfile.ZipFile(BytesIO(BYTES)) as archive:
        assert archive.testzip() is None
