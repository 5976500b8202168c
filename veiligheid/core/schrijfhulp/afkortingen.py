"""Abbreviations that the text itself never spells out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.zinnen import Woord, Zin
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
    counts = Counter(_letters(w) for z in zinnen for w in z.woorden)
    spelled = {letters for z in zinnen for letters in _spelled_out(z)}
    seen = set(spelled) | {""}
    for zin in zinnen:
        shouted = _is_shouted(zin.woorden)
        for woord in zin.woorden:
            letters = _letters(woord)
            if letters and letters not in seen and not shouted:
                seen.add(letters)
                times = counts[letters]
                told = f"{counted(times, 'keer', 'keer')}, nergens uitgeschreven"
                yield Hint.at(Hintsoort.AFKORTING, zin, woord, woord, woord.tekst, told)
            low = woord.tekst.lower()
            if low in _DOTTED and low not in seen:
                seen.add(low)
                told = f"schrijf ‘{_DOTTED[low]}’"
                yield Hint.at(Hintsoort.AFKORTING, zin, woord, woord, f"{woord.tekst}.", told)


def _letters(woord: Woord) -> str:
    """The letters of an abbreviation, without its plural; "" for any other word."""
    if not _LETTERS.fullmatch(woord.tekst) or _ROMEINS.fullmatch(woord.tekst):
        return ""
    letters = re.sub(r"[’']?s$", "", woord.tekst)
    return "" if letters in _BEKEND else letters


def _is_shouted(words: Iterable[Woord]) -> bool:
    """A heading in capitals: then capitals say nothing."""
    long = [w.tekst for w in words if len(w.tekst) > 3]
    return len(long) > 1 and sum(w.isupper() for w in long) * 2 > len(long)


def _spelled_out(zin: Zin) -> Iterator[str]:
    """Letters in brackets behind words, or with words in brackets behind them."""
    for woord in zin.woorden:
        if letters := _letters(woord):
            begin, eind = woord.begin - zin.begin, woord.eind - zin.begin
            before = zin.tekst[max(0, begin - _RONDOM) : begin].rstrip()
            after = zin.tekst[eind : eind + _RONDOM].lstrip()
            in_brackets = before[-1:] in "([" and after[:1] in ")]," and len(before) > _UITLEG
            words_behind = after[:1] == "(" and len(after.partition(")")[0]) > _UITLEG
            if in_brackets or words_behind:
                yield letters
