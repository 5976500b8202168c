"""A line the size of a word, beside its figure in a list: how it went, no more. It says nothing
that the words and the table beside it do not say, so it is no picture for who can't see it."""

from itertools import groupby

from monitoring.charts.svg import KLEUREN
from veiligheid.document.figuur import Reeks

BREEDTE, HOOGTE = 140, 36
_EDGE = 5


def render_spark(reeks: Reeks) -> str:
    """The series as a small `svg`: from zero up, a gap for what is missing, a dot for the newest
    figure, hollow when that is provisional. Empty without two figures."""
    values = [float(p.waarde) for p in reeks.bekend if p.waarde is not None]
    if len(values) < 2:
        return ""
    low, high = min(0.0, *values), max(*values, 0.0)
    step = (BREEDTE - 2 * _EDGE) / (len(reeks.punten) - 1)
    scale = (HOOGTE - 2 * _EDGE) / ((high - low) or 1)
    lines, last, hollow = "", (0.0, 0.0), False
    for known, run in groupby(enumerate(reeks.punten), lambda item: item[1].waarde is not None):
        if not known:
            continue
        sign, points = "M", list(run)
        for n, p in points:
            last = (_EDGE + n * step, HOOGTE - _EDGE - (float(p.waarde or 0) - low) * scale)
            hollow = p.voorlopig
            lines += f"{sign}{last[0]:.1f} {last[1]:.1f}"
            sign = "L"
        if len(points) == 1:
            lines += "h.1"  # alone between two gaps: a dot
    ink = f'stroke="{KLEUREN[0]}" stroke-width="2" stroke-linecap="round"'
    return (
        f'<svg class="vb-spark" aria-hidden="true" viewBox="0 0 {BREEDTE} {HOOGTE}" '
        f'xmlns="http://www.w3.org/2000/svg"><path d="{lines}" fill="none" {ink}/>'
        f'<circle cx="{last[0]:.1f}" cy="{last[1]:.1f}" r="3.5" {ink} '
        f'fill="{"#fff" if hollow else KLEUREN[0]}"/></svg>'
    )
