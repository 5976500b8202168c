"""One description, and everything a reader gets of it says the same."""

import csv
import json
import re
from decimal import Decimal
from io import StringIO
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from monitoring.charts.figuur import figuur
from monitoring.charts.labels import crosses
from monitoring.charts.notatie import nl, punt_tekst
from monitoring.charts.plotly import plotly_figure
from monitoring.charts.schaal import steps
from monitoring.charts.svg import _VORMEN, BREED, SMAL, Maat, _Plot, render_svg
from monitoring.charts.tabel import harmless, make_csv, make_table, write_csv
from monitoring.zinnen import change_sentence, ranking_sentence, trend_sentence, vrijwel_gelijk
from tests.monitoring.charts.grafieken import large_charts, lijn, reeks, staaf
from veiligheid.document.figuur import Punt, Reeks, Streef
from veiligheid.document.woorden import Figuursoort

D = Decimal
SVG = "{http://www.w3.org/2000/svg}"


STAD = reeks("Stad", 120, 130.5, None, 90, "150*", streef=(Streef("2024", "<", D(100), "plan"),))
WIJK = reeks("Centrum", 20, None, 0, 30, 45)


# -- What the SVG says, read back from its coordinates ------------------------------------------


def read_lines(svg: str) -> list[list[tuple[float, float]]]:
    """Per series the place and value of each marker, by the scale that the axis prints."""
    root = ElementTree.fromstring(svg)
    texts = [
        (float(t.get("x", 0)), float(t.get("y", 0)), t.text or "") for t in root.iter(f"{SVG}text")
    ]
    left = [(y - 4, parse(t)) for x, y, t in texts if x == 54 and re.fullmatch(r"[\d.,-]+", t)]
    (y0, v0), (y1, v1) = left[0], left[-1]
    drawn = [g for g in root.iter(f"{SVG}g") if g.get("stroke")]
    series = []
    for number, group in enumerate(drawn):
        marks = [m for path in group.iter(f"{SVG}path") for m in places(path.get("d", ""), number)]
        marks = [m for m in marks if m[1] not in (34, 56)]  # the sign in the legend
        series.append(sorted((x, v0 + (y - y0) / (y1 - y0) * (v1 - v0)) for x, y in marks))
    return series


def places(path: str, number: int) -> list[tuple[float, float]]:
    """Where the shapes of a series stand in a path of them; nothing in a line."""
    dx, dy, shape = _VORMEN[number]
    if shape not in path:
        return []
    x = y = 0.0
    found = []
    for piece in path.split(shape)[:-1]:
        a, b = map(float, re.findall(r"-?[\d.]+", piece))
        x, y = (a, b) if piece.startswith("M") else (x + a, y + b)
        found.append((x - dx, y - dy))
    return found


def parse(text: str) -> float:
    return float(text.replace(".", "").replace(",", "."))


@pytest.mark.parametrize("maat", [BREED, SMAL], ids=lambda m: m.soort)
def test_svg_and_plotly_show_the_same_values(maat: Maat) -> None:
    chart = lijn(STAD, WIJK)
    drawn = read_lines(render_svg(chart, maat))
    traces = plotly_figure(chart)["data"]
    assert len(drawn) == 2
    for series, trace in zip(drawn, traces, strict=False):
        known = [(n, v) for n, v in enumerate(trace["y"]) if v is not None]
        assert [v for _, v in series] == pytest.approx([v for _, v in known], abs=0.2)
        step = (series[-1][0] - series[0][0]) / (known[-1][0] - known[0][0])
        places = [round((x - series[0][0]) / step) for x, _ in series]
        assert places == [n - known[0][0] for n, _ in known]
    assert traces[0]["y"] == [120, 130.5, None, 90, 150]
    assert traces[2]["y"] == [100]


@pytest.mark.parametrize("maat", [BREED, SMAL], ids=lambda m: m.soort)
def test_bars_show_the_same_values(maat: Maat) -> None:
    chart = staaf(Centrum=120, Oost=30, Zuid=None)
    root = ElementTree.fromstring(render_svg(chart, maat))
    widths = [float(w) for w in re.findall(r"h([\d.]+)v18", ElementTree.tostring(root).decode())]
    assert widths[0] / widths[1] == pytest.approx(4, abs=0.01)
    words = [t.text for t in root.iter(f"{SVG}text")]
    assert words[1:] == ["Centrum", "120", "Oost", "30", "Zuid", "niet getoond"]
    trace = plotly_figure(chart)["data"][0]
    assert (trace["y"], trace["x"]) == (["Centrum", "Oost", "Zuid"], [120, 30, None])


def test_missing_is_a_gap_and_provisional_is_hollow() -> None:
    svg = render_svg(lijn(STAD))
    line = re.findall(r'<path d="([^"]*)" fill="none"', svg)[0]
    assert (line.count("M"), line.count("l")) == (3, 2)  # two runs, with a gap between them
    assert svg.count('fill="#fff"') == 1
    assert ">?<" in svg
    assert plotly_figure(lijn(STAD))["data"][0]["marker"]["symbol"] == ["circle"] * 4 + [
        "circle-open"
    ]
    assert 'fill="#fff"' not in render_svg(lijn(WIJK))


def test_the_svg_is_plain() -> None:
    """What a strict CSP refuses, what fails in the PDF, and ids that would come twice."""
    nasty = Reeks("<b>&\"'", (Punt("2020", D(-5)), Punt("2021", D(7))))
    for svg in (
        render_svg(lijn(STAD, WIJK)),
        render_svg(staaf(A=1)),
        render_svg(lijn(nasty, WIJK_2)),
    ):
        root = ElementTree.fromstring(svg)
        for element in root.iter():
            assert not {"id", "style", "opacity", "clip-path"} & set(element.keys())
        assert root[0].tag == f"{SVG}title"
        assert "<b>" not in svg


WIJK_2 = reeks("Twee", 1, 2)


def test_numbers_in_coordinates_know_no_language() -> None:
    with translation.override("nl"):
        dutch = render_svg(lijn(STAD, WIJK))
    with translation.override("en"):
        assert render_svg(lijn(STAD, WIJK)) == dutch
    assert not re.search(r'(?:x|y|d|transform)="[^"]*\d,\d', dutch)


def test_small() -> None:
    """At most 4.5 kB a chart beside its words; how quickly it is drawn, `make bench ARGS=grafieken`
    tells."""
    for naam, chart in large_charts().items():
        assert len(render_svg(chart).encode()) - len(chart.alt.encode()) <= 4_500, naam


@pytest.mark.parametrize(
    "waarden",
    [
        (0, 2000, 0, 2000, 0),
        (100, 900, 1700, 900, 100),
        (2000, 100, 100, 100, 2000),
        (10, 20, 40, 80, 160, 320, 640, 1280, 1500, 1700, 1900, 2000),
        (2000, 1900, 1000, 990, 980, 100, 0),
        (315, 271, 240, 229, 202, 191),
        (5, 5, 5, 5),
        (1000, None, 10, 2000, None),
    ],
)
def test_a_steep_line_leaves_its_values_readable(waarden: tuple[int | None, ...]) -> None:
    chart = lijn(reeks("Stad", *waarden))
    plot = _Plot(chart, BREED, steps([D(w) for w in waarden if w is not None]), 30, 320)
    labels = plot._labels(chart.reeksen[0])
    points = [(plot.x(n), plot.y(w)) for n, w in enumerate(waarden) if w is not None]
    pairs = zip(enumerate(waarden), enumerate(waarden[1:], start=1), strict=False)
    lines = [
        ((plot.x(i), plot.y(a)), (plot.x(j), plot.y(b)))
        for (i, a), (j, b) in pairs
        if a is not None and b is not None
    ]
    for n, label in enumerate(labels):
        assert not any(crosses(line, label.vak) for line in lines), label
        assert not any(label.vak.meets(other.vak) for other in labels[:n]), label
        x, y = points[n]
        assert abs(label.x - x) <= 10
        assert abs(label.y - y) <= 20


def test_an_empty_chart_can_be_drawn() -> None:
    assert lijn(reeks("Leeg", None, None)).leeg
    ElementTree.fromstring(render_svg(lijn(reeks("Leeg", None, None))))
    ElementTree.fromstring(render_svg(lijn(reeks("Nul", 0, 0))))


def test_series_must_fit() -> None:
    with pytest.raises(ValueError, match="andere labels"):
        lijn(STAD, reeks("Kort", 1))
    with pytest.raises(ValueError, match="één reeks"):
        figuur(Figuursoort.STAAF, "t", "e", "b", 0, (STAD, WIJK), telt=True)


# -- Words and numbers --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("waarden", "zin"),
    [
        (
            (120, 130, None, 140, 250),
            "250 in 2024, 110 meer dan in 2023; in 2020 120; 2022 is onbekend.",
        ),
        (
            (315, 271, 202, "191*"),
            "191 in 2023 (voorlopig), 11 minder dan in 2022 (vrijwel gelijk); in 2020 315.",
        ),
        (
            (250, None, None, "120*"),
            "120 in 2023 (voorlopig), 130 minder dan in 2020; 2021 en 2022 zijn onbekend.",
        ),
        ((7, 7), "7 in 2021, even veel als in 2020."),
        ((None, 3), "3 in 2021; 2020 is onbekend."),
        ((None, None), "Er is geen cijfer om te tonen."),
        ((1200, 0), "0 in 2021, 1.200 minder dan in 2020."),
    ],
)  # fmt: skip
def test_a_sentence_from_the_data(waarden: tuple[object, ...], zin: str) -> None:
    assert trend_sentence(reeks("Stad", *waarden), 0, "aantal", telt=True) == zin


def test_beside_the_figure_it_is_not_said_again() -> None:
    def change(*waarden: object, eenheid: str = "aantal", telt: bool = True) -> str:
        return change_sentence(reeks("Stad", *waarden), 0, eenheid, telt=telt)

    assert change(315, 202, 191) == "11 minder dan in 2021 (vrijwel gelijk); in 2020 315."
    assert change(18, 20, 25, eenheid="procent", telt=False) == (
        "5 procentpunt hoger dan in 2021; in 2020 18."
    )
    assert change(191) == ""
    assert change(191, None) == "2021 is onbekend."


def test_a_figure_that_is_not_exact_is_not_subtracted() -> None:
    punten = [Punt("2022", D(214)), Punt("2023", D(250), "ruim"), Punt("2024", D(240), "ongeveer")]
    assert trend_sentence(Reeks("Stad", tuple(punten)), 0, "aantal", telt=True) == (
        "Ongeveer 240 in 2024; in 2023 ruim 250; in 2022 214."
    )


@pytest.mark.parametrize(
    ("nu", "toen", "telt", "gelijk"),
    [
        (802, 809, True, True),
        # 1,96 times the root of 393 + 341 is 53,1.
        (341, 393, True, True),
        (339, 393, True, False),
        (0, 0, True, True),
        (0, 3, True, True),
        (0, 4, True, False),
        # Three percent of 200.
        (206, 200, False, True),
        (207, 200, False, False),
        (0, 0, False, True),
    ],
)
def test_what_hardly_differs(nu: int, toen: int, telt: bool, gelijk: bool) -> None:
    assert vrijwel_gelijk(D(nu), D(toen), telt=telt) is gelijk


def test_the_margin_is_a_setting(settings: Any) -> None:
    settings.VRIJWEL_GELIJK_PROCENT = 10
    assert vrijwel_gelijk(D(220), D(200), telt=False)
    settings.VRIJWEL_GELIJK_PROCENT = 0
    assert not vrijwel_gelijk(D("200.1"), D(200), telt=False)


@pytest.mark.parametrize(
    ("waarden", "eenheid", "telt", "zin"),
    [
        (
            {"A": 3, "B": 9, "C": 5},
            "per 1.000 inwoners",
            False,
            "Per 1.000 inwoners het hoogst in B (9), het laagst in A (3).",
        ),
        ({"A": 3, "B": 9}, "aantal", True, "Naar aantal het hoogst in B (9), het laagst in A (3)."),
        (
            {"A": 3, "B": 9, "C": 9, "D": 3, "E": 3},
            "procent",
            False,
            "Van deze gebieden het hoogst in B en C (beide 9), het laagst in A, D en E (elk 3).",
        ),
        ({"A": 4, "B": 4}, "aantal", True, "Naar aantal in alle 2 even hoog (4)."),
        (
            {"A": 3, "B": 9, "C": None},
            "aantal",
            True,
            "Naar aantal, van de 2 met een cijfer, het hoogst in B (9), het laagst in A (3); C "
            "wordt niet getoond.",
        ),
        (
            {"A": 3, "B": None},
            "aantal",
            True,
            "Naar aantal alleen bekend van A (3); B wordt niet getoond.",
        ),
        # Shown as the same number: nobody can see which one is higher.
        (
            {"A": 3.4, "B": 2.6, "C": 1},
            "aantal",
            True,
            "Naar aantal het hoogst in A en B (beide 3), het laagst in C (1).",
        ),
    ],
)
def test_a_ranking_says_by_what(
    waarden: dict[str, object], eenheid: str, telt: bool, zin: str
) -> None:
    (order,) = staaf(**waarden).reeksen
    assert ranking_sentence(order, 0, eenheid, telt=telt) == zin


def test_alt_text() -> None:
    chart = lijn(STAD, WIJK, decimalen=1)
    assert chart.alt.startswith(
        "Lijngrafiek: Inbraken (aantal). Stad: 150,0 in 2024 (voorlopig), 60,0 meer dan in 2023; "
        "in 2020 120,0; 2022 is onbekend."
    )
    assert (
        "Centrum: 45,0 in 2024, 15,0 meer dan in 2023 (vrijwel gelijk); in 2020 20,0" in chart.alt
    )
    assert staaf(A=3, B=9, C=None).alt == (
        "Staafdiagram: Per wijk (aantal). Naar aantal, van de 2 met een cijfer, het hoogst in B "
        "(9), het laagst in A (3); C wordt niet getoond."
    )
    own = figuur(Figuursoort.LIJN, "t", "e", "b", 0, (STAD,), telt=True, alt="Eigen woorden.")
    assert "<title>Eigen woorden.</title>" in render_svg(own)


def test_one_year_is_no_line() -> None:
    streef = (Streef("2020", "<", D(100), "plan"),)
    alone = lijn(reeks("Stad", 120, streef=streef))
    assert alone.soort is Figuursoort.STAAF
    assert alone.alt == "Staafdiagram: Inbraken (aantal). 120 in 2020."
    assert "streefwaarde" in render_svg(alone)
    assert plotly_figure(alone)["data"][1]["x"] == [100.0]
    beside = lijn(reeks("Stad", 120), reeks("Centrum", 20))
    assert beside.soort is Figuursoort.STAAF
    assert beside.labels == ("Stad", "Centrum")
    assert beside.as_naam == "Gebied"
    assert lijn(reeks("Stad", 120, None)).soort is Figuursoort.STAAF
    assert lijn(reeks("Stad", 120, 130)).soort is Figuursoort.LIJN


def test_dutch_numbers() -> None:
    assert [nl(D(v), n) for v, n in (("1234567.891", 1), ("-0.04", 1), ("12.5", 0), ("0", 0))] == [
        "1.234.567,9",
        "0,0",
        "13",
        "0",
    ]
    assert punt_tekst(Punt("2024", D(250), "ruim", "voorlopig"), 0) == "ruim 250 (voorlopig)"
    assert punt_tekst(Punt("2024", None, toelichting="niet gemeten"), 0) == "onbekend"


@given(st.lists(st.integers(-(10**9), 10**9).map(D), max_size=8))
def test_the_axis_holds_all_values(values: list[Decimal]) -> None:
    ticks = steps(values)
    assert ticks[0] <= min([0.0, *map(float, values)])
    assert ticks[-1] >= max([0.0, *map(float, values)])
    assert 0 in ticks
    assert 2 <= len(ticks) <= 8


# -- Table and CSV ------------------------------------------------------------------------------


def test_the_table_is_the_chart() -> None:
    table = make_table(lijn(STAD, WIJK))
    assert table.kolommen == ("Stad", "Centrum")
    assert [(r.label, [text for text, _ in r.cellen]) for r in table.rijen][2:] == [
        ("2022", ["onbekend", "0"]),
        ("2023", ["90", "30"]),
        ("2024", ["150 (voorlopig)", "45"]),
    ]


def test_csv_keeps_unknown_apart_from_zero() -> None:
    lines = list(csv.reader(StringIO(make_csv(lijn(STAD, WIJK, decimalen=1))), delimiter=";"))
    assert lines[0][:3] == ["reeks", "periode of gebied", "waarde"]
    assert lines[3] == ["Stad", "2022", "", "aantal", "", "", "niet gemeten"]
    assert lines[5] == ["Stad", "2024", "150,0", "aantal", "exact", "voorlopig", ""]
    assert lines[8][2] == "0,0"


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-x", "@SUM(A1)", "\t=1", "-1+1", "\n=1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-71", "-1.234,5", "-0,5", "12", "", "a=b"])
def test_numbers_and_words_stay(cell: str) -> None:
    assert harmless(cell) == cell


cells = st.text().filter(lambda text: not {"\0", "\r"} & set(text) and text.isprintable())


@given(st.lists(st.lists(cells, min_size=2, max_size=2), max_size=5))
def test_csv_comes_back(lines: list[list[str]]) -> None:
    read = list(csv.reader(StringIO(write_csv(lines), newline=""), delimiter=";"))
    assert [[c.removeprefix("'") for c in line] for line in read] == [
        [c.removeprefix("'") for c in line] for line in lines
    ]
    assert not any(re.match(r"[=+@\t]", cell) for line in read for cell in line)


def test_plotly_is_plain_json() -> None:
    spec = plotly_figure(lijn(STAD, WIJK))
    assert json.loads(json.dumps(spec)) == spec
    assert spec["layout"]["separators"] == ",."
