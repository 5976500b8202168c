"""A text as sentences and words, each with its place."""

import re
from dataclasses import dataclass

from veiligheid.core.opmerkingen.anker import text_of
from veiligheid.core.zinnen import split_sentences

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Woord:
    """A word with where it begins and ends in the text of its piece."""

    tekst: str
    begin: int
    eind: int


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence of a piece: which one, from 1, and its words. stuk: what the piece is called."""

    stuk: str
    nummer: int
    tekst: str
    begin: int
    woorden: tuple[Woord, ...]


def read_sentences(stuk: str, html: str) -> list[Zin]:
    """The sentences of a piece of rich text. Tables are no sentences; each item of a list begins
    a new one."""
    found: list[Zin] = []
    at = 0
    for line in text_of(_without_tables(html)).split("\n"):
        begin = at
        for part in split_sentences(line):
            words = tuple(
                Woord(m[0], begin + m.start(), begin + m.end()) for m in _WORD.finditer(part)
            )
            if words:
                found.append(Zin(stuk, len(found) + 1, part.strip(), begin, words))
            begin += len(part)
        at += len(line) + 1
    return found


def _without_tables(html: str) -> str:
    """Rich text in normal form has no table in a table."""
    parts, at = [], 0
    while (begin := html.find("<table", at)) != -1:
        parts.append(html[at:begin])
        end = html.find("</table>", begin)
        at = len(html) if end == -1 else end + len("</table>")
    return "".join([*parts, html[at:]])
