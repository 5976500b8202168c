"""Headers of cells, by the HTML standard's algorithm, on tables of every shape."""

from io import BytesIO
from typing import Any

import pikepdf
import pytest
from lxml import html as lxml_html

from rapportage.rendering.pdf import beoordeel_pdf
from rapportage.rendering.pdf.builder import Shape, StructureBuilder
from rapportage.rendering.pdf.structure import StructElement
from rapportage.rendering.pdf.tables import finish_table
from tests.pdfhulp import artefacten, structuurelementen, structuurtypes, structuurwoorden

from .conftest import Render


def table_of(markup: str) -> StructElement:
    """The finished structure element of a table."""
    builder = StructureBuilder("nl")

    def add(element: Any, parent: StructElement) -> None:
        spans = (int(element.get(name, "1")) for name in ("colspan", "rowspan"))
        target = builder.target(element, parent, Shape(True, "disc", *spans))
        for child in element:
            add(child, target)

    add(lxml_html.fragment_fromstring(f"<table>{markup}</table>"), builder.document)
    (table,) = builder.document.elements()
    finish_table(table, 1)
    return table


def cells(table: StructElement, role: str) -> list[StructElement]:
    return [element for element in table.walk() if element.role == role]


def text(cell: StructElement) -> str:
    return "" if cell.source is None else cell.source.text_content().strip()


def headers(table: StructElement) -> dict[str, str]:
    """Per data cell the words of its headers."""
    words = {cell.entries["ID"]: text(cell) for cell in cells(table, "TH")}
    return {
        text(cell): " ".join(words[key] for key in cell.attributes.get("Headers", []))
        for cell in cells(table, "TD")
    }


def test_columns_and_rows() -> None:
    table = table_of(
        "<thead><tr><td></td><th>X</th><th>Y</th></tr></thead>"
        "<tbody><tr><th>A</th><td>1</td><td>2</td></tr></tbody>"
    )
    assert headers(table) == {"": "", "1": "X A", "2": "Y A"}
    assert [cell.attributes["Scope"] for cell in cells(table, "TH")] == [
        "/Column",
        "/Column",
        "/Row",
    ]


def test_a_first_row_of_headers_without_thead() -> None:
    table = table_of("<tr><th>X</th><th>Y</th></tr><tr><td>1</td><td>2</td></tr>")
    assert headers(table) == {"1": "X", "2": "Y"}


def test_rowspan_and_colspan_in_the_head() -> None:
    table = table_of(
        '<thead><tr><th rowspan="2">T</th><th colspan="2">A</th><th rowspan="2">N</th></tr>'
        "<tr><th>b</th><th>d</th></tr></thead>"
        '<tbody><tr><th scope="row">J</th><td>1</td><td>2</td><td>3</td></tr></tbody>'
    )
    assert headers(table) == {"1": "A b J", "2": "A d J", "3": "N J"}


def test_a_row_header_over_two_rows() -> None:
    table = table_of(
        "<thead><tr><th>T</th><th>A</th><th>B</th></tr></thead><tbody>"
        '<tr><th rowspan="2" scope="row">J</th><td>1</td><td>2</td></tr>'
        '<tr><td colspan="2">3</td></tr></tbody>'
    )
    assert headers(table) == {"1": "A J", "2": "B J", "3": "A B J"}


def test_a_cell_over_two_rows_has_the_headers_of_both() -> None:
    table = table_of(
        "<tr><th>X</th><th>Y</th></tr>"
        '<tr><th scope="row">A</th><td rowspan="2">1</td></tr><tr><th scope="row">B</th></tr>'
    )
    assert headers(table) == {"1": "Y A B"}


def test_a_nearer_heading_hides_a_farther_one_of_the_same_width() -> None:
    table = table_of(
        '<tr><th colspan="2" scope="colgroup">2024</th></tr><tr><td>1</td><td>2</td></tr>'
        '<tr><th colspan="2" scope="colgroup">2025</th></tr><tr><td>3</td><td>4</td></tr>'
    )
    assert headers(table) == {"1": "2024", "2": "2024", "3": "2025", "4": "2025"}


def test_a_heading_for_a_row_group() -> None:
    table = table_of(
        '<tbody><tr><th colspan="2" scope="rowgroup">Jeugd</th></tr>'
        '<tr><th scope="row">A</th><td>1</td></tr></tbody>'
        '<tbody><tr><th scope="row">B</th><td>2</td></tr></tbody>'
    )
    assert headers(table) == {"1": "A Jeugd", "2": "B"}


def test_the_author_names_the_headers() -> None:
    table = table_of('<tr><th id="x">X</th><td headers="x weg">1</td><td>2</td></tr>')
    assert headers(table) == {"1": "X", "2": "X"}


def test_short_rows_are_filled() -> None:
    table = table_of("<tr><th>X</th><th>Y</th><th>Z</th></tr><tr><td>1</td></tr><tr></tr>")
    assert [len(list(row.elements())) for row in cells(table, "TR")] == [3, 3, 3]
    assert headers(table)["1"] == "X"


def test_spans_stay_within_their_group() -> None:
    table = table_of(
        '<thead><tr><th rowspan="9">X</th><th>Y</th></tr></thead>'
        '<tbody><tr><td rowspan="9">1</td><td>2</td></tr><tr><td>3</td></tr></tbody>'
    )
    assert headers(table) == {"1": "X", "2": "Y", "3": "Y"}
    assert [cell.attributes.get("RowSpan") for cell in cells(table, "TD")] == [2, None, None]


def test_overlapping_spans_are_cut() -> None:
    table = table_of('<tr><td>1</td><td rowspan="2">2</td></tr><tr><td colspan="2">3</td></tr>')
    assert "ColSpan" not in cells(table, "TD")[2].attributes


def test_a_second_thead_is_a_body() -> None:
    table = table_of("<thead><tr><th>X</th></tr></thead><thead><tr><th>Y</th></tr></thead>")
    assert [element.role for element in table.elements()] == ["THead", "TBody"]


def test_every_header_has_an_id_of_its_own() -> None:
    table = table_of("<tr><th>X</th><th>Y</th></tr><tr><th>Z</th><td>1</td></tr>")
    ids = [cell.entries["ID"] for cell in cells(table, "TH")]
    assert len(set(ids)) == len(ids) == 3


@pytest.mark.parametrize("foot", ["", "<tfoot><tr><th>Totaal</th><td>99</td></tr></tfoot>"])
def test_a_table_over_several_pages_is_one_table(foot: str, render: Render) -> None:
    rows = "".join(
        f'<tr><th scope="row">Wijk{n}</th><td>{n} {"lange cel " * (n % 7)}</td></tr>'
        for n in range(60)
    )
    pdf = render(
        "<table><caption>Bijschrift</caption><thead><tr><th>Gebied</th><th>Aantal</th></tr>"
        f"</thead><tbody>{rows}</tbody>{foot}</table>",
        "@page { size: A6; margin: 15mm } td { width: 40mm }",
    )
    types = structuurtypes(pdf)
    feet = 1 if foot else 0
    assert (types["Table"], types["Caption"], types["THead"], types["TBody"]) == (1, 1, 1, 1)
    assert (types["TR"], types["TH"], types["TD"]) == (61 + feet, 62 + feet, 60 + feet)
    words = structuurwoorden(pdf)
    assert words[:3] == ["Bijschrift", "Gebied", "Aantal"]
    assert words.count("Gebied") == 1
    assert words[-2:] == (["Totaal", "99"] if foot else ["lange", "cel"])
    assert beoordeel_pdf(pdf) == []


def test_repeated_heads_are_pagination_artifacts(render: Render) -> None:
    rows = "".join(f"<tr><td>{n}</td></tr>" for n in range(60))
    pdf = render(
        f"<table><thead><tr><th>Kop</th></tr></thead><tbody>{rows}</tbody></table>",
        "@page { size: A6 }",
    )
    with pikepdf.open(BytesIO(pdf)) as document:
        artifacts = [len(artefacten(page)) for page in document.pages]
        cells = [element for element in structuurelementen(document) if element.S == "/TD"]
        keys = {str(key) for cell in cells for key in cell.A.Headers}
    assert len(artifacts) > 1
    assert artifacts == [0] + [1] * (len(artifacts) - 1)
    assert keys == {"th-1-1-1"}


def test_a_row_over_a_page_break_is_one_row(render: Render) -> None:
    words = " ".join(f"woord{n}" for n in range(300))
    pdf = render(
        f"<table><tr><th>A</th><th>B</th></tr><tr><td>{words}</td><td>kort</td></tr></table>",
        "@page { size: A6; margin: 15mm }",
    )
    assert structuurtypes(pdf)["TD"] == 2
    assert structuurwoorden(pdf) == ["A", "B", *words.split(), "kort"]
    assert beoordeel_pdf(pdf) == []


def test_a_table_of_thousands_of_rows_is_quick() -> None:
    """No work per cell that grows with the table: 4,000 rows take less than a second or two."""
    rows = "".join(f"<tr><th>{n}</th><td>a</td><td>b</td></tr>" for n in range(4000))
    table = table_of(f"<thead><tr><th>X</th><th>Y</th><th>Z</th></tr></thead>{rows}")
    assert len(cells(table, "TD")) == 8000
