"""The figures of a chart as a table, and as CSV for a spreadsheet."""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO

from monitoring.charts.notatie import nl, punt_tekst
from veiligheid.core.tabellen import write
from veiligheid.document.figuur import Figuur

_NUMBER = re.compile(r"-?\d{1,3}(?:\.?\d{3})*(?:,\d+)?")
_KOP = ("reeks", "periode of gebied", "waarde", "eenheid", "precisie", "status", "toelichting")


@dataclass(frozen=True)
class Tabelrij:
    """`cellen`: per series the text, and what there is to say about it."""

    label: str
    cellen: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Tabel:
    as_naam: str
    kolommen: tuple[str, ...]
    rijen: tuple[Tabelrij, ...]


def make_table(figuur: Figuur) -> Tabel:
    """A row per label, a column per series."""
    rijen = []
    for n, label in enumerate(figuur.labels):
        punten = [reeks.punten[n] for reeks in figuur.reeksen]
        cellen = tuple((punt_tekst(p, figuur.decimalen), p.toelichting) for p in punten)
        rijen.append(Tabelrij(label, cellen))
    return Tabel(figuur.as_naam, tuple(r.naam for r in figuur.reeksen), tuple(rijen))


def figure_rows(figuur: Figuur) -> list[list[str]]:
    """The same as text: the headings first."""
    tabel = make_table(figuur)
    head = [tabel.as_naam, *tabel.kolommen]
    return [head, *([rij.label, *(waarde for waarde, _ in rij.cellen)] for rij in tabel.rijen)]


def make_csv(figuur: Figuur) -> str:
    """A line per figure. Opens as it is in a Dutch spreadsheet: semicolons, decimal commas, and a
    byte order mark when it is encoded as utf-8-sig. An unknown value is an empty cell."""
    lines = [
        (
            reeks.naam,
            p.label,
            "" if p.waarde is None else nl(p.waarde, figuur.decimalen).replace(".", ""),
            figuur.eenheid,
            "" if p.waarde is None else p.precisie,
            p.status,
            p.toelichting,
        )
        for reeks in figuur.reeksen
        for p in reeks.punten
    ]
    return write_csv([_KOP, *lines, ("bron", figuur.bron, "", "", "", "", figuur.titel)])


def write_csv(lines: Iterable[Iterable[str]]) -> str:
    """Lines as CSV in which no cell is a formula."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow([harmless(cell) for cell in line])
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that a spreadsheet takes for text, or for the number it is."""
    return cell if _NUMBER.fullmatch(cell) else str(write.harmless(cell))
