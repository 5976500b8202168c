"""A figure as static SVG: for the web without JavaScript, and for paper.

Text is text. Series differ by dash and by shape, so that they hold without colour; a provisional
figure is hollow, a missing one a gap with a word. No style, id, opacity or clipping in it: those
fail a strict CSP, two charts on one page, or the PDF.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import groupby, pairwise

from monitoring.charts.labels import Label, Vak, place_labels
from monitoring.charts.notatie import nl, ontbreekt_tekst, waarde_tekst
from monitoring.charts.schaal import steps
from veiligheid.document.figuur import Figuur, Reeks
from veiligheid.document.woorden import Figuursoort


@dataclass(frozen=True, slots=True)
class Maat:
    """How wide and high a chart is drawn. `kolommen`: of the legend, whose words are cut off after
    `woord` letters; `namen`: the width of the names beside bars, cut off after `letters`."""

    soort: str
    breedte: int
    hoogte: int
    kolommen: int
    woord: int
    namen: int
    letters: int


BREED = Maat("breed", 560, 300, 3, 21, 180, 26)
# For a telephone, where the words of a wide chart are too small.
SMAL = Maat("smal", 340, 260, 2, 17, 112, 16)
# On paper two charts with all their words fit on a page, and one beneath a table.
PAPIER = Maat("papier", 560, 250, 3, 21, 180, 26)
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 30, 34
_INK, _LINE, _MUTED = "#1f2523", "#d5dcd9", "#56605c"
# Colours that differ in brightness too; with a dash and a shape each.
KLEUREN = ("#0e5c4c", "#a80a2d", "#1f2523", "#8a5a00", "#0b4a86", "#6b2d73")
STREPEN = ("", "7 3", "2 3", "10 3 2 3", "5 5", "1 4")
# Where a shape begins, as seen from its point, and how it is drawn from there and back.
_VORMEN = (
    (-4, 0, "a4 4 0 1 0 8 0 4 4 0 1 0-8 0z"),
    (-4, -4, "h8v8h-8z"),
    (0, -5, "l5 9h-10z"),
    (0, -6, "l6 6-6 6-6-6z"),
    (0, 5, "l5-9h-10z"),
    (-5, 0, "l9-5v10z"),
)
MEESTE_REEKSEN, MEESTE_STAVEN = len(KLEUREN), 40
_ROW = 26


def render_svg(figuur: Figuur, maat: Maat = BREED) -> str:
    """The figure as an `svg` element to put into HTML. Draws six series or forty bars at most: the
    others are in its table."""
    if figuur.soort is Figuursoort.STAAF:
        return _bars(figuur, maat)
    return _lines(figuur, maat)


def _frame(figuur: Figuur, maat: Maat, height: int, body: list[str]) -> str:
    return (
        f'<svg class="vb-grafiek vb-grafiek--{maat.soort}" role="img" '
        f'viewBox="0 0 {maat.breedte} {height}" '
        f'xmlns="http://www.w3.org/2000/svg" font-family="Source Sans, sans-serif" font-size="13" '
        f'fill="{_INK}"><title>{escape(figuur.alt)}</title>{"".join(body)}</svg>'
    )


def _number(value: float) -> str:
    """A coordinate: never with a comma, whatever the language."""
    return f"{value:.1f}".removesuffix(".0")


def _text(
    x: float, y: float, words: str, *, anchor: str = "", fill: str = "", bold: bool = False
) -> str:
    place = f' x="{_number(x)}"' if x else ""
    extra = (f' text-anchor="{anchor}"' if anchor else "") + (f' fill="{fill}"' if fill else "")
    extra += ' font-weight="700"' if bold else ""
    return f'<text{place} y="{_number(y)}"{extra}>{escape(words)}</text>'


# -- Lines ------------------------------------------------------------------------------------


def _lines(figuur: Figuur, maat: Maat) -> str:
    reeksen = figuur.reeksen[:MEESTE_REEKSEN]
    legend = len(reeksen) > 1 or any(r.streef for r in reeksen)
    rows = -(-(len(reeksen) + any(r.streef for r in reeksen)) // maat.kolommen)
    top = _TOP + (22 * rows if legend else 0)
    height = maat.hoogte + top - _TOP
    values = [p.waarde for r in reeksen for p in r.bekend if p.waarde is not None]
    ticks = steps([*values, *(s.waarde for r in reeksen for s in r.streef)])
    plot = _Plot(figuur, maat, ticks, top, height)
    body = [_text(0, 14, figuur.eenheid, fill=_MUTED), *plot.axes()]
    if legend:
        body += _legend(reeksen, maat)
    for n, reeks in enumerate(reeksen):
        body += plot.series(reeks, n, with_values=len(reeksen) == 1)
    return _frame(figuur, maat, height, body)


class _Plot:
    """Where a value of a line chart stands."""

    def __init__(
        self, figuur: Figuur, maat: Maat, ticks: tuple[float, ...], top: int, height: int
    ) -> None:
        self.figuur, self.maat, self.ticks = figuur, maat, ticks
        self.top, self.bottom = top, height - _BOTTOM
        self.right = maat.breedte - _RIGHT
        self.step = (self.right - _LEFT) / max(1, len(figuur.labels))

    def x(self, index: int) -> int:
        return round(_LEFT + (index + 0.5) * self.step)

    def y(self, value: Decimal | float) -> float:
        low, high = self.ticks[0], self.ticks[-1]
        return self.bottom - (float(value) - low) / (high - low) * (self.bottom - self.top)

    def axes(self) -> list[str]:
        decimals = 0 if all(t == int(t) for t in self.ticks) else 2
        heights = [(tick, _number(self.y(tick))) for tick in self.ticks]
        lines = "".join(f"M{_LEFT} {y}H{self.right}" for tick, y in heights if tick)
        body = [
            f'<path d="{lines}" stroke="{_LINE}"/>',
            f'<path d="M{_LEFT} {_number(self.y(0))}H{self.right}" stroke="{_MUTED}"/>',
            '<g text-anchor="end">',
        ]
        for tick in self.ticks:
            words = nl(Decimal(str(tick)), decimals)
            body.append(_text(_LEFT - 8, self.y(tick) + 4, words))
        body.append('</g><g text-anchor="middle">')
        # In the wide chart room for about a dozen years, or half as many months.
        room = (self.right - _LEFT) // 7.5
        letters = len(self.figuur.labels) * max(map(len, self.figuur.labels), default=1)
        every = -int(-letters // room)
        for n, label in enumerate(self.figuur.labels):
            if (len(self.figuur.labels) - 1 - n) % max(1, every) == 0:
                body.append(_text(self.x(n), self.bottom + 20, label))
        return [*body, "</g>"]

    def series(self, reeks: Reeks, number: int, *, with_values: bool) -> list[str]:
        dashes = f' stroke-dasharray="{STREPEN[number]}"' if STREPEN[number] else ""
        body = [_ink(number)]
        line, signs = "", list[tuple[float, float]]()
        if len(self.figuur.reeksen) > 1 or reeks.streef:  # then there is a legend
            x, y = _legend_place(number, self.maat)
            line, signs = f"M{x} {y}h30", [(float(x + 15), float(y))]
        for known, run in groupby(enumerate(reeks.punten), lambda item: item[1].waarde is not None):
            points = [(self.x(i), self.y(p.waarde)) for i, p in run if p.waarde is not None]
            if known and len(points) > 1:
                line += _steps(points, "", "l")
        if line:
            body.append(f'<path d="{line}" fill="none"{dashes}/>')
        for hollow in (False, True):
            places: list[tuple[float, float]] = [
                (self.x(i), self.y(p.waarde))
                for i, p in enumerate(reeks.punten)
                if p.waarde is not None and p.voorlopig is hollow
            ]
            if marks := places if hollow else signs + places:
                body.append(_markers(marks, number, hollow=hollow))
        body.append("</g>")
        body += self._words(reeks, with_values=with_values)
        for s in reeks.streef:
            at, height = self.x(self.figuur.labels.index(s.label)), self.y(s.waarde)
            half = self._half()
            body.append(
                f'<path d="M{_number(at - half)} {_number(height)}h{_number(half * 2)}" '
                f'stroke="{_INK}" stroke-width="3"/>'
            )
        return body

    def _words(self, reeks: Reeks, *, with_values: bool) -> list[str]:
        body = []
        if len(self.figuur.reeksen) == 1:
            for i, p in enumerate(reeks.punten):
                if p.waarde is None:
                    y = self.bottom - 6
                    body.append(_text(self.x(i), y, "?", anchor="middle", fill=_MUTED))
        if with_values:
            body += [
                _text(label.x, label.y, label.tekst, anchor=label.anchor)
                for label in self._labels(reeks)
            ]
        return body

    def _labels(self, reeks: Reeks) -> list[Label]:
        """The values beside their points, clear of the line and of the targets; none where they
        are too many to read."""
        known = [
            ((self.x(i), self.y(p.waarde)), waarde_tekst(p, self.figuur.decimalen), i)
            for i, p in enumerate(reeks.punten)
            if p.waarde is not None
        ]
        if any(len(words) * 4 > self.step for _, words, _ in known):
            return []
        lines = [(a, b) for (a, _, i), (b, _, j) in pairwise(known) if j == i + 1]
        targets = []
        for s in reeks.streef:
            x, y = self.x(self.figuur.labels.index(s.label)), self.y(s.waarde)
            half = self._half()
            targets.append(Vak(x - half, y - 2, x + half, y + 2))
        area = Vak(_LEFT, self.top - 14, self.maat.breedte, self.bottom - 1)
        return place_labels([(place, words) for place, words, _ in known], lines, targets, area)

    def _half(self) -> float:
        """Half the width of a target."""
        return min(20.0, self.step * 0.4)


def _steps(places: Sequence[tuple[float, float]], shape: str, sign: str) -> str:
    """A path from place to place, each next one as seen from the last; `shape` is drawn at each
    and ends where it began. Rounded first, so that nothing adds up."""
    (x, y), *rest = [(round(a, 1), round(b, 1)) for a, b in places]
    path = f"M{_number(x)} {_number(y)}{shape}"
    for a, b in rest:
        dx, dy = _number(a - x), _number(b - y)
        path += f"{sign}{dx}{'' if dy.startswith('-') else ' '}{dy}{shape}"
        x, y = a, b
    return path


def _markers(places: Sequence[tuple[float, float]], number: int, *, hollow: bool = False) -> str:
    dx, dy, shape = _VORMEN[number]
    fill = ' fill="#fff"' if hollow else ""
    return f'<path d="{_steps([(x + dx, y + dy) for x, y in places], shape, "m")}"{fill}/>'


def _ink(number: int) -> str:
    return f'<g stroke="{KLEUREN[number]}" stroke-width="2" fill="{KLEUREN[number]}">'


def _legend_place(number: int, maat: Maat) -> tuple[int, int]:
    column, row = number % maat.kolommen, number // maat.kolommen
    return 4 + column * (maat.breedte // maat.kolommen - 3), 34 + row * 22


def _legend(reeksen: tuple[Reeks, ...], maat: Maat) -> list[str]:
    """The words of the legend; each series draws its own sign beside it."""
    body = []
    for n, reeks in enumerate(reeksen):
        x, y = _legend_place(n, maat)
        body.append(_text(x + 38, y + 4, _short(reeks.naam, maat.woord)))
    if any(r.streef for r in reeksen):
        x, y = _legend_place(len(reeksen), maat)
        body.append(
            f'<path d="M{x} {y}h30" stroke="{_INK}" stroke-width="3"/>'
            + _text(x + 38, y + 4, "streefwaarde")
        )
    return body


# -- Bars -------------------------------------------------------------------------------------


def _bars(figuur: Figuur, maat: Maat) -> str:
    punten = figuur.reeksen[0].punten[:MEESTE_STAVEN]
    targets = {s.label: s.waarde for s in figuur.reeksen[0].streef}
    ticks = steps([*(p.waarde for p in punten if p.waarde is not None), *targets.values()])
    left, right = maat.namen, maat.breedte - (90 if maat is BREED else 60)
    scale = (right - left) / (ticks[-1] - ticks[0])
    zero = left - ticks[0] * scale
    body = [_text(0, 14, figuur.eenheid, fill=_MUTED)]
    bars: dict[bool, str] = {False: "", True: ""}
    marks = ""
    for n, p in enumerate(punten):
        y = _TOP + n * _ROW
        bold = p.label == figuur.nadruk
        if (target := targets.get(p.label)) is not None:
            x = _number(zero + float(target) * scale)
            marks += f"M{x} {y}v22"
        body.append(_text(0, y + 15, _short(p.label, maat.letters), bold=bold))
        if p.waarde is None:
            body.append(_text(zero + 6, y + 15, ontbreekt_tekst(p), fill=_MUTED))
            continue
        width = float(p.waarde) * scale
        bars[p.voorlopig] += f"M{_number(zero)} {y + 2}h{_number(width)}v18h{_number(-width)}z"
        words = waarde_tekst(p, figuur.decimalen)
        body.append(_text(zero + max(0.0, width) + 6, y + 15, words, bold=bold))
    for hollow, shapes in bars.items():
        if shapes:
            fill = "#fff" if hollow else KLEUREN[0]
            stroke = f'stroke="{KLEUREN[0]}" stroke-width="1.5"'
            body.append(f'<path d="{shapes}" fill="{fill}" {stroke}/>')
    height = _TOP + len(punten) * _ROW + 6
    if marks:
        height += _ROW
        marks += f"M4 {height - 22}v18"
        body.append(f'<path d="{marks}" stroke="{_INK}" stroke-width="3"/>')
        body.append(_text(14, height - 9, "streefwaarde"))
    if more := len(figuur.reeksen[0].punten) - len(punten):
        height += _ROW
        body.append(_text(0, height - 10, f"en nog {more}: zie de tabel", fill=_MUTED))
    bottom = _TOP + len(punten) * _ROW + 2
    body.append(f'<path d="M{_number(zero)} {_TOP - 4}V{bottom}" stroke="{_MUTED}"/>')
    return _frame(figuur, maat, height, body)


def _short(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"
