"""Figures typed by hand beside the name of an indicator: do they say what is known?

Meant for few false alarms: a number only counts when the name stands right behind it ("412
woninginbraken"), or before it with no other noun behind the number ("het aantal woninginbraken
daalde van 240 naar 202"). Pure: text and names in, mentions out; `differing` compares those with
what is known.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z‘“\"(])")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d[\d.]*(?:,\d+)?%?|[^\w\s]")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROUNDED = {"ruim", "ongeveer", "circa", "ca", "bijna", "zo'n", "zo’n", "dan", "rond", "tegen"}
# A number behind one of these names something else than an amount.
_NAMES_SOMETHING = {
    "onder", "bijlage", "artikel", "art", "lijn", "top", "q", "nr", "nummer", "€", "$", "wet",
    "fase", "hoofdstuk", "pagina", "paragraaf", "vraag", "thema", "bij", "hieronder", "zie", "/",
    "-", ":",
}  # fmt: skip
# What makes of an amount another amount: a difference, or a part of the time.
_OTHER_AMOUNT = {
    "minder", "meer", "extra", "maand", "week", "dag", "kwartaal", "halfjaar", "uur", "keer",
    "procent", "per", "sinds", "maandelijks", "wekelijks", "dagelijks", "gemiddeld", "waarvan",
}  # fmt: skip
_SMALL = {
    "aantal", "aantallen", "totaal", "overig", "overige", "alle", "van", "het", "de", "een", "in",
    "op", "bij", "uit", "af", "naar", "voor", "met", "door", "en", "of", "tot", "aan", "per", "om",
}  # fmt: skip
# What may follow a number that counts what was named before it.
_NO_NOUN = {"in", "naar", "tot", "en", "of", "dit", "vorig", "afgelopen", "ten", "geweest"}
_STOPS = {
    *".,;:()", *_SMALL, "na", "over", "tegen", "tijdens", "rond", "sinds", "dan", "dat", "die",
    "is", "was", "zijn", "waren", "wordt", "worden", "werd", "werden", "om",
}  # fmt: skip
_ASIDE = re.compile(r"\(zie [^)]*\)", re.I)
# So many words behind a number, and before it; so many times more or less.
_NEAR, _BEFORE, _FAR = 3, 12, 3


@dataclass(frozen=True, slots=True)
class Naam:
    """An indicator by what it is called. `groepen`: of each word that counts the spellings of
    which one has to be there."""

    sleutel: int
    naam: str
    groepen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Vermelding:
    """A number in a sentence, beside the name of these indicators (the best match first), with the
    year right behind it ("84 in 2023") and the areas that the sentence names. `ruim`: given as no
    exact number."""

    indicatoren: tuple[Naam, ...]
    getal: Decimal
    getypt: str
    ruim: bool
    jaar: int | None
    gebieden: tuple[int, ...]
    zin: str


def naam_of(sleutel: int, naam: str) -> Naam:
    """ "Diefstal/inbraak woning" → one of diefstal and inbraak, and woning."""
    groepen = []
    for part in re.split(r"\s+", naam.casefold()):
        words = [w for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", part) if w not in _SMALL]
        if stems := tuple(s for s in map(stem, words) if len(s) > 2):
            groepen.append(stems)
    return Naam(sleutel, naam, tuple(groepen))


def stem(word: str) -> str:
    """What singular and plural have in common: "inbraken" and "inbraak" give "inbrak"."""
    word = word.casefold()
    for end in ("en", "s"):
        word = word.removesuffix(end) if len(word) > len(end) + 2 else word
    return re.sub(r"([a-z])\1", r"\1", word)


def find_vermeldingen(
    text: str, namen: Sequence[Naam], gebieden: Sequence[tuple[int, str]]
) -> Iterator[Vermelding]:
    """The numbers in a plain text that stand beside the name of an indicator. gebieden: key and
    name of each area that a sentence may be about."""
    end = text.rfind(")") + 1  # beyond it no aside ends, and each "(zie" would be a search for one
    for zin in _SENTENCE.split(_ASIDE.sub("", text[:end]) + text[end:]):
        words = _WORD.findall(zin)
        stems = [stem(w) for w in words]
        candidates = [n for n in namen if n.groepen and _named(n, stems)] if _has(words) else []
        if not candidates:
            continue
        lower = zin.casefold()
        there = tuple(k for k, naam in gebieden if _mentions(lower, naam.casefold()))
        for n, word in enumerate(words):
            if _is_amount(words, n):
                about = tuple(c for c in candidates if _beside(c, words, stems, n))
                if about:
                    yield Vermelding(
                        tuple(sorted(about, key=lambda c: -len(c.groepen))),
                        Decimal(word.rstrip(".").replace(".", "").replace(",", ".")),
                        word.rstrip("."),
                        n > 0 and words[n - 1].casefold() in _ROUNDED,
                        _year(words, n),
                        there,
                        zin,
                    )


def differing(v: Vermelding, known: Callable[[Naam], list[Decimal]]) -> Decimal | None:
    """What is known instead, when a mention differs from everything that it may mean; None when
    it agrees, or when nothing is known to hold it against.

    known: the values of an indicator in the year and the areas that the mention may be about.
    """
    values = [w for naam in v.indicatoren for w in known(naam)]
    if any(_agrees(v, w) for w in values):
        return None
    # What is far from all of them is no slip: it counts something else, or a part.
    close = [w for w in values if 0 < w <= v.getal * _FAR and v.getal <= w * _FAR]
    return min(close, key=lambda w: abs(w - v.getal), default=None)


def _agrees(v: Vermelding, value: Decimal) -> bool:
    """Equal, or rounded off: "ruim 180.000" is 187.049; a plain "180.000" may be 180.312."""
    digits = str(v.getal)
    step = Decimal(10) ** (len(digits) - len(digits.rstrip("0"))) if "." not in digits else 1
    if v.ruim:
        return abs(value - v.getal) < max(v.getal / 10, Decimal(5))
    return value == v.getal or (step >= 100 and abs(value - v.getal) < step / 2)


def _has(words: list[str]) -> bool:
    return any(_is_amount(words, n) for n in range(len(words)))


def _is_amount(words: list[str], n: int) -> bool:
    word = words[n].rstrip(".")
    if not _NUMBER.fullmatch(word) or _YEAR.fullmatch(word):
        return False
    before = words[n - 1].casefold() if n else ""
    after = words[n + 1].casefold() if n + 1 < len(words) else ""
    if before in _NAMES_SOMETHING or after in {"%", "/", "-", "+", "miljoen", "miljard"}:
        return False
    around = {w.casefold() for w in words[n + 1 : n + 2 + _NEAR]}
    return not around & _OTHER_AMOUNT


def _named(naam: Naam, stems: list[str]) -> bool:
    """Whether a sentence holds every word of the name, alone or as the end or beginning of a
    compound."""
    return all(any(_is_part(spelling, s) for spelling in g for s in stems) for g in naam.groepen)


def _is_part(spelling: str, word: str) -> bool:
    if len(spelling) < 5:
        return word == spelling
    return word.endswith(spelling) or word.startswith(spelling)


def _beside(naam: Naam, words: list[str], stems: list[str], n: int) -> bool:
    """Whether number `n` counts what this name says."""
    for m in range(n + 1, min(n + 1 + _NEAR, len(words))):
        if _NUMBER.fullmatch(words[m].rstrip(".")) or words[m].casefold() in _STOPS:
            break
        if _is_head(naam, stems[m]):
            return True
    after = words[n + 1].casefold() if n + 1 < len(words) else "."
    if after[0].isalpha() and after not in _NO_NOUN:
        return False
    return any(_is_head(naam, s) for s in stems[max(0, n - _BEFORE) : n])


def _is_head(naam: Naam, word: str) -> bool:
    """Whether this word is one of the name, or a compound that ends with it."""
    return any(
        word == spelling or (len(spelling) > 4 and word.endswith(spelling))
        for groep in naam.groepen
        for spelling in groep
    )


def _year(words: list[str], n: int) -> int | None:
    """The year right behind a number: "84 in 2023"."""
    if n + 2 < len(words) and words[n + 1].casefold() in {"in", "over"}:
        year = words[n + 2].rstrip(".")
        return int(year) if _YEAR.fullmatch(year) else None
    return None


def _mentions(text: str, naam: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(naam)}(?!\w)", text) is not None
