"""Linear time on everything typed or imported.

Every entry of `ingangen` is tried on patterns that one can think of and on those that a generator
makes. Which of them it finds hardest is found at a small size; those are timed at one, two and four
times that up to the whole size, and printed. A public function that takes text has to be
reached by an entry: `register` looks for those that are not.

Every day some of the patterns are tried; LINEAIR=500 tries all, and so many made up ones.
"""

import gc
import os
import time
from math import log

import pytest

from tests.lineair.ingangen import INGANGEN, Ingang
from tests.lineair.register import UITGEZONDERD, Gezien, public_functions
from tests.lineair.vijandig import Patroon, bekend, gewoon, patronen

# 200 kB of anything takes less, and four times as much takes at most 4 ** 1.2 times as long.
MEESTE_SECONDEN = 2.0
STEILSTE = 1.2
# Faster than this at the whole size a time says nothing about growth.
_MERKBAAR = 0.1
_PROEF, _MOEILIJKSTE = 1_000, 3
_VERZONNEN = int(os.environ["LINEAIR"]) if "LINEAIR" in os.environ else None


def _seconds(ingang: Ingang, argument: object, times: int) -> float:
    """The fastest of some calls: another process on this machine can only make it slower. Without
    garbage collection, which walks through all that the tests hold and not through this text."""
    best = float("inf")
    gc.disable()
    try:
        for _ in range(times):
            begin = time.process_time()
            ingang.roep(argument)
            best = min(best, time.process_time() - begin)
            if best > MEESTE_SECONDEN * 2:
                break
    finally:
        gc.enable()
    return best


def _hardest(ingang: Ingang) -> list[Patroon]:
    """The patterns that cost most at a small size, and those that grow fastest there."""
    cost, growth = [], []
    for patroon in patronen(_VERZONNEN):
        once = _seconds(ingang, ingang.maak(patroon.tekst(_PROEF)), 1)
        twice = _seconds(ingang, ingang.maak(patroon.tekst(4 * _PROEF)), 1)
        cost.append((twice, str(patroon), patroon))
        growth.append((twice / max(once, 1e-3), str(patroon), patroon))
    hardest = [max(cost), *sorted(growth, reverse=True)[:_MOEILIJKSTE]]
    return list({name: patroon for _, name, patroon in hardest}.values())


def _exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of time against size, both as logarithms."""
    xs, ys = [log(n) for n in sizes], [log(max(s, 1e-6)) for s in seconds]
    mean_x, mean_y = sum(xs) / len(xs), sum(ys) / len(ys)
    above = sum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    return above / sum((x - mean_x) ** 2 for x in xs)


@pytest.mark.parametrize("ingang", INGANGEN.values(), ids=lambda i: i.naam)
def test_linear(ingang: Ingang) -> None:
    texts = [("gewone tekst", gewoon)]
    texts += [(str(p), p.tekst) for p in _hardest(ingang)]
    sizes = [ingang.grens // 4, ingang.grens // 2, ingang.grens]
    for naam, make in texts:
        for times in (1, 4, 12):  # again, and better, before it is believed to be slow
            seconds = [_seconds(ingang, ingang.maak(make(n)), times) for n in sizes]
            exponent = _exponent(sizes, seconds)
            small = seconds[-1] < _MERKBAAR
            if seconds[-1] < MEESTE_SECONDEN and (small or exponent <= STEILSTE):
                break
        shown = " ".join(f"{s:7.3f}" for s in seconds)
        print(f"{ingang.naam:32} {naam[:44]:44} {shown} s  n^{exponent:.2f}")
        assert seconds[-1] < MEESTE_SECONDEN, f"{naam}: {seconds}"
        assert small or exponent <= STEILSTE, f"{naam}: {seconds}, n^{exponent:.2f}"


def test_every_entry_is_in_the_table() -> None:
    """A public function with a text, in a module that looks for patterns or parses, is reached by
    an entry; or it is said why it need not be."""
    with Gezien() as gezien:
        for ingang in INGANGEN.values():
            for tekst in (gewoon(400), bekend()[0].tekst(400)):
                ingang.roep(ingang.maak(tekst))
    missing = public_functions() - gezien.namen - UITGEZONDERD.keys()
    assert not missing, f"in no entry of tests/lineair/ingangen.py: {sorted(missing)}"
    needless = UITGEZONDERD.keys() & gezien.namen | UITGEZONDERD.keys() - public_functions()
    assert not needless, f"excepted for nothing: {sorted(needless)}"
