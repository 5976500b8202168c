"""A figure as static SVG: for the web without JavaScript, and for paper.

Text is text. Series differ by dash and by shape, so that they hold without colour; a provisional
figure is hollow, a missing one a gap with a word. No style, id, opacity or clipping in it: those
fail a strict CSP, two charts on one page, or the PDF.
"""

from decimal import Decimal
from html import escape
from itertools import groupby

from monitoring.charts.figuur import Figuur, Figuursoort
from monitoring.charts.notatie import nl, ontbreekt_tekst, waarde_tekst
from monitoring.charts.schaal import steps
from monitoring.series import Reeks

BREEDTE, HOOGTE = 640, 320
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 30, 34
_INK, _LINE, _MUTED = "#1f2523", "#d5dcd9", "#56605c"
# Colours that differ in brightness too; with a dash and a shape each.
KLEUREN = ("#0e5c4c", "#a80a2d", "#1f2523", "#8a5a00", "#0b4a86", "#6b2d73")
STREPEN = ("", "7 3", "2 3", "10 3 2 3", "5 5", "1 4")
_VORMEN = (
    "M-4.5 0a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
    "M-4-4h8v8h-8z",
    "M0-5L5 4H-5z",
    "M0-6L6 0L0 6L-6 0z",
    "M0 5L5-4H-5z",
    "M-5-2h3v-3h4v3h3v4h-3v3h-4v-3h-3z",
)
MEESTE_REEKSEN = len(KLEUREN)
_ROW = 26


def render_svg(figuur: Figuur) -> str:
    """The figure as an `svg` element to put into HTML. Draws six series at most: the others are
    in its table."""
    if figuur.soort is Figuursoort.STAAF:
        return _bars(figuur)
    return _lines(figuur)


def _frame(figuur: Figuur, height: int, body: list[str]) -> str:
    return (
        f'<svg class="vb-grafiek" role="img" viewBox="0 0 {BREEDTE} {height}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="Source Sans, sans-serif" font-size="13" '
        f'fill="{_INK}"><title>{escape(figuur.alt)}</title>{"".join(body)}</svg>'
    )


def _number(value: float) -> str:
    """A coordinate: never with a comma, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")


def _text(x: float, y: float, words: str, *, anchor: str = "", fill: str = "") -> str:
    extra = (f' text-anchor="{anchor}"' if anchor else "") + (f' fill="{fill}"' if fill else "")
    return f'<text x="{_number(x)}" y="{_number(y)}"{extra}>{escape(words)}</text>'


# -- Lines ------------------------------------------------------------------------------------


def _lines(figuur: Figuur) -> str:
    reeksen = figuur.reeksen[:MEESTE_REEKSEN]
    legend = len(reeksen) > 1 or any(r.streef for r in reeksen)
    top = _TOP + (22 * ((len(reeksen) + 3) // 3) if legend else 0)
    height = HOOGTE + top - _TOP
    values = [p.waarde for r in reeksen for p in r.bekend if p.waarde is not None]
    ticks = steps([*values, *(s.waarde for r in reeksen for s in r.streef)])
    plot = _Plot(figuur, ticks, top, height)
    body = [_text(0, 14, figuur.eenheid, fill=_MUTED), *plot.axes()]
    if legend:
        body += _legend(reeksen)
    for n, reeks in enumerate(reeksen):
        body += plot.series(reeks, n, with_values=len(reeksen) == 1 and len(reeks.punten) <= 12)
    return _frame(figuur, height, body)


class _Plot:
    """Where a value of a line chart stands."""

    def __init__(self, figuur: Figuur, ticks: tuple[float, ...], top: int, height: int) -> None:
        self.figuur, self.ticks, self.top, self.bottom = figuur, ticks, top, height - _BOTTOM
        self.step = (BREEDTE - _LEFT - _RIGHT) / max(1, len(figuur.labels))

    def x(self, index: int) -> float:
        return _LEFT + (index + 0.5) * self.step

    def y(self, value: Decimal | float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (float(value) - low) / (high - low) * (self.bottom - self.top)

    def axes(self) -> list[str]:
        body = []
        decimals = 0 if all(t == int(t) for t in self.ticks) else 2
        for tick in self.ticks:
            y = self.y(tick)
            colour = _MUTED if tick == 0 else _LINE
            body.append(
                f'<path d="M{_LEFT} {_number(y)}H{BREEDTE - _RIGHT}" stroke="{colour}"/>'
                + _text(_LEFT - 8, y + 4, nl(Decimal(str(tick)), decimals), anchor="end")
            )
        # Room for about a dozen years, or half as many months.
        every = -(-len(self.figuur.labels) * max(map(len, self.figuur.labels), default=1) // 75)
        for n, label in enumerate(self.figuur.labels):
            if (len(self.figuur.labels) - 1 - n) % max(1, every) == 0:
                body.append(_text(self.x(n), self.bottom + 20, label, anchor="middle"))
        return body

    def series(self, reeks: Reeks, number: int, *, with_values: bool) -> list[str]:
        colour, dash = KLEUREN[number], STREPEN[number]
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        body = [f'<g stroke="{colour}" stroke-width="2" fill="{colour}">']
        for known, run in groupby(enumerate(reeks.punten), lambda item: item[1].waarde is not None):
            points = [(self.x(i), self.y(p.waarde)) for i, p in run if p.waarde is not None]
            if known and len(points) > 1:
                path = "L".join(f"{_number(x)} {_number(y)}" for x, y in points)
                body.append(f'<path d="M{path}" fill="none"{dashes}/>')
        for i, p in enumerate(reeks.punten):
            if p.waarde is not None:
                body.append(_marker(self.x(i), self.y(p.waarde), number, hollow=p.voorlopig))
        body.append("</g>")
        body += self._words(reeks, with_values=with_values)
        for s in reeks.streef:
            x, y = self.x(self.figuur.labels.index(s.label)), self.y(s.waarde)
            half = min(20.0, self.step * 0.4)
            body.append(
                f'<path d="M{_number(x - half)} {_number(y)}h{_number(half * 2)}" '
                f'stroke="{_INK}" stroke-width="3"/>'
            )
        return body

    def _words(self, reeks: Reeks, *, with_values: bool) -> list[str]:
        body = []
        for i, p in enumerate(reeks.punten):
            if p.waarde is None and len(self.figuur.reeksen) == 1:
                body.append(_text(self.x(i), self.bottom - 6, "?", anchor="middle", fill=_MUTED))
            elif p.waarde is not None and with_values:
                y = self.y(p.waarde) - 10
                body.append(
                    _text(self.x(i), y, waarde_tekst(p, self.figuur.decimalen), anchor="middle")
                )
        return body


def _marker(x: float, y: float, number: int, *, hollow: bool) -> str:
    fill = ' fill="#fff"' if hollow else ""
    return f'<path transform="translate({_number(x)} {_number(y)})" d="{_VORMEN[number]}"{fill}/>'


def _legend(reeksen: tuple[Reeks, ...]) -> list[str]:
    body = []
    width = (BREEDTE - 12) / 3
    for n, reeks in enumerate(reeksen):
        x, y = 4 + (n % 3) * width, 34 + (n // 3) * 22
        dash = f' stroke-dasharray="{STREPEN[n]}"' if STREPEN[n] else ""
        body.append(
            f'<g stroke="{KLEUREN[n]}" stroke-width="2" fill="{KLEUREN[n]}">'
            f'<path d="M{_number(x)} {y}h30"{dash}/>{_marker(x + 15, y, n, hollow=False)}</g>'
            + _text(x + 38, y + 4, _short(reeks.naam, 24))
        )
    if any(r.streef for r in reeksen):
        n = len(reeksen)
        x, y = 4 + (n % 3) * width, 34 + (n // 3) * 22
        body.append(
            f'<path d="M{_number(x)} {y}h30" stroke="{_INK}" stroke-width="3"/>'
            + _text(x + 38, y + 4, "streefwaarde")
        )
    return body


# -- Bars -------------------------------------------------------------------------------------


def _bars(figuur: Figuur) -> str:
    punten = figuur.reeksen[0].punten
    ticks = steps(p.waarde for p in punten if p.waarde is not None)
    left, right = 190, BREEDTE - 90
    scale = (right - left) / (ticks[-1] - ticks[0])
    zero = left - ticks[0] * scale
    body = [_text(0, 14, figuur.eenheid, fill=_MUTED)]
    for n, p in enumerate(punten):
        y = _TOP + n * _ROW
        body.append(_text(left - 8, y + 15, _short(p.label, 27), anchor="end"))
        if p.waarde is None:
            body.append(_text(zero + 6, y + 15, ontbreekt_tekst(p), fill=_MUTED))
            continue
        width = float(p.waarde) * scale
        x = zero + min(0.0, width)
        fill = "#fff" if p.voorlopig else KLEUREN[0]
        body.append(
            f'<rect x="{_number(x)}" y="{y + 2}" width="{_number(abs(width))}" height="18" '
            f'fill="{fill}" stroke="{KLEUREN[0]}" stroke-width="1.5"/>'
            + _text(zero + max(0.0, width) + 6, y + 15, waarde_tekst(p, figuur.decimalen))
        )
    height = _TOP + len(punten) * _ROW + 6
    body.append(f'<path d="M{_number(zero)} {_TOP - 4}V{height - 4}" stroke="{_MUTED}"/>')
    return _frame(figuur, height, body)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
