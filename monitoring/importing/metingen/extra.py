"""The further columns of our own table: precision, status, source, reason, days."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pandas as pd

from monitoring.cijfers.models import Precisie
from monitoring.cijfers.periodes import read_status
from monitoring.importing.metingen.kolommen import Kolommen
from monitoring.importing.metingen.source import Feit, first_rows
from veiligheid.core.findings import Bevinding, blokkeert
from veiligheid.core.tabellen.dagen import read_day
from veiligheid.core.tabellen.kop import OnleesbareCel


def _precisie(text: str) -> str | None:
    return text.casefold() if text.casefold() in Precisie.values else None


def _day(text: str) -> date | None:
    try:
        return read_day(text)
    except OnleesbareCel:
        return None


def _words(text: str) -> str:
    return text[:200]


# Column → the field of a Feit, and how its text is read; None means: this can't stand here.
_READ: dict[str, tuple[str, Callable[[str], Any]]] = {
    "precisie": ("precisie", _precisie),
    "status": ("status", read_status),
    "bron": ("bron", _words),
    "peildatum": ("peildatum", _day),
    "reden": ("reden_onbekend", _words),
    "verwachtop": ("verwacht_op", _day),
}
_ONLY_UNKNOWN = {"reden", "verwachtop"}


class Extras:
    """The columns with what each of their texts means. Findings go to `bevindingen`."""

    def __init__(self, k: Kolommen, rijen: pd.DataFrame, bevindingen: list[Bevinding]) -> None:
        self.columns = {key: rijen[naam].map(str.strip) for key, naam in k.extra.items()}
        self.meaning: dict[str, dict[str, Any]] = {}
        for key, column in self.columns.items():
            self.meaning[key] = found = {}
            for text, row in first_rows(column).items():
                found[text] = _READ[key][1](text) if text else None
                if text and found[text] is None:
                    melding = f"‘{text[:40]}’ kan hier niet staan."
                    plek = f"rij {row}, kolom {k.extra[key]}"
                    bevindingen.append(blokkeert("waarde-onbekend", melding, plek))

    def apply(self, feit: Feit, row: int) -> Feit:
        """The figure with what the other columns of its row say. A reason and a day on which it
        is expected are only for a figure that is not known."""
        changes = {}
        for key, column in self.columns.items():
            value = self.meaning[key][column.loc[row]]
            if value is not None and (feit.waarde is None or key not in _ONLY_UNKNOWN):
                changes[_READ[key][0]] = value
        return feit._replace(**changes)
