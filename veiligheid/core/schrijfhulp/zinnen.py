"""A text as sentences and words, each with its place."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import NamedTuple, TypeVar

from veiligheid.core.opmerkingen.anker import text_of
from veiligheid.core.zinnen import split_sentences

_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")

T = TypeVar("T")

# So many sentences are remembered, of at most so many characters.
_ONTHOUDEN, _LANGSTE = 1_000, 1_000


def per_sentence(read: Callable[[str], T]) -> Callable[[str], T]:
    """A function of one sentence that remembers: who types changes one between two saves."""
    remembered = lru_cache(maxsize=_ONTHOUDEN)(read)

    @wraps(read)
    def wrapper(sentence: str) -> T:
        return (remembered if len(sentence) <= _LANGSTE else read)(sentence)

    return wrapper


class Woord(NamedTuple):
    """A word with where it begins and ends in its sentence."""

    tekst: str
    begin: int
    eind: int


@dataclass(frozen=True, slots=True)
class Zin:
    """A sentence of a piece: which one, from 1, where it begins in the text of the piece, and its
    words. stuk: what the piece is called."""

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
            tekst = part.strip()
            if words := words_of(tekst):
                first = begin + len(part) - len(part.lstrip())
                found.append(Zin(stuk, len(found) + 1, tekst, first, words))
            begin += len(part)
        at += len(line) + 1
    return found


@per_sentence
def words_of(sentence: str) -> tuple[Woord, ...]:
    return tuple(Woord(m[0], m.start(), m.end()) for m in _WORD.finditer(sentence))


def _without_tables(html: str) -> str:
    """Rich text in normal form has no table in a table."""
    parts, at = [], 0
    while (begin := html.find("<table", at)) != -1:
        parts.append(html[at:begin])
        end = html.find("</table>", begin)
        at = len(html) if end == -1 else end + len("</table>")
    return "".join([*parts, html[at:]])
