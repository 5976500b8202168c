"""Small counts that could point at people, hidden so that no subtraction brings them back.

The areas form a tree: a municipality of wijken, a wijk of buurten. Whoever knows a total and all
of its parts but one knows that one too. So in every such sum either nothing is hidden, or at least
two figures are. In a tree that is enough: from any hidden figure one can go on, sum by sum, to
another hidden figure at both ends, and raise the one by what the other is lowered. The figure of
the municipality itself is never hidden.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypeVar

K = TypeVar("K")


def hidden(
    values: Mapping[K, Decimal | None],
    sums: Iterable[tuple[K, tuple[K, ...]]],
    shown_anyway: Iterable[K],
    threshold: int,
) -> set[K]:
    """Which of these figures may not be shown.

    values: the counts of one indicator in one period; None is unknown. sums: every area with its
    parts. shown_anyway: the municipality. A figure under the threshold is hidden, zero included;
    then, where a sum has one hidden figure, the smallest of its other parts as well, or the total
    when there is no other part. A municipality with one single part can't be helped: the two are
    the same area.
    """
    free = set(shown_anyway)
    result = {k for k, v in values.items() if v is not None and v < threshold and k not in free}
    groups = [
        (total, tuple(k for k in parts if values.get(k) is not None))
        for total, parts in sums
        if values.get(total) is not None
    ]
    changed = True
    while changed:
        changed = False
        for total, parts in groups:
            members = (*parts, total)
            if sum(k in result for k in members) == 1:
                extra = _extra(total, parts, values, result | free)
                if extra is not None:
                    result.add(extra)
                    changed = True
    return result


def _extra(
    total: K, parts: tuple[K, ...], values: Mapping[K, Decimal | None], taken: set[K]
) -> K | None:
    """What to hide besides: the smallest part, else the total; None when nothing is left."""
    candidates = [k for k in parts if k not in taken]
    if candidates:
        return min(candidates, key=lambda k: values[k] or Decimal(0))
    return total if total not in taken else None
