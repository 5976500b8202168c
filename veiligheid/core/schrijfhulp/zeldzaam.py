"""Words that ordinary Dutch hardly has: those that a list of common words doesn't know, nor their
ending, nor the parts they are made of."""

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.zinnen import Woord, Zin, per_sentence, words_of
from veiligheid.core.zoeken.taal import fold

# At least once in a million words: what `wordfreq` calls its small list.
_LIJST = "small"
_KORTSTE, _LANGSTE, _KORTSTE_DEEL = 5, 45, 3
_PLAIN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS = (
    "eringen", "ering", "elijke", "elijk", "heden", "heid", "ingen", "ing", "ende", "end", "baar",
    "loos", "eren", "eert", "eerd", "eerde", "achtig", "ige", "ig", "se", "sen", "ers", "er", "ere",
    "ste", "den", "ten", "de", "te", "en", "es", "je", "jes", "e", "n", "s", "t", "d",
)  # fmt: skip
_BEGINS = ("ge", "be", "ver", "ont", "her", "on", "in", "uit", "aan", "af", "op", "mee", "toe")
_LINKS = ("", "s", "e", "en", "n")


def rare_words(zinnen: Sequence[Zin], bekend: Collection[str] = ()) -> Iterator[Hint]:
    """Each once, at its first place. Names, abbreviations and numbers are none; `bekend` are words
    that this text is about, such as the title it stands under."""
    seen = {fold(w) for titel in bekend for w in _PLAIN.findall(titel)}
    for zin in zinnen:
        for woord, low in _rare_in(zin.tekst):
            if low not in seen:
                seen.add(low)
                told = "komt weinig voor"
                yield Hint.at(Hintsoort.ZELDZAAM, zin, woord, woord, woord.tekst, told)


@per_sentence
def _rare_in(sentence: str) -> tuple[tuple[Woord, str], ...]:
    """Each with how it is compared."""
    folded = ((woord, fold(woord.tekst)) for woord in words_of(sentence) if _may_be_rare(woord))
    return tuple((woord, low) for woord, low in folded if not is_common(low))


def _may_be_rare(woord: Woord) -> bool:
    """A capital is a name, or begins a sentence, where nobody can tell whether it is one."""
    text = woord.tekst
    return _KORTSTE <= len(text) <= _LANGSTE and text.islower() and bool(_PLAIN.fullmatch(text))


@lru_cache(maxsize=50_000)
def is_common(word: str) -> bool:
    """Whether ordinary Dutch has this word, in lower case without accents: itself, without an
    ending, or as words that are joined. A word of more than 45 letters is not."""
    if len(word) > _LANGSTE:
        return False
    return all(_is_joined(part) for part in word.split("-") if part)


def _is_joined(word: str) -> bool:
    """Made of common words, with the letters that join them. Each place is looked at once."""
    reached = {0}
    for end in range(_KORTSTE_DEEL, len(word) + 1):
        last = end == len(word)
        for begin in sorted(reached):
            part = word[begin:end]
            known = _is_inflected(part) if last else part in common_words()
            if len(part) >= _KORTSTE_DEEL and known:
                reached |= {end + len(link) for link in _LINKS if word.startswith(link, end)}
                break
        if last:
            return end in reached
    return word in common_words()


def _is_inflected(word: str) -> bool:
    words = common_words()
    if word in words:
        return True
    for short in _shorter(word):
        # Opened and doubled: "controle" of "controles", "zwak" of "zwakke", "maak" of "maken".
        if len(short) >= _KORTSTE_DEEL and (
            short in words
            or f"{short}en" in words
            or f"{short}e" in words
            or (short[-1] == short[-2] and short[:-1] in words)
            or short[:-1] + short[-2:] in words
            or f"{short[:-1]}{short[-2]}{short[-1]}" in words
        ):
            return True
    return False


def _shorter(word: str) -> Iterator[str]:
    bases = [word, *(word[len(b) :] for b in _BEGINS if word.startswith(b))]
    for base in bases:
        yield base
        for ending in _ENDINGS:
            if base.endswith(ending):
                yield base[: -len(ending)]


@lru_cache(maxsize=1)
def common_words() -> frozenset[str]:
    """Some 29,000 words, in lower case without accents. Read when first asked: it takes half a
    second, most of it for the library itself."""
    from wordfreq import get_frequency_dict

    return frozenset(fold(word) for word in get_frequency_dict("nl", wordlist=_LIJST))
