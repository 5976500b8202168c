"""Drawing a chart as SVG, beside writing the same figure as JSON: how long it takes and how large
it is. Goal: 1.5 ms and 5 kB a chart (the best of many: a busy machine does not count)."""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from tests.benchmarks.omgeving import own_database

ROUNDS = 200
GOAL_MS, GOAL_BYTES = 1.5, 5_000


def main() -> int:
    with own_database(demo=False):
        import django

        django.setup()
        from monitoring.charts.plotly import plotly_figure
        from monitoring.charts.svg import render_svg
        from tests.monitoring.charts.grafieken import large_charts

        good = True
        for naam, chart in large_charts().items():
            svg, figure = render_svg(chart), plotly_figure(chart)
            drawn = _best(partial(render_svg, chart))
            written = _best(partial(json.dumps, figure))
            size = len(svg.encode())
            print(
                f"{naam:<26} {drawn:.2f} ms, {size:,} bytes; "
                f"{drawn / written:.1f} times as long as its JSON"
            )
            good = good and drawn <= GOAL_MS and size <= GOAL_BYTES
    print(f"goal: {GOAL_MS} ms and {GOAL_BYTES:,} bytes a chart")
    return int(not good)


def _best(draw: Callable[[], Any]) -> float:
    """In milliseconds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        draw()
        best = min(best, time.perf_counter() - start)
    return best * 1000


if __name__ == "__main__":
    sys.exit(main())
