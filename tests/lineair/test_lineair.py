"""Linear time on everything typed or imported.

Every entry of `ingangen` is tried on patterns that one can think of and on those that a generator
makes. Which of them it finds hardest is found at a small size; those are timed at a quarter of the
whole size and at the whole, and printed. A public function that takes text has to be reached by an
entry: `register` looks for those that are not.

Every day some of the patterns are tried; LINEAIR=500 tries all, and so many made up ones.
"""

import gc
import os
import time
from collections.abc import Callable, Iterable
from math import log
from typing import NamedTuple

import pytest

from tests.lineair.ingangen import INGANGEN, Ingang
from tests.lineair.register import UITGEZONDERD, Gezien, public_functions
from tests.lineair.vijandig import Patroon, bekend, gewoon, patronen

# 200 kB of anything takes less, and four times as much takes at most 4 ** 1.2 times as long. On a
# machine that is slower than the one this was written on, a second counts for as much less.
MEESTE_SECONDEN = 2.0
_MAATSTAF_SECONDEN = 0.05
STEILSTE = 1.2
# Faster than this at the whole size a time says nothing about growth.
_MERKBAAR = 0.1
_PROEF, _MOEILIJKSTE = 1_000, 2
# Seconds to wait before each try; together longer than a neighbour's burst of work.
_GEDULD = (0, 0, 0, 0, 0.2, 0.2, 0.5, 0.5, 1, 1, 2, 2, 4, 4, 8, 8, 15)
_VERZONNEN = int(os.environ["LINEAIR"]) if "LINEAIR" in os.environ else None


def _once(ingang: Ingang, argument: object) -> float:
    """The processor time of one call. Without garbage collection, which walks through all that the
    tests hold and not through this text."""
    gc.disable()
    try:
        begin = time.process_time()
        ingang.roep(argument)
        return time.process_time() - begin
    finally:
        gc.enable()


def _slowness() -> float:
    """How many times as long this machine takes now for a fixed piece of work; at least 1."""
    begin = time.process_time()
    sum(len(str(n)) for n in range(400_000))
    return max(1.0, (time.process_time() - begin) / _MAATSTAF_SECONDEN)


def _hardest(ingang: Ingang) -> list[Patroon]:
    """The patterns that cost most at a small size, and those that grow fastest there."""
    cost, growth = [], []
    for patroon in patronen(_VERZONNEN):
        once = _once(ingang, ingang.maak(patroon.tekst(_PROEF)))
        twice = _once(ingang, ingang.maak(patroon.tekst(4 * _PROEF)))
        cost.append((twice, str(patroon), patroon))
        growth.append((twice / max(once, 1e-3), str(patroon), patroon))
    hardest = [max(cost), *sorted(growth, reverse=True)[:_MOEILIJKSTE]]
    return list({name: patroon for _, name, patroon in hardest}.values())


class Meting(NamedTuple):
    """The fastest call at a quarter of the size and at the whole, in seconds of processor time; the
    slope of their logarithms; and whether both will do."""

    seconds: tuple[float, float]
    exponent: float
    goed: bool

    def __str__(self) -> str:
        return f"{self.seconds[0]:7.3f} {self.seconds[1]:7.3f} s  n^{self.exponent:.2f}"


def _measure(
    ingang: Ingang, make: Callable[[int], str], waits: Iterable[float] = _GEDULD
) -> Meting:
    """Another process on this machine can only make a call slower, and does so in bursts. So the
    sizes take turns, each keeps its best, and what seems slow is tried again after a while: what
    truly grows too fast does so every time."""
    part, whole = (ingang.maak(make(n)) for n in (ingang.grens // 4, ingang.grens))
    best = (float("inf"), float("inf"))
    for wait in waits:
        time.sleep(wait)
        best = min(best[0], _once(ingang, part)), min(best[1], _once(ingang, whole))
        exponent = log(max(best[1], 1e-6) / max(best[0], 1e-6), 4)
        found = Meting(best, exponent, _good(best[1], exponent))
        if found.goed or best[1] > MEESTE_SECONDEN * 20:
            break
    return found


def _good(seconds: float, exponent: float) -> bool:
    if seconds >= MEESTE_SECONDEN and seconds >= MEESTE_SECONDEN * _slowness():
        return False
    return seconds < _MERKBAAR or exponent <= STEILSTE


@pytest.mark.parametrize("ingang", INGANGEN.values(), ids=lambda i: i.naam)
def test_linear(ingang: Ingang) -> None:
    texts = [("gewone tekst", gewoon)]
    texts += [(str(p), p.tekst) for p in _hardest(ingang)]
    for naam, make in texts:
        found = _measure(ingang, make)
        print(f"{ingang.naam:32} {naam[:44]:44} {found}")
        assert found.goed, f"{naam}: {found}"


def test_what_grows_too_fast_is_found() -> None:
    """The measure itself: a loop within a loop doesn't pass, however often it is tried."""

    def in_itself(text: str) -> None:
        for _ in range(0, len(text), 50):
            text.count("é")

    quadratic = Ingang("kwadratisch", in_itself, str, 200_000)
    found = _measure(quadratic, "a".__mul__, [0] * 5)
    assert not found.goed, str(found)


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
