"""What a reader sees of a hit: the words around what was sought."""

from collections.abc import Collection
from dataclasses import dataclass

from veiligheid.core.zoeken.taal import words

# About three lines on a telephone.
_LONG = 220


@dataclass(frozen=True, slots=True)
class Stukje:
    tekst: str
    gemerkt: bool = False


def marked(text: str, stems: Collection[str]) -> list[Stukje]:
    """The text in pieces, what was sought marked."""
    pieces, at = [], 0
    for begin, end, stem in words(text):
        if stem in stems:
            pieces += [Stukje(text[at:begin])] if begin > at else []
            pieces.append(Stukje(text[begin:end], gemerkt=True))
            at = end
    return [*pieces, *([Stukje(text[at:])] if at < len(text) else [])]


def fragment(text: str, stems: Collection[str], long: int = _LONG) -> list[Stukje]:
    """The part of the text with the most different words that were sought, whole words only."""
    if len(text) <= long:
        return marked(text, stems)
    found = [(begin, stem) for begin, _, stem in words(text) if stem in stems]
    best, start = 0, 0
    for n, (begin, _) in enumerate(found):
        inside = len({s for b, s in found[n : n + 40] if b - begin < long - 40})
        if inside > best:
            best, start = inside, begin
    begin = max(0, start - 40)
    if begin:
        begin = text.find(" ", begin) + 1 or begin
    end = min(len(text), begin + long)
    if end < len(text):
        end = text.rfind(" ", begin, end) if " " in text[begin:end] else end
    pieces = marked(text[begin:end], stems)
    before = [Stukje("… ")] if begin else []
    after = [Stukje(" …")] if end < len(text) else []
    return [*before, *pieces, *after]
