"""What a Word file says beside its plain text: taken over or told, never silent."""

from pathlib import Path

import pytest

from tests.veiligheid.core.word.lezen import lees, lijsten, teksten
from tests.wordbouwer import Bouwer, Run, veld, xml
from veiligheid.core.word import Worddocument, read_word

_C = "http://schemas.openxmlformats.org/drawingml/2006/"
_MS = "http://schemas.microsoft.com/office/"


def told(document: Worddocument) -> str:
    return " ".join(f"{b.code}: {b.melding}" for b in document.bevindingen)


def getekend(uri: str, inhoud: str = "", omschrijving: str = "") -> Run:
    """A drawing that holds what `uri` says."""
    return xml(
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{omschrijving}"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inhoud}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _a(*woorden: str) -> str:
    return "".join(f"<a:p><a:r><a:t>{w}</a:t></a:r></a:p>" for w in woorden)


@pytest.mark.parametrize(
    ("tekening", "gezegd"),
    [
        (getekend(_C + "lockedCanvas", f"<a:sp>{_a('Regie', 'Zorg')}</a:sp>"), "“Regie”, “Zorg”"),
        (getekend(_MS + "word/2010/wordprocessingShape", "<a:x/>", "Pijl"), "vorm (“Pijl”)"),
        (getekend(_MS + "word/2010/wordprocessingCanvas"), "een tekening"),
        (getekend(_MS + "drawing/2014/chartex"), "een grafiek"),
        (
            xml('<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>'),
            "“CONCEPT”",
        ),
        (xml('<w:r><w:pict><v:oval alt="Kring"/></w:pict></w:r>'), "tekening (“Kring”)"),
        (xml("<w:r><w:contentPart/></w:r>"), "met een pen"),
    ],
)
def test_drawings_without_picture_or_text_box(tekening: Run, gezegd: str) -> None:
    document = lees(Bouwer().alinea("tekst", tekening))
    assert teksten(document) == ["tekst"]
    assert [b.code for b in document.bevindingen] == ["afbeelding"]
    assert gezegd in told(document)


def test_lines_say_nothing() -> None:
    line = getekend(_MS + "word/2010/wordprocessingShape", '<a:prstGeom prst="line"/>')
    document = lees(Bouwer().alinea("a", line, xml("<w:r><w:pict><v:line/></w:pict></w:r>")))
    assert document.bevindingen == ()


def test_words_of_a_diagram_and_a_chart_stand_in_parts_of_their_own() -> None:
    bouwer = Bouwer()
    diagram = bouwer.relatie("diagramData", "diagrams/data1.xml")
    chart = bouwer.relatie("chart", "charts/chart1.xml")
    bouwer.alinea("a", getekend(_C + "diagram", f'<a:relIds r:dm="{diagram}"/>')).alinea(
        "b", getekend(_C + "chart", f'<a:chart r:id="{chart}"/>')
    )
    bouwer.deel("word/diagrams/data1.xml", _a("Melden", "Opvolgen"))
    bouwer.deel("word/charts/chart1.xml", _a("Inbraken per jaar"))
    document = read_word(bouwer.bytes())
    assert "schema (SmartArt) met de tekst: “Melden”, “Opvolgen”" in told(document)
    assert "grafiek met de tekst: “Inbraken per jaar”" in told(document)


def _lijst(*niveaus: tuple[str, str]) -> Bouwer:
    """A document whose own list 5 has these formats and texts."""
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{tekst}"/></w:lvl>'
        for n, (form, tekst) in enumerate(niveaus)
    )
    return Bouwer(
        nummering=f'<w:abstractNum w:abstractNumId="55">{levels}</w:abstractNum>'
        '<w:num w:numId="55"><w:abstractNumId w:val="55"/></w:num>'
    )


def _punt(bouwer: Bouwer, tekst: str, niveau: int = 0) -> Bouwer:
    numpr = f'<w:numPr><w:ilvl w:val="{niveau}"/><w:numId w:val="55"/></w:numPr>'
    return bouwer.alinea(tekst, eigenschappen=numpr)


@pytest.mark.parametrize(
    ("form", "tekst", "genummerd", "gezegd"),
    [
        ("decimal", "Artikel %1", True, "“Artikel 1”, “Artikel 2”"),
        ("decimalZero", "Actie %1", True, "“Actie 01”, “Actie 02”"),
        ("none", "Beslispunt:", False, "“Beslispunt:”"),
        ("bullet", "Let op", False, "“Let op”"),
        ("lowerLetter", "%1)", True, "“a)”, “b)”"),
        ("upperRoman", "%1.", True, "“I.”, “II.”"),
        ("ordinalText", "%1", True, "“eerste”, “tweede”"),
        ("cardinalText", "%1", True, "“een”, “twee”"),
        ("decimal", "(%1)", True, "“(1)”, “(2)”"),
        ("decimal", "%1.", True, ""),
        ("decimal", "%1)", True, ""),
        ("bullet", "o", False, ""),
        ("bullet", "\uf0b7", False, ""),
    ],
)
def test_labels_of_a_list(form: str, tekst: str, genummerd: bool, gezegd: str) -> None:
    document = lees(_punt(_punt(_lijst((form, tekst)), "a"), "b"))
    (lijst,) = lijsten(document)
    assert (lijst.genummerd, lijst.items) == (genummerd, ("a", "b"))
    assert (gezegd in told(document)) if gezegd else document.bevindingen == ()


def test_a_number_of_two_levels_is_told_once_a_list() -> None:
    bouwer = _punt(_lijst(("decimal", "%1."), ("decimal", "%1.%2")), "a")
    document = lees(_punt(_punt(bouwer, "b", 1), "c", 1).alinea("Zie 1.2."))
    assert told(document).count("opsomming-nummers") == 1
    assert "“1.1”, “1.2”" in told(document)


def test_labels_in_a_cell_are_told() -> None:
    bouwer = _lijst(("upperLetter", "%1."))
    numpr = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="55"/></w:numPr></w:pPr>'
    cell = f"<w:tc><w:p>{numpr}<w:r><w:t>x</w:t></w:r></w:p></w:tc>"
    document = lees(bouwer.xml(f"<w:tbl><w:tr>{cell}</w:tr></w:tbl>"))
    assert "“A.”" in told(document)


def _veld(instructie: str, data: str = "") -> Run:
    """A field without a result."""
    return xml(
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        f"<w:r><w:instrText>{instructie}</w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _keuze(n: int) -> str:
    entries = "".join(f'<w:listEntry w:val="{w}"/>' for w in ("hoog", "laag"))
    return f'<w:ffData><w:ddList><w:result w:val="{n}"/>{entries}</w:ddList></w:ffData>'


def _hok(checked: str) -> str:
    return f"<w:ffData><w:checkBox>{checked}</w:checkBox></w:ffData>"


@pytest.mark.parametrize(
    ("run", "tekst"),
    [
        (_veld("FORMCHECKBOX", _hok('<w:default w:val="1"/>')), "☒ Ja"),
        (_veld("FORMCHECKBOX", _hok('<w:default w:val="1"/><w:checked w:val="0"/>')), "☐ Ja"),
        (_veld("FORMCHECKBOX", _hok("<w:checked/>")), "☒ Ja"),
        (_veld("FORMDROPDOWN", _keuze(1)), "laagJa"),
        (_veld("FORMDROPDOWN", _keuze(9)), "Ja"),
        (_veld(r'SYMBOL 252 \f "Wingdings" \s 10'), "✓Ja"),
        (_veld(r"SYMBOL 0x00B3 \f Symbol"), "≥Ja"),
        (_veld("MACROBUTTON Niets [vul de naam in]"), "[vul de naam in]Ja"),
        (veld("FORMTEXT", "ingevuld "), "ingevuld Ja"),
        (
            xml(
                '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="'
                'http://schemas.microsoft.com/office/word/2010/wordml"/></w:sdtPr><w:sdtContent>'
                "<w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
            ),
            "☐ Ja",
        ),
    ],
)
def test_form_fields_keep_what_they_show(run: Run, tekst: str) -> None:
    document = lees(Bouwer().alinea(run, xml("<w:r><w:t>Ja</w:t></w:r>")))
    assert teksten(document) == [tekst]
    assert document.bevindingen == ()


@pytest.mark.parametrize("instructie", ["LISTNUM", r"AUTONUM \* Arabic", "autonumlgl"])
def test_a_number_that_only_word_knows_is_told(instructie: str) -> None:
    document = lees(Bouwer().alinea(_veld(instructie), "tekst"))
    assert "nummer-vervallen" in told(document)


_PROMPT = (
    '<w:style w:type="character" w:styleId="Prompt"><w:name w:val="Placeholder Text"/></w:style>'
)


def _invulveld(*runs: str, alias: str = "Onderwerp") -> str:
    body = "".join(runs)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{alias}"/><w:showingPlcHdr/></w:sdtPr>'
        f"<w:sdtContent><w:p>{body}</w:p></w:sdtContent></w:sdt>"
    )


def test_a_prompt_with_real_text_is_text() -> None:
    real = "<w:r><w:t>Voortgang van de wijken</w:t></w:r>"
    document = lees(Bouwer(stijlen=_PROMPT).xml(_invulveld(real)).alinea("na"))
    assert teksten(document) == ["Voortgang van de wijken", "na"]
    assert document.bevindingen == ()


@pytest.mark.parametrize(
    "run",
    [
        '<w:r><w:rPr><w:rStyle w:val="Prompt"/></w:rPr><w:t>Typ hier het onderwerp</w:t></w:r>',
        "<w:r><w:t>Klik of tik om tekst in te voeren.</w:t></w:r>",
        "<w:r><w:t>Kies een item.</w:t></w:r>",
    ],
)
def test_a_prompt_that_nobody_answered_is_told_in_its_own_words(run: str) -> None:
    document = lees(Bouwer(stijlen=_PROMPT).xml(_invulveld(run)).alinea("na"))
    assert teksten(document) == ["na"]
    assert "Het invulveld “Onderwerp” is in Word niet ingevuld (er staat: “" in told(document)


@pytest.mark.parametrize(
    "zin",
    [
        "Fout! Verwijzingsbron niet gevonden.",
        "Fout! Bladwijzer niet gedefinieerd.",
        "Error! Reference source not found.",
    ],
)
def test_words_own_error_texts_are_told(zin: str) -> None:
    half = len(zin) // 2
    document = lees(Bouwer().alinea("Zie ", zin[:half], zin[half:]))
    assert f"Hier staat een foutmelding van Word in de tekst: “{zin}”" in told(document)
    assert lees(Bouwer().alinea("Fout! Dat mocht niet.")).bevindingen == ()


@pytest.mark.parametrize(
    ("look", "marked"),
    [
        ('<w:highlight w:val="yellow"/>', True),
        ('<w:shd w:val="clear" w:fill="FFFF00"/>', True),
        ('<w:highlight w:val="none"/>', False),
        ('<w:shd w:val="clear" w:fill="F2F2F2"/>', False),
        ('<w:u w:val="single"/>', False),
    ],
)
def test_highlighted_words_are_told(look: str, marked: bool) -> None:
    runs = [xml(f"<w:r><w:rPr>{look}</w:rPr><w:t>{w}</w:t></w:r>") for w in ("NOG ", "INVULLEN")]
    document = lees(Bouwer().alinea("a ", *runs, " b"))
    assert ("gemarkeerd" in told(document)) is marked
    assert ("“NOGINVULLEN”" in told(document)) is marked


def test_struck_words_are_told() -> None:
    run = xml("<w:r><w:rPr><w:strike/></w:rPr><w:t>niets</w:t></w:r>")
    assert "doorgehaalde tekst: “niets”" in told(lees(Bouwer().alinea("Wij doen ", run)))


def _met_kop(*regels: str, soort: str = "header") -> Bouwer:
    bouwer = Bouwer().alinea("tekst")
    bouwer.relatie(soort, f"{soort}1.xml")
    body = "".join(f"<w:p>{regel}</w:p>" for regel in regels)
    return bouwer.deel(f"word/{soort}1.xml", body)


@pytest.mark.parametrize(("soort", "naam"), [("header", "koptekst"), ("footer", "voettekst")])
def test_headers_and_footers_that_say_something(soort: str, naam: str) -> None:
    bouwer = _met_kop(
        "<w:r><w:t>Kenmerk 12 vertrouwelijk</w:t></w:r>",
        '<w:r><w:pict><v:shape><v:textpath string="CONCEPT"/></v:shape></w:pict></w:r>',
        soort=soort,
    )
    document = read_word(bouwer.bytes())
    assert teksten(document) == ["tekst"]
    assert [b.code for b in document.bevindingen] == [f"{naam}-niet-overgenomen"]
    assert "“CONCEPT”, “Kenmerk 12 vertrouwelijk”" in told(document)


def test_page_numbers_say_nothing() -> None:
    bouwer = _met_kop(
        "<w:r><w:t>Pagina 2 van 14</w:t></w:r>", "<w:r><w:t>- 3 -</w:t></w:r>", soort="footer"
    )
    assert read_word(bouwer.bytes()).bevindingen == ()


def test_small_words_above_the_line_are_told() -> None:
    ruby = (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>boven</w:t></w:r></w:rt><w:rubyBase><w:r>"
        "<w:t>basis</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    document = lees(Bouwer().alinea(xml(ruby)))
    assert teksten(document) == ["basis"]
    assert "“boven”" in told(document)


def test_letters_in_a_symbol_font_are_signs() -> None:
    def letter(font: str, text: str) -> Run:
        return xml(
            f'<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'
            f'<w:t xml:space="preserve">{text}</w:t></w:r>'
        )

    document = lees(
        Bouwer().alinea(letter("Wingdings", "\u00e0 \u00fc"), letter("Symbol", " \u00b3 a"), " a")
    )
    assert teksten(document) == ["→ ✓ ≥ α a"]


GOED = {
    "num-artikel": "“Artikel 1”, “Artikel 2”", "num-multilevel": "“1.1”, “1.2”",
    "num-none-text": "“Beslispunt:”", "num-haakje-letters": "“a)”, “b)”",
    "num-cardinal": "“eerste”", "chartex": "grafiek", "wps-shape-zonder-tekst": "“OMSCHR”",
    "lockedCanvas": "“Regie bij de gemeente”", "wordart-vml": "“VERTROUWELIJK”",
    "plchdr-prompt": "invulveld-leeg", "inline-opm-ref-verwijzing": "Verwijzingsbron",
    "markering-onderstreept": "“NOG INVULLEN”", "header-kenmerk": "Z2025-001 vertrouwelijk",
    "ruby": "“boven”", "toc-lijst-figuren": "inhoudsopgave",
}  # fmt: skip
TEKST = {
    "plchdr-met-echte-tekst": ["Voortgang veiligheid 2025", "na"],
    "plchdr-prompt": ["na"],
    "checkbox": ["☒ Akkoord", "☒ Ja"],
    "kop-artikel": ["Begripsbepalingen"],
    "softhyphen": ["jeugdcriminaliteit\nregel2\nblz2"],
    "customxml-dir-bdo": ["مرحباabcNijmegenXX"],
    "ruby": ["basis"],
    "bibliografie-sdt": ["Literatuur A"],
    "mac-tab-vvv": ["A verborgen in doorloop\t1\n\t2"],
    "num-none-text": ["De raad besluit."],
}


def test_each_given_file(gevallen: Path) -> None:
    files = sorted((gevallen / "word").glob("*.docx"))
    assert len(files) >= 22
    for file in files:
        document = read_word(file.read_bytes(), file.name)
        assert GOED.get(file.stem, "") in told(document), file.stem
        if file.stem in TEKST:
            assert teksten(document) == TEKST[file.stem], file.stem
        if file.stem not in GOED:
            assert document.bevindingen == (), file.stem
        assert file.stem in GOED.keys() | TEKST.keys(), file.stem
    (heading,) = read_word((gevallen / "word" / "kop-artikel.docx").read_bytes()).elementen
    assert getattr(heading, "nummer", "") == "Artikel 1"
