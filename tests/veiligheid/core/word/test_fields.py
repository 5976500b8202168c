"""Fields: the result counts, the instruction doesn't, and a table of contents not at all."""

import pytest

from tests.veiligheid.core.word.lezen import alinea, alineas, codes, koppen, lees, teksten
from tests.wordbouwer import VELDEINDE, Bouwer, run, veld, veldbegin, verborgen, xml


def test_result_counts() -> None:
    assert alinea("bladzijde ", veld(" PAGE ", "7"), ".").tekst == "bladzijde 7."


@pytest.mark.parametrize(
    ("instructie", "html"),
    [
        (' HYPERLINK "https://voorbeeld.nl" ', '<a href="https://voorbeeld.nl">hier</a>'),
        ("HYPERLINK https://voorbeeld.nl", '<a href="https://voorbeeld.nl">hier</a>'),
        (
            'HYPERLINK "https://voorbeeld.nl" \\l "kop"',
            '<a href="https://voorbeeld.nl#kop">hier</a>',
        ),
        ('HYPERLINK \\l "_Toc1"', "hier"),
        ('HYPERLINK "javascript:alert(1)"', "hier"),
    ],
)
def test_link_as_a_field(instructie: str, html: str) -> None:
    assert alinea(veld(instructie, "hier")).html == html
    simple = instructie.replace('"', "&quot;")
    ruw = xml(f'<w:fldSimple w:instr="{simple}">{run("hier")}</w:fldSimple>')
    assert alinea(ruw).html == html


def test_field_within_a_field() -> None:
    inner = f"{veldbegin('PAGE')}{run('3')}{VELDEINDE}"
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    ruw = xml(f"{begin}{inner}{run('instructie')}{separate}{run('uitkomst')}{end}")
    assert alinea("a ", ruw, " b").tekst == "a uitkomst b"


def test_index_entry_in_hidden_text_vanishes_and_the_rest_stays() -> None:
    entry = (
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:instrText> XE "woord" </w:instrText></w:r>'
        '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = lees(Bouwer().alinea("voor", xml(entry), " na"))
    assert teksten(document) == ["voor na"]
    assert codes(document) == []


@pytest.mark.parametrize("kind", ["begin", "separate", "end"])
def test_a_field_that_is_not_whole_swallows_nothing(kind: str) -> None:
    los = xml(f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>')
    assert teksten(lees(Bouwer().alinea("a", los, "b").alinea("c"))) == ["ab", "c"]


def test_contents_in_a_control() -> None:
    document = lees(Bouwer().inhoudsopgave("Opgave", "Ambitie", "Geld").kop(1, "Opgave"))
    assert teksten(document) == ["Opgave"]
    assert codes(document) == ["inhoudsopgave"]


def test_contents_as_a_bare_field_over_paragraphs() -> None:
    begin = xml(veldbegin(' TOC \\o "1-3" ') + run("Opgave 1"))
    document = lees(
        Bouwer()
        .alinea(begin)
        .alinea("Ambitie ", veld("PAGEREF _Toc", "2"))
        .alinea(xml(VELDEINDE), "na afloop")
        .alinea("tekst")
    )
    assert teksten(document) == ["na afloop", "tekst"]
    assert codes(document) == ["inhoudsopgave"]


def test_contents_as_a_simple_field_or_a_control_in_a_line() -> None:
    simple = xml(f'<w:fldSimple w:instr="TOC">{run("Opgave 1")}</w:fldSimple>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = xml(
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{run('x')}</w:sdtContent></w:sdt>"
    )
    document = lees(Bouwer().alinea("a", simple).alinea("b", control))
    assert teksten(document) == ["a", "b"]
    assert codes(document) == ["inhoudsopgave"] * 2


def test_contents_as_plain_lines_in_their_style() -> None:
    document = lees(Bouwer().alinea("Opgave 1", stijl="Inhopg1").alinea("tekst"))
    assert teksten(document) == ["tekst"]
    assert codes(document) == ["inhoudsopgave"]


def test_contents_end_at_a_heading_that_was_typed_inside_them() -> None:
    begin = xml(veldbegin("TOC") + run("Opgave 1"))
    document = lees(
        Bouwer().alinea(begin).kop(1, "Opgave").alinea("tekst").alinea(xml(VELDEINDE), "meer")
    )
    assert [k.tekst for k in koppen(document)] == ["Opgave"]
    assert [a.tekst for a in alineas(document)] == ["tekst", "meer"]


def test_hidden_result_is_hidden() -> None:
    assert teksten(lees(Bouwer().alinea("a", verborgen("b"), veld("DATE", "c")))) == ["ac"]
