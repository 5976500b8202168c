"""The figures, tables and mirror of a document as files for a spreadsheet."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from monitoring.charts.tabel import make_csv, write_csv
from rapportage.audit import export as audit
from rapportage.delen import Auditdeel, Deel, Figuurdeel, Kerncijfers, Spiegeldeel, Tabeldeel
from themas.spiegel.export import as_csv, as_xlsx

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# "ruim 1.980 (voorlopig)": what is said before a number, the number, what is said after it.
_CEL = re.compile(
    r"(?:(?P<voor>[^\d-]+) )?(?P<getal>-?\d{1,3}(?:\.?\d{3})*(?:,\d+)?)(?: \((?P<na>[^)]+)\))?"
)
_LEEG = ("", "–")


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
        case Auditdeel():
            titel = f"Oordeel over ‘{deel.stuk.titel}’"
            yield Cijferbestand("oordeel.csv", titel, audit.as_csv(deel.stuk))
            yield Cijferbestand("oordeel.xlsx", titel, audit.as_xlsx(deel.stuk), XLSX)


def _csv(naam: str, titel: str, text: str) -> Cijferbestand:
    return Cijferbestand(naam, titel, text.encode("utf-8-sig"))


def _table_csv(tabel: Tabeldeel) -> str:
    """As the table reads, but that a column of numbers holds numbers alone. What is said of them
    ("ruim", "voorlopig", "onbekend") stands in a column of its own, and so does their unit. Rows
    that add up are left out: who adds up a column would count everything twice."""
    rijen = [rij for rij in tabel.rijen if not rij.voet]
    head, *kolommen = tabel.kolommen
    columns = [[rij.kop for rij in rijen]]
    names = [head.naam]
    for n, kolom in enumerate(kolommen):
        cells = [rij.cellen[n] for rij in rijen]
        names.append(kolom.naam)
        if not kolom.getal:
            columns.append(cells)
            continue
        numbers, remarks = zip(*map(_number_and_remark, cells), strict=True) if cells else ((), ())
        columns.append(list(numbers))
        if any(remarks):
            names.append(f"{kolom.naam} (toelichting)")
            columns.append(list(remarks))
    if tabel.eenheid:
        names.append("eenheid")
        columns.append([tabel.eenheid] * len(rijen))
    return write_csv([names, *zip(*columns, strict=True)])


def _number_and_remark(cel: str) -> tuple[str, str]:
    """A cell of a column of numbers: the number without the points between its thousands, and
    what is said of it. A dash is an empty cell."""
    if cel in _LEEG:
        return "", ""
    match = _CEL.fullmatch(cel)
    if match is None:
        return "", cel
    said = ", ".join(filter(None, (match["voor"], match["na"])))
    return match["getal"].replace(".", ""), said
