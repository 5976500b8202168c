"""The passive: a form of "worden" with the past participle that belongs to it."""

from collections.abc import Iterable, Iterator, Sequence

from veiligheid.core.deelwoord import is_participle
from veiligheid.core.schrijfhulp.hint import Hint, Hintsoort
from veiligheid.core.schrijfhulp.zinnen import Woord, Zin

_WORDEN = {"wordt", "worden", "word", "werd", "werden"}
# "Heeft" and "is" take the participle for themselves, and after these comes another clause.
_ANDER = {
    "heeft", "hebben", "had", "hadden", "is", "zijn", "was", "waren", "dat", "die", "waar",
    "waarbij", "waarmee", "waarin", "waardoor", "waarop", "waarvan", "waarna", "wat", "omdat",
    "zodat", "doordat", "terwijl", "als", "wanneer", "maar", "want", "om",
}  # fmt: skip
# Something becomes so; nobody does it.
_HOEDANIGHEDEN = {"bekend", "verliefd", "gewend", "bewust", "beroemd", "verslaafd", "bereid"}
_VER, _TERUG = 20, 3


def passives(zinnen: Iterable[Zin]) -> Iterator[Hint]:
    for zin in zinnen:
        words, told = zin.woorden, ""
        for n, woord in enumerate(words):
            if woord.tekst.lower() in _WORDEN and (m := _belongs(words, n)) is not None:
                van, tot = words[min(n, m)], words[max(n, m)]
                gap = " " if abs(n - m) == 1 else " … "
                told = told or _who(zin)
                yield Hint.at(
                    Hintsoort.LIJDEND, zin, van, tot, f"{van.tekst}{gap}{tot.tekst}", told
                )


def _belongs(words: Sequence[Woord], n: int) -> int | None:
    """Where the participle of this form stands: the nearest after it in its clause, else one right
    before."""
    for m in range(n + 1, min(n + 1 + _VER, len(words))):
        low = words[m].tekst.lower()
        if low in _ANDER or low in _WORDEN:
            break
        if _is_done_to(words[m]):
            return m
    for m in range(n - 1, max(-1, n - 1 - _TERUG), -1):
        if words[m].tekst.lower() in _ANDER:
            break
        if _is_done_to(words[m]):
            return m
    return None


def _is_done_to(woord: Woord) -> bool:
    return woord.tekst not in _HOEDANIGHEDEN and is_participle(woord.tekst)


def _who(zin: Zin) -> str:
    by = any(w.tekst.lower() == "door" for w in zin.woorden)
    return "maak wie na ‘door’ staat het onderwerp" if by else "wie doet dit?"
