"""Sentences that are long."""

from collections.abc import Iterable, Iterator

from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.zinnen import Zin

# Taalunie and the guides for plain language of the government give 20 to 25 at most.
MEESTE_WOORDEN = 25
_GETOOND = 8


def long_sentences(zinnen: Iterable[Zin]) -> Iterator[Hint]:
    for zin in zinnen:
        n = len(zin.woorden)
        if n > MEESTE_WOORDEN:
            words = " ".join(w.tekst for w in zin.woorden[:_GETOOND])
            first, last = zin.woorden[0], zin.woorden[-1]
            yield Hint.at(Hintsoort.LANG, zin, first, last, f"{words} …", f"{n} woorden")
