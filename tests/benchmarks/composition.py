"""Composing a letter with 1, 10 and 100 times as many paragrafen: the exponent of its growth.

Goal: at most 1.1, so that a letter ten times as long takes no more than thirteen times as long.
"""

import math
import statistics
import sys
import time
from typing import Any

from tests.benchmarks.omgeving import own_database

THEMAS, SIZES, ROUNDS = 11, (1, 10, 100), 7
GOAL = 1.1


def main() -> int:
    with own_database(demo=False):
        import django

        django.setup()
        from rapportage.composition import compose
        from tests.fabriek import een_brief

        briefs = {n: een_brief(themas=THEMAS - 1, paragrafen=n) for n in SIZES}
        times: dict[int, list[float]] = {n: [] for n in SIZES}
        for _ in range(ROUNDS):
            for n, brief in briefs.items():
                times[n].append(_seconds(compose, brief))
    medians = {n: statistics.median(t) for n, t in times.items()}
    for n, seconds in medians.items():
        print(f"{THEMAS * n:>5} paragrafen: {seconds * 1000:8.1f} ms")
    low, high = SIZES[-2:]
    exponent = math.log(medians[high] / medians[low]) / math.log(high / low)
    print(f"exponent from {low}× to {high}×: {exponent:.2f} (goal ≤ {GOAL})")
    return int(exponent > GOAL)


def _seconds(compose: Any, brief: Any) -> float:
    start = time.perf_counter()
    compose(brief)
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
