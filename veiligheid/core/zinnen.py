"""Splitting Dutch text into sentences, without losing a character."""

import re
from collections.abc import Sequence

# What ends in a full stop without ending a sentence.
_AFKORTING = re.compile(
    r"(?:\b(?:bijv|b\.v|bv|o\.a|d\.w\.z|e\.d|e\.o|c\.q|i\.c|m\.b\.t|t\.a\.v|n\.a\.v|m\.u\.v|resp|ca|"
    r"dhr|mevr|mr|dr|drs|ir|prof|art|nr|blz|vgl|incl|excl|max|min|zgn|jl|a\.s|N\.E\.C|N\.E|[A-Z])"
    r"|^\s*\d{1,2})\.$",
    re.I,
)
_EINDE = re.compile(r"[.!?…]+[\"'’”)\]]*(?=\s+[\"'‘“(\[]*[A-Z0-9À-ÝĲ€])|[.!?…]+[\"'’”)\]]*\s*$")


def split_sentences(text: str) -> list[str]:
    """The sentences, each with the white space after it: joined they are the text again."""
    parts: list[str] = []
    start = 0
    for match in _EINDE.finditer(text):
        end = match.end()
        if _AFKORTING.search(text[start : match.start() + 1]) and text[end:].strip():
            continue
        while end < len(text) and text[end].isspace():
            end += 1
        parts.append(text[start:end])
        start = end
    if start < len(text):
        parts.append(text[start:])
    return parts


def counted(aantal: int, een: str, meer: str) -> str:
    """A number with its noun: "1 thema", "2 thema’s"."""
    return f"{aantal} {een if aantal == 1 else meer}"


def enumerate_words(words: Sequence[str]) -> str:
    """ "a", "a en b", "a, b en c"; empty for none."""
    return " en ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
