"""The text of a paragraph: looks, links, symbols, breaks, and what doesn't count as text."""

import pytest

from tests.veiligheid.core.word.lezen import alinea, alineas, codes, lees, teksten
from tests.wordbouwer import (
    Bouwer,
    Run,
    bladwijzerlink,
    cursief,
    doorgehaald,
    hoog,
    laag,
    link,
    opmaak,
    regeleinde,
    run,
    tab,
    vaste_afbreking,
    verborgen,
    vet,
    xml,
    zachte_afbreking,
)


@pytest.mark.parametrize(
    ("runs", "html"),
    [
        (("a & <b> \"c\"",), 'a &amp; &lt;b&gt; "c"'),
        ((vet("een "), vet("twee"), " drie"), "<strong>een twee</strong> drie"),
        ((vet("een"), " ", vet("twee")), "<strong>een twee</strong>"),
        ((vet("v"), opmaak("vc", "<w:b/><w:i/>"), cursief("c")),
         "<strong>v<em>vc</em></strong><em>c</em>"),
        (("m", hoog("2"), " CO", laag("2")), "m<sup>2</sup> CO<sub>2</sub>"),
        ((opmaak("uit", '<w:b w:val="0"/><w:i w:val="false"/>'),), "uit"),
        ((opmaak("onderstreept", '<w:u w:val="single"/>'),), "onderstreept"),
        (("a", regeleinde, "b"), "a<br>b"),
        (("a ", regeleinde, " b", regeleinde), "a<br>b"),
        ((regeleinde, "a"), "a"),
        (("a", tab, "b"), "a b"),
        (("veilig", zachte_afbreking, "heid", "s\u00adplan"), "veiligheidsplan"),
        (("e", vaste_afbreking, "mail"), "e\u2011mail"),
        (("10\u00a0procent",), "10\u00a0procent"),
        (("‘a’ “b” – c",), "‘a’ “b” – c"),
        (("om\u202egekeerd\ufeff",), "omgekeerd"),
        (("  a   b  ",), "a b"),
    ],
)  # fmt: skip
def test_html(runs: tuple[Run, ...], html: str) -> None:
    assert alinea(*runs).html == html


def test_plain_text_has_the_breaks_and_no_markup() -> None:
    paragraph = alinea("a ", vet("b"), regeleinde, "c\u00a0d", tab, "& <e>")
    assert paragraph.tekst == "a b\nc\u00a0d & <e>"


@pytest.mark.parametrize(
    ("runs", "tabs"),
    [
        (("geen",), ("geen",)),
        (("A. Links", tab, tab, "B. Rechts"), ("A. Links", "B. Rechts")),
        ((tab, "rechts"), ("", "rechts")),
        (("a", tab, "b ", regeleinde, "c", tab), ("a", "b c")),
    ],
)
def test_tabs_of_a_signature_line(runs: tuple[Run, ...], tabs: tuple[str, ...]) -> None:
    assert alinea(*runs).tabs == tabs


def test_look_of_the_styles() -> None:
    stijlen = (
        '<w:style w:type="paragraph" w:styleId="Citaat"><w:name w:val="Quote"/>'
        '<w:rPr><w:i/></w:rPr></w:style><w:style w:type="character" w:styleId="Zwaar">'
        '<w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Nadruk">'
        '<w:name w:val="Emphasis"/><w:rPr><w:i/></w:rPr></w:style>'
    )
    document = lees(
        Bouwer(stijlen=stijlen).alinea(
            "cursief ",
            opmaak("vet", '<w:rStyle w:val="Zwaar"/>'),
            opmaak(" juist recht", '<w:rStyle w:val="Nadruk"/>'),
            stijl="Citaat",
        )
    )
    html = "<em>cursief </em><strong><em>vet</em></strong> juist recht"
    assert alineas(document)[0].html == html


@pytest.mark.parametrize(
    ("adres", "href"),
    [
        ("https://www.voorbeeld.nl/pad?a=1&b=2", "https://www.voorbeeld.nl/pad?a=1&amp;b=2"),
        ("HTTPS://www.voorbeeld.nl", "https://www.voorbeeld.nl"),
        ("https://voorbeeld.nl/een map", "https://voorbeeld.nl/een%20map"),
        ("mailto:griffie@voorbeeld.nl", "mailto:griffie@voorbeeld.nl"),
        ("http://voorbeeld.nl", ""),
        ("javascript:alert(1)", ""),
        ("file:///etc/passwd", ""),
        ("\\\\server\\map\\stuk.docx", ""),
        ("https://" + "x" * 3000 + ".nl", ""),
    ],
)
def test_link(adres: str, href: str) -> None:
    document = lees(Bouwer().alinea("zie ", link("dit stuk", adres)))
    expected = f'<a href="{href}">dit stuk</a>' if href else "dit stuk"
    assert alineas(document)[0].html == f"zie {expected}"
    assert codes(document) == ([] if href else ["link-niet-overgenomen"])


def test_link_to_a_bookmark_is_text() -> None:
    document = lees(Bouwer().alinea("zie ", bladwijzerlink("bijlage 2", "_Ref1")))
    assert alineas(document)[0].html == "zie bijlage 2"
    assert codes(document) == []


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0E0", "→"),
        ("Wingdings", "FC", "✓"),
        ("Symbol", "F0B7", "•"),
        ("Symbol", "F061", "α"),
        ("Calibri", "2013", "–"),
        ("Webdings", "F034", "□"),
        ("Wingdings", "onzin", "□"),
    ],
)
def test_symbol(font: str, code: str, sign: str) -> None:
    sym = xml(f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>')
    document = lees(Bouwer().alinea("a ", sym))
    assert alineas(document)[0].tekst == f"a {sign}"
    assert codes(document) == (["symbool-onbekend"] if sign == "□" else [])


def test_private_signs_in_a_symbol_font() -> None:
    paragraph = alinea(opmaak("\uf0e0 \uf0b7", '<w:rFonts w:ascii="Wingdings"/>'))
    assert paragraph.tekst == "→ □"


def test_hidden_text_is_left_out_and_said_once_a_paragraph() -> None:
    document = lees(Bouwer().alinea("zichtbaar", verborgen(" geheim"), verborgen(" meer")))
    assert alineas(document)[0].html == "zichtbaar"
    assert codes(document) == ["verborgen-tekst"]
    assert document.bevindingen[0].plek == "begin van het document, alinea 1"


def test_struck_text_is_text_and_said() -> None:
    document = lees(Bouwer().alinea("a", doorgehaald(" b")))
    assert teksten(document) == ["a b"]
    assert codes(document) == ["doorgehaald"]


def test_empty_paragraphs_are_skipped() -> None:
    document = lees(Bouwer().alinea().alinea("").alinea(" \u00a0").alinea(regeleinde).alinea("a"))
    assert teksten(document) == ["a"]


def test_white_space_counts_as_in_word() -> None:
    ruw = xml(
        '<w:r><w:t>  een\n   twee </w:t></w:r><w:r><w:t xml:space="preserve"> drie</w:t></w:r>'
    )
    assert alinea(ruw).tekst == "een twee drie"


@pytest.mark.parametrize(
    "wrap",
    [
        "<w:smartTag>{}</w:smartTag>",
        "<w:customXml>{}</w:customXml>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:ins w:id="1"><w:smartTag>{}</w:smartTag></w:ins>',
        '<w:moveTo w:id="1">{}</w:moveTo>',
        '<w:dir w:val="ltr">{}</w:dir>',
        "<mc:AlternateContent><mc:Choice>{0}</mc:Choice><mc:Fallback>{0}</mc:Fallback>"
        "</mc:AlternateContent>",
        "<mc:AlternateContent><mc:Choice/><mc:Fallback>{0}</mc:Fallback></mc:AlternateContent>",
        "<w:nieuw>{}</w:nieuw>",
        "<w:ruby><w:rt>{0}</w:rt><w:rubyBase>{0}</w:rubyBase></w:ruby>",
    ],
)
def test_text_is_found_once_in_whatever_wraps_it(wrap: str) -> None:
    assert alinea("a ", xml(wrap.format(run("b"))), " c").tekst == "a b c"
    block = wrap.format(f"<w:p>{run('b')}</w:p>")
    if "rt" not in wrap:
        assert teksten(lees(Bouwer().xml(block))) == ["b"]


def test_prompt_of_an_empty_control_is_not_text() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Datum"/><w:showingPlcHdr/></w:sdtPr>'
        "<w:sdtContent>{}</w:sdtContent></w:sdt>"
    )
    inline, block = run("Klik hier"), f"<w:p>{run('Klik hier')}</w:p>"
    document = lees(Bouwer().alinea("a", xml(control.format(inline))).xml(control.format(block)))
    assert teksten(document) == ["a"]
    assert codes(document) == ["invulveld-leeg"] * 2
    assert "Datum" in document.bevindingen[0].melding


def test_formula_keeps_its_signs() -> None:
    formule = xml("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>")
    document = lees(Bouwer().alinea("Som: ", formule))
    assert teksten(document) == ["Som: a+b"]
    assert codes(document) == ["formule"]
