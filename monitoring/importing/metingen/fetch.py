"""A published table from the service of CBS: its code lists first, then its figures."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from monitoring.cijfers.models import Codelijstregel
from monitoring.importing.metingen.codelijst import apply_codelijst
from monitoring.importing.metingen.gebieden import known_areas
from monitoring.importing.metingen.kolommen import Kolommen, Tabelsoort, maatsleutel
from monitoring.importing.metingen.odata import Odataclient, Rij
from monitoring.importing.metingen.parse import Voortgangsmelder, keep_rows
from monitoring.importing.metingen.run import process
from monitoring.importing.metingen.source import Bronmetingen, Opties, Regel
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blokkeert

_GEO = {"GeoDimension", "GeoDetail"}
Lijst = Codelijstregel.Lijst


@dataclass(frozen=True)
class _Vorm:
    """The columns of a table as its own description gives them."""

    gebied: str
    periode: str
    misdrijf: str
    maten: tuple[str, ...]

    @property
    def kolommen(self) -> Kolommen:
        return Kolommen(
            Tabelsoort.CODES, self.gebied, self.periode, misdrijf=self.misdrijf, maten=self.maten
        )


def fetch_table(
    client: Odataclient, opties: Opties, progress: Voortgangsmelder
) -> tuple[Telling, str]:
    """Fetch code lists and figures of the municipality, and write them. Runs inside the caller's
    transaction. Raises Geweigerd. Returns the counts and a sentence about what was read."""
    vorm = _shape(client, opties)
    lists = [(Lijst.GEBIED, vorm.gebied), (Lijst.PERIODE, vorm.periode)]
    if vorm.misdrijf:
        lists.append((Lijst.MISDRIJF, vorm.misdrijf))
    total = Telling()
    for lijst, naam in lists:
        where = _filter("Key", opties.gemeente) if lijst is Lijst.GEBIED else {}
        regels = [
            _regel(n, row)
            for n, row in enumerate((r for page in client.feed(naam, **where) for r in page), 1)
        ]
        part = apply_codelijst(lijst, regels, opties.tabel, opties.gemeente, opties.jaar)
        total.gemaakt += part.gemaakt
        total.bijgewerkt += part.bijgewerkt
        total.bevindingen += part.bevindingen
    areas = known_areas(opties.gemeente, opties.indeling)
    bron = Bronmetingen(
        vorm.kolommen, pd.DataFrame(), f"{client.adres}/TypedDataSet", "", opties.tabel, 0
    )
    keep_rows(_pages(client, vorm, opties), bron, areas, progress)
    bron.sha256 = client.digest.hexdigest()
    telling, slot = process(bron, areas, opties)
    telling.gemaakt += total.gemaakt
    telling.bijgewerkt += total.bijgewerkt
    telling.bevindingen[:0] = total.bevindingen
    return telling, slot


def _shape(client: Odataclient, opties: Opties) -> _Vorm:
    """Raises Geweigerd when the table has a dimension too few or too many."""
    kinds: dict[str, list[str]] = {}
    for page in client.feed("DataProperties"):
        for row in page:
            kind = "Geo" if row.get("Type") in _GEO else str(row.get("Type"))
            kinds.setdefault(kind, []).append(str(row.get("Key")))
    for kind, wat in (("Geo", "gebied"), ("TimeDimension", "periode"), ("Topic", "cijfers")):
        if not kinds.get(kind):
            melding = f"De tabel {opties.tabel} heeft geen kolom met {wat}."
            raise Geweigerd(blokkeert("kolom-ontbreekt", melding))
    others = kinds.get("Dimension", [])
    if len(others) > 1:
        melding = f"De tabel {opties.tabel} is ook verdeeld naar ‘{others[1]}’; dat kan hier niet."
        raise Geweigerd(blokkeert("kolom-onbekend", melding))
    wanted = {maatsleutel(m) for m in opties.maten}
    maten = tuple(t for t in kinds["Topic"] if not wanted or maatsleutel(t) in wanted)
    if not maten:
        melding = f"De tabel {opties.tabel} heeft geen kolom {', '.join(opties.maten)}."
        raise Geweigerd(blokkeert("kolom-ontbreekt", melding))
    return _Vorm(kinds["Geo"][0], kinds["TimeDimension"][0], "".join(others), maten)


def _filter(kolom: str, gemeente: str) -> dict[str, str]:
    number = gemeente.removeprefix("GM")
    kinds = [f"startswith({kolom},'{kind}{number}')" for kind in ("GM", "WK", "BU")]
    return {"$filter": " or ".join(kinds)}


def _regel(number: int, row: Rij) -> Regel:
    text = {
        key: str(row.get(key) or "").strip() for key in ("Key", "Title", "Description", "Status")
    }
    return Regel(number, text["Key"], text["Title"], text["Description"], text["Status"])


def _pages(client: Odataclient, vorm: _Vorm, opties: Opties) -> Iterator[pd.DataFrame]:
    """The figures in pieces. `null` is a figure that is not published: never a zero."""
    kolommen = vorm.kolommen.nodig
    where = _filter(vorm.gebied, opties.gemeente)
    start = 1
    for page in client.feed("TypedDataSet", **where):
        rows = [["." if row.get(k) is None else str(row[k]) for k in kolommen] for row in page]
        frame = pd.DataFrame(rows, columns=kolommen, dtype=object)
        frame.index = pd.RangeIndex(start, start + len(frame))
        start += len(frame)
        yield frame
