"""The figures of a page as rows to use again: each says of which indicator, area and period it is,
by the codes of the source as well as in words."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from monitoring.charts.tabel import write_csv
from monitoring.cijfers.models import Gebied, Indicator
from monitoring.cijfers.periodes import Periode
from monitoring.weergave import Weergave
from veiligheid.document.figuur import Figuur, Punt

GEBIED = "Gebied"


@dataclass(frozen=True, slots=True)
class Cijferregel:
    """One figure. `waarde` None: unknown or not shown, and `toelichting` says why. Codes are those
    of CBS, empty where the source has none."""

    indicator: str
    indicator_naam: str
    misdrijf_code: str
    gebied_code: str
    gebied: str
    periode_code: str
    periode: str
    waarde: Decimal | None
    eenheid: str
    precisie: str
    status: str
    toelichting: str
    bron: str
    bron_tabel: str
    raadpleegdatum: str


def view_rows(weergave: Weergave, naam: str, figuur: Figuur) -> Iterator[Cijferregel]:
    """The rows of one figure of a view, in the order of its series."""
    areas = {g.naam: g for g in reversed(weergave.gebieden_van(naam))}
    periods = {p.label: p for p in weergave.periodes}
    fetched = weergave.raadpleegdatum.isoformat() if weergave.raadpleegdatum else ""
    for reeks in figuur.reeksen:
        for punt in reeks.punten:
            over_areas = figuur.as_naam == GEBIED
            gebied, periode = (punt.label, reeks.naam) if over_areas else (reeks.naam, punt.label)
            yield make_row(
                weergave.indicator,
                areas.get(gebied) or weergave.gebied,
                periods.get(periode),
                punt,
                figuur.eenheid,
                figuur.decimalen,
                fetched,
            )


def make_row(
    indicator: Indicator,
    gebied: Gebied,
    periode: Periode | None,
    punt: Punt,
    eenheid: str,
    decimalen: int,
    raadpleegdatum: str,
) -> Cijferregel:
    """With the value as a page shows it: of so many decimals."""
    places = Decimal(1).scaleb(-decimalen)
    return Cijferregel(
        indicator.slug,
        indicator.naam,
        indicator.bron_code,
        gebied.code,
        gebied.naam,
        periode.code if periode else "",
        periode.label if periode else punt.label,
        None if punt.waarde is None else punt.waarde.quantize(places, ROUND_HALF_UP),
        eenheid,
        punt.precisie if punt.waarde is not None else "",
        punt.status,
        punt.toelichting,
        indicator.bron,
        indicator.bron_tabel,
        raadpleegdatum,
    )


def as_csv(rows: Iterable[Cijferregel]) -> str:
    """For a Dutch spreadsheet: semicolons, decimal commas; an unknown value is an empty cell."""
    names = [field.name for field in fields(Cijferregel)]
    return write_csv([names, *([_cell(getattr(row, n)) for n in names] for row in rows)])


def as_json(rows: Iterable[Cijferregel]) -> list[dict[str, Any]]:
    """The same for a program: a number or null."""
    return [
        {**asdict(row), "waarde": None if row.waarde is None else float(row.waarde)} for row in rows
    ]


def _cell(value: str | Decimal | None) -> str:
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value or ""
