"""Headings and the title: by style, by outline level, numbered by Word or by hand."""

import pytest

from tests.veiligheid.core.word.lezen import alineas, codes, koppen, lees, teksten
from tests.wordbouwer import Bouwer, ingevoegd, regeleinde, verwijderd, vet, voetnoot


@pytest.mark.parametrize("taal", ["nl", "en"])
@pytest.mark.parametrize("namen", ["heading", "kop"])
def test_every_level_in_either_language(taal: str, namen: str) -> None:
    bouwer = Bouwer(taal=taal, namen=namen).titel("Titel")  # type: ignore[arg-type]
    for niveau in range(1, 10):
        bouwer.kop(niveau, f"Kop van {niveau}")
    document = lees(bouwer)
    assert document.titel == "Titel"
    assert [(k.niveau, k.tekst) for k in koppen(document)] == [
        (n, f"Kop van {n}") for n in range(1, 10)
    ]


STIJL = '<w:style w:type="paragraph" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'


@pytest.mark.parametrize(
    ("stijl", "naam", "inhoud", "niveau"),
    [
        ("Themakop", "Themakop", '<w:basedOn w:val="Kop2"/>', 2),
        ("Eigen", "Eigen", '<w:pPr><w:outlineLvl w:val="3"/></w:pPr>', 4),
        ("Eigen", "Eigen", '<w:basedOn w:val="Kop1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr>', 0),
        ("Eigen", "Eigen", '<w:basedOn w:val="Kop1"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr>', 2),
        ("Kop10", "heading 1,H1,Hoofdstuk", "", 1),
        ("Kop1Char", "Kop 1 Char", "", 0),
        ("Rond", "Rond", '<w:basedOn w:val="Rond"/>', 0),
        ("Onderkop", "Subtitle", '<w:basedOn w:val="Standaard"/>', 0),
    ],
)
def test_style_says_the_level(stijl: str, naam: str, inhoud: str, niveau: int) -> None:
    document = lees(Bouwer(stijlen=STIJL.format(stijl, naam, inhoud)).alinea("Tekst", stijl=stijl))
    assert [k.niveau for k in koppen(document)] == ([niveau] if niveau else [])
    assert teksten(document) == ["Tekst"]


def test_a_style_that_the_file_does_not_define_counts_by_its_id() -> None:
    bouwer = Bouwer(taal="nl").alinea("Tekst", stijl="Heading3").alinea("Meer", stijl="Onbekend")
    assert [k.niveau for k in koppen(lees(bouwer))] == [3]


def test_outline_level_of_the_paragraph_itself() -> None:
    document = lees(
        Bouwer()
        .alinea("Kop", eigenschappen='<w:outlineLvl w:val="1"/>')
        .alinea("Geen kop", eigenschappen='<w:outlineLvl w:val="9"/>')
    )
    assert [k.niveau for k in koppen(document)] == [2]


def test_numbers_that_word_makes_are_not_text() -> None:
    bouwer = Bouwer()
    for niveau, tekst in [(1, "Een"), (2, "Onder"), (2, "Onder"), (1, "Twee"), (2, "Onder")]:
        bouwer.kop(niveau, tekst, nummer_door_word=True)
    bouwer.kop(2, "3. Getypt")
    found = [(k.nummer, k.tekst) for k in koppen(lees(bouwer))]
    assert found == [
        ("1.", "Een"),
        ("1.1", "Onder"),
        ("1.2", "Onder"),
        ("2.", "Twee"),
        ("2.1", "Onder"),
        ("", "3. Getypt"),
    ]


def test_number_through_the_style_with_a_start_and_a_word() -> None:
    nummering = (
        '<w:abstractNum w:abstractNumId="50"><w:lvl w:ilvl="0"><w:start w:val="3"/>'
        '<w:numFmt w:val="upperRoman"/><w:pStyle w:val="Deel"/><w:lvlText w:val="Deel %1:"/>'
        '</w:lvl></w:abstractNum><w:num w:numId="50"><w:abstractNumId w:val="50"/></w:num>'
    )
    stijl = STIJL.format(
        "Deel",
        "Deel",
        '<w:basedOn w:val="Kop1"/><w:pPr><w:numPr><w:numId w:val="50"/></w:numPr></w:pPr>',
    )
    bouwer = Bouwer(stijlen=stijl, nummering=nummering)
    bouwer.alinea("Agenda", stijl="Deel").alinea("Geld", stijl="Deel")
    bouwer.alinea("Los", stijl="Deel", eigenschappen='<w:numPr><w:numId w:val="0"/></w:numPr>')
    found = [(k.nummer, k.tekst) for k in koppen(lees(bouwer))]
    assert found == [("Deel III:", "Agenda"), ("Deel IV:", "Geld"), ("", "Los")]


def test_empty_heading_is_skipped_and_said_but_word_counts_it() -> None:
    document = lees(
        Bouwer()
        .kop(1, "Een", nummer_door_word=True)
        .kop(1, verwijderd("weg"), nummer_door_word=True)
        .kop(1, "Drie", nummer_door_word=True)
    )
    assert [(k.nummer, k.tekst) for k in koppen(document)] == [("1.", "Een"), ("3.", "Drie")]
    (bevinding,) = [b for b in document.bevindingen if b.code == "lege-kop"]
    assert bevinding.plek == 'onder "Een"'
    assert not bevinding.blokkeert


def test_heading_is_one_line_of_plain_text() -> None:
    document = lees(
        Bouwer().kop(1, "Openbare ", vet("orde"), regeleinde, ingevoegd("en"), "\u00a0rust")
    )
    assert koppen(document)[0].tekst == "Openbare orde en\u00a0rust"


def test_note_at_a_heading_is_told_not_lost() -> None:
    document = lees(Bouwer().titel("Brief", voetnoot("Noot een.")).kop(1, "Kop", voetnoot("Twee.")))
    assert document.voetnoten == 0
    assert [(b.plek, "Noot een." in b.melding) for b in document.bevindingen] == [
        ("titel", True),
        ('kop "Kop"', False),
    ]
    assert "Twee." in document.bevindingen[1].melding


def test_second_title_is_a_paragraph() -> None:
    document = lees(
        Bouwer().titel("Een").titel("").titel("Twee").alinea("Ondertitel", stijl="Ondertitel")
    )
    assert document.titel == "Een"
    assert [a.tekst for a in alineas(document)] == ["Twee", "Ondertitel"]
    assert codes(document) == ["tweede-titel"]


def test_no_headings_at_all_is_fine() -> None:
    document = lees(Bouwer().alinea(vet("Lijkt een kop")).alinea("Tekst"))
    assert teksten(document) == ["Lijkt een kop", "Tekst"]
    assert document.titel == ""


def test_place_names_the_heading_and_the_one_above_when_it_is_not_alone() -> None:
    bouwer = Bouwer().alinea("Vooraf").kop(1, "Wijken").kop(2, "Opgave").alinea("a").alinea("b")
    bouwer.lijst(["x"]).tabel([["1", "2"], ["3", "4"]]).kop(1, "Haven").kop(2, "Opgave").alinea("c")
    bouwer.kop(2, "Ambitie").alinea("d").kop(1, "Lang " * 30).alinea("e")
    assert [e.plek for e in lees(bouwer).elementen] == [
        "begin van het document, alinea 1",
        'kop "Wijken"',
        'kop "Wijken" › "Opgave"',
        'onder "Wijken" › "Opgave", alinea 1',
        'onder "Wijken" › "Opgave", alinea 2',
        'onder "Wijken" › "Opgave", opsomming 1',
        'onder "Wijken" › "Opgave", tabel 1',
        'kop "Haven"',
        'kop "Haven" › "Opgave"',
        'onder "Haven" › "Opgave", alinea 1',
        'kop "Ambitie"',
        'onder "Ambitie", alinea 1',
        f'kop "{("Lang " * 30)[:59].rstrip()}…"',
        f'onder "{("Lang " * 30)[:59].rstrip()}…", alinea 1',
    ]
