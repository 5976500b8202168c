"""From the text of the rows to figures: validation, with every finding at its row."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from monitoring.cijfers.models import Codelijstregel, Gebied, Indicator
from monitoring.cijfers.periodes import Periode, read
from monitoring.importing.metingen.extra import Extras
from monitoring.importing.metingen.gebieden import Gebiedenlijst
from monitoring.importing.metingen.indicatoren import Indicatorlijst
from monitoring.importing.metingen.kolommen import Kolommen, Tabelsoort
from monitoring.importing.metingen.source import Bronmetingen, Feit, first_rows
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert, let_op
from veiligheid.core.tabellen.getallen import Gelezen, read_column

# A file with the same mistake on every row is told in this many findings.
MAX_FINDINGS = 20


# Where a measurement belongs: primary keys of indicator and area, and the period's code. A plain
# tuple: a file has them by the ten thousand.
Plaats = tuple[int, int, str]


@dataclass
class Duiding:
    """The figures of a source, each at its place once."""

    feiten: dict[Plaats, Feit]
    periodes: dict[str, Periode]
    bevindingen: list[Bevinding]


def interpret(bron: Bronmetingen, gebieden: Gebiedenlijst, lijst: Indicatorlijst) -> Duiding:
    """Every figure of the rows with its place. Raises Geweigerd with all that is wrong."""
    bevindingen = [*bron.kolommen.bevindingen, *bron.bevindingen, *lijst.bevindingen]
    k, rijen = bron.kolommen, bron.rijen
    areas = _resolve_areas(first_rows(rijen[k.gebied]), gebieden, bevindingen)
    periodes = _resolve_periods(first_rows(rijen[k.periode]), bron.tabel, bevindingen)
    extras = Extras(k, rijen, bevindingen)
    duiding = Duiding({}, {p.code: p for p, _ in periodes.values()}, bevindingen)
    rows_of: dict[Plaats, int] = {}
    for kolom in k.maten:
        cells = _read_figures(rijen, kolom, k, lijst, bevindingen)
        # Nothing is built from a source that is refused anyway.
        if not blocking(bevindingen):
            _place(duiding, rows_of, rijen, kolom, k, (lijst, areas, periodes, cells, extras))
    if blocking(bevindingen):
        raise Geweigerd(*shortened(bevindingen))
    return duiding


def shortened(bevindingen: Iterable[Bevinding]) -> list[Bevinding]:
    """At most so many findings of one code, and how many more there are."""
    kept: list[Bevinding] = []
    count: dict[str, int] = {}
    for b in bevindingen:
        count[b.code] = n = count.get(b.code, 0) + 1
        if n <= MAX_FINDINGS:
            kept.append(b)
    for code, n in count.items():
        if n > MAX_FINDINGS:
            kept.append(let_op(code, f"En nog {n - MAX_FINDINGS} keer hetzelfde ({code})."))
    return kept


def _resolve_areas(
    texts: dict[str, int], gebieden: Gebiedenlijst, bevindingen: list[Bevinding]
) -> dict[str, Gebied]:
    found = {}
    for text, row in texts.items():
        if gebied := gebieden.find(text.strip()):
            found[text] = gebied
        else:
            bevindingen.append(gebieden.problem(text.strip(), row))
    return found


def _resolve_periods(
    texts: dict[str, int], tabel: str, bevindingen: list[Bevinding]
) -> dict[str, tuple[Periode, str]]:
    """Period and status of each text: its stars say it, or the code list of this very table."""
    statuses = dict(
        Codelijstregel.objects.filter(tabel=tabel, lijst=Codelijstregel.Lijst.PERIODE).values_list(
            "code", "status"
        )
    )
    found = {}
    for text, row in texts.items():
        if gelezen := read(text):
            periode, status = gelezen
            found[text] = periode, status or statuses.get(periode.code, "")
        else:
            melding = (
                f"‘{text.strip()[:40]}’ is geen periode. Schrijf ‘2024’, ‘2024JJ00’, ‘2024 maart’ "
                "of ‘2024 1e kwartaal’."
            )
            bevindingen.append(blokkeert("periode-onbekend", melding, f"rij {row}"))
    return found


def _read_figures(
    rijen: pd.DataFrame,
    kolom: str,
    k: Kolommen,
    lijst: Indicatorlijst,
    bevindingen: list[Bevinding],
) -> dict[str, Gelezen]:
    whole = all(i.decimalen == 0 for (_, there), i in lijst.found.items() if there == kolom)
    cells, problems = read_column(
        first_rows(rijen[kolom]).items(), kolom, whole=whole, point=k.soort is Tabelsoort.CODES
    )
    bevindingen.extend(problems)
    share = next((text for text in cells if text.rstrip().endswith("%")), "")
    other = next(
        (i for (_, there), i in lijst.found.items() if there == kolom and not is_share(i)), None
    )
    if share and other:
        share = share.strip()
        melding = (
            f"‘{share}’ is gelezen als {share.removesuffix('%').strip()}; de eenheid van"
            f" ‘{other.naam}’ is ‘{other.eenheid}’. Verander die eenheid in ‘procent’, of kijk "
            "het bestand na."
        )
        bevindingen.append(let_op("percentage-gelezen", melding, f"kolom {kolom}"))
    return cells


def is_share(indicator: Indicator) -> bool:
    """Whether an indicator is counted in percents."""
    return indicator.eenheid.strip().casefold() in {"%", "procent", "percentage", "pct"}


_Known = tuple[
    Indicatorlijst,
    dict[str, Gebied],
    dict[str, tuple[Periode, str]],
    dict[str, Gelezen],
    Extras,
]


def _place(
    duiding: Duiding,
    rows_of: dict[Plaats, int],
    rijen: pd.DataFrame,
    kolom: str,
    k: Kolommen,
    known: _Known,
) -> None:
    """Put every figure of a column at its place; the same place twice is told."""
    lijst, areas, periodes, cells, extras = known
    named = rijen[k.misdrijf or k.indicator] if k.misdrijf or k.indicator else [""] * len(rijen)
    indicators = {text: i.pk for (text, there), i in lijst.found.items() if there == kolom}
    area_keys = {text: gebied.pk for text, gebied in areas.items()}
    codes = {text: periode.code for text, (periode, _) in periodes.items()}
    # Text by text and not row by row: a table repeats the same few in every row.
    places: list[Plaats] = list(
        zip(
            map(indicators.__getitem__, named),
            map(area_keys.__getitem__, rijen[k.gebied]),
            map(codes.__getitem__, rijen[k.periode]),
            strict=True,
        )
    )
    facts = _facts(rijen, kolom, k, periodes, cells, extras)
    once = dict(zip(places, facts, strict=True))
    if len(once) == len(places) and not duiding.feiten.keys() & once.keys():
        duiding.feiten.update(once)
        rows_of.update(zip(places, map(int, rijen.index), strict=True))
        return
    same = 0
    texts = zip(rijen.index, named, rijen[k.gebied], rijen[k.periode], strict=True)
    for (row, *text), plaats, feit in zip(texts, places, facts, strict=True):
        if plaats not in rows_of:
            rows_of[plaats] = int(row)
            duiding.feiten[plaats] = feit
        elif duiding.feiten[plaats] == feit:
            same += 1
        else:
            naam, gebied, periode = text
            duiding.bevindingen.append(_twice(rows_of[plaats], int(row), naam, gebied, periode))
    if same:
        duiding.bevindingen.append(
            let_op("rij-dubbel", f"{same} rijen staan er twee keer in, met dezelfde waarde.")
        )


def _facts(
    rijen: pd.DataFrame,
    kolom: str,
    k: Kolommen,
    periodes: dict[str, tuple[Periode, str]],
    cells: dict[str, Gelezen],
    extras: Extras,
) -> list[Feit]:
    """What each row says. The same text in a period of the same status is the same fact: made
    once."""
    statuses = {text: status for text, (_, status) in periodes.items()}
    by_status = {
        status: {
            text: Feit(cell.waarde, cell.reden, None, cell.precisie, status)
            for text, cell in cells.items()
        }
        for status in set(statuses.values())
    }
    found = [
        by_status[statuses[periode]][cell]
        for periode, cell in zip(rijen[k.periode], rijen[kolom], strict=True)
    ]
    if not extras.columns:
        return found
    return [extras.apply(feit, row) for feit, row in zip(found, rijen.index, strict=True)]


def _twice(first: int, row: int, naam: str, gebied: str, periode: str) -> Bevinding:
    return blokkeert(
        "sleutel-dubbel",
        f"‘{naam.strip()}’ voor {gebied.strip()} in {periode.strip()} stond al op rij {first}, met "
        "een andere waarde. Laat er één staan.",
        f"rij {row}",
    )
