"""An index in memory: pieces of text, and the order in which they answer a question.

Ranked here and not by a database, so that the order is the same on each. Okapi BM25, in which a
heading counts for more than running text, and a word that is nearly the one that was sought for
less. Ties are broken by the order in which the pieces were given.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from veiligheid.core.zoeken.synoniemen import in_one_word, others
from veiligheid.core.zoeken.taal import sought, words

T = TypeVar("T")
# How much a word in the heading and in the name of the theme weighs against one in the text.
_KOP, _THEMA = 4.0, 2.0
_K, _B = 1.2, 0.5
# How much a word counts that is not the one sought but contains it, is part of it, means nearly the
# same, or is written nearly so.
_BEGINS, _ENDS, _INSIDE, _PART, _MEANS, _TYPED = 0.75, 0.7, 0.45, 0.3, 0.5, 0.7
# Below so many letters a part of a word says nothing.
_SHORTEST, _SHORTEST_PART = 4, 5
# Nothing may depend on how a sum of floats was rounded.
_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Zoekstuk(Generic[T]):
    """A piece: what a reader sees of it, and what it is of."""

    kop: str
    thema: str
    tekst: str
    van: T


class Deel(Generic[T]):
    """Pieces that were taken in together. Weights by stem, of every piece that has it."""

    def __init__(self, stukken: Iterable[Zoekstuk[T]]) -> None:
        self.stukken: Sequence[Zoekstuk[T]] = tuple(stukken)
        self.gewichten: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self.lengtes: list[int] = []
        for n, stuk in enumerate(self.stukken):
            counts: Counter[str] = Counter()
            fields = ((stuk.kop, _KOP), (stuk.thema, _THEMA), (stuk.tekst, 1.0))
            for text, weight in fields:
                for _, _, stem in words(text):
                    counts[stem] += weight  # type: ignore[assignment]
            for stem, weight in counts.items():
                self.gewichten[stem].append((n, weight))
            self.lengtes.append(sum(1 for _ in words(stuk.tekst)))


@dataclass(frozen=True, slots=True)
class Treffer(Generic[T]):
    """A piece with how well it answers; `stammen`: the stems in it that do; `volledig`: whether it
    has something of every word that was asked."""

    stuk: Zoekstuk[T]
    score: float
    stammen: frozenset[str]
    volledig: bool


class Index(Generic[T]):
    """Parts that are searched as one."""

    def __init__(self, delen: Iterable[Deel[T]]) -> None:
        self.delen = tuple(delen)
        self.aantal = sum(len(d.stukken) for d in self.delen)
        self.woorden = sorted({stem for d in self.delen for stem in d.gewichten})
        self._bekend = frozenset(self.woorden)
        total = sum(sum(d.lengtes) for d in self.delen)
        self._gemiddeld = max(1.0, total / max(1, self.aantal))

    def search(
        self, vraag: str, keep: Callable[[Zoekstuk[T]], bool] = lambda _: True
    ) -> list[Treffer[T]]:
        """The pieces that answer, best first."""
        whole = [part for stem in sought(in_one_word(vraag)) for part in self._parts(stem)]
        asked = [self._alike(stem) for stem in whole]
        found: dict[tuple[int, int], list[float]] = {}
        stems: dict[tuple[int, int], set[str]] = defaultdict(set)
        for n, alike in enumerate(asked):
            for place, score, stem in self._scores(alike):
                best = found.setdefault(place, [0.0] * len(asked))
                best[n] = max(best[n], score)
                stems[place].add(stem)
        hits = []
        for (d, n), best in found.items():
            stuk = self.delen[d].stukken[n]
            if keep(stuk):
                hits.append(((d, n), round(_together(best), _DIGITS), all(best)))
        hits.sort(key=lambda hit: (-hit[1], hit[0]))
        return [
            Treffer(self.delen[d].stukken[n], score, frozenset(stems[d, n]), volledig)
            for (d, n), score, volledig in hits
        ]

    def _scores(self, alike: dict[str, float]) -> Iterable[tuple[tuple[int, int], float, str]]:
        """Of one word that was asked: where it is, and how much it says there."""
        for stem, nearness in alike.items():
            places = sum(len(d.gewichten.get(stem, ())) for d in self.delen)
            rare = log(1 + (self.aantal - places + 0.5) / (places + 0.5))
            for d, deel in enumerate(self.delen):
                for n, weight in deel.gewichten.get(stem, ()):
                    norm = _K * (1 - _B + _B * deel.lengtes[n] / self._gemiddeld)
                    yield (d, n), nearness * rare * weight * (_K + 1) / (weight + norm), stem

    def _alike(self, stem: str) -> dict[str, float]:
        """The stems of the index that answer to one that was asked, with how near they are."""
        alike: dict[str, float] = {}
        for other in others(stem):
            for near, weight in self._forms(other).items():
                # "Licht" means nothing of what "oplichting" does.
                if weight >= _BEGINS:
                    # Of several the nearest, in whatever order a set gives them.
                    alike[near] = max(alike.get(near, 0.0), weight * _MEANS)
        own = self._forms(stem)
        if not alike and max(own.values(), default=0.0) <= _PART:
            own = own | self._typed(stem)
        for near, weight in own.items():
            alike[near] = max(alike.get(near, 0.0), weight)
        return alike

    def _parts(self, stem: str) -> list[str]:
        """A compound that nobody wrote as the two words that it is made of, where both are
        known; who does something as what is done."""
        if self._says(stem):
            return [stem]
        if stem.endswith("er") and self._says(stem[:-2]):
            return [stem[:-2]]
        for at in range(_SHORTEST, len(stem) - _SHORTEST + 1):
            left, right = stem[:at], stem[at:]
            known = [part in self._bekend or bool(others(part)) for part in (left, right)]
            if all(known) and (left in self._bekend or self._says(right)):
                return [left, right]
        return [stem]

    def _says(self, stem: str) -> bool:
        """Whether a piece has the word itself, one that it is in, or one that means the same."""
        known = max(self._forms(stem).values(), default=0.0) > _PART
        return known or any(other in self._bekend for other in others(stem))

    def _forms(self, stem: str) -> dict[str, float]:
        """The stem itself, the compounds it is in, and the parts that it is a compound of."""
        if stem.isdecimal() or len(stem) < _SHORTEST:
            short = len(stem) == _SHORTEST - 1 and not stem.isdecimal()
            found = [w for w in self.woorden if w == stem or (short and w.startswith(stem))]
            return {w: 1.0 if w == stem else _INSIDE for w in found}
        return {w: near for w in self.woorden if (near := _nearness(stem, w))}

    def _typed(self, stem: str) -> dict[str, float]:
        """Words that differ by a letter or two, when none is what was asked."""
        if len(stem) < _SHORTEST or stem.isdecimal():
            return {}
        most = 1 if len(stem) < 7 else 2
        near = extract(stem, self.woorden, scorer=OSA.distance, score_cutoff=most, limit=8)
        return {word: _TYPED / distance for word, distance, _ in near}


def _nearness(stem: str, word: str) -> float:
    if word == stem:
        return 1.0
    if stem in word:
        return _BEGINS if word.startswith(stem) else _ENDS if word.endswith(stem) else _INSIDE
    if len(word) >= _SHORTEST_PART and (stem.startswith(word) or stem.endswith(word)):
        return _PART
    return 0.0


def _together(best: Sequence[float]) -> float:
    """Who has more of the words that were asked goes before who has one of them often."""
    had = sum(1 for score in best if score)
    return float(sum(best) * (had / len(best)) ** 0.5)
