"""The numbers and bullets that Word makes by itself (``word/numbering.xml``).

A paragraph names a *num* and a level; the num points to an *abstract* definition, of which it may
override levels or their start. All nums of one abstract definition count on together, unless a num
restarts (ISO/IEC 29500-1, 17.9).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from veiligheid.core.word.markup import W, child_val, is_on, number, val
from veiligheid.core.word.styles import Styles

LEVELS = 9
_UNNUMBERED = ("bullet", "none")
_CARDINALS = (
    "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf",
)  # fmt: skip
_ORDINALS = (
    "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende",
    "tiende", "elfde", "twaalfde",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a definition. `restart` is the level (from 1) that makes it begin anew: None
    for every higher one, 0 for none."""

    format: str
    text: str
    start: int = 1
    restart: int | None = None
    decimal: bool = False
    style: str = ""

    @property
    def numbered(self) -> bool:
        return self.format not in _UNNUMBERED

    @property
    def visible(self) -> bool:
        return self.format != "none" or bool(self.text)


@dataclass(frozen=True, slots=True)
class Definition:
    """A num with its overrides applied: levels 0..8 where defined."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph's place in a list: which one, its level 0..8 there and how that level looks.

    `depth` is how deep a reader sees it stand: more than `ilvl` in a "List Bullet 2". All nums of
    one `abstract` count on together.
    """

    num_id: str
    abstract: str
    ilvl: int
    depth: int
    level: Level


_BULLET = Level("bullet", "•")
_DECIMAL = Level("decimal", "%1.")


class Numbering:
    """Looks up and counts. One object reads one document, its paragraphs in order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()
        self._abstracts = _children(root, "abstractNum", "abstractNumId")
        self._nums = _children(root, "num", "numId")
        self._definitions: dict[str, Definition] = {}

    def place(self, style_id: str | None, paragraph: etree._Element | None) -> Place | None:
        """The place in a list that a paragraph has by itself or through its style, if any.

        paragraph: its ``w:pPr``. Numbering 0 means that the paragraph takes itself out of the list.
        """
        num = None if paragraph is None else paragraph.find(W + "numPr")
        own_id, own_level = child_val(num, "numId"), child_val(num, "ilvl")
        style = self._styles.resolve(style_id)
        num_id = style.num_id if own_id is None else own_id
        named = style.list_style
        if num_id not in self._nums:
            if own_id is not None or num_id or named is None:
                return None
            # A list by its style's name alone: the file doesn't say how it numbers.
            look = _DECIMAL if named.numbered else _BULLET
            own = f"stijl {named.numbered}"
            return Place(own, own, named.level, named.level, look)
        definition = self._definition(num_id)
        levels = definition.levels
        ilvl = next((i for i, v in levels.items() if v.style and v.style == style.num_style), 0)
        if own_id is not None or own_level is not None:
            ilvl = number(own_level, 0, 0, LEVELS - 1)
        elif ilvl == 0 and style.ilvl is not None:
            ilvl = style.ilvl
        level = levels.get(ilvl)
        if level is None or not level.visible:
            return None
        # "List Bullet 2" is the first level of a list of its own, but stands under "List Bullet".
        depth = max(ilvl, named.level) if named else ilvl
        return Place(num_id, definition.abstract, ilvl, depth, level)

    def count(self, place: Place) -> int:
        """Counts one paragraph at `place` and returns the number it gets."""
        definition = self._definition(place.num_id)
        counts = self._counts.setdefault(definition.abstract, [None] * LEVELS)
        if place.num_id not in self._started:
            self._started.add(place.num_id)
            for ilvl in definition.starts:
                counts[ilvl] = None
        at = place.ilvl
        start = definition.starts.get(at, place.level.start)
        previous = counts[at]
        counts[at] = start if previous is None else previous + 1
        for deeper in range(at + 1, LEVELS):
            restart = definition.levels[deeper].restart if deeper in definition.levels else None
            if restart is None or (restart and at < restart):
                counts[deeper] = None
        return counts[at] or 0

    def label(self, place: Place) -> str:
        """The number as Word shows it at the last counted `place`: ``2.1``; "" for a bullet."""
        if place.level.format == "bullet":
            return ""
        definition = self._definition(place.num_id)
        counts = self._counts.get(definition.abstract, [None] * LEVELS)
        text = place.level.text
        for ilvl in range(LEVELS):
            if f"%{ilvl + 1}" in text:
                level = definition.levels.get(ilvl, place.level)
                value = counts[ilvl]
                shown = format_number(
                    level.start if value is None else value,
                    "decimal" if place.level.decimal else level.format,
                )
                text = text.replace(f"%{ilvl + 1}", shown)
        return text.strip()

    def _definition(self, num_id: str) -> Definition:
        if num_id not in self._definitions:
            self._definitions[num_id] = self._define(num_id)
        return self._definitions[num_id]

    def _define(self, num_id: str) -> Definition:
        num = self._nums.get(num_id)
        if num is None:
            return Definition(num_id, {}, {})
        abstract_id = child_val(num, "abstractNumId") or ""
        # A list style: the levels stand with the num that the style names.
        link = child_val(self._abstracts.get(abstract_id), "numStyleLink")
        if link is not None:
            linked = self._nums.get(self._styles.resolve(link).num_id)
            abstract_id = child_val(linked, "abstractNumId") or abstract_id
        levels = dict(_levels(self._abstracts.get(abstract_id)))
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            levels.update(_levels(override))
            start = child_val(override, "startOverride")
            if start is not None:
                starts[number(val(override, "ilvl"), 0, 0, LEVELS - 1)] = number(start, 1)
        return Definition(abstract_id, levels, starts)


def format_number(value: int, form: str) -> str:
    """A number in one of Word's formats; formats that Dutch doesn't use come out in digits."""
    match form:
        case "upperRoman" | "lowerRoman" if 0 < value < 4000:
            roman = _roman(value)
            return roman if form == "upperRoman" else roman.lower()
        case "upperLetter" | "lowerLetter" if 0 < value <= 780:
            letters = chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)
            return letters if form == "upperLetter" else letters.lower()
        case "decimalZero":
            return f"{value:02d}"
        case "ordinal":
            return f"{value}e"
        case "cardinalText" if 0 < value <= len(_CARDINALS):
            return _CARDINALS[value - 1]
        case "ordinalText" if 0 < value <= len(_ORDINALS):
            return _ORDINALS[value - 1]
        case "none" | "bullet":
            return ""
        case _:
            return str(value)


def _roman(value: int) -> str:
    signs = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    roman = ""
    for worth, sign in signs:
        times, value = divmod(value, worth)
        roman += sign * times
    return roman


def _children(root: etree._Element | None, tag: str, key: str) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {val(child, key) or "": child for child in root.iterchildren(W + tag)}


def _levels(parent: etree._Element | None) -> Iterator[tuple[int, Level]]:
    for element in parent.iterchildren(W + "lvl") if parent is not None else ():
        restart = child_val(element, "lvlRestart")
        yield (
            number(val(element, "ilvl"), 0, 0, LEVELS - 1),
            Level(
                format=child_val(element, "numFmt") or "decimal",
                text=child_val(element, "lvlText") or "",
                start=number(child_val(element, "start"), 0),
                restart=None if restart is None else number(restart, 0, 0, LEVELS),
                decimal=bool(is_on(element.find(W + "isLgl"))),
                style=child_val(element, "pStyle") or "",
            ),
        )
