"""Figures for tests."""

from decimal import Decimal
from itertools import count
from typing import Any

from monitoring.cijfers.periodes import from_code
from monitoring.models import Gebied, Indicator, Meting

_n = count(1)


def een_gebied(code: str = "GM0268", naam: str = "", **velden: Any) -> Gebied:
    soorten = {"GM": "gemeente", "SD": "stadsdeel", "WK": "wijk", "BU": "buurt", "NL": "land"}
    standaard = {"indeling": 2024, "soort": soorten[code[:2]]}
    return Gebied.objects.create(code=code, naam=naam or code, **{**standaard, **velden})


def een_gemeente(wijken: int = 2, code: str = "GM0268") -> list[Gebied]:
    """The municipality, followed by its wijken."""
    gemeente = een_gebied(code, "De gemeente")
    number = code[2:]
    return [
        gemeente,
        *(
            een_gebied(f"WK{number}{n:02}", f"Wijk {n}", parent=gemeente)
            for n in range(1, wijken + 1)
        ),
    ]


def een_indicator(naam: str = "", **velden: Any) -> Indicator:
    n = next(_n)
    standaard = {"slug": f"indicator-{n}", "bron": "Politie / CBS"}
    return Indicator.objects.create(naam=naam or f"Indicator {n}", **{**standaard, **velden})


def een_meting(
    indicator: Indicator, gebied: Gebied, periode: str | int, waarde: Any, **velden: Any
) -> Meting:
    """`waarde` None is unknown."""
    code = f"{periode}JJ00" if isinstance(periode, int) else periode
    period = from_code(code)
    assert period is not None
    if waarde is None:
        velden.setdefault("reden_onbekend", "nog niet gemeten")
    return Meting.objects.create(
        indicator=indicator,
        gebied=gebied,
        periode=code,
        jaar=period.jaar,
        periodesoort=period.soort,
        waarde=None if waarde is None else Decimal(str(waarde)),
        **velden,
    )
