"""A bijdrage that went through LibreOffice: `libreoffice.docx` is what `to_word(WAS)` became there,
opened and saved by LibreOffice 7.4, with one sentence put in while changes were tracked."""

from pathlib import Path

from tests.themas.jaar.word.bewerking import CONTEXT, TERUG, VOORUIT, apply, bijdrage, blok
from tests.veiligheid.core.word.lezen import lees, lijsten
from tests.wordbouwer import Bouwer
from themas.jaar.word import ParagraafTekst, read_back

BESTAND = Path(__file__).with_name("libreoffice.docx")
WAS = bijdrage(
    ParagraafTekst(
        "toezicht",
        "Toezicht in de “binnenstad”",
        (
            blok(
                1, CONTEXT, "<p>Met <strong>vet</strong>, H<sub>2</sub>O en <em>cursief</em>.</p>"
            ),
            blok(
                2,
                TERUG,
                '<p>Met een noot<a href="verwijzing:voetnoot" title="Eigen telling.">*</a>.</p>'
                "<ul><li><p>een</p><ul><li><p>een a</p></li></ul></li><li><p>twee</p></li></ul>",
            ),
            blok(
                3,
                VOORUIT,
                '<ol start="3"><li><p>drie</p></li><li><p>vier</p></li><li><p>vijf</p></li></ol>'
                "<table><tbody><tr><td><p>a</p></td><td><p>b</p></td></tr></tbody></table>"
                "<ol><li><p>weer een</p></li></ol>",
            ),
        ),
    ),
    ParagraafTekst("jeugd", "Jeugd", (blok(4, TERUG, "<p>Er is veel gesproken.</p>"),)),
)


def test_only_what_was_changed_is_proposed() -> None:
    terug = read_back(BESTAND.read_bytes(), WAS)
    (v,) = terug.voorstellen
    assert (v.soort, v.wie) == ("invoeging", "Anne de Vries")
    assert "en geluisterd" in v.uitleg
    now = apply(WAS, terug.voorstellen)
    assert now.paragrafen[0] == WAS.paragrafen[0]
    assert now.paragrafen[1].blokken[0].html == "<p>Er is veel gesproken en geluisterd.</p>"


def test_a_list_that_another_list_counts_on_is_one_list() -> None:
    """LibreOffice puts the start on the first item alone and gives all others the list itself."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    bouwer = Bouwer(
        nummering='<w:abstractNum w:abstractNumId="60"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="60"><w:abstractNumId w:val="60"/></w:num>'
        f'<w:num w:numId="61"><w:abstractNumId w:val="60"/>{start}</w:num>'
    )
    for num, tekst in ((61, "drie"), (60, "vier"), (60, "vijf")):
        numpr = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{num}"/></w:numPr>'
        bouwer.alinea(tekst, eigenschappen=numpr)
    (lijst,) = lijsten(lees(bouwer))
    items = "".join(f"<li><p>{tekst}</p></li>" for tekst in ("drie", "vier", "vijf"))
    assert lijst.html == f'<ol start="3">{items}</ol>'
