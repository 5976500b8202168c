"""The map in annex 4, drawn: a made-up quarter by a harbour."""

from io import BytesIO
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from veiligheid.core.lettertypen import font_bytes

MAAT = (1600, 1000)
_WATER, _LAND, _BLOK, _GROEN = "#cfe0ea", "#f4f1ea", "#e1dacb", "#cfe0c8"
_INKT, _ACCENT, _WIT, _STRAAT = "#1f2523", "#a80a2d", "#ffffff", "#fbfaf7"

_KADE = [(0, 250), (540, 250), (600, 300), (1120, 300), (1180, 240), (1600, 240)]
# Streets: from where, to where, how wide, its name and where that stands.
_STRATEN = [
    ((0, 330), (1600, 330), 44, "Havenkade", (90, 316)),
    ((0, 560), (1600, 560), 40, "Touwslagersgang", (90, 546)),
    ((0, 800), (1600, 800), 48, "Veenkade", (90, 786)),
    ((360, 250), (360, 1000), 36, "", (0, 0)),
    ((820, 300), (820, 1000), 36, "", (0, 0)),
    ((1270, 240), (1270, 1000), 36, "", (0, 0)),
]
_PLEKKEN = [
    (560, 560, "1", "Touwslagersgang: zes portieken"),
    (1040, 420, "2", "Oude zeilmakerij"),
    (600, 330, "3", "Kade: heg weg, bakken erin"),
    (1270, 200, "4", "Zoutbrug"),
]
_RONDE = [(560, 560), (1270, 560), (1270, 330), (360, 330), (360, 560), (560, 560)]


def draw_kaart() -> bytes:
    """A PNG, the same bytes each time."""
    image = Image.new("RGB", MAAT, _LAND)
    pen = ImageDraw.Draw(image)
    pen.polygon([(0, 0), *_KADE, (1600, 0)], _WATER)
    pen.line(_KADE, _INKT, 5)
    _blocks(pen)
    for van, naar, breed, naam, plek in _STRATEN:
        pen.line([van, naar], _STRAAT, breed)
        if naam:
            pen.text(plek, naam, _INKT, _letter(26))
    pen.text((120, 110), "Oude Haven", "#33536b", _letter(48, "It"))
    pen.rectangle((1252, -10, 1288, 252), _STRAAT, _INKT, 4)
    _dashes(pen, _RONDE)
    for x, y, nummer, _ in _PLEKKEN:
        _sign(pen, x, y, nummer)
    _legend(pen)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _blocks(pen: ImageDraw.ImageDraw) -> None:
    for x0, x1 in ((20, 330), (390, 790), (850, 1240), (1300, 1580)):
        for y0, y1 in ((366, 530), (592, 766), (834, 980)):
            green = (x0, y0) == (20, 592)
            pen.rounded_rectangle((x0, y0, x1, y1), 10, _GROEN if green else _BLOK)
            if not green:
                pen.rounded_rectangle((x0 + 60, y0 + 50, x1 - 60, y1 - 50), 8, _LAND)
    pen.text((90, 664), "Lijnbaanpark", "#3c5a34", _letter(26, "It"))


def _sign(pen: ImageDraw.ImageDraw, x: int, y: int, nummer: str) -> None:
    pen.ellipse((x - 34, y - 34, x + 34, y + 34), _ACCENT, _WIT, 5)
    pen.text((x, y - 2), nummer, _WIT, _letter(40, "Bold"), anchor="mm")


def _dashes(pen: ImageDraw.ImageDraw, route: list[tuple[int, int]]) -> None:
    for (ax, ay), (bx, by) in pairwise(route):
        steps = max(2, round(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5 / 26))
        for n in range(steps):
            a, b = n / steps, (n + 0.55) / steps
            ends = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in (a, b)]
            pen.line(ends, _ACCENT, 7)


def _legend(pen: ImageDraw.ImageDraw) -> None:
    pen.rounded_rectangle((905, 640, 1580, 985), 14, _WIT, _INKT, 3)
    for n, (_, _, nummer, naam) in enumerate(_PLEKKEN):
        y = 690 + n * 62
        pen.ellipse((935, y - 24, 983, y + 24), _ACCENT)
        pen.text((959, y - 1), nummer, _WIT, _letter(30, "Bold"), anchor="mm")
        pen.text((1008, y), naam, _INKT, _letter(34), anchor="lm")
    _dashes(pen, [(930, 945), (988, 945)])
    pen.text((1008, 945), "Ronde van het nachtduo", _INKT, _letter(34), anchor="lm")


def _letter(grootte: int, soort: str = "Regular") -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(BytesIO(font_bytes(f"SourceSansPro-{soort}.ttf")), grootte)
