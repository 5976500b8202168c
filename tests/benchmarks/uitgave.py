"""What publishing costs, whole: the demo's letter with eight annexes from press to stored rows (A),
against plain WeasyPrint on the same HTML, one PDF after the other (B); and how it grows.

    python -m tests.benchmarks.uitgave [--pairs N]

A composes, makes nine PDFs (PDF/A-3a, PDF/UA-1), judges and reads them, renders every page, stores,
compresses and chains. B is a fresh process for each of the nine that does no more than
``write_pdf``: no tags, no conformance, nothing stored. Seconds on the clock: what whoever pressed
waits for. They take turns. Goals: A at most as long as B; growth with the length of the letter,
and with what was published before, an exponent of at most 1.1.
"""

import argparse
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.benchmarks.omgeving import own_database
from tests.benchmarks.pdf import PLAIN

GOAL, EXPONENT = 1.0, 1.1
# Paragrafen in each of eleven themes; publications that are there already.
LENGTHS, PUBLICATIONS = (2, 8, 32), (1, 10, 100)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", type=int, default=3)
    pairs = parser.parse_args().pairs
    with own_database(demo=True):
        import django

        django.setup()
        ratio = _against_plain(pairs)
    print(f"publishing / plain WeasyPrint: {ratio:.2f} (goal {GOAL})")
    with own_database(demo=False):
        growth = {**_by_length(), **_by_number()}
    for naam, exponent in growth.items():
        print(f"exponent, {naam}: {exponent:.2f} (goal {EXPONENT})")
    return int(ratio > GOAL or max(growth.values()) > EXPONENT)


def _seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def _worked(do: Callable[[], object]) -> float:
    """Seconds of processor time of this process alone: others' work is not counted."""
    start = time.process_time()
    do()
    return time.process_time() - start


def _against_plain(pairs: int) -> float:
    from unittest.mock import patch

    from django.db import transaction

    from rapportage.bewijs.bewaard import Voorraad
    from rapportage.bijlagen.bestanden import load_files
    from rapportage.composition import compose
    from rapportage.models import Brief
    from rapportage.publishing import prepare, publish
    from rapportage.rendering.paper import bijlage_papier, letter_papier

    brief = Brief.objects.get(slug="veiligheidsbrief-2025")
    Brief.objects.filter(pk=brief.pk).update(kenmerk="ANDERS")
    document = compose(brief).document
    files = load_files(brief, document)
    papers = [letter_papier(document, files)]
    papers += [bijlage_papier(document, b.nummer, files) for b in document.gevulde_bijlagen]

    def ours() -> None:
        nothing = patch("rapportage.maken.kept_pdfs", lambda slug: Voorraad(0, {}))
        with nothing, transaction.atomic():
            publish(brief, prepare(brief), None, "Een kenmerk.")
            transaction.set_rollback(True)

    with tempfile.TemporaryDirectory() as folder:
        plain = [_plain(Path(folder), n, paper) for n, paper in enumerate(papers)]
        ratios = []
        for _ in range(pairs):
            a = _seconds(ours)
            b = sum(_seconds(make) for make in plain)
            print(f"publishing {a:.1f} s, plain {b:.1f} s ({len(papers)} PDFs)", flush=True)
            ratios.append(a / b)
    return statistics.median(ratios)


def _plain(folder: Path, n: int, paper: Any) -> Callable[[], object]:
    """Plain WeasyPrint on just this HTML, with its pictures as files."""
    html = paper.html[:]
    for naam, data in paper.files.items():
        (folder / naam).write_bytes(data)
        html = html.replace(f"bestand:{naam}", (folder / naam).as_uri())
    css = folder / f"{n}.css"
    css.write_text("".join(paper.stylesheets))
    command = [sys.executable, "-c", PLAIN, str(css)]
    return lambda: subprocess.run(command, input=html.encode(), capture_output=True, check=True)


def _exponent(times: dict[int, float]) -> float:
    low, high = sorted(times)[-2:]
    return math.log(times[high] / times[low]) / math.log(high / low)


def _by_length() -> dict[str, float]:
    from django.db import transaction

    from rapportage.publishing import prepare, publish
    from tests.fabriek import een_brief

    times = {}
    for n in LENGTHS:
        brief = een_brief(themas=10, paragrafen=n)

        def once(brief: Any = brief) -> None:
            with transaction.atomic():
                publish(brief, prepare(brief), None)
                transaction.set_rollback(True)

        times[n] = min(_seconds(once) for _ in range(2))
        print(f"{11 * n:>5} paragrafen: {times[n]:6.1f} s", flush=True)
    return {"with the length of the letter": _exponent(times)}


def _by_number() -> dict[str, float]:
    """Storing one letter more, verifying all, and the sitemap, with so many there already."""
    from django.test import Client

    from rapportage.bewijs.verifieren import verify
    from rapportage.models import Publicatie
    from tests.fabriek import een_brief
    from tests.rapportage.publiceren import publish_quickly

    found: dict[str, dict[int, float]] = {"publishing": {}, "verifying": {}, "sitemap": {}}
    client = Client(headers={"host": "127.0.0.1"})
    while (there := Publicatie.objects.count()) < max(PUBLICATIONS):
        seconds = _worked(lambda: publish_quickly(een_brief(themas=2, paragrafen=2)))
        if there + 1 in PUBLICATIONS:
            n = there + 1
            found["publishing"][n] = seconds
            found["verifying"][n] = min(_worked(verify) for _ in range(3))
            get = lambda: client.get("/sitemap-paginas.xml", secure=True)  # noqa: E731
            found["sitemap"][n] = min(_worked(get) for _ in range(3))
            told = ", ".join(f"{naam} {t[n] * 1000:.0f} ms" for naam, t in found.items())
            print(f"{n:>5} publications: {told}", flush=True)
    return {f"{naam} with their number": _exponent(times) for naam, times in found.items()}


if __name__ == "__main__":
    raise SystemExit(main())
