"""Where the lines stand on the pages of a PDF, as PDFium sees them."""

from dataclasses import dataclass
from itertools import groupby

import pypdfium2

_MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Regel:
    """A line of text: its words, and how far from the top of the page it begins and ends, in
    millimetres."""

    tekst: str
    boven: float
    onder: float


def bladen(pdf: bytes) -> list[list[Regel]]:
    """Of every page its lines from top to bottom; what stands at one height is one line."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        height = page.get_height()
        text = page.get_textpage()
        pieces = []
        for n in range(text.count_rects()):
            left, bottom, right, top = text.get_rect(n)
            words = text.get_text_bounded(left, bottom, right, top).strip()
            if words:
                pieces.append(((height - top) * _MM, (height - bottom) * _MM, left, words))
        pieces.sort(key=lambda p: (round((p[0] + p[1]) / 4), p[2]))
        lines = []
        for _, same in groupby(pieces, key=lambda p: round((p[0] + p[1]) / 4)):
            row = list(same)
            words = " ".join(p[3] for p in row)
            lines.append(Regel(words, min(p[0] for p in row), max(p[1] for p in row)))
        found.append(sorted(lines, key=lambda line: line.boven))
    document.close()
    return found
