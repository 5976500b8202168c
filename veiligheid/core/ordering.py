"""Positions: unique in their scope, and changed in two steps because neither database can shift
a unique number in one."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import models
from django.db.models import Case, F, Value, When

T = TypeVar("T", bound=Hashable)

# Higher than any position ever gets: where numbers wait while the others move.
_WACHTRIJ = 1_000_000
_STUK = 500


def merge_order(current: Sequence[T], wanted: Sequence[T]) -> list[T]:
    """`current` with everything new in `wanted` put behind its predecessor there.

    What is already there keeps its place: somebody may have moved it on purpose.
    """
    order = list(current)
    known = set(order)
    previous: T | None = None
    for item in wanted:
        if item not in known:
            at = order.index(previous) + 1 if previous is not None else 0
            order.insert(at, item)
            known.add(item)
        previous = item
    return order


def renumber(manager: models.Manager[Any], positions: Mapping[int, int]) -> None:
    """Give the records (by primary key) these positions. Only those that differ are written."""
    current = dict(manager.filter(pk__in=positions).values_list("pk", "positie"))
    moved = {pk: pos for pk, pos in positions.items() if current.get(pk) != pos}
    if not moved:
        return
    # In pieces: a statement that chooses among thousands looks through all of them for each row.
    pairs = list(moved.items())
    pieces = [dict(pairs[at : at + _STUK]) for at in range(0, len(pairs), _STUK)]
    for piece in pieces:
        manager.filter(pk__in=piece).update(positie=F("positie") + _WACHTRIJ)
    for piece in pieces:
        new = Case(*[When(pk=pk, then=Value(pos)) for pk, pos in piece.items()])
        manager.filter(pk__in=piece).update(positie=new)


def provisional(n: int) -> int:
    """A position for a record that gets its real one at the end of an import."""
    return 3 * _WACHTRIJ + n
