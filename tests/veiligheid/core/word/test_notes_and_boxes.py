"""Foot- and endnotes, text boxes and pictures."""

from tests.veiligheid.core.word.lezen import alineas, codes, lees, lijsten, tabellen, teksten
from tests.wordbouwer import (
    Bouwer,
    afbeelding,
    eindnoot,
    inpakken,
    run,
    tekstvak,
    verwijderd,
    vet,
    voetnoot,
    xml,
)
from veiligheid.core.word import read_word


def test_note_travels_with_the_text() -> None:
    document = lees(
        Bouwer().alinea("Zin", voetnoot('De "noot" & <meer>.', "Tweede alinea."), " na.")
    )
    (paragraph,) = alineas(document)
    assert paragraph.html == (
        'Zin<a href="verwijzing:voetnoot" title="De &quot;noot&quot; &amp; &lt;meer&gt;. '
        'Tweede alinea.">*</a> na.'
    )
    assert paragraph.tekst == "Zin na."
    assert document.voetnoten == 1


def test_marker_stands_outside_the_look_of_its_words() -> None:
    (paragraph,) = alineas(lees(Bouwer().alinea(vet("a"), voetnoot("n"), vet("b"))))
    assert paragraph.html == (
        '<strong>a</strong><a href="verwijzing:voetnoot" title="n">*</a><strong>b</strong>'
    )


def test_notes_in_lists_and_tables_count_too() -> None:
    bouwer = Bouwer().alinea("a", voetnoot("1"), eindnoot("2")).lijst([voetnoot("3")])
    cel = f"<w:tc>{bouwer.paragraaf('x', voetnoot('4'))}</w:tc>"
    document = lees(bouwer.xml(f"<w:tbl><w:tr>{cel}</w:tr></w:tbl>"))
    assert document.voetnoten == 4
    assert 'title="3"' in lijsten(document)[0].html
    assert 'title="4"' in tabellen(document)[0].html


def test_deleted_reference_and_missing_note() -> None:
    weg = Bouwer().alinea("a", verwijderd("b"))
    weg.alinea("c", xml('<w:del w:id="1"><w:r><w:footnoteReference w:id="1"/></w:r></w:del>'))
    assert lees(weg).voetnoten == 0
    document = lees(Bouwer().alinea("a", xml('<w:r><w:footnoteReference w:id="7"/></w:r>')))
    assert alineas(document)[0].html == "a"
    assert codes(document) == ["voetnoot-leeg"]


def test_separators_are_no_notes_and_links_say_their_address() -> None:
    delen = Bouwer().alinea("a", voetnoot("NOOT")).delen()
    link = f'<w:hyperlink r:id="rId1">{run("Zie het rapport")}</w:hyperlink>'
    delen["word/footnotes.xml"] = (
        delen["word/footnotes.xml"]
        .replace(run("NOOT").encode(), link.encode())
        .replace(
            b'<w:footnote w:id="1">',
            b'<w:footnote w:type="separator" w:id="1"><w:p/></w:footnote><w:footnote w:id="1">',
        )
    )
    delen["word/_rels/footnotes.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="x/hyperlink" Target="https://rapport.nl/" '
        b'TargetMode="External"/></Relationships>'
    )
    (paragraph,) = alineas(read_word(inpakken(delen)))
    assert 'title="Zie het rapport (https://rapport.nl/)"' in paragraph.html


def test_own_mark_of_a_note_is_not_text() -> None:
    bouwer = Bouwer()
    ruw = bouwer.noot("footnote", ["noot"]).replace(
        ' w:id="1"/>', ' w:customMarkFollows="1" w:id="1"/><w:t>***</w:t>'
    )
    assert teksten(lees(bouwer.alinea("a", xml(ruw), " b"))) == ["a b"]


def test_text_box_comes_after_its_paragraph_once() -> None:
    document = lees(Bouwer().alinea("voor ", tekstvak("in het vak", "meer"), "na").alinea("dan"))
    assert teksten(document) == ["voor na", "in het vak", "meer", "dan"]
    assert codes(document) == ["tekstvak"]
    assert document.bevindingen[0].plek == "begin van het document, alinea 1"


def test_text_box_in_an_empty_paragraph_and_in_a_heading() -> None:
    document = lees(Bouwer().kop(1, "Kop", tekstvak("a")).alinea(tekstvak("b")))
    assert teksten(document) == ["Kop", "a", "b"]
    assert [b.plek for b in document.bevindingen] == ['kop "Kop"', 'onder "Kop", na alinea 1']


def test_what_hangs_on_hidden_text_is_hidden() -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr>{}</w:r>"
    inhoud = (
        '<w:footnoteReference w:id="1"/>',
        "<w:drawing><a:blip/></w:drawing>",
        "<w:txbxContent><w:p/></w:txbxContent>",
    )
    bouwer = Bouwer().alinea("a", *[xml(hidden.format(deel)) for deel in inhoud])
    assert teksten(lees(bouwer)) == ["a"]
    assert codes(lees(bouwer)) == []


def test_every_picture_is_told_with_its_description() -> None:
    document = lees(
        Bouwer().kop(1, "Kop").alinea(afbeelding("Kaart van de wijken")).alinea("a", afbeelding())
    )
    assert teksten(document) == ["Kop", "a"]
    assert codes(document) == ["afbeelding", "afbeelding"]
    assert "Kaart van de wijken" in document.bevindingen[0].melding
    assert [b.plek for b in document.bevindingen] == ['onder "Kop"', 'onder "Kop", alinea 1']


def test_chart_object_and_inserted_document() -> None:
    chart = (
        "<w:r><w:drawing><a:graphic><a:graphicData "
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"/></a:graphic></w:drawing></w:r>'
    )
    document = lees(
        Bouwer()
        .alinea("a", xml(chart))
        .alinea("b", xml("<w:r><w:object/></w:r>"))
        .alinea("c", xml("<w:r><w:pict><v:line/></w:pict></w:r>"))
        .xml('<w:altChunk r:id="rId9"/>')
    )
    assert codes(document) == ["afbeelding", "afbeelding", "ingevoegd-document"]
    assert "grafiek" in document.bevindingen[0].melding


def test_properties() -> None:
    document = lees(Bouwer(titel_eigenschap=" Brief  2026 ", datum="2026-02-03T04:05:06Z"))
    assert document.eigenschappen.titel == "Brief 2026"
    assert str(document.eigenschappen.datum) == "2026-02-03"
    assert lees(Bouwer(datum="gisteren")).eigenschappen.datum is None
    delen = Bouwer().alinea("a").delen()
    del delen["docProps/core.xml"]
    assert read_word(inpakken(delen)).eigenschappen.titel == ""
