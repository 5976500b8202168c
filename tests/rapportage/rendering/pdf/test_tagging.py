"""What becomes of each HTML construct in the structure tree."""

import inspect
from io import BytesIO

import pikepdf
import pytest
import weasyprint
import weasyprint.pdf

from rapportage.rendering.pdf import PdfFout, beoordeel_pdf, tagging
from tests.pdfhulp import (
    artefacten,
    ouderboom_klopt,
    structuurboom,
    structuurelementen,
    structuurtypes,
    structuurwoorden,
)

from .conftest import Render
from .letters import FILES

SMALL_PAGE = "@page { size: A6; margin: 15mm }"


def tree(text: str) -> str:
    """A tree as `structuurboom` gives it, from a text that is indented along with the test."""
    lines = [line for line in text.splitlines() if line.strip()]
    margin = min(len(line) - len(line.lstrip()) for line in lines)
    return "\n".join(line[margin:] for line in lines)


def test_the_private_hook_is_the_one_that_was_tried() -> None:
    """After an upgrade: read WeasyPrint's add_tags again, then change the version here."""
    assert weasyprint.VERSION == "70.0"
    names = list(inspect.signature(weasyprint.pdf.tags.add_tags).parameters)
    assert names == list(inspect.signature(tagging.add_tags).parameters)
    assert weasyprint.pdf.add_tags is weasyprint.pdf.tags.add_tags


def test_the_hook_is_taken_away_again() -> None:
    def fail() -> None:
        with tagging.own_tags():
            assert weasyprint.pdf.add_tags is tagging.add_tags
            raise ValueError("inside")

    with pytest.raises(ValueError, match="inside"):
        fail()
    assert weasyprint.pdf.add_tags is weasyprint.pdf.tags.add_tags


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<h1>Kop</h1><p>Tekst.</p>", 'H1 "Kop"|P "Tekst."'),
        ("<div>los</div><div>ook</div>", 'P "los"|P "ook"'),
        ("<div>voor<p>midden</p>na</div>", 'Div|  P "voor"|  P "midden"|  P "na"'),
        ("<div><div><h2>A</h2></div></div>", 'H2 "A"'),
        ('<div lang="en"><p>A</p></div>', 'Div|  P "A"'),
        ("<section><h2>A</h2></section>", 'Sect|  H2 "A"'),
        ("<main><article>x</article></main>", 'Part|  Art|    P "x"'),
        ("<p>a <strong>b</strong> <em>c</em></p>", 'P "a b c"'),
        ("<p>a<br>b</p>", 'P "a b"'),
        ("<blockquote>wijs</blockquote>", 'BlockQuote|  P "wijs"'),
        ("<p>zei <q>ja</q></p>", 'P "zei"|  Quote "‘ja’"'),
        ("<p><code>x</code></p>", 'P|  Code "x"'),
        ("<div></div><p> </p><p>x</p>", 'P "x"'),
        ('<p>een <span class="x">gewone</span> span</p>', 'P "een gewone span"'),
        ('<p>x</p><p aria-hidden="true">sier</p>', 'P "x"'),
        ("<h2>a<span style='display:block'>b</span></h2>", 'H2 "a b"'),
        ('<aside role="doc-footnote">noot</aside>', 'Note "noot"'),
        ('<p>x<span role="doc-footnote">noot</span></p>', 'P "x"|  Note "noot"'),
    ],
)
def test_construct(body: str, expected: str, render: Render) -> None:
    boom = structuurboom(render(body)).splitlines()
    assert [line[2:] for line in boom[1:]] == expected.split("|")


def test_nested_lists_stay_in_their_item(render: Render) -> None:
    pdf = render("<ul><li>een<ol><li><p>a</p></li></ol></li><li>twee</li></ul>")
    assert structuurboom(pdf) == tree("""
        Document
          L
            LI
              Lbl "•"
              LBody "een"
                L
                  LI
                    Lbl "1."
                    LBody
                      P "a"
            LI
              Lbl "•"
              LBody "twee"
    """)
    assert beoordeel_pdf(pdf) == []


def test_lists_say_how_they_are_numbered(render: Render) -> None:
    body = (
        "<ol><li>a</li></ol><ul><li>b</li></ul><ol type=i style='list-style: lower-roman'>"
        "<li>c</li></ol><ul style='list-style: none'><li>d</li></ul><dl><dt>e<dd>f</dl>"
    )
    with pikepdf.open(BytesIO(render(body))) as document:
        styles = [str(e.A.ListNumbering) for e in structuurelementen(document) if e.S == "/L"]
    assert styles == ["/Decimal", "/Disc", "/LowerRoman", "/None", "/None"]


def test_terms_and_descriptions(render: Render) -> None:
    pdf = render(
        "<dl><dt>Doel<dd>Rust<dt>Inzet<dt>Middelen<dd>Vier<dd>Vijf"
        "<div><dt>Wie</dt><dd><p>Wij</p></dd></div></dl>"
    )
    assert structuurboom(pdf) == tree("""
        Document
          L
            LI
              Lbl "Doel"
              LBody "Rust"
            LI
              Lbl "Inzet"
              Lbl "Middelen"
              LBody "Vier"
              LBody "Vijf"
            LI
              Lbl "Wie"
              LBody
                P "Wij"
    """)
    assert beoordeel_pdf(pdf) == []


def test_table_of_contents(render: Render) -> None:
    css = "[data-h]::after { content: target-counter(attr(data-h), page) } .r { float: right }"
    pdf = render(
        '<nav role="doc-toc"><ol><li><a href="#a">Een</a> <span data-h="#a" class="r"></span>'
        '<ol><li><span data-h="#b" class="r"></span><a href="#b">Twee</a></li></ol></li></ol>'
        '</nav><h1 id="a">Een</h1><h2 id="b" style="break-before: page">Twee</h2>',
        css,
    )
    assert structuurboom(pdf) == tree("""
        Document
          Sect
            TOC
              TOCI
                Lbl "1."
                Reference
                  Link "Een"
                  Span "1"
                TOC
                  TOCI
                    Lbl "1."
                    Reference
                      Span "2"
                      Link "Twee"
          H1 "Een"
          H2 "Twee"
    """)
    assert structuurwoorden(pdf) == ["Een", "Twee", "Een", "Twee"]
    assert beoordeel_pdf(pdf) == []


def test_endnotes(render: Render) -> None:
    pdf = render(
        '<p>Tekst<a href="#n1" id="r1"><sup>1</sup></a></p><section role="doc-endnotes"><ol>'
        '<li id="n1" role="doc-endnote">Noot <a href="#r1" aria-label="Terug">↑</a></li></ol>'
        "</section>"
    )
    assert structuurtypes(pdf)["Note"] == 1
    with pikepdf.open(BytesIO(pdf)) as document:
        (note,) = [e for e in structuurelementen(document) if e.S == "/Note"]
        names = document.Root.StructTreeRoot.IDTree.Names
        assert str(names[0]) == str(note.ID) == "note-1"
        assert names[1].objgen == note.objgen
        contents = [str(a.Contents) for a in document.pages[0].Annots]
    assert contents == ["1", "Terug"]
    assert beoordeel_pdf(pdf) == []


def test_a_paragraph_over_a_page_break_is_one_element(render: Render) -> None:
    words = " ".join(f"woord{n}" for n in range(400))
    pdf = render(f"<section><p>{words}</p></section>", SMALL_PAGE)
    assert structuurtypes(pdf) == {"Document": 1, "Sect": 1, "P": 1}
    assert structuurwoorden(pdf) == words.split()
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) >= 3
        (paragraph,) = [e for e in structuurelementen(document) if e.S == "/P"]
        pages = {
            kid.Pg.objgen if isinstance(kid, pikepdf.Dictionary) else paragraph.Pg.objgen
            for kid in paragraph.K
        }
        assert pages == {page.objgen for page in document.pages}
    assert ouderboom_klopt(pdf)


def test_stray_text_over_a_page_break_is_one_paragraph(render: Render) -> None:
    words = " ".join(f"woord{n}" for n in range(400))
    pdf = render(f"<section>{words} <b>vet</b></section>", SMALL_PAGE)
    assert structuurtypes(pdf) == {"Document": 1, "Sect": 1, "P": 1}


def test_a_list_over_page_breaks_is_one_list(render: Render) -> None:
    items = "".join(f"<li>{'lang ' * 60}{n}</li>" for n in range(12))
    pdf = render(f"<ul>{items}</ul>", SMALL_PAGE)
    types = structuurtypes(pdf)
    assert (types["L"], types["LI"], types["Lbl"], types["LBody"]) == (1, 12, 12, 12)


def test_a_link_over_a_line_end_is_one_link(render: Render) -> None:
    text = "een koppeling die " * 12
    pdf = render(f'<p>Zie <a href="https://example.org/">{text}<b>eindigt</b></a>.</p>', SMALL_PAGE)
    with pikepdf.open(BytesIO(pdf)) as document:
        (link,) = [e for e in structuurelementen(document) if e.S == "/Link"]
        annotations = list(document.pages[0].Annots)
        in_tree = [k.Obj.objgen for k in link.K if isinstance(k, pikepdf.Dictionary)]
        assert len(annotations) > 1
        assert [a.objgen for a in annotations] == in_tree
        assert {str(a.Contents) for a in annotations} == {f"{text}eindigt"}
    assert ouderboom_klopt(pdf)
    assert beoordeel_pdf(pdf) == []


def test_a_link_to_nowhere_is_text(render: Render) -> None:
    pdf = render('<p>Zie <a href="#weg">daar</a></p>')
    assert "Link" not in structuurtypes(pdf)
    assert structuurwoorden(pdf) == ["Zie", "daar"]
    assert beoordeel_pdf(pdf) == []


def test_generated_text_belongs_to_its_link(render: Render) -> None:
    css = "a::after { content: ' (p. ' target-counter(attr(href), page) ')' }"
    pdf = render('<h1 id="x">Kop</h1><p><a href="#x">Zie</a></p>', css)
    assert 'Link "Zie (p. 1)"' in structuurboom(pdf)
    assert beoordeel_pdf(pdf) == []


def test_links_in_page_margins_are_no_links(render: Render) -> None:
    css = "@page { @top-left { content: element(kop) } } header { position: running(kop) } "
    pdf = render('<header><a href="https://example.org/">Kop</a></header><p>Tekst</p>', css)
    assert structuurtypes(pdf) == {"Document": 1, "P": 1}
    with pikepdf.open(BytesIO(pdf)) as document:
        assert "/Annots" not in document.pages[0]
    assert beoordeel_pdf(pdf) == []


def test_headers_and_footers_are_pagination_artifacts(render: Render) -> None:
    css = '@page { @top-left { content: "Boven" } @bottom-right { content: counter(page) } }'
    with pikepdf.open(BytesIO(render("<p>Tekst</p>", css))) as document:
        artifacts = artefacten(document.pages[0])
    assert artifacts == [
        {"/Type": "/Pagination", "/Subtype": "/Header"},
        {"/Type": "/Pagination", "/Subtype": "/Footer"},
    ]


def test_figures(render: Render) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"{}>{}<rect/></svg>'
    pdf = render(
        svg.format("", "<title>Meldingen.</title><desc>Het daalt.</desc>")
        + svg.format(' aria-label="Met label"', "<title>Titel</title>")
        + svg.format(' aria-hidden="true"', "")
        + '<figure><img src="bestand:wapen.png" alt="Wapen"><figcaption>F</figcaption></figure>'
        + '<p>Sier <img src="bestand:wapen.png" alt=""></p>'
        + '<p><a href="https://example.org/"><img src="bestand:wapen.png" alt="Kaart"></a></p>',
        files=FILES,
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        figures = [e for e in structuurelementen(document) if e.S == "/Figure"]
        alternatives = [str(figure.Alt) for figure in figures]
        height = float(document.pages[0].MediaBox[3])
        left, bottom, right, top = (float(x) for x in figures[0].A.BBox)
        (annotation,) = {str(a.Contents) for a in document.pages[0].Annots}
    assert alternatives == ["Meldingen. Het daalt", "Met label", "Wapen", "Kaart"]
    assert (right - left, top - bottom) == (30, 15)
    assert height / 2 < bottom < top < height
    assert annotation == "Kaart"
    assert beoordeel_pdf(pdf) == []


def test_a_figure_without_alternative_is_logged(
    render: Render, caplog: pytest.LogCaptureFixture
) -> None:
    pdf = render('<p><img src="bestand:wapen.png"></p>', files=FILES)
    assert "without alternative text: bestand:wapen.png" in caplog.text
    assert {b.code for b in beoordeel_pdf(pdf)} == {"pdf-ua1"}


def test_languages_and_abbreviations(render: Render) -> None:
    pdf = render(
        '<p>De <span lang="en">watch <span lang="nl">en</span> <span lang="en">more</span></span>'
        ' en <abbr title="Integraal Veiligheidsplan">IVP</abbr></p><p lang="fr">Bonjour</p>'
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        said = [
            (str(e.S), str(e.get("/Lang", "")), str(e.get("/E", "")))
            for e in structuurelementen(document)
        ][1:]
    assert said == [
        ("/P", "", ""),
        ("/Span", "en", ""),
        ("/Span", "nl", ""),
        ("/Span", "", "Integraal Veiligheidsplan"),
        ("/P", "fr", ""),
    ]


def test_spaces_at_line_ends_are_there(render: Render) -> None:
    words = [f"woord{n}" for n in range(60)]
    pdf = render(f"<p>{' '.join(words)}</p>", SMALL_PAGE)
    assert " ".join(words) in structuurboom(pdf)


def test_no_space_in_a_word_that_breaks_at_its_hyphen(render: Render) -> None:
    word = "-".join(["samenwerkings"] * 12)
    pdf = render(f"<p>een {word}</p>", SMALL_PAGE)
    assert word in structuurboom(pdf)


def test_floats_and_inline_blocks_keep_their_words_apart(render: Render) -> None:
    pdf = render(
        '<p><span style="float: left">links</span> <b>een</b> '
        '<span style="float: right">rechts</span> twee</p>'
        '<p><span style="display: inline-block">12</span>% en <span style="display: inline-block">'
        "kop</span> tekst</p>"
    )
    assert sorted(structuurwoorden(pdf)[:4]) == ["een", "links", "rechts", "twee"]
    assert '"12% en kop tekst"' in structuurboom(pdf)


def test_a_table_head_without_rows(render: Render) -> None:
    pdf = render("<table><thead><tr><th>Kop</th></tr></thead><tbody></tbody></table>")
    assert structuurtypes(pdf)["TBody"] == 1
    assert beoordeel_pdf(pdf) == []


def test_a_table_head_that_fits_on_no_page(render: Render) -> None:
    """WeasyPrint would leave it out without a word."""
    head = "lang " * 300
    with pytest.raises(PdfFout, match="te groot voor een bladzijde"):
        render(
            f"<table><thead><tr><th>{head}</th></tr></thead><tr><td>x</td></tr></table>",
            SMALL_PAGE,
        )


def test_text_under_opacity_is_refused(render: Render) -> None:
    with pytest.raises(PdfFout, match="opacity"):
        render('<p style="opacity: 0.5">Grijs</p>')


def test_a_table_for_the_eye_only(render: Render) -> None:
    table = "<table><thead><tr><th>Kop</th></tr></thead><tr><td>x</td></tr></table>"
    pdf = render(
        f'<div aria-hidden="true">{table}</div><div style="display: none">{table}</div><p>een</p>'
    )
    assert structuurtypes(pdf) == {"Document": 1, "P": 1}
    assert beoordeel_pdf(pdf) == []


def test_what_stands_on_every_page_is_read_once(render: Render) -> None:
    pdf = render(
        '<p style="position: fixed; top: 0">Vast</p><p>een</p>'
        '<p style="break-before: page">twee</p>'
    )
    assert structuurwoorden(pdf) == ["Vast", "een", "twee"]
    assert beoordeel_pdf(pdf) == []


def test_a_watermark_is_an_artifact(render: Render) -> None:
    pdf = render(
        '<div aria-hidden="true" style="position: fixed; opacity: 0.2">CONCEPT</div><p>een</p>'
        '<p style="break-before: page">twee</p>'
    )
    assert structuurwoorden(pdf) == ["een", "twee"]
    with pikepdf.open(BytesIO(pdf)) as document:
        groups = [o for o in document.objects if o.get("/Subtype") == "/Form"]
        contents = [group.read_bytes() for group in groups]
    assert len(contents) == 2
    assert all(b"/Artifact" in content and b"MCID" not in content for content in contents)


def test_a_drawing_may_use_opacity(render: Render) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><title>T</title>'
        '<g opacity="0.5"><rect width="9" height="9"/><text y="9">x</text></g></svg>'
    )
    assert beoordeel_pdf(render(svg)) == []


def test_positioned_text_stays_in_reading_order(render: Render) -> None:
    pdf = render(
        '<div style="position: relative"><p>een</p><p style="position: absolute; top: 0; right: 0">'
        'twee</p><p style="float: right">drie</p><p>vier</p></div>'
    )
    assert structuurwoorden(pdf) == ["een", "twee", "drie", "vier"]
    assert beoordeel_pdf(pdf) == []


def test_columns_and_footnotes_of_css(render: Render) -> None:
    pdf = render(
        '<div style="columns: 2"><p>een</p><p>twee</p></div><p>x'
        '<span role="doc-footnote" style="float: footnote">noot</span> y</p>'
    )
    assert structuurwoorden(pdf)[:3] == ["een", "twee", "x"]
    assert beoordeel_pdf(pdf) == []
