"""A file with a table, looked over before it is read: not too large, readable text, rows that end.

A CSV is streamed: nothing here holds more than a block of it in memory. A spreadsheet is small
enough to be read as a whole (see `rekenblad`). Of either every cell is text.
"""

import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, NamedTuple

import pandas as pd
from django.conf import settings

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen import platte_tekst
from veiligheid.core.tabellen.rekenblad import Blad, read_workbook
from veiligheid.core.tabellen.write import restored

# The headings stand within so many rows.
KOP_BINNEN = 10
# A list that people keep is not longer, and not wider.
MAX_RIJEN = 10_000
MAX_KOLOMMEN = 250
_CHUNK = 25_000
_MB = 1_000_000
_OPEN = re.compile(r"EOF inside string starting at row (\d+)")


class Rij(NamedTuple):
    """A row of a list: where it stands, and its cells in the order of the headings."""

    plek: str
    cellen: tuple[str, ...]


@dataclass(frozen=True)
class Tabelbestand:
    """A file that may be read. `begin`: its first rows, of which row `kop_rij` (counted from 1)
    holds the headings, `kolommen`."""

    naam: str
    sha256: str
    bron: Path | bytes = field(repr=False)
    begin: tuple[tuple[str, ...], ...] = ()
    scheiding: str = ""
    bladen: tuple[Blad, ...] = field(default=(), repr=False)
    blad: int = 0
    kop_rij: int = 1

    @property
    def kolommen(self) -> tuple[str, ...]:
        return headings(self.begin[self.kop_rij - 1]) if self.begin else ()

    @property
    def plek(self) -> str:
        """Where the headings stand."""
        return self._at(self.kop_rij)

    def at(self, kop_rij: int) -> "Tabelbestand":
        """The same, with its headings in this row. Raises Geweigerd when there are none, or one
        of them twice."""
        found = replace(self, kop_rij=kop_rij)
        _check_header(found.kolommen, found.plek)
        return found

    def sheets(self) -> Iterator["Tabelbestand"]:
        """The further sheets of a workbook that hold anything, each as a table of its own."""
        for n, blad in enumerate(self.bladen):
            if n > self.blad and blad.rijen:
                yield replace(self, blad=n, begin=blad.rijen[:KOP_BINNEN], kop_rij=1)

    def examples(self, most: int = 3) -> tuple[tuple[str, ...], ...]:
        """The first rows below the headings, as far as they are among the first of the file."""
        width = len(self.kolommen)
        return tuple(_fitted(r, width) for r in self.begin[self.kop_rij : self.kop_rij + most])

    def rows(self) -> Iterator[Rij]:
        """The rows of a list that hold anything. Raises Geweigerd when there are too many, or when
        one has more cells than there are headings."""
        found = 0
        for chunk in self.chunks():
            for number, *cells in chunk.itertuples(index=True, name=None):
                if not any(cells):
                    continue
                if (found := found + 1) > MAX_RIJEN:
                    raise Geweigerd(_too_many(self._at(number)))
                yield Rij(self._at(number), tuple(restored(c) for c in cells))

    def chunks(self, kolommen: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows as text, some at a time; the index is the number of the row in the file. Raises
        Geweigerd when a row has too many cells."""
        wanted = list(kolommen or self.kolommen)
        for chunk in self._sheet() if self.bladen else self._text():
            yield chunk[wanted]

    def _sheet(self) -> Iterator[pd.DataFrame]:
        names = self.kolommen
        below = self.bladen[self.blad].rijen[self.kop_rij :]
        for n, row in enumerate(below, start=self.kop_rij + 1):
            if any(row[len(names) :]):
                raise Geweigerd(_too_wide(self._at(n), ""))
        rows = [_fitted(row, len(names)) for row in below]
        frame = pd.DataFrame(rows, columns=list(names), dtype=object)
        frame.index = pd.RangeIndex(self.kop_rij + 1, self.kop_rij + 1 + len(frame))
        yield frame

    def _text(self) -> Iterator[pd.DataFrame]:
        # Whole rows are read, though not every column is wanted: with `usecols` pandas drops
        # what does not fit the header, silently.
        kop, start = self.kolommen, self.kop_rij + 1
        # Below an empty heading at the end nothing may stand.
        rest = [f"\0{n}" for n in range(len(self.begin[self.kop_rij - 1]) - len(kop))]
        try:
            with (
                self._open() as file,
                pd.read_csv(
                    file,
                    sep=self.scheiding,
                    header=None,
                    names=[*kop, *rest],
                    skiprows=self.kop_rij,
                    dtype=object,
                    na_filter=False,
                    skip_blank_lines=False,
                    chunksize=_CHUNK,
                    encoding="utf-8-sig",
                ) as reader,
            ):
                for chunk in reader:
                    if not isinstance(chunk.index, pd.RangeIndex):
                        raise Geweigerd(_too_wide(self._at(start), self.scheiding))
                    chunk.index = chunk.index + start
                    for naam in rest:
                        if (beyond := chunk.index[chunk[naam] != ""]).size:
                            raise Geweigerd(_too_wide(self._at(int(beyond[0])), self.scheiding))
                    yield chunk
        except pd.errors.EmptyDataError:
            return
        except pd.errors.ParserError as fout:
            if open_in := _OPEN.search(str(fout)):
                raise Geweigerd(platte_tekst.open_mark(int(open_in[1]) + 1)) from fout
            raise Geweigerd(_too_wide(_line_of(str(fout)), self.scheiding)) from fout

    def _open(self) -> IO[bytes]:
        return io.BytesIO(self.bron) if isinstance(self.bron, bytes) else self.bron.open("rb")

    def _at(self, rij: int) -> str:
        here = f"rij {rij}"
        return f"blad ‘{self.bladen[self.blad].naam}’, {here}" if self.blad else here


def open_table(bron: Path | bytes, naam: str = "", tot: int | None = None) -> Tabelbestand:
    """A CSV or XLSX file, at its path or as its bytes. `tot`: of more bytes it is refused. Raises
    Geweigerd, OSError."""
    naam = naam or (bron.name if isinstance(bron, Path) else "bestand")
    size, most = len(bron) if isinstance(bron, bytes) else bron.stat().st_size, tot
    if size > (most := most or settings.IMPORT_MAX_BYTES):
        raise Geweigerd(_too_large(size, most))
    with io.BytesIO(bron) if isinstance(bron, bytes) else bron.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        if magic == b"PK\x03\x04":
            bladen = read_workbook(file)
            file.seek(0)
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            blad = next((n for n, b in enumerate(bladen) if b.rijen), 0)
            begin = bladen[blad].rijen[:KOP_BINNEN]
            found = Tabelbestand(naam, sha256, bron, begin, bladen=bladen, blad=blad)
        elif magic == b"\xd0\xcf\x11\xe0":
            melding = "Dit is een oud Excel-bestand (.xls). Bewaar het als .xlsx of als CSV."
            raise Geweigerd(blokkeert("oud-excel", melding))
        else:
            sha256 = platte_tekst.check(file)
            file.seek(0)
            begin, scheiding = platte_tekst.begin(file, KOP_BINNEN)
            found = Tabelbestand(naam, sha256, bron, begin, scheiding)
    for n, row in enumerate(found.begin, start=1):
        if len(row) > MAX_KOLOMMEN:
            melding = f"Deze rij heeft {len(row)} cellen; er passen er {MAX_KOLOMMEN}."
            raise Geweigerd(blokkeert("te-veel-kolommen", melding, f"rij {n}"))
    if not any(any(c.strip() for c in row) for row in found.begin):
        raise Geweigerd(blokkeert("leeg", "Dit bestand is leeg: er is geen kop met kolommen."))
    return found


def headings(row: tuple[str, ...]) -> tuple[str, ...]:
    """The headings in a row: without the empty cells at its end, on one line each."""
    found = [" ".join(restored(c).split()) for c in row]
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def unread_sheet(bestand: Tabelbestand) -> Bevinding:
    """About a sheet that holds something else than the table."""
    naam = bestand.bladen[bestand.blad].naam
    melding = f"Het werkblad ‘{naam}’ heeft andere kolommen en is niet gelezen."
    return let_op("werkblad-niet-gelezen", melding)


def _fitted(row: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (row + ("",) * width)[:width]


def _check_header(kop: tuple[str, ...], plek: str) -> None:
    if not any(kop):
        raise Geweigerd(blokkeert("leeg", "Dit bestand is leeg: er is geen kop met kolommen."))
    for naam, n in Counter(kop).items():
        if n > 1:
            melding = (
                f"De kolom ‘{naam}’ staat {n} keer in de kop. Laat er één staan."
                if naam
                else f"{n} kolommen hebben geen naam boven zich. Geef ze een naam of haal ze weg."
            )
            raise Geweigerd(blokkeert("kolom-dubbel", melding, plek))


def _too_large(size: int, most: int) -> Bevinding:
    return blokkeert(
        "te-groot",
        f"Het bestand is {size / _MB:.0f} MB, groter dan {most / _MB:.0f} MB. Bewaar alleen de "
        "tabel, of download alleen de eigen gemeente (of gebruik haal_cijfers).",
        "het hele bestand",
    )


def _too_many(plek: str) -> Bevinding:
    return blokkeert(
        "te-veel-rijen",
        f"Het bestand heeft meer dan {MAX_RIJEN} rijen. Verdeel het in kleinere bestanden.",
        plek,
    )


def _too_wide(plek: str, scheiding: str) -> Bevinding:
    how = f" Zet tekst of een getal met een ‘{scheiding}’ erin tussen aanhalingstekens."
    melding = f"Een rij heeft meer cellen dan de kop.{how if scheiding else ''}"
    return blokkeert("rij-past-niet", melding, plek)


def _line_of(message: str) -> str:
    """ "… Expected 4 fields in line 3, saw 5" → "rij 3"."""
    _, _, rest = message.partition(" in line ")
    number = rest.split(",")[0].strip()
    return f"rij {number}" if number.isdigit() else ""
