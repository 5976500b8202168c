"""Finds back which paragraaf and which block something is, where the file lost its bookmarks.

People cut and paste, and other programs drop bookmarks. What can't be found back is new.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from themas.jaar.word.structure import Deel, Stuk
from veiligheid.core.richtext import plain

# No sleutel has a slash in it.
NEW = "nieuw/"
_ALIKE = 0.5


@dataclass(slots=True)
class Known:
    """The identity of headings and labels by their number, from a state that was read before."""

    delen: dict[int, tuple[str, bool]] = field(default_factory=dict)
    stukken: dict[int, tuple[UUID, bool]] = field(default_factory=dict)


@dataclass(slots=True)
class Found:
    """How many were found back without a bookmark, and the bookmarks that nothing answers to."""

    without: int = 0
    unknown: int = 0


def identify(
    delen: list[Deel], was: list[Deel], known: Known, new_key: Callable[[int], UUID]
) -> Found:
    """Gives every deel and stuk its key, in place; `known` learns them.

    new_key: a key for a new block by its number.
    """
    found = Found()
    _paragrafen(delen, was, known, found)
    _blokken(delen, was, known, found, new_key)
    for deel in delen:
        known.delen |= dict.fromkeys(deel.head, (deel.key, deel.nieuw))
        for stuk in deel.stukken:
            if stuk.key and stuk.head != deel.head:
                known.stukken |= dict.fromkeys(stuk.head, (stuk.key, stuk.nieuw))
    return found


def _paragrafen(delen: list[Deel], was: list[Deel], known: Known, found: Found) -> None:
    taken: set[str] = set()
    for deel in delen:
        if deel.key in taken:
            deel.key = ""
        taken.add(deel.key)
    missing = {deel.key: deel for deel in was if deel.key not in taken}
    home = {stuk.key: deel.key for deel in was for stuk in deel.stukken}
    loose = [deel for deel in delen if not deel.key]
    for deel in loose:
        deel.key, deel.nieuw = next(
            (known.delen[n] for n in deel.head if n in known.delen), ("", False)
        )
        missing.pop(deel.key, None)
    for guess in (_same_kop, _same_blocks(home), _same_words):
        for deel in [d for d in loose if not d.key]:
            key = guess(deel, missing)
            if key:
                deel.key = key
                del missing[key]
                found.without += 1
    for deel in loose:
        if not deel.key:
            deel.key, deel.nieuw = f"{NEW}{min(deel.head, default='begin')}", True


def _same_kop(deel: Deel, missing: dict[str, Deel]) -> str:
    return next((key for key, old in missing.items() if deel.kop and old.kop == deel.kop), "")


def _same_blocks(home: dict[UUID | None, str]) -> Callable[[Deel, dict[str, Deel]], str]:
    def guess(deel: Deel, missing: dict[str, Deel]) -> str:
        homes = Counter(home.get(stuk.key, "") for stuk in deel.stukken if stuk.key)
        return next((key for key, _ in homes.most_common() if key in missing), "")

    return guess


def _same_words(deel: Deel, missing: dict[str, Deel]) -> str:
    mine = _words(deel)
    best, score = "", _ALIKE
    for key, old in missing.items():
        theirs = _words(old)
        alike = 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
        if alike > score:
            best, score = key, alike
    return best


def _words(deel: Deel) -> Counter[str]:
    return Counter(" ".join([deel.kop, *(plain(stuk.html) for stuk in deel.stukken)]).split())


def _blokken(
    delen: list[Deel],
    was: list[Deel],
    known: Known,
    found: Found,
    new_key: Callable[[int], UUID],
) -> None:
    missing = {stuk.key: (deel.key, stuk) for deel in was for stuk in deel.stukken if stuk.key}
    for _, stuk in _all(delen):
        if stuk.key is not None and missing.pop(stuk.key, None) is None:
            # A second time the same bookmark, or one of a block that isn't there any more.
            found.unknown += 1
            stuk.key = None
    loose = [(deel, stuk) for deel, stuk in _all(delen) if stuk.key is None]
    for deel, stuk in loose:
        if stuk.head != deel.head:
            at = next((known.stukken[n] for n in stuk.head if n in known.stukken), None)
            if at is not None:
                stuk.key, stuk.nieuw = at
                missing.pop(stuk.key, None)
    for here, same_text in ((True, True), (True, False), (False, True)):
        for deel, stuk in loose:
            if stuk.key is None:
                stuk.key = next(
                    (
                        key
                        for key, (home, old) in missing.items()
                        if (home == deel.key or not here)
                        and (old.html == stuk.html and stuk.html if same_text else _goes(old, stuk))
                    ),
                    None,
                )
                if stuk.key is not None:
                    del missing[stuk.key]
                    found.without += 1
    for deel, stuk in loose:
        if stuk.key is None:
            label = stuk.head != deel.head
            number = min(stuk.head, default=-1) if label else -2 - min(stuk.head, default=0)
            stuk.key, stuk.nieuw = new_key(number), True


def _goes(old: Stuk, new: Stuk) -> bool:
    return old.soort is new.soort


def _all(delen: list[Deel]) -> Iterator[tuple[Deel, Stuk]]:
    return ((deel, stuk) for deel in delen for stuk in deel.stukken)
