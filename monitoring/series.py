"""What is reckoned with figures, before they are drawn."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from veiligheid.document.figuur import Punt

PER_INWONER = "per 1.000 inwoners"


def per_thousand(punt: Punt, inwoners: Decimal | None) -> Punt:
    """The figure per 1,000 inhabitants, on one decimal. Unknown without a population."""
    if punt.waarde is None:
        return punt
    if not inwoners:
        return replace(punt, waarde=None, status="", toelichting="het aantal inwoners is onbekend")
    rate = (punt.waarde * 1000 / inwoners).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return replace(punt, waarde=rate)
