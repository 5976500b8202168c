"""The axis of a chart: round steps from zero (or below) to past the highest value."""

import math
from collections.abc import Iterable
from decimal import Decimal


def steps(values: Iterable[Decimal]) -> tuple[float, ...]:
    """Four to six round numbers that hold all values and zero."""
    numbers = [float(v) for v in values]
    low, high = min([0.0, *numbers]), max([0.0, *numbers])
    if low == high:
        high = 1.0
    raw = (high - low) / 4
    magnitude = 10.0 ** math.floor(math.log10(raw))
    step = next(m * magnitude for m in (1, 2, 2.5, 5, 10) if m * magnitude >= raw * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))
