"""Reading figures: how much longer than reading and writing the same rows without looking at them.

60,000 rows of one municipality by `importeer_metingen`'s own code against a plain `pandas.read_csv`
and the same rows into the same table: on PostgreSQL (BENCH_DATABASE_URL) by COPY, on SQLite by
`executemany`. Then
2,000,000 rows of the whole country, of which one municipality stays.
Goals: at most twice as long; under 200 MB for either file. Last, how long the pages of figures
take with those 60,000 rows in the database: reported, not judged.
"""

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from tests.benchmarks.omgeving import own_database

GOAL, GOAL_MB, PAIRS, REQUESTS = 2, 200, 5, 60
MISDRIJVEN, WIJKEN, BUURTEN = 58, 9, 44
HEADER = '"ID";"SoortMisdrijf";"WijkenEnBuurten";"Perioden";"GeregistreerdeMisdrijven_1"\n'
TABEL = "47018NED"
# What the system tells of a child afterwards (ru_maxrss) begins with the memory of its parent.
TELLS_MEMORY = """
import atexit, runpy
atexit.register(lambda: print(next(l for l in open("/proc/self/status") if "VmHWM" in l)))
runpy.run_path("manage.py", run_name="__main__")
"""


def areas(number: int) -> list[str]:
    """The codes of a municipality with its wijken and buurten."""
    wijken = [f"WK{number:04}{n:02}" for n in range(1, WIJKEN + 1)]
    buurten = [f"BU{number:04}{1 + n % WIJKEN:02}{n:02}" for n in range(BUURTEN)]
    return [f"GM{number:04}    ", *(f"{w}  " for w in wijken), *buurten]


def rows(codes: list[str], wanted: int) -> Iterator[str]:
    """Lines of a bulk CSV: every offence, area and year once, one in ten unknown."""
    chance = random.Random(0)
    number = 0
    for jaar in range(2005, 2100):
        for code in codes:
            for m in range(MISDRIJVEN):
                if number == wanted:
                    return
                number += 1
                value = "." if chance.random() < 0.1 else str(chance.randrange(2000))
                offence = f"{1 + m // 20}.{1 + m % 20 // 5}.{1 + m % 5} "
                yield f'"{number}";"{offence}";"{code}";"{jaar}JJ00";"{value:>8}"\n'


def write(path: Path, codes: list[str], wanted: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        file.writelines(rows(codes, wanted))
    return path


def plain(path: Path) -> None:
    """B: read_csv, and the same rows into the same table as fast as the database takes them, with
    nothing checked but what the database checks itself. Undone afterwards, like A."""
    import pandas as pd
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        keys = _keys()
        frame = pd.read_csv(path, sep=";", na_values=["       ."])
        offences = frame["SoortMisdrijf"].map(keys["indicator"])
        codes = frame["WijkenEnBuurten"].map(keys["gebied"])
        values = frame["GeregistreerdeMisdrijven_1"]
        rows = [
            (
                i,
                g,
                p,
                int(p[:4]),
                "JJ",
                None if v != v else v,
                "" if v == v else "?",
                "exact",
                "",
                "",
            )
            for i, g, p, v in zip(offences, codes, frame["Perioden"], values, strict=True)
        ]
        columns = "indicator_id, gebied_id, periode, jaar, periodesoort, waarde, reden_onbekend"
        into = f"monitoring_meting ({columns}, precisie, status, bron)"
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * 10)
            cursor.executemany(f"INSERT INTO {into} VALUES ({places})", rows)
        transaction.set_rollback(True)


def _keys() -> dict[str, dict[str, int]]:
    """Indicators and areas for B to point to, by the text in the file."""
    from monitoring.models import Gebied, Indicator

    offences = sorted({f"{1 + m // 20}.{1 + m % 20 // 5}.{1 + m % 5} " for m in range(MISDRIJVEN)})
    indicators = [Indicator(slug=f"b-{n}", naam=code) for n, code in enumerate(offences)]
    gebieden = [Gebied(code=f"B{n}", indeling=1, soort="buurt") for n in range(len(areas(268)))]
    Indicator.objects.bulk_create(indicators)
    Gebied.objects.bulk_create(gebieden)
    return {
        "indicator": {i.naam: i.pk for i in indicators},
        "gebied": {code: g.pk for code, g in zip(areas(268), gebieden, strict=True)},
    }


def ours(path: Path, *, keep: bool = False) -> str:
    """A: the whole import, undone afterwards so that it can be measured again."""
    from django.db import transaction

    from monitoring.importing.metingen.run import import_file
    from monitoring.importing.metingen.source import Opties

    opties = Opties("GM0268", date(2026, 1, 1), TABEL, nieuwe_codes=True)
    with transaction.atomic():
        _, slot = import_file(path, opties, lambda n: None)
        transaction.set_rollback(not keep)
    return slot


def seconds(run: Any, path: Path) -> float:
    start = time.perf_counter()
    run(path)
    return time.perf_counter() - start


def command(path: Path) -> tuple[float, float, str]:
    """The command in a process of its own: seconds, the most memory it had (MB), and what it
    said."""
    start = time.perf_counter()
    done = subprocess.run(
        [
            *(sys.executable, "-c", TELLS_MEMORY, "importeer_metingen", str(path)),
            *("--tabel", TABEL, "--gemeente", "GM0268", "--nieuwe-codes"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    said, _, kb = (done.stderr + done.stdout).rpartition("VmHWM:")
    return time.perf_counter() - start, int(kb.split()[0]) / 1000, said.strip()


def pages() -> None:
    """Milliseconds of each page of figures, middle and 95th percentile of so many requests."""
    import logging

    from django.conf import settings
    from django.test import Client, override_settings

    logging.disable(logging.INFO)  # a line for each request
    plain_files = "django.contrib.staticfiles.storage.StaticFilesStorage"
    stores = {**settings.STORAGES, "staticfiles": {"BACKEND": plain_files}}
    with override_settings(STORAGES=stores, GEMEENTE_CODE="GM0268"):
        client = Client(headers={"host": "127.0.0.1"})
        for adres in ("", "?gebied=WK026801&naast=wijken", "trend.csv", "gebied/WK026801/"):
            times = []
            for _ in range(REQUESTS):
                start = time.perf_counter()
                answer = client.get(f"/cijfers/{adres}", secure=True)
                times.append((time.perf_counter() - start) * 1000)
                if answer.status_code != 200:
                    sys.exit(f"/cijfers/{adres}: {answer.status_code}")
            p95 = statistics.quantiles(times, n=20)[-1]
            print(f"/cijfers/{adres:30} {statistics.median(times):6.1f} ms, p95 {p95:6.1f} ms")


def main() -> int:
    with own_database(demo=False) as folder:
        import django

        django.setup()
        small = write(folder / "gemeente.csv", areas(268), 60_000)
        print(ours(small))
        pairs = [(seconds(ours, small), seconds(plain, small)) for _ in range(PAIRS)]
        a, b = (statistics.median(times) for times in zip(*pairs, strict=True))
        print(f"60,000 rows: import {a:.2f} s, plain {b:.2f} s: ratio {a / b:.1f} (goal ≤ {GOAL})")
        country = [code for n in range(240, 300) for code in areas(n)]
        large = write(folder / "land.csv", country, 2_000_000)
        _, small_mb, _ = command(small)
        took, mb, said = command(large)
        print(f"2,000,000 rows ({large.stat().st_size / 1e6:.0f} MB): {took:.1f} s\n{said}")
        ours(small, keep=True)
        pages()
        print(f"memory: 60,000 rows {small_mb:.0f} MB, 2,000,000 {mb:.0f} MB (goal ≤ {GOAL_MB})")
    return int(a / b > GOAL or max(small_mb, mb) > GOAL_MB)


if __name__ == "__main__":
    sys.exit(main())
