"""The same figure as Plotly wants it: a dictionary for JSON. The library itself is not needed
here, only in the reader's browser."""

from typing import Any

from monitoring.charts.notatie import punt_tekst
from monitoring.charts.svg import KLEUREN
from veiligheid.document.figuur import Figuur, Reeks
from veiligheid.document.woorden import Figuursoort

_DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
_SYMBOLS = ("circle", "square", "triangle-up", "diamond", "triangle-down", "triangle-left")


def plotly_figure(figuur: Figuur) -> dict[str, Any]:
    """`{"data": [...], "layout": {...}}`. Titles are plain text; a missing value is null, and
    leaves a gap."""
    bars = figuur.soort is Figuursoort.STAAF
    traces = [
        _bar(figuur) if bars else _line(figuur, reeks, n) for n, reeks in enumerate(figuur.reeksen)
    ]
    traces += [_target(reeks, bars=bars) for reeks in figuur.reeksen if reeks.streef]
    value_axis = {"title": {"text": figuur.eenheid}, "rangemode": "tozero", "fixedrange": True}
    label_axis: dict[str, Any] = {"type": "category", "fixedrange": True, "automargin": True}
    if bars:
        label_axis["autorange"] = "reversed"
    return {
        "data": traces,
        "layout": {
            # Its title stands above it on the page.
            "margin": {"t": 20, "r": 20},
            "font": {"family": "Source Sans, sans-serif", "size": 15, "color": "#1f2523"},
            "separators": ",.",
            "xaxis": value_axis if bars else label_axis,
            "yaxis": label_axis if bars else value_axis,
            "showlegend": len(traces) > 1,
            "legend": {"orientation": "h"},
            "paper_bgcolor": "#ffffff",
            "plot_bgcolor": "#ffffff",
        },
    }


def _line(figuur: Figuur, reeks: Reeks, number: int) -> dict[str, Any]:
    n = number % len(KLEUREN)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": reeks.naam,
        "connectgaps": False,
        **_values(figuur, reeks, "x", "y"),
        "line": {"color": KLEUREN[n], "dash": _DASHES[n], "width": 2},
        "marker": {
            "size": 9,
            "symbol": [f"{_SYMBOLS[n]}-open" if p.voorlopig else _SYMBOLS[n] for p in reeks.punten],
        },
    }


def _bar(figuur: Figuur) -> dict[str, Any]:
    reeks = figuur.reeksen[0]
    return {
        "type": "bar",
        "orientation": "h",
        "name": reeks.naam,
        **_values(figuur, reeks, "y", "x"),
        "marker": {
            "color": ["#ffffff" if p.voorlopig else KLEUREN[0] for p in reeks.punten],
            "line": {"color": KLEUREN[0], "width": 1.5},
        },
    }


def _values(figuur: Figuur, reeks: Reeks, labels: str, values: str) -> dict[str, Any]:
    return {
        labels: [p.label for p in reeks.punten],
        values: [None if p.waarde is None else float(p.waarde) for p in reeks.punten],
        "text": [punt_tekst(p, figuur.decimalen) for p in reeks.punten],
        "hovertemplate": f"%{{{labels}}}: %{{text}}<extra></extra>",
        "textposition": "none",
    }


def _target(reeks: Reeks, *, bars: bool) -> dict[str, Any]:
    labels, values = ("y", "x") if bars else ("x", "y")
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "streefwaarde",
        labels: [s.label for s in reeks.streef],
        values: [float(s.waarde) for s in reeks.streef],
        "text": [f"{s.vergelijking} {s.waarde.normalize():f}" for s in reeks.streef],
        "hovertemplate": f"%{{{labels}}}: streefwaarde %{{text}}<extra></extra>",
        "marker": {
            "symbol": "line-ns-open" if bars else "line-ew-open",
            "size": 30,
            "line": {"width": 3, "color": "#1f2523"},
        },
    }
