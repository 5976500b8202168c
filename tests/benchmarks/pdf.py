"""What conformance costs: the same letter by the engine (A) and by plain WeasyPrint (B).

    python -m tests.benchmarks.pdf [LETTER.html] [--css FILE ...] [--files FOLDER] [--pairs N]

A is `render_pdf`: a fresh worker, PDF/A-3a and PDF/UA-1. B is a fresh process that does no more
than ``HTML(string=…).write_pdf()`` with the same fonts and stylesheets: no tags, no conformance.
They take turns, so that a busy machine slows both. Without a letter of your own (complete HTML;
FOLDER holds what it calls ``bestand:NAAM``) it takes one of about 25 pages made up for the tests,
and then the demo's letter with its eight annexes: there A also embeds the data of its charts.
Goal: A takes at most 1.15 times as long as B.
"""

import argparse
import math
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import font_source_sans_pro
import pikepdf

from rapportage.rendering.pdf import beoordeel_pdf, process, render_pdf
from rapportage.rendering.pdf.contract import Limieten
from tests.benchmarks.omgeving import own_database
from tests.rapportage.rendering.pdf.letters import FILES, PAPER_CSS, Letter

GOAL = 1.15
ENGINE = Path(process.__file__).parent

# The whole of B.
PLAIN = """
import sys, weasyprint
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
sheets = [weasyprint.CSS(filename=name, font_config=fonts) for name in sys.argv[1:]]
html = weasyprint.HTML(string=sys.stdin.read())
sys.stdout.buffer.write(html.write_pdf(stylesheets=sheets, font_config=fonts))
"""


def main() -> None:
    arguments = _arguments()
    html, sheets, files = _letter(arguments)
    compare(
        (html, sheets, files),
        lambda: render_pdf(html, stylesheets=sheets, files=files, limieten=Limieten()),
        arguments.pairs,
    )
    if arguments.html is None:
        print("\nthe letter of the demo with its annexes")
        compare(*_demo(), arguments.pairs)


Bron = tuple[str, list[str], dict[str, bytes]]


def _demo() -> tuple[Bron, Callable[[], bytes]]:
    """The published letter of the demo, and how it is made."""
    with own_database(demo=True):
        import django

        django.setup()
        from rapportage.bijlagen.bestanden import load_files
        from rapportage.composition import compose
        from rapportage.models import Brief
        from rapportage.rendering.html import papier_css, render_papier
        from rapportage.rendering.paper import letter_pdf

        brief = Brief.objects.get(slug="veiligheidsbrief-2025")
        document = compose(brief).document
        files = load_files(brief, document)
        bron = (render_papier(document), [papier_css()], files)
    return bron, lambda: letter_pdf(document, files)[0]


def compare(bron: Bron, ours: Callable[[], bytes], count: int) -> float:
    """Print how A and B do on this HTML; gives A/B of the processor times, medians."""
    html, sheets, files = bron
    with tempfile.TemporaryDirectory() as folder:
        plain = _plain(Path(folder), html, sheets, files)
        pdf = ours()  # and warm the disk
        plain()
        findings = beoordeel_pdf(pdf)
        with pikepdf.open(BytesIO(pdf)) as document:
            print(f"{len(document.pages)} pages, {len(pdf):,} bytes")
        print("conforms to both standards" if not findings else f"does NOT conform: {findings}")
        pairs = []
        for number in range(count):
            runs = [ours, plain]
            order = (0, 1) if number % 2 == 0 else (1, 0)
            times = {which: _timed(runs[which]) for which in order}
            pairs.append((times[0], times[1]))
    return _report(pairs)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("html", nargs="?", type=Path)
    parser.add_argument("--css", nargs="*", type=Path, default=[])
    parser.add_argument("--files", type=Path)
    parser.add_argument("--pairs", type=int, default=7)
    return parser.parse_args()


def _letter(arguments: argparse.Namespace) -> tuple[str, list[str], dict[str, bytes]]:
    """(HTML, stylesheets, files) to render."""
    if arguments.html is None:
        return Letter(seed=0, themes=8, paragraphs=5).html(), [PAPER_CSS], dict(FILES)
    folder = arguments.files
    files = {path.name: path.read_bytes() for path in folder.iterdir()} if folder else {}
    sheets = [path.read_text("utf-8") for path in arguments.css]
    return arguments.html.read_text("utf-8"), sheets, files


def _plain(
    folder: Path, html: str, sheets: list[str], files: dict[str, bytes]
) -> Callable[[], object]:
    """B, ready to run: its fonts and images are files, as plain WeasyPrint likes them."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    fonts = Path(font_source_sans_pro.font_directory).as_uri()
    names = []
    for number, css in enumerate([(ENGINE / "base.css").read_text("utf-8"), *sheets]):
        path = folder / f"{number}.css"
        path.write_text(
            css.replace("lettertype:", f"{fonts}/").replace("bestand:", f"{folder.as_uri()}/")
        )
        names.append(str(path))
    text = html.replace("bestand:", f"{folder.as_uri()}/")
    environment = process._environment(str(folder)) | {
        "FONTCONFIG_FILE": str(ENGINE / "fontconfig.xml")
    }
    return lambda: subprocess.run(
        [sys.executable, "-P", "-s", "-W", "ignore", "-c", PLAIN, *names],
        input=text.encode(),
        capture_output=True,
        check=True,
        env=environment,
    )


def _timed(run: Callable[[], object]) -> tuple[float, float]:
    """(seconds on the clock, seconds of processor time) of one run."""

    def processor() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    clock, work = time.perf_counter(), processor()
    run()
    return time.perf_counter() - clock, processor() - work


def _report(pairs: list[tuple[tuple[float, float], tuple[float, float]]]) -> float:
    """Clock first, processor last: its ratio is the answer, for no neighbour slows it."""
    medians = math.inf
    for kind, name in enumerate(("clock", "processor")):
        a = [pair[0][kind] for pair in pairs]
        b = [pair[1][kind] for pair in pairs]
        ratios = [ours / theirs for ours, theirs in zip(a, b, strict=True)]
        medians = statistics.median(a) / statistics.median(b)
        print(f"\n{name}, {len(pairs)} pairs      min  median     max")
        for label, values in (("A engine, s", a), ("B plain, s ", b), ("A/B pairwise", ratios)):
            low, middle, high = min(values), statistics.median(values), max(values)
            print(f"  {label:14} {low:10.3f} {middle:7.3f} {high:7.3f}")
        verdict = "within" if medians <= GOAL else "ABOVE"
        print(f"  A/B of medians {medians:18.3f}   {verdict} the goal of {GOAL}")
    return medians


if __name__ == "__main__":
    main()
