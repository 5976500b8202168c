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

import pydyf

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

    missing: per page (from 0) the texts that want a space behind them, by MCID.
    """

    missing: dict[int, dict[int, str]] = field(default_factory=lambda: defaultdict(dict))
    _last: dict[StructElement, _Last] = field(default_factory=dict)

    def text(self, holder: StructElement, page: int, mcid: int, text: str, line: int) -> None:
        """Note a piece of text in `holder`; `line` tells the lines of the document apart."""
        block = _block(holder)
        last = self._last.get(block)
        if last is not None and not last.text.endswith(" "):
            is_blank = not text.strip()  # nothing is drawn for it
            ends_line = last.line != line and not last.text.endswith(_MAY_BREAK_WORDS)
            if is_blank or (ends_line and not text.startswith(" ")):
                self.missing[last.page][last.mcid] = last.text
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
    lacking = set()
    for font in fonts:  # one name may stand for several of them, one per size
        name = font.hash.encode()
        glyph = next((g for g, text in font.to_unicode.items() if text in (" ", "\u00a0")), None)
        if glyph is None:
            lacking.add(name)
        else:
            found[name] = b"<%04x>" % glyph
    return {name: glyph for name, glyph in found.items() if name not in lacking}


def add_spaces(items: list[Any], wanted: Mapping[int, str], glyphs: Mapping[bytes, bytes]) -> None:
    """Add a space to the marked content `wanted` (text by MCID) in the content stream `items` of
    a page: a glyph at its end, which moves nothing as each text sets its own position. Where the
    font has no such glyph, ActualText says it (ISO 32000-1, 14.9.4)."""
    font = b""
    mark: Any = None
    last_show: int | None = None
    for index, item in enumerate(items):
        if isinstance(item, dict):
            mark = item if item.get("MCID") in wanted else None
            last_show = None
        elif not isinstance(item, bytes):
            continue
        elif item.endswith(b" Tf"):
            if match := _FONT.fullmatch(item):
                font = match[1]
        elif item.endswith(b"] TJ"):
            last_show = index
        elif item == b"EMC" and mark is not None:
            if last_show is not None and font in glyphs:
                items[last_show] = items[last_show].removesuffix(b"] TJ") + glyphs[font] + b"] TJ"
            else:
                mark["ActualText"] = pydyf.String(wanted[mark["MCID"]] + " ")
            mark = None
