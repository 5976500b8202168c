"""A figure drawn small: a column per label with its number on top, no axis and almost no legend.

For a page of numbers that is looked at from a distance, and for a narrow screen. The same rules as
`svg`: text is text, a provisional figure is hollow, a missing one is a gap with a question mark.
"""

import math
from decimal import Decimal
from html import escape

from monitoring.charts.notatie import nl
from veiligheid.document.figuur import Figuur, Punt

# Both stand out from paper (3:1), and from each other when printed in black.
_LAST, _OTHER = "#0e5c4c", "#6d978e"
_INK, _MUTED, _PAPER = "#1f2523", "#56605c", "#ffffff"
_TOP, _BOTTOM = 20, 20
# Room for a word above a number ("ruim"), and for the line that says what a target is.
_WORD, _LEGEND = 13, 18
_DIGIT = 7.2


def render_klein(figuur: Figuur, breedte: int = 320, hoogte: int = 110) -> str:
    """The first series of the figure as an `svg` element. The newest known figure stands out."""
    body = "".join(_Klein(figuur, breedte, hoogte).draw()) if figuur.reeksen else ""
    return (
        f'<svg class="vb-grafiek" role="img" viewBox="0 0 {breedte} {hoogte}" '
        'xmlns="http://www.w3.org/2000/svg" font-family="Source Sans, sans-serif" font-size="13" '
        f'text-anchor="middle"><title>{escape(figuur.alt)}</title>{body}</svg>'
    )


class _Klein:
    """Where everything stands."""

    def __init__(self, figuur: Figuur, breedte: int, hoogte: int) -> None:
        reeks = figuur.reeksen[0]
        self.punten, self.decimalen = reeks.punten, figuur.decimalen
        self.streef = {s.label: s.waarde for s in reeks.streef}
        self.breedte, self.hoogte = breedte, hoogte
        values = [Decimal(0), *self.streef.values()]
        values += [p.waarde for p in reeks.punten if p.waarde is not None]
        word = _WORD if any(p.voorvoegsel for p in reeks.punten) else 0
        room = hoogte - _TOP - word - (_LEGEND if self.streef else 0) - _BOTTOM
        self.scale = room / float(max(values) - min(values) or 1)
        self.zero = hoogte - _BOTTOM + float(min(values)) * self.scale
        self.step = breedte / max(1, len(reeks.punten))

    def y(self, value: Decimal) -> float:
        return self.zero - float(value) * self.scale

    def draw(self) -> list[str]:
        known = [n for n, p in enumerate(self.punten) if p.waarde is not None]
        # Labels that would run into each other are left out, but never the last one.
        widest = max((len(p.label) for p in self.punten), default=1)
        every = math.ceil((widest + 0.5) * _DIGIT / self.step)
        body = [f'<path d="M0 {_n(self.zero)}H{self.breedte}" stroke="{_MUTED}"/>']
        for n, punt in enumerate(self.punten):
            newest = known[-1:] == [n]
            x = (n + 0.5) * self.step
            body += self._column(punt, x, newest=newest)
            if (len(self.punten) - 1 - n) % every == 0:
                body.append(_text(x, self.hoogte - 4, punt.label, _MUTED, bold=newest))
        if self.streef:
            body += [_mark(2, 8, 26), _text(34, 12, "streefwaarde", _INK, anchor="start")]
        return body

    def _column(self, punt: Punt, x: float, *, newest: bool) -> list[str]:
        target = self.streef.get(punt.label)
        half = self.step * 0.42
        marks = [] if target is None else [_mark(x - half, self.y(target), 2 * half)]
        if punt.waarde is None:
            return [_text(x, self.zero - 6, "?", _MUTED), *marks]
        colour = _LAST if newest else _OTHER
        inside = _PAPER if punt.voorlopig else colour
        width, top = self.step * 0.62, min(self.y(punt.waarde), self.zero)
        height = abs(self.y(punt.waarde) - self.zero)
        words = nl(punt.waarde, self.decimalen)
        small = len(words) * _DIGIT > self.step * 0.9
        y, ink = top - 5, _INK
        if target is not None and abs(self.y(target) - (top - 9)) < 12:
            # The mark of the target would run through the number.
            inward = height > 20
            y = top + 15 if inward else self.y(target) - 6
            ink = _PAPER if inward and not punt.voorlopig else _INK
        body = [
            f'<rect x="{_n(x - width / 2)}" y="{_n(top)}" width="{_n(width)}" '
            f'height="{_n(height)}" fill="{inside}" stroke="{colour}"/>',
            _text(x, y, words, ink, bold=newest, small=small),
            *marks,
        ]
        if punt.voorvoegsel:
            body.append(_text(x, y - _WORD, punt.voorvoegsel, ink, small=True))
        return body


def _mark(x: float, y: float, width: float) -> str:
    """What the figure should be."""
    return f'<path d="M{_n(x)} {_n(y)}h{_n(width)}" stroke="{_INK}" stroke-width="3"/>'


def _text(
    x: float,
    y: float,
    words: str,
    fill: str,
    *,
    bold: bool = False,
    small: bool = False,
    anchor: str = "",
) -> str:
    extra = (' font-weight="600"' if bold else "") + (' font-size="10.5"' if small else "")
    extra += f' text-anchor="{anchor}"' if anchor else ""
    return f'<text x="{_n(x)}" y="{_n(y)}" fill="{fill}"{extra}>{escape(words)}</text>'


def _n(value: float) -> str:
    """A coordinate: never with a comma, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")
