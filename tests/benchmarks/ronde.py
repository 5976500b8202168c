"""The screen of a round at 11 and 110 themes: queries constant, and the exponent of its growth.

Measured: the rows alone, the findings by owner, and the screen as the eindredacteur gets it.
Processor time, the least of several runs. Goal: an exponent of at most 1.1.
"""

import math
import sys
from collections.abc import Callable
from typing import Any

from tests.benchmarks.omgeving import PLAIN, count_queries, cpu_seconds, own_database

SIZES, ROUNDS, GOAL = (11, 110), 7, 1.1


def main() -> int:
    with own_database(demo=False):
        import django

        django.setup()
        from django.test import override_settings

        from tests.rapportage.ronde.groot import een_grote_ronde

        with override_settings(STORAGES=PLAIN, TWEEDE_STAP_ROLLEN=[]):
            work = {n: _work(een_grote_ronde(n)) for n in SIZES}
            good = [_grows_well(naam, {n: w[naam] for n, w in work.items()}) for naam in work[11]]
    return int(not all(good))


def _work(ronde: Any) -> dict[str, Callable[[], object]]:
    from django.test import Client

    from rapportage.ronde.groepen import groups_of, letter_of
    from tests.fabriek import iemand
    from themas.bord import rows_of
    from veiligheid.core.rollen import Rol

    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(iemand(Rol.EINDREDACTEUR))
    brief = letter_of(ronde)

    def groups() -> None:
        bijdragen = ronde.bijdragen.in_order().select_related("thema", "ronde")
        assert brief is not None
        groups_of(brief, bijdragen.prefetch_related("adviseurs"))

    def screen() -> None:
        assert client.get(f"/schrijven/ronde/{ronde.pk}/", secure=True).status_code == 200

    return {"the rows": lambda: rows_of(ronde), "the findings": groups, "the screen": screen}


def _grows_well(naam: str, runs: dict[int, Callable[[], object]]) -> bool:
    for run in runs.values():
        run()
    queries = {n: count_queries(run) for n, run in runs.items()}
    best = dict.fromkeys(SIZES, math.inf)
    for _ in range(ROUNDS):
        for n, run in runs.items():
            best[n] = min(best[n], cpu_seconds(run))
    print(f"\n{naam}")
    for n, seconds in best.items():
        print(f"  {n:>5} themes: {seconds * 1000:8.1f} ms, {queries[n]} queries")
    low, high = SIZES
    exponent = math.log(best[high] / best[low]) / math.log(high / low)
    verdict = "within" if exponent <= GOAL else "ABOVE"
    print(f"  exponent: {exponent:.2f}   {verdict} the goal of {GOAL}")
    return exponent <= GOAL and len(set(queries.values())) == 1


if __name__ == "__main__":
    sys.exit(main())
