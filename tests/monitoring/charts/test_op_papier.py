"""Charts in the PDF: tagged figures with their alt text, words that are words, both standards."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from monitoring.charts.figuur import figuur
from monitoring.charts.svg import render_svg
from rapportage.rendering.pdf import beoordeel_pdf
from rapportage.rendering.pdf.contract import Opdracht
from rapportage.rendering.pdf.engine import build_pdf
from veiligheid.document.figuur import Figuur, Punt, Reeks, Streef
from veiligheid.document.woorden import Figuursoort

D = Decimal


def figuren() -> list[Figuur]:
    """A line with a gap, a provisional figure and a target; six wijken; bars with one hidden."""
    jaren = [str(jaar) for jaar in range(2020, 2025)]
    stad = Reeks(
        "Stad",
        (
            Punt("2020", D(120)),
            Punt("2021", D("130.5")),
            Punt("2022", None, toelichting="niet gemeten"),
            Punt("2023", D(90), "ruim"),
            Punt("2024", D(150), status="voorlopig"),
        ),
        (Streef("2024", "<", D(100), "plan"),),
    )
    wijken = [Reeks(f"Wijk {n}", tuple(Punt(j, D(10 * n + 1)) for j in jaren)) for n in range(6)]
    bars = Reeks("2024", (Punt("Centrum", D(12)), Punt("Oost", None, toelichting="niet getoond")))
    return [
        figuur(Figuursoort.LIJN, "Inbraken", "aantal", "x", 0, (stad,), telt=True),
        figuur(Figuursoort.LIJN, "Per wijk", "aantal", "x", 0, tuple(wijken), telt=True),
        figuur(Figuursoort.STAAF, "Wijken", "aantal", "x", 0, (bars,), telt=True),
    ]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    drawn = "".join(f"<h2>{f.titel}</h2><figure>{render_svg(f)}</figure>" for f in figuren())
    html = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Cijfers</title>'
        '<meta name="author" content="Gemeente Voorbeeldstad">'
        '<meta name="dcterms.created" content="2025-01-14T09:00:00+01:00">'
        f"</head><body><main><h1>Cijfers</h1><p>Drie grafieken.</p>{drawn}</main></body></html>"
    )
    return build_pdf(Opdracht(html, (), {}, ()))


def test_charts_conform(pdf: bytes) -> None:
    assert beoordeel_pdf(pdf) == []


@pytest.mark.verapdf
def test_charts_conform_by_reference(
    pdf: bytes, verapdf: Callable[..., None], tmp_path: Path
) -> None:
    path = tmp_path / "cijfers.pdf"
    path.write_bytes(pdf)
    verapdf(path)


def test_every_chart_is_a_figure_with_its_words(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as document:
        alts = [str(e.Alt) for e in document.objects if _is_figure(e)]
    assert sorted(alts) == sorted(f.alt.removesuffix(".") for f in figuren())


def _is_figure(element: pikepdf.Object) -> bool:
    return isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Figure"
