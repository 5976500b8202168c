"""Abbreviations that the text itself never spells out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.zinnen import Woord, Zin, per_sentence, words_of
from veiligheid.core.zinnen import counted

# Letters that stand for words: also VTh, and in the plural RIEC’s.
_LETTERS = re.compile(r"[A-Z]{2,7}(?:[’']?s)?|[A-Z]{1,3}[a-z]{1,2}[A-Z]{1,4}")
_ROMEINS = re.compile(r"[IVX]{1,5}")
# Known to everybody, as a word of its own.
_BEKEND = {
    "EU",
    "NS",
    "VS",
    "TV",
    "OK",
    "NL",
    "WC",
    "BV",
    "NV",
    "CO",
    "ID",
    "PC",
    "SOS",
    "WK",
    "EK",
}
_GESTIPPELD = {
    "a.h.v.": "aan de hand van", "b.v.": "bijvoorbeeld", "bijv.": "bijvoorbeeld",
    "c.q.": "of", "d.m.v.": "door", "d.w.z.": "dat wil zeggen", "e.a.": "en anderen",
    "e.d.": "en dergelijke", "e.e.a.": "een en ander", "i.h.k.v.": "in het kader van",
    "i.o.m.": "in overleg met", "i.p.v.": "in plaats van", "i.s.m.": "samen met",
    "i.v.m.": "vanwege", "m.b.t.": "over", "m.b.v.": "met", "m.i.v.": "vanaf",
    "m.n.": "vooral", "m.u.v.": "behalve", "n.a.v.": "na", "o.a.": "onder andere",
    "o.b.v.": "op basis van", "o.l.v.": "onder leiding van", "t.a.v.": "over", "t.b.v.": "voor",
    "t.g.v.": "door", "t.o.v.": "vergeleken met", "v.w.b.": "wat … betreft",
    "z.s.m.": "zo snel mogelijk",
}  # fmt: skip
_DOTTED = {afk.rstrip("."): vol for afk, vol in _GESTIPPELD.items()}
# Before or behind brackets at least so many letters, or it says nothing.
_UITLEG = 8
_RONDOM = 80


def abbreviations(zinnen: Sequence[Zin]) -> Iterator[Hint]:
    """Each once, at its first place."""
    gelezen = [_read(zin.tekst) for zin in zinnen]
    counts = Counter(letters for zin in gelezen for _, letters, _ in zin.letters)
    seen = {letters for zin in gelezen for letters in zin.uitgeschreven}
    for zin, found in zip(zinnen, gelezen, strict=True):
        for woord, letters, vol in found.letters:
            if letters in seen or (not vol and found.geroepen):
                continue
            seen.add(letters)
            told = f"schrijf ‘{vol}’" if vol else _never(counts[letters])
            shown = f"{woord.tekst}." if vol else woord.tekst
            yield Hint.at(Hintsoort.AFKORTING, zin, woord, woord, shown, told)


def _never(times: int) -> str:
    return f"{counted(times, 'keer', 'keer')}, nergens uitgeschreven"


class _Gelezen(NamedTuple):
    """What one sentence has. letters: each abbreviation, what it is compared by, and for one with
    dots what to write instead. geroepen: it is a heading in capitals."""

    letters: tuple[tuple[Woord, str, str], ...]
    uitgeschreven: tuple[str, ...]
    geroepen: bool


@per_sentence
def _read(sentence: str) -> _Gelezen:
    words = words_of(sentence)
    found = []
    for woord in words:
        if letters := _letters(woord.tekst):
            found.append((woord, letters, ""))
        elif (low := woord.tekst.lower()) in _DOTTED:
            found.append((woord, low, _DOTTED[low]))
    return _Gelezen(tuple(found), tuple(_spelled_out(sentence, words)), _is_shouted(words))


def _letters(tekst: str) -> str:
    """The letters of an abbreviation, without its plural; "" for any other word."""
    if tekst.islower() or not _LETTERS.fullmatch(tekst) or _ROMEINS.fullmatch(tekst):
        return ""
    letters = re.sub(r"[’']?s$", "", tekst)
    return "" if letters in _BEKEND else letters


def _is_shouted(words: Iterable[Woord]) -> bool:
    """A heading in capitals: then capitals say nothing."""
    long = [w.tekst for w in words if len(w.tekst) > 3]
    return len(long) > 1 and sum(w.isupper() for w in long) * 2 > len(long)


def _spelled_out(sentence: str, words: Iterable[Woord]) -> Iterator[str]:
    """Letters in brackets behind words, or with words in brackets behind them."""
    for woord in words:
        if letters := _letters(woord.tekst):
            before = sentence[max(0, woord.begin - _RONDOM) : woord.begin].rstrip()
            after = sentence[woord.eind : woord.eind + _RONDOM].lstrip()
            in_brackets = before[-1:] in "([" and after[:1] in ")]," and len(before) > _UITLEG
            words_behind = after[:1] == "(" and len(after.partition(")")[0]) > _UITLEG
            if in_brackets or words_behind:
                yield letters
