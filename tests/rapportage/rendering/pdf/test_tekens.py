"""Signs that the letter's own font lacks: printed with other fonts, read in the right order, and
both standards kept."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from rapportage.rendering.pdf import beoordeel_pdf, direction, tagging
from rapportage.rendering.pdf.engine import BASE_CSS
from tests.pdfhulp import htmlwoorden, structuurwoorden, verapdf
from veiligheid.core.lettertypen import RESERVES, font_bytes, reserves_for

from .conftest import Render, page_of

SIGNS = (
    "<h1>Doel ≥ 3, ≤ 5 en √ → ✓ Ж α</h1>"
    "<p>De heer محمد العربي en mevrouw שלום כהן, <em>Ж α № ☒</em>, <strong>ωμέγα Привет ☎ ⇒ ∈ "
    "✗</strong> gaan 123 door. Een lange zin met zo veel woorden dat de regel afbreekt bij de heer "
    "محمد بن سلمان آل سعود العربي الكبير en zo verder ٣٤ tot het eind, (שלום) “כהן” – klaar.</p>"
    "<p>محمد العربي is raadslid; مُحَمَّد met klinkers, en שלום 123 כהן.</p>"
    "<ul><li>שלום עולם</li><li>İĲş</li></ul>"
    "<table><caption>Bij כהן</caption><tr><th>العربي</th><th>≥</th></tr>"
    "<tr><td>العربي</td><td>≥ 12</td></tr></table>"
)


def _fonts(pdf: bytes) -> set[str]:
    """The names of the fonts in a PDF, each with the mark of a subset before it."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return {
            str(font.BaseFont)[1:]
            for page in document.pages
            for font in page.Resources.get("/Font", {}).values()
        }


def test_they_are_read_in_the_order_of_the_page(render: Render) -> None:
    pdf = render(SIGNS)
    words = structuurwoorden(pdf)
    print(f"{len(words)} words in order, {len(pdf)} bytes, fonts: {sorted(_fonts(pdf))}")
    assert words == htmlwoorden(page_of(SIGNS))


def test_both_standards_are_kept(render: Render) -> None:
    assert beoordeel_pdf(render(SIGNS)) == []


@pytest.mark.verapdf
def test_the_reference_validator_agrees(render: Render, tmp_path: Path) -> None:
    report = verapdf(render(SIGNS), tmp_path)
    assert report.count("PASS") == 2, report
    assert "FAIL" not in report


def test_the_same_bytes_each_time_and_a_part_of_each_font(render: Render) -> None:
    pdf = render(SIGNS)
    assert pdf == render(SIGNS)
    assert all("+" in font for font in _fonts(pdf))
    whole = sum(len(font_bytes(r.snedes[0][0])) for r in RESERVES)
    assert len(pdf) < 80_000 < whole


def test_an_ordinary_letter_knows_nothing_of_them(render: Render) -> None:
    pdf = render("<p>Ruim 1.204 meldingen – “café” in Zuid-Oost, € 12,5 ≥ 3 √ ✓</p>")
    assert {font.partition("+")[2] for font in _fonts(pdf)} == {"Source-Sans"}
    assert reserves_for("gewone tekst ≥ ≤ √ → ✓") == ([], set())


def test_nothing_moves_by_being_put_in_order(
    render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    turned: list[Any] = []

    def spy(inside: list[Any], order: Any, font: bytes, widths: Any) -> list[Any]:
        result = list(real(inside, order, font, widths))
        turned.append([direction._glyphs(i, font, widths) for i in (inside, result)])
        return result

    real = direction._in_order
    monkeypatch.setattr(direction, "_in_order", spy)
    render(SIGNS)
    assert len(turned) >= 6
    for (before, end), (after, end_after) in turned:
        assert end == pytest.approx(end_after, abs=0.01)
        places = [
            sorted((g.font, g.code, g.rise, round(g.at, 1)) for g in glyphs)
            for glyphs in (before, after)
        ]
        assert places[0] == places[1]


def test_left_as_drawn_the_names_would_be_backwards(
    render: Render, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagging, "runs_to_left", lambda text: False)
    words = structuurwoorden(render(SIGNS))
    assert "םולש" in words
    assert "שלום" not in words


def test_what_no_font_has_does_not_stop_the_rest(render: Render) -> None:
    pdf = render("<p>Fijn 😀 en 中, dat ✓\ufe0f wel: a\u200db</p>")
    assert structuurwoorden(pdf) == ["Fijn", "U", "1F600", "en", "U", "4E2D", "dat", "wel", "ab"]
    assert beoordeel_pdf(pdf) == []


def test_in_a_drawing_as_well(render: Render) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><title>t</title>'
        '<text x="5" y="20">Ж ☎ 😀</text></svg>'
    )
    pdf = render(
        '<p><img src="bestand:t.svg" alt="Een tekening"></p>', files={"t.svg": svg.encode()}
    )
    assert beoordeel_pdf(pdf) == []


def test_the_base_stylesheet_names_none_of_them() -> None:
    assert not any(reserve.familie in BASE_CSS for reserve in RESERVES)
