"""How hard a text reads, in four steps, from three things that can be counted.

The measure is the reading ease of W.H. Douma (De leesbaarheid van landbouwbladen, 1960), which is
Flesch's for Dutch: 206.84 − 77 × syllables per word − 0.93 × words per sentence; 100 is very easy,
0 very hard. A text with many words outside the common ones is a step harder. It is an indication in
the manner of LiNT (Universiteit Utrecht), which weighs other features, and no score of LiNT's; nor
does it say anything in levels of the European framework, that are about people.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from veiligheid.core.schrijfhulp.zeldzaam import is_common
from veiligheid.core.schrijfhulp.zinnen import Zin, per_sentence, words_of
from veiligheid.core.zoeken.taal import STOPWOORDEN, fold

_SYLLABLE = re.compile(r"ij|[aeiouyáàäâéèêëíìïîóòöôúùüû]{1,3}")
_MINSTE_WOORDEN = 40
_STAPPEN = ((60, "makkelijk"), (45, "gemiddeld"), (30, "moeilijk"))
_MOEILIJKST = "erg moeilijk"
_WOORDEN = (*(word for _, word in _STAPPEN), _MOEILIJKST)
_VEEL_ONGEWOON = 0.05
# A syllable is counted in at most so many letters of a word.
_LANGSTE = 60


@dataclass(frozen=True, slots=True)
class Niveau:
    """stap: 1 (easy) to 4 (very hard). per_zin: words per sentence; lettergrepen: per word;
    ongewoon: the part of the telling words that is outside the common ones, in percent."""

    stap: int
    woord: str
    index: int
    per_zin: float
    lettergrepen: float
    ongewoon: int


def level_of(zinnen: Sequence[Zin]) -> Niveau | None:
    """None for a text that is too short to say anything of."""
    counts = [_count(zin.tekst) for zin in zinnen]
    words = sum(count.woorden for count in counts)
    if words < _MINSTE_WOORDEN:
        return None
    per_zin = words / len(zinnen)
    syllables = sum(count.lettergrepen for count in counts) / words
    telling = sum(count.veelzeggend for count in counts)
    odd = sum(count.ongewoon for count in counts) / max(1, telling)
    index = 206.84 - 77 * syllables - 0.93 * per_zin
    step = next((n for n, (least, _) in enumerate(_STAPPEN) if index >= least), len(_STAPPEN))
    step = min(step + (odd > _VEEL_ONGEWOON), len(_STAPPEN))
    return Niveau(
        step + 1,
        _WOORDEN[step],
        round(min(max(index, 0), 100)),
        round(per_zin, 1),
        round(syllables, 1),
        round(100 * odd),
    )


class _Telling(NamedTuple):
    """Of one sentence. veelzeggend: words that are no name and not in every text."""

    woorden: int
    lettergrepen: int
    veelzeggend: int
    ongewoon: int


@per_sentence
def _count(sentence: str) -> _Telling:
    words = [w.tekst for w in words_of(sentence) if w.tekst[0].isalpha()]
    telling = [low for w in words if w.islower() and (low := fold(w)) not in STOPWOORDEN]
    odd = sum(not is_common(w[:_LANGSTE]) for w in telling)
    return _Telling(len(words), sum(map(count_syllables, words)), len(telling), odd)


def count_syllables(word: str) -> int:
    """At least one. A row of up to three vowels is one: that is one too few in "boa"."""
    return max(1, len(_SYLLABLE.findall(word[:_LANGSTE].lower())))
