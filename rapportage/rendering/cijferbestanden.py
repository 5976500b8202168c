"""The figures, tables and mirror of a document as files for a spreadsheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring.charts.tabel import make_csv, write_csv
from rapportage.delen import Deel, Figuurdeel, Kerncijfers, Spiegeldeel, Tabeldeel
from themas.spiegel.export import as_csv, as_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A number with points between its thousands, which a spreadsheet must not see.
_GETAL = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")


@dataclass(frozen=True, slots=True)
class Cijferbestand:
    """One file. CSV is utf-8 with a byte order mark and semicolons, for a Dutch spreadsheet."""

    naam: str
    titel: str
    inhoud: bytes
    mediatype: str = CSV


def cijferbestanden(delen: Sequence[Deel], anker: str) -> list[Cijferbestand]:
    """A file for each chart and table among these pieces, two for a mirror. anker: of what the
    pieces stand in."""
    return [bestand for deel in delen for bestand in _bestanden(deel, anker)]


def csv_naam(in_anker: str, anker: str) -> str:
    """The name of the file of a piece."""
    return f"{anker.removeprefix(f'{in_anker}--')}.csv"


def kerncijfer_naam(n: int) -> str:
    return f"kerncijfer-{n}.csv"


def _bestanden(deel: Deel, anker: str) -> Iterator[Cijferbestand]:
    match deel:
        case Figuurdeel():
            yield _csv(csv_naam(anker, deel.anker), deel.figuur.titel, make_csv(deel.figuur))
        case Tabeldeel():
            yield _csv(csv_naam(anker, deel.anker), deel.bijschrift, _table_csv(deel))
        case Kerncijfers():
            for n, cijfer in enumerate(deel.cijfers, start=1):
                yield _csv(kerncijfer_naam(n), cijfer.figuur.titel, make_csv(cijfer.figuur))
        case Spiegeldeel() if deel.spiegel.beschikbaar:
            titel = f"Beloofd en gedaan in {deel.spiegel.jaar}"
            yield Cijferbestand("spiegel.csv", titel, as_csv(deel.spiegel))
            yield Cijferbestand("spiegel.xlsx", titel, as_xlsx(deel.spiegel), XLSX)


def _csv(naam: str, titel: str, text: str) -> Cijferbestand:
    return Cijferbestand(naam, titel, text.encode("utf-8-sig"))


def _table_csv(tabel: Tabeldeel) -> str:
    lines = [tuple(k.naam for k in tabel.kolommen)]
    lines += [(rij.kop, *map(_plain_number, rij.cellen)) for rij in tabel.rijen]
    return write_csv(lines)


def _plain_number(cel: str) -> str:
    return cel.replace(".", "") if _GETAL.fullmatch(cel) else cel
