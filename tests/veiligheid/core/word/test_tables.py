"""Tables: head, spans, and what stands in cells."""

import pytest

from tests.veiligheid.core.word.lezen import codes, lees, tabellen, teksten
from tests.wordbouwer import Bouwer, Cel, run
from veiligheid.core.findings import Geweigerd
from veiligheid.core.word import Table


def een_tabel(bouwer: Bouwer) -> Table:
    (table,) = tabellen(lees(bouwer))
    return table


def cel(inhoud: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inhoud}</w:tc>"


def tbl(*rijen: list[str], look: str = "") -> str:
    rows = "".join(f"<w:tr>{''.join(rij)}</w:tr>" for rij in rijen)
    return f"<w:tbl><w:tblPr>{look}</w:tblPr>{rows}</w:tbl>"


def p(tekst: str, eigenschappen: str = "") -> str:
    return f"<w:p>{run(tekst, eigenschappen)}</w:p>"


VET = cel(p("A", "<w:b/>"))


def test_head_row_and_grid() -> None:
    table = een_tabel(Bouwer().tabel([["Jaar", "Aantal"], ["2025", "3 & 4"]]))
    assert table.html == (
        '<table><thead><tr><th scope="col"><p>Jaar</p></th><th scope="col"><p>Aantal</p></th></tr>'
        "</thead><tbody><tr><td><p>2025</p></td><td><p>3 &amp; 4</p></td></tr></tbody></table>"
    )
    assert table.rijen == (("Jaar", "Aantal"), ("2025", "3 & 4"))
    assert table.tekst == "Jaar\tAantal\n2025\t3 & 4"


def test_no_head_without_a_sign_of_one() -> None:
    table = een_tabel(Bouwer().tabel([["a", "b"], ["c", "d"]], kopregel=False))
    assert table.html.startswith("<table><tbody><tr><td><p>a</p></td>")


def test_bold_first_row_is_a_head_and_loses_its_bold() -> None:
    rijen = [[cel(p("A", "<w:b/>")), cel(p("B", "<w:b/>"))], [cel(p("1")), cel(p("2"))]]
    assert '<thead><tr><th scope="col"><p>A</p></th>' in een_tabel(Bouwer().xml(tbl(*rijen))).html


@pytest.mark.parametrize(
    "rijen",
    [
        [[VET, VET], [VET, VET]],
        [[VET, cel(p("B"))], [cel(p("1")), cel(p("2"))]],
        [[VET, VET]],
        [[VET], [cel(p("1"))]],
    ],
)
def test_bold_that_is_not_a_head(rijen: list[list[str]]) -> None:
    assert "<th" not in een_tabel(Bouwer().xml(tbl(*rijen))).html


@pytest.mark.parametrize(
    ("look", "head", "column"),
    [
        ('<w:tblLook w:firstRow="1" w:firstColumn="0"/>', True, False),
        ('<w:tblLook w:firstRow="0" w:firstColumn="1"/>', False, True),
        ('<w:tblLook w:val="04A0"/>', True, True),
        ('<w:tblLook w:val="0400"/>', False, False),
        ('<w:tblLook w:val="onzin"/>', False, False),
        ("", False, False),
    ],
)
def test_head_through_the_table_style(look: str, head: bool, column: bool) -> None:
    stijl = (
        '<w:style w:type="table" w:styleId="Raster"><w:name w:val="Grid Table 4"/>'
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>'
        '<w:tblStylePr w:type="firstCol"><w:tcPr><w:shd/></w:tcPr></w:tblStylePr></w:style>'
    )
    rijen = [[cel(p("A")), cel(p("B"))], [cel(p("1")), cel(p("2"))]]
    ruw = tbl(*rijen, look=f'<w:tblStyle w:val="Raster"/>{look}')
    html = een_tabel(Bouwer(stijlen=stijl).xml(ruw)).html
    assert ("<thead>" in html, '<th scope="row"><p>1</p></th>' in html) == (head, column)


def test_spans_over_rows_and_columns() -> None:
    table = een_tabel(
        Bouwer().tabel(
            [
                [Cel("Soort", hoog=2), Cel("Jaar", breed=2)],
                ["2024", "2025"],
                [Cel("Diefstal", hoog=2), "1", "2"],
                ["3", "4"],
            ]
        )
    )
    assert table.html == (
        '<table><thead><tr><th scope="col" rowspan="2"><p>Soort</p></th>'
        '<th scope="col" colspan="2"><p>Jaar</p></th></tr>'
        '<tr><th scope="col"><p>2024</p></th><th scope="col"><p>2025</p></th></tr></thead>'
        '<tbody><tr><td rowspan="2"><p>Diefstal</p></td><td><p>1</p></td><td><p>2</p></td></tr>'
        "<tr><td><p>3</p></td><td><p>4</p></td></tr></tbody></table>"
    )
    assert table.rijen == (
        ("Soort", "Jaar", ""),
        ("", "2024", "2025"),
        ("Diefstal", "1", "2"),
        ("", "3", "4"),
    )


def test_uneven_rows_are_filled_up() -> None:
    table = een_tabel(Bouwer().tabel([["a"], ["b", "c", "d"]], kopregel=False))
    assert table.rijen == (("a", "", ""), ("b", "c", "d"))
    assert table.html.startswith("<table><tbody><tr><td><p>a</p></td><td></td><td></td></tr>")


def test_row_that_begins_later() -> None:
    ruw = (
        f"<w:tbl><w:tr>{cel(p('a'))}{cel(p('b'))}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cel(p("c"))}</w:tr></w:tbl>'
    )
    assert een_tabel(Bouwer().xml(ruw)).rijen == (("a", "b"), ("", "c"))


def test_continued_cell_without_a_beginning_and_old_merge() -> None:
    ruw = tbl(
        [
            cel(p("a"), "<w:vMerge/>"),
            cel(p("b"), '<w:hMerge w:val="restart"/>'),
            cel(p("c"), "<w:hMerge/>"),
        ],
        [cel(p("d"), "<w:vMerge/>"), cel(p("e")), cel(p("f"))],
    )
    table = een_tabel(Bouwer().xml(ruw))
    assert table.rijen == (("a\nd", "b\nc", ""), ("", "e", "f"))


def test_cells_with_paragraphs_lists_and_headings() -> None:
    bouwer = Bouwer()
    lijst = Bouwer().lijst(["x", "y"])._body
    kop = bouwer.paragraaf("Kop in cel", stijl="Kop2")
    bouwer.kop(1, "Deel").xml(tbl([cel(kop + p("a") + p("") + "".join(lijst)), cel("<w:p/>")]))
    document = lees(bouwer)
    assert tabellen(document)[0].html == (
        "<table><tbody><tr><td><p><strong>Kop in cel</strong></p><p>a</p>"
        "<ul><li><p>x</p></li><li><p>y</p></li></ul></td><td></td></tr></tbody></table>"
    )
    assert tabellen(document)[0].rijen == (("Kop in cel\na\nx\ny", ""),)
    assert codes(document) == ["kop-in-tabel"]
    assert document.bevindingen[0].plek == 'onder "Deel", tabel 1, rij 1'


def test_table_in_a_table_gives_its_text() -> None:
    binnen = tbl([cel(p("b")), cel(p("c"))])
    document = lees(Bouwer().xml(tbl([cel(p("a") + binnen + p("d"))])))
    assert tabellen(document)[0].html == (
        "<table><tbody><tr><td><p>a</p><p>b</p><p>c</p><p>d</p></td></tr></tbody></table>"
    )
    assert codes(document) == ["tabel-in-tabel"]


def test_rows_and_cells_in_controls() -> None:
    rij = f"<w:tr><w:sdt><w:sdtContent>{cel(p('a'))}</w:sdtContent></w:sdt>{cel(p('b'))}</w:tr>"
    ruw = f"<w:tbl><w:sdt><w:sdtContent>{rij}</w:sdtContent></w:sdt><w:ins>{rij}</w:ins></w:tbl>"
    assert een_tabel(Bouwer().xml(ruw)).rijen == (("a", "b"), ("a", "b"))


def test_deleted_cell_and_alternative_rows() -> None:
    rij = f"<w:tr>{cel(p('a'))}{cel(p('weg'), '<w:cellDel/>')}</w:tr>"
    keuze = f"<mc:AlternateContent><mc:Choice>{rij}</mc:Choice></mc:AlternateContent>"
    assert een_tabel(Bouwer().xml(f"<w:tbl>{keuze}</w:tbl>")).rijen == (("a",),)


def test_empty_table_is_skipped() -> None:
    assert teksten(lees(Bouwer().xml(tbl([cel("<w:p/>")])).xml("<w:tbl/>").alinea("a"))) == ["a"]


@pytest.mark.parametrize("span", ["999999999", "-3", "abc", "9" * 5000])
def test_absurd_spans_are_bounded(span: str) -> None:
    ruw = tbl([cel(p("a"), f'<w:gridSpan w:val="{span}"/>'), cel(p("b"))])
    assert len(een_tabel(Bouwer().xml(ruw)).rijen[0]) <= 64


def test_absurd_grid_is_refused() -> None:
    wide = tbl([cel("<w:p/>", '<w:gridSpan w:val="63"/>') * 60], *[[cel(p("a"))]] * 60)
    with pytest.raises(Geweigerd) as fout:
        lees(Bouwer().xml(wide))
    assert fout.value.bevindingen[0].code == "bestand-te-groot"
