"""Whole letters against both standards, by both judges, and in the right reading order."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from rapportage.rendering.pdf import Bijvoegsel, beoordeel_pdf
from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.engine import build_pdf
from tests.pdfhulp import bladwijzers, htmlwoorden, structuurtypes, structuurwoorden, verapdf

from .conftest import Render
from .letters import FILES, PAPER_CSS, Letter

AMSTERDAM = timezone(timedelta(hours=1))
CSV = Bijvoegsel(
    "cijfers é.csv",
    b"wijk;aantal\r\nCentrum;12\r\n",
    "text/csv",
    "Cijfers bij de brief",
    "Data",
    datetime(2025, 1, 14, 9, 30, tzinfo=AMSTERDAM),
)
VARIATIONS = [
    Letter(seed, themes=1 + seed % 3, paragraphs=1 + seed % 2, table_rows=4 * seed)
    for seed in range(1, 10)
]


def _build(html: str, *bijvoegsels: Bijvoegsel) -> bytes:
    return build_pdf(Opdracht(html, (PAPER_CSS,), dict(FILES), bijvoegsels))


@pytest.fixture(scope="module", params=VARIATIONS, ids=lambda letter: f"seed{letter.seed}")
def variation(request: pytest.FixtureRequest) -> tuple[str, bytes]:
    html = request.param.html()
    return html, _build(html, CSV)


def test_long_letter_conforms(long_letter: tuple[str, bytes]) -> None:
    _, pdf = long_letter
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.pages) >= 15
    assert beoordeel_pdf(pdf) == []


@pytest.mark.verapdf
def test_long_letter_conforms_by_reference(long_letter: tuple[str, bytes], tmp_path: Path) -> None:
    answer = verapdf(long_letter[1], tmp_path)
    assert answer.count("PASS") == 2, answer


def test_variation_conforms(variation: tuple[str, bytes]) -> None:
    assert beoordeel_pdf(variation[1]) == []


@pytest.mark.verapdf
def test_variation_conforms_by_reference(variation: tuple[str, bytes], tmp_path: Path) -> None:
    answer = verapdf(variation[1], tmp_path)
    assert answer.count("PASS") == 2, answer


def test_long_letter_reads_in_order(long_letter: tuple[str, bytes]) -> None:
    html, pdf = long_letter
    assert structuurwoorden(pdf) == htmlwoorden(html)


def test_variation_reads_in_order(variation: tuple[str, bytes]) -> None:
    html, pdf = variation
    assert structuurwoorden(pdf) == htmlwoorden(html)


def test_long_letter_has_a_lean_tree(long_letter: tuple[str, bytes]) -> None:
    types = structuurtypes(long_letter[1])
    assert types["Table"] == 2
    assert types["THead"] == 2
    assert types["H1"] == 1
    assert "NonStruct" not in types


def test_headings_become_bookmarks(long_letter: tuple[str, bytes]) -> None:
    assert bladwijzers(long_letter[1])[:5] == [
        (1, "Veiligheidsbrief 2025"),
        (2, "Inhoud"),
        (2, "1. Thema 1"),
        (3, "Terugblik 1"),
        (4, "Wat opviel"),
    ]


def test_same_input_same_bytes() -> None:
    html = Letter(3, themes=1, paragraphs=1, table_rows=3).html()
    assert _build(html, CSV) == _build(html, CSV)


def test_another_input_another_id(render: Render) -> None:
    def identifier(pdf: bytes) -> bytes:
        with pikepdf.open(BytesIO(pdf)) as document:
            return bytes(document.trailer.ID[0])

    assert identifier(render("<p>een</p>")) != identifier(render("<p>twee</p>"))


def test_document_says_what_it_is() -> None:
    html = Letter(4, themes=1, paragraphs=1, table_rows=3).html()
    with pikepdf.open(BytesIO(_build(html))) as document:
        root, info = document.Root, document.docinfo
        assert str(root.Lang) == "nl"
        assert root.ViewerPreferences.DisplayDocTitle
        assert root.MarkInfo.Marked
        assert str(info.Title) == "Veiligheidsbrief 2029"
        assert str(info.Author) == "Gemeente Voorbeeldstad"
        assert str(info.CreationDate) == "D:20250114090000+01'00"
        assert str(info.ModDate) == "D:20250115163000+01'00"
        xmp = root.Metadata.read_raw_bytes()
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert b'pdfaid:part="3"' in xmp
    assert b'pdfaid:conformance="A"' in xmp
    assert b"<xmp:CreateDate>2025-01-14T09:00:00+01:00<" in xmp


def test_embedded_files(render: Render) -> None:
    other = Bijvoegsel(
        "bron.json", b"{}", "application/json", "De brief als gegevens", "Source",
        datetime(2025, 1, 15, tzinfo=UTC),
    )  # fmt: skip
    pdf = render("<p>Met bijlagen</p>", bijvoegsels=(CSV, other))
    assert beoordeel_pdf(pdf) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert len(document.Root.AF) == 2
        assert list(document.attachments) == ["bron.json", "cijfers é.csv"]
        for bijvoegsel in (CSV, other):
            stored = document.attachments[bijvoegsel.naam]
            assert stored.get_file().read_bytes() == bijvoegsel.inhoud
            assert stored.get_file().mime_type == bijvoegsel.mediatype
            assert stored.description == bijvoegsel.omschrijving
            assert stored.relationship == pikepdf.Name("/" + bijvoegsel.relatie)
            assert stored.get_file().creation_date == bijvoegsel.datum


def test_bijvoegsel_wants_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Bijvoegsel("a.csv", b"", "text/csv", "", "Data", datetime(2025, 1, 1))  # noqa: DTZ001


def test_only_the_letters_own_fonts(long_letter: tuple[str, bytes]) -> None:
    with pikepdf.open(BytesIO(long_letter[1])) as document:
        names = {
            str(font.BaseFont).partition("+")[2]
            for page in document.pages
            for font in page.resources.Font.values()
        }
    assert names
    assert all(name.startswith("Source-Sans") for name in names), names


@pytest.mark.parametrize("family", ["DejaVu Serif", "Georgia, serif", "monospace", "Nergens"])
def test_another_font_is_not_to_be_had(family: str, render: Render) -> None:
    with pikepdf.open(BytesIO(render(f'<p style="font-family: {family}">Tekst</p>'))) as document:
        (font,) = document.pages[0].resources.Font.values()
        assert str(font.BaseFont).endswith("+Source-Sans")


def test_a_document_without_dates_still_conforms() -> None:
    html = '<!doctype html><html lang="nl"><title>Kort</title><p>Tekst</p></html>'
    assert beoordeel_pdf(build_pdf(Opdracht(html))) == []


def test_smoothed_images_are_put_right(render: Render) -> None:
    """PDF/A forbids /Interpolate, which a stylesheet could ask for."""
    body = '<p><img src="bestand:wapen.png" alt="Wapen" style="image-rendering: auto"></p>'
    assert beoordeel_pdf(render(body, files=FILES)) == []
