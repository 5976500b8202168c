"""Splitting Dutch text into sentences, without losing a character."""

import re
from collections.abc import Sequence

# What ends in a full stop without ending a sentence.
_AFKORTING = re.compile(
    r"(?:\b(?:bijv|b\.v|bv|o\.a|d\.w\.z|e\.d|e\.o|c\.q|i\.c|m\.b\.t|t\.a\.v|n\.a\.v|m\.u\.v|resp|ca|"
    r"dhr|mevr|mr|dr|drs|ir|prof|art|nr|blz|vgl|incl|excl|max|min|zgn|jl|a\.s|N\.E\.C|N\.E|[A-Z]))\.$",
    re.I,
)
# The longest of them, its full stop and the sign before it.
_KIJK_TERUG = 8
# From the first sign of a row on, and never back into it: a row of dots is looked at once.
_EINDE = re.compile(r"(?<![.!?…])[.!?…]++[\"'’”)\]]*+(?:(?=\s++[\"'‘“(\[]*+[A-Z0-9À-ÝĲ€])|\s*+$)")


def split_sentences(text: str) -> list[str]:
    """The sentences, each with the white space after it: joined they are the text again."""
    parts: list[str] = []
    start, begin = 0, len(text) - len(text.lstrip())
    last = len(text.rstrip())
    for match in _EINDE.finditer(text):
        end, stop = match.end(), match.start()
        if end < last and (_is_number(text, begin, stop) or _is_short(text, start, stop)):
            continue
        while end < len(text) and text[end].isspace():
            end += 1
        parts.append(text[start:end])
        start = begin = end
    if start < len(text):
        parts.append(text[start:])
    return parts


def _is_number(text: str, begin: int, stop: int) -> bool:
    """Whether the sentence so far is the number of an item: "1."."""
    return text[stop] == "." and 0 < stop - begin <= 2 and text[begin:stop].isdecimal()


def _is_short(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at `stop` ends an abbreviation of this sentence."""
    return bool(_AFKORTING.search(text[max(start, stop - _KIJK_TERUG) : stop + 1]))


def counted(aantal: int, een: str, meer: str) -> str:
    """A number with its noun: "1 thema", "2 thema’s"."""
    return f"{aantal} {een if aantal == 1 else meer}"


def enumerate_words(words: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"; empty for none."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
