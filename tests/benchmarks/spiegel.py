"""Building the mirror of 44, 440 and 4,400 acties: queries constant, and the exponent of its
growth.

Goal: at most 1.1, so that a mirror ten times as long takes no more than thirteen times as long.
"""

import math
import statistics
import sys
import time
from typing import Any

from tests.benchmarks.omgeving import own_database

SIZES, ROUNDS = (44, 440, 4400), 5
GOAL = 1.1


def main() -> int:
    with own_database(demo=False):
        import django

        django.setup()
        from tests.themas.spiegel.groot import een_grote_spiegel
        from themas.spiegel.maken import make_spiegel

        plans = {n: een_grote_spiegel(n) for n in SIZES}
        queries = {n: _queries(make_spiegel, plan) for n, plan in plans.items()}
        times: dict[int, list[float]] = {n: [] for n in SIZES}
        for _ in range(ROUNDS):
            for n, plan in plans.items():
                times[n].append(_seconds(make_spiegel, plan))
    medians = {n: statistics.median(t) for n, t in times.items()}
    for n, seconds in medians.items():
        print(f"{n:>5} acties: {seconds * 1000:8.1f} ms, {queries[n]} queries")
    low, high = SIZES[-2:]
    exponent = math.log(medians[high] / medians[low]) / math.log(high / low)
    print(f"exponent from {low} to {high}: {exponent:.2f} (goal ≤ {GOAL})")
    return int(exponent > GOAL or len(set(queries.values())) > 1)


def _queries(make: Any, plan: Any) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        make(plan, 2025)
    return len(captured)


def _seconds(make: Any, plan: Any) -> float:
    start = time.perf_counter()
    make(plan, 2025)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
