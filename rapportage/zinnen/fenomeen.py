"""What stands out in the figures of an analysis: sentences that count over all of them."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from monitoring.zinnen import as_shown, comparable_pair, vrijwel_gelijk
from veiligheid.core.zinnen import enumerate_words
from veiligheid.core.zinsoorten import zinsoort
from veiligheid.document.figuur import Reeks

# A series with how many decimals it is shown with, and whether it counts.
Getoond = tuple[Reeks, int, bool]


@zinsoort(
    "fenomeen-richting",
    r"Vergeleken met het vorige bekende cijfer zijn van de \d+ cijfers: \d+ [^.]+\.",
)
def direction_sentence(getoond: Sequence[Getoond]) -> str:
    """ "Vergeleken met het vorige bekende cijfer zijn van de 4 cijfers: 2 hoger, 1 lager en 1
    vrijwel gelijk."

    The newest known figure of each beside the known one before it, as they are shown. Nearly the
    same by the rule of `vrijwel_gelijk`; "niet te vergelijken" when one of the two is not exact, or
    there is one only. What is nil is left out. Empty for a single figure.
    """
    if len(getoond) < 2:
        return ""
    counts = Counter(_direction(*each) for each in getoond)
    order = ("hoger", "lager", "vrijwel gelijk", "niet te vergelijken")
    parts = enumerate_words([f"{counts[woord]} {woord}" for woord in order if counts[woord]])
    return f"Vergeleken met het vorige bekende cijfer zijn van de {len(getoond)} cijfers: {parts}."


def _direction(reeks: Reeks, decimalen: int, telt: bool) -> str:
    pair = comparable_pair(reeks)
    if pair is None:
        return "niet te vergelijken"
    now, then = (as_shown(punt, decimalen) for punt in pair)
    if now == then or vrijwel_gelijk(now, then, telt=telt):
        return "vrijwel gelijk"
    return "hoger" if now > then else "lager"


@zinsoort(
    "fenomeen-gebied",
    r"[^.;]+ (?:heeft|hebben elk) bij \d+ van de \d+ cijfers het hoogste cijfer\.",
)
def top_area_sentence(vergelijkingen: Sequence[tuple[Reeks, int]]) -> str:
    """ "Binnenstad heeft bij 3 van de 4 cijfers het hoogste cijfer." Which area has the highest
    shown figure most often, over the comparisons of areas that there are (a series over areas, with
    its decimals); areas that share the highest figure all have it. Empty when there is one
    comparison only, or none has it more than once."""
    tops: Counter[str] = Counter()
    for reeks, decimalen in vergelijkingen:
        shown = {q.label: as_shown(q, decimalen) for q in reeks.bekend}
        highest = max(shown.values(), default=Decimal(0))
        tops.update(label for label, waarde in shown.items() if waarde == highest)
    most = max(tops.values(), default=0)
    if most < 2:
        return ""
    names = sorted(label for label, times in tops.items() if times == most)
    verb = "heeft" if len(names) == 1 else "hebben elk"
    return (
        f"{enumerate_words(names)} {verb} bij {most} van de {len(vergelijkingen)} cijfers het "
        "hoogste cijfer."
    )
