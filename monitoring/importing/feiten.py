"""What a figure of a source says."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from monitoring.cijfers.models import Precisie


class Feit(NamedTuple):
    """What a measurement says; compared as a whole with what is stored."""

    waarde: Decimal | None
    reden_onbekend: str = ""
    verwacht_op: date | None = None
    precisie: str = Precisie.EXACT.value
    status: str = ""
    bron: str = ""
    peildatum: date | None = None


def first_rows(column: pd.Series) -> dict[str, int]:
    """Each different text of a column with the row where it stands first."""
    first = column.drop_duplicates()
    return dict(zip(map(str, first), map(int, first.index), strict=True))
