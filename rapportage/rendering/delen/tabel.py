"""A table, and the same as CSV."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from monitoring.charts.tabel import write_csv
from rapportage.rendering.bestandsnamen import Cijferbestand, csv_bestand, csv_naam
from rapportage.rendering.delen.register import Deelsoort, Plek, register
from veiligheid.document.delen import Tabeldeel

# "ruim 1.980 (voorlopig)": what is said before a number, the number, what is said after it.
_CEL = re.compile(
    r"(?:(?P<voor>[^\d-]+) )?(?P<getal>-?\d{1,3}(?:\.?\d{3})*(?:,\d+)?)(?: \((?P<na>[^)]+)\))?"
)
_LEEG = ("", "–")


# Words up to this length are never broken on paper: five columns of them fit on an upright page.
_HEEL = 14


@dataclass(frozen=True, slots=True)
class Tabelrij:
    """`cellen`: the text, and the class of its column."""

    kop: str
    cellen: tuple[tuple[str, str], ...]
    voet: bool


@dataclass(frozen=True, slots=True)
class Tabelbeeld:
    """`koppen`: the name of each column, and its class."""

    koppen: tuple[tuple[str, str], ...]
    rijen: tuple[Tabelrij, ...]


def _beeld(tabel: Tabeldeel, plek: Plek) -> Tabelbeeld:
    classes = [_class(tabel, n) for n in range(len(tabel.kolommen))]
    return Tabelbeeld(
        tuple(zip((kolom.naam for kolom in tabel.kolommen), classes, strict=True)),
        tuple(
            Tabelrij(rij.kop, tuple(zip(rij.cellen, classes[1:], strict=True)), rij.voet)
            for rij in tabel.rijen
        ),
    )


def _class(tabel: Tabeldeel, n: int) -> str:
    """Of a column: numbers, or short words that stay whole."""
    if tabel.kolommen[n].getal:
        return "vb-getal"
    cells = (rij.cellen[n - 1] if n else rij.kop for rij in tabel.rijen)
    words = (word for text in (tabel.kolommen[n].naam, *cells) for word in text.split())
    return "vb-heel" if max(map(len, words), default=0) <= _HEEL else ""


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


def _naam(deel: Tabeldeel, anker: str) -> str:
    return csv_naam(anker, deel.anker)


def _bestanden(deel: Tabeldeel, anker: str) -> Iterator[Cijferbestand]:
    yield csv_bestand(_naam(deel, anker), deel.bijschrift, _table_csv(deel))


register(
    Deelsoort(
        Tabeldeel,
        "document/delen/_tabel.html",
        toon=_beeld,
        bestanden=_bestanden,
        csv=_naam,
        heeft_cijfers=True,
    )
)
