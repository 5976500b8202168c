"""What a correction costs: the PDFs of the demo's letter with eight annexes when one paragraaf
changed (A), against all of them made anew (B).

    python -m tests.benchmarks.publiceren [--pairs N]

Processor time of this process and of those that it started; they take turns.
Goal: A takes at most half of B.
"""

import argparse
import resource
import statistics
from collections.abc import Callable
from dataclasses import replace

from tests.benchmarks.omgeving import own_database

GOAL = 0.5


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--pairs", type=int, default=3)
    pairs = parser.parse_args().pairs
    with own_database(demo=True):
        import django

        django.setup()
        ratio = _measure(pairs)
    print(f"correction / everything: {ratio:.2f} (goal {GOAL})")
    return int(ratio > GOAL)


def _measure(pairs: int) -> float:
    from unittest.mock import patch

    from rapportage.bewijs.bewaard import Voorraad
    from rapportage.bijlagen.bestanden import load_files
    from rapportage.composition import compose
    from rapportage.maken import make
    from rapportage.models import Brief, Publicatie
    from veiligheid.document.brief import Briefdocument

    slug = "veiligheidsbrief-2025"
    stored = Publicatie.objects.versions(slug)[0].bestanden.get(pad="brief.json")
    document = Briefdocument.from_json(bytes(stored.inhoud))
    brief = Brief.objects.get(slug=slug)
    files = load_files(brief, document)
    vandaag = compose(brief).document.datum
    assert vandaag is not None
    first, *rest = document.inleiding
    changed = replace(
        document, inleiding=(replace(first, html=f"{first.html}<p>Verbeterd.</p>"), *rest)
    )

    def everything() -> None:
        with patch("rapportage.maken.kept_pdfs", lambda slug: Voorraad(0, {})):
            make(changed, files, vandaag)

    def correction() -> None:
        make(changed, files, vandaag)

    ratios = []
    for _ in range(pairs):
        whole, part = _used(everything), _used(correction)
        print(f"everything {whole:.1f} s, correction {part:.1f} s", flush=True)
        ratios.append(part / whole)
    return statistics.median(ratios)


def _used(do: Callable[[], None]) -> float:
    """Seconds of processor time."""
    before = _spent()
    do()
    return _spent() - before


def _spent() -> float:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, kinds))


if __name__ == "__main__":
    raise SystemExit(main())
