"""The mirror of 44, 440 and 4,400 acties: queries constant, and the exponent of its growth; and
what conformance costs its annex on paper.

Measured: the mirror alone, the screen on living records, the published page as a reader's choice
makes it anew, and the annex of a letter from its records to its page. Processor time, the least of
several runs, so that a busy machine changes little.
Goals: an exponent of at most 1.1, so that a mirror ten times as long takes no more than thirteen
times as long; the PDF of the annex of 44 rows at most 1.15 times WeasyPrint plain on the same HTML.
"""

import math
import sys
from collections.abc import Callable
from typing import Any

from tests.benchmarks import pdf
from tests.benchmarks.omgeving import PLAIN, count_queries, cpu_seconds, own_database

SIZES, ROUNDS = (44, 440, 4400), 5
JAAR, NUMMER = 2025, 1
GOAL = 1.1


def main() -> int:
    with own_database(demo=False):
        import django

        django.setup()
        from django.test import override_settings

        from rapportage.composition import compose
        from rapportage.rendering import html
        from rapportage.rendering.paper import bijlage_pdf

        with override_settings(STORAGES=PLAIN, TWEEDE_STAP_ROLLEN=[]):
            letters = {n: _letter(n) for n in SIZES}
            work = {n: _work(letter) for n, letter in letters.items()}
            good = [_grows_well(naam, {n: w[naam] for n, w in work.items()}) for naam in work[44]]
        document = compose(letters[SIZES[0]]).document
        print(f"\nThe annex of {SIZES[0]} rows as a PDF, beside WeasyPrint plain")
        plain: pdf.Bron = (html.render_bijlage_papier(document, NUMMER), [html.papier_css()], {})
        ratio = pdf.compare(plain, lambda: bijlage_pdf(document, NUMMER, {}), count=7)
    return int(not all(good) or ratio > pdf.GOAL)


def _letter(rijen: int) -> Any:
    """A letter that looks back on JAAR, with its mirror as an annex; beside it the mirror as a
    document of its own."""
    from rapportage.brieven import start_spiegel
    from rapportage.models import Bijlage, Brief
    from tests.themas.spiegel.groot import een_grote_spiegel
    from themas.models import Ronde

    ronde = Ronde.objects.get(plan=een_grote_spiegel(rijen), verslagjaar=JAAR)
    letter = Brief.objects.create(ronde=ronde, slug=f"brief-{rijen}", titel="Veiligheidsbrief")
    start_spiegel(ronde, None)
    Bijlage.objects.create(brief=letter, nummer=NUMMER, soort="spiegel", titel="Beloofd en gedaan")
    return letter


def _work(letter: Any) -> dict[str, Callable[[], object]]:
    """What is measured, by name."""
    from django.test import Client
    from django.utils import timezone

    from rapportage.composition import compose
    from rapportage.models import Brief
    from rapportage.rendering import html
    from tests.fabriek import iemand
    from themas.spiegel.maken import make_spiegel
    from veiligheid.core.rollen import Rol
    from veiligheid.document.brief import Briefdocument

    plan, own = letter.ronde.plan, Brief.objects.get(ronde=letter.ronde, soort="spiegel")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(iemand(Rol.EINDREDACTEUR))
    stored = compose(own).document.to_json()
    vorm = html.static_vorm()
    gegevens = html.Publicatiegegevens(1, timezone.now(), "", 1, 1)

    def screen() -> None:
        adres = f"/schrijven/spiegel/{plan.slug}/{JAAR}/"
        assert client.get(adres, secure=True).status_code == 200

    def page() -> None:
        for keuze in (html.Spiegelkeuze(), html.Spiegelkeuze(kleur="rood")):
            html.render_brief(Briefdocument.from_json(stored), vorm, gegevens, keuze)

    def annex() -> None:
        html.render_bijlage(compose(letter).document, NUMMER, vorm, gegevens)

    return {
        "the mirror": lambda: make_spiegel(plan, JAAR),
        "the screen": screen,
        "the published page": page,
        "the annex": annex,
    }


def _grows_well(naam: str, runs: dict[int, Callable[[], object]]) -> bool:
    queries = {n: count_queries(run) for n, run in runs.items()}
    best = dict.fromkeys(SIZES, math.inf)
    for _ in range(ROUNDS):
        for n, run in runs.items():
            best[n] = min(best[n], cpu_seconds(run))
    print(f"\n{naam}")
    for n, seconds in best.items():
        print(f"  {n:>5} acties: {seconds * 1000:8.1f} ms, {queries[n]} queries")
    low, high = SIZES[-2:]
    exponent = math.log(best[high] / best[low]) / math.log(high / low)
    verdict = "within" if exponent <= GOAL else "ABOVE"
    print(f"  exponent from {low} to {high}: {exponent:.2f}   {verdict} the goal of {GOAL}")
    return exponent <= GOAL and len(set(queries.values())) == 1


if __name__ == "__main__":
    sys.exit(main())
