"""From a file to rows: the columns by their heading, every cell read or said to be wrong."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from themas.toezeggingen.lijst.kolommen import KOLOMMEN, NAMEN, Kolom, OnleesbareCel, Waarde
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.rekenblad import read_rows

# More than anybody reads at once.
MEEST = 50


@dataclass(frozen=True, slots=True)
class Bronrij:
    """One row: its number in the file, and its cells by column. A column that the file does not
    have is not in it."""

    nummer: int
    cellen: dict[str, Waarde]
    # Whether its ‘uiterlijk’ follows from the words of its term.
    afgeleid: bool = False

    @property
    def plek(self) -> str:
        return f"rij {self.nummer}"

    def text(self, kolom: str) -> str:
        value = self.cellen.get(kolom)
        return value if isinstance(value, str) else ""

    def day(self, kolom: str) -> date | None:
        value = self.cellen.get(kolom)
        return value if isinstance(value, date) else None


def parse_lijst(data: bytes) -> tuple[list[Bronrij], list[Bevinding]]:
    """The rows of a CSV or XLSX file, and what deserves a look. Raises Geweigerd, with a finding
    per row, when a column is missing or a cell can't be read."""
    rows = read_rows(data)
    columns, findings = _columns(rows[0][1])
    wrong: list[Bevinding] = []
    parsed = []
    for nummer, cellen in rows[1:]:
        parsed.append(_row(nummer, cellen, columns, wrong))
        if len(wrong) >= MEEST:
            break
    if wrong:
        raise Geweigerd(*wrong[:MEEST])
    return parsed, findings


def _columns(head: list[Any]) -> tuple[dict[int, Kolom], list[Bevinding]]:
    known = {k.naam: k for k in KOLOMMEN}
    found: dict[int, Kolom] = {}
    strange = []
    for at, cel in enumerate(head):
        naam = " ".join(str(cel or "").split()).casefold()
        if naam in known and known[naam] not in found.values():
            found[at] = known[naam]
        elif naam in known:
            raise Geweigerd(
                blokkeert("kolom-dubbel", f"De kolom ‘{naam}’ staat er twee keer in.", "rij 1")
            )
        elif naam:
            strange.append(naam)
    missing = [k.naam for k in KOLOMMEN if k.nodig and k not in found.values()]
    if missing:
        raise Geweigerd(
            *[
                blokkeert(
                    "kolom-ontbreekt",
                    f"De kolom ‘{naam}’ ontbreekt. De eerste rij moet de namen van de kolommen "
                    f"bevatten: {', '.join(NAMEN)}.",
                    "rij 1",
                )
                for naam in missing
            ]
        )
    findings = [
        let_op("kolom-onbekend", f"De kolom ‘{n[:60]}’ is onbekend en wordt overgeslagen.", "rij 1")
        for n in strange
    ]
    return found, findings


def _row(
    nummer: int, cellen: list[Any], columns: dict[int, Kolom], wrong: list[Bevinding]
) -> Bronrij:
    values: dict[str, Waarde] = {}
    for at, kolom in columns.items():
        cel = cellen[at] if at < len(cellen) else None
        try:
            values[kolom.naam] = kolom.read(cel)
        except OnleesbareCel as fout:
            wrong.append(
                blokkeert("cel-onleesbaar", f"Kolom ‘{kolom.naam}’: {fout}.", f"rij {nummer}")
            )
            continue
        if kolom.nodig and values[kolom.naam] in (None, ""):
            wrong.append(blokkeert("cel-leeg", f"Kolom ‘{kolom.naam}’ is leeg.", f"rij {nummer}"))
    return Bronrij(nummer, values)
