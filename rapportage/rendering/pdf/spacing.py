"""Puts back the spaces between words that the layout dropped.

A layout engine ends a line without a space and leaves a gap between two inline boxes without
drawing anything. On paper that is the same; to a reader that takes the text from the structure
tree, "het einde" over a line end is "heteinde". ISO 32000-1, 14.8.2.5 asks for the space.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .structure import INLINE, StructElement

# Behind these a line may end in the middle of a word.
_MAY_BREAK_WORDS = ("-", "\u00ad", "/", "\u2013", "\u2014")

_FONT = re.compile(rb"/(\S+) \S+ Tf")


@dataclass(slots=True)
class _Last:
    page: int
    mcid: int
    text: str
    line: int


@dataclass(slots=True)
class TextFlow:
    """Follows the text of each paragraph, heading or cell from line to line and page to page.

    missing: per page (from 0) the MCIDs of the texts that want a space behind them.
    """

    missing: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    _last: dict[StructElement, _Last] = field(default_factory=dict)

    def text(self, holder: StructElement, page: int, mcid: int, text: str, line: int) -> None:
        """Note a piece of text in `holder`; `line` tells the lines of the document apart."""
        block = _block(holder)
        last = self._last.get(block)
        if last is not None and not last.text.endswith(" ") and not text.startswith(" "):
            ends_line = last.line != line and not last.text.endswith(_MAY_BREAK_WORDS)
            if ends_line or not text.strip():
                self.missing[last.page].add(last.mcid)
                last.text += " "
        if text.strip():
            self._last[block] = _Last(page, mcid, text, line)


def _block(holder: StructElement) -> StructElement:
    while holder.role in INLINE and holder.parent is not None:
        holder = holder.parent
    return holder


def space_glyphs(fonts: Sequence[Any]) -> dict[bytes, bytes]:
    """By font name in the PDF the hexadecimal number of the glyph for a space, of WeasyPrint's
    fonts. A font in which nobody typed a space has none embedded."""
    found: dict[bytes, bytes] = {}
    for font in fonts:
        glyph = next((g for g, text in font.to_unicode.items() if text == " "), None)
        if glyph is not None:
            found[font.hash.encode()] = b"<%04x>" % glyph
    for font in fonts:
        if " " not in font.to_unicode.values():
            found.pop(font.hash.encode(), None)
    return found


def add_spaces(items: list[Any], wanted: set[int], glyphs: Mapping[bytes, bytes]) -> None:
    """Add a space glyph at the end of the marked content `wanted` (MCIDs) in the content stream
    `items` of a page. Nothing on the page moves: each text sets its own position."""
    font = b""
    mcid: int | None = None
    last_show: int | None = None
    for index, item in enumerate(items):
        if isinstance(item, dict):
            mcid = item.get("MCID")
            last_show = None
        elif not isinstance(item, bytes):
            continue
        elif item.endswith(b" Tf"):
            if match := _FONT.fullmatch(item):
                font = match[1]
        elif item.endswith(b"] TJ"):
            last_show = index
        elif item == b"EMC" and mcid in wanted:
            if last_show is not None and font in glyphs:
                items[last_show] = items[last_show].removesuffix(b"] TJ") + glyphs[font] + b"] TJ"
            mcid = None
