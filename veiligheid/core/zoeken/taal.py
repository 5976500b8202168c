"""Words as they are compared: without accents, case, ending or doubled letters."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_TWICE = re.compile(r"(.)\1+")
# At the end of a stem the same sound is written in two ways: huizen and huis, dieven and dief.
_END = {"z": "s", "v": "f"}
# Words that everything has. A question in whole sentences is asked with many of them.
_STOP = """
aan al alle alleen als bij dan dat de den der deze die dit door dus een en er ergens gaat gaan
gebeurt gebeurde gedaan ging had hadden heb hebben heeft het hier hij hoe hoeveel hun iets iemand
ik in is ja je jij kan kon kunnen kwam kunt maar me mee meer men met mij mijn moet na naar niet
niets nog nu of om omdat ons onze ook op over s staat staan te toch tot u uit uw van vanwege veel
voor waar waarom wanneer waren was wat we wel welke werd werden wie wij wil wilde word worden wordt
ze zich zij zijn zo zou
"""
STOPWOORDEN = frozenset(_STOP.split())
# No word is longer; what is, is no word.
_LONGEST = 60
# A verb, what is done by it and the noun of it: discrimineren, gediscrimineerd, discriminatie; and
# who believes what: extremist, extremisme. Written as the first of each before it is stemmed.
_VERB = re.compile(r"(?:ge)?(\w{5,})eerd(?:e|en)?|(\w{4,})aties?")
_ISME = re.compile(r"(\w{3,})ist(?:en|isch|ische)?")
_stemmer = snowballstemmer.stemmer("dutch_porter")


def words(text: str) -> Iterator[tuple[int, int, str]]:
    """Begin, end and stem of every word."""
    for match in _WORD.finditer(text):
        yield match.start(), match.end(), stem(match[0])


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What a word is compared by. "Verlichting" and "verlicht" have the same, and so have
    "inbraak" and "inbraken"; it is inside that of "woninginbraken"."""
    plain = fold(word[:_LONGEST])
    if plain.isdecimal() or len(plain) < 3:
        return plain
    if verb := _VERB.fullmatch(plain):
        plain = f"{verb[1] or verb[2]}eren"
    elif isme := _ISME.fullmatch(plain):
        plain = f"{isme[1]}isme"
    # Twice: the plural of a word that ends in s keeps it the first time.
    short = _TWICE.sub(r"\1", str(_stemmer.stemWord(_stemmer.stemWord(plain))))
    return short[:-1] + _END[short[-1]] if short[-1:] in _END else short


def fold(word: str) -> str:
    """Lower case without accents, apostrophe or what follows it."""
    plain = word.lower().partition("’")[0].partition("'")[0]
    if plain.isascii():
        return plain
    decomposed = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def sought(query: str) -> list[str]:
    """The stems of what somebody asks, each once, without the words that everything has; with them
    when there is nothing else."""
    found = [(m[0], stem(m[0])) for m in _WORD.finditer(query[:200])]
    telling = [s for word, s in found if fold(word) not in STOPWOORDEN]
    return list(dict.fromkeys(s for s in telling or [s for _, s in found] if s))[:12]
