"""A file with a table, looked over before it is read: not too large, readable text, one header.

Nothing here holds more than a block of the file in memory.
"""

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from django.conf import settings

from monitoring.importing.xlsx import read_xlsx
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert

_BLOCK = 1 << 20
_CHUNK = 100_000
_SEPARATORS = ";,\t"


@dataclass(frozen=True)
class Tabelbestand:
    """A file that may be read. `kolommen`: its header; `chunks` gives its rows."""

    path: Path
    sha256: str
    kolommen: tuple[str, ...]
    scheiding: str
    # The rows of a spreadsheet, which is small enough to have been read as a whole.
    rijen: tuple[tuple[str, ...], ...] | None = None

    @property
    def naam(self) -> str:
        return self.path.name

    def in_memory(self) -> "Tabelbestand":
        """The same, with its rows: for a small file that will not be there any more."""
        rows = [tuple(map(str, row)) for c in self.chunks() for row in c.itertuples(index=False)]
        return replace(self, rijen=tuple(rows))

    def chunks(self, kolommen: list[str] | None = None) -> Iterator[pd.DataFrame]:
        """The rows as text, some at a time; the index is the number of the row, the header being
        row 1. Raises Geweigerd when a row has too many cells."""
        wanted = list(kolommen or self.kolommen)
        if self.rijen is not None:
            frame = pd.DataFrame(self.rijen, columns=list(self.kolommen), dtype=object)[wanted]
            frame.index = pd.RangeIndex(2, len(frame) + 2)
            yield frame
            return
        # Whole rows are read, though not every column is wanted: with `usecols` pandas drops
        # what does not fit the header, silently.
        try:
            with pd.read_csv(
                self.path,
                sep=self.scheiding,
                dtype=object,
                na_filter=False,
                chunksize=_CHUNK,
                encoding="utf-8-sig",
            ) as reader:
                for chunk in reader:
                    if not isinstance(chunk.index, pd.RangeIndex):
                        raise Geweigerd(_too_wide("rij 2", self.scheiding))
                    chunk.index = chunk.index + 2
                    yield chunk[wanted]
        except pd.errors.ParserError as fout:
            raise Geweigerd(_too_wide(_line_of(str(fout)), self.scheiding)) from fout


def open_table(path: Path) -> Tabelbestand:
    """The file at this path, CSV or XLSX. Raises Geweigerd, OSError."""
    size = path.stat().st_size
    if size > settings.IMPORT_MAX_BYTES:
        raise Geweigerd(
            blokkeert(
                "te-groot",
                f"Het bestand is {size / 1e6:.0f} MB; tot {settings.IMPORT_MAX_BYTES / 1e6:.0f} MB "
                "kan. Download alleen de eigen gemeente, of gebruik haal_cijfers.",
                "het hele bestand",
            )
        )
    with path.open("rb") as file:
        magic = file.read(4)
    if magic == b"PK\x03\x04":
        kop, rijen = read_xlsx(path)
        _check_header(kop)
        return Tabelbestand(path, _sha256(path), kop, "", rijen)
    if magic == b"\xd0\xcf\x11\xe0":
        raise Geweigerd(
            blokkeert("oud-excel", "Dit is een oud Excel-bestand (.xls). Bewaar het als .xlsx.")
        )
    sha256 = _check_text(path)
    kop, scheiding = _header(path)
    _check_header(kop)
    return Tabelbestand(path, sha256, kop, scheiding)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check_text(path: Path) -> str:
    """Reads the file through once: UTF-8 without NUL, in rows that end. Gives its SHA-256. Raises
    Geweigerd."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    rows = _Rijen()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            pending = decoder.getstate()[0]
            try:
                decoder.decode(block)
                bad = block.find(b"\0")
            except UnicodeDecodeError as fout:
                bad = max(0, fout.start - len(pending))
            if bad >= 0:
                lines = block.count(b"\n", 0, bad)
                raise Geweigerd(
                    blokkeert(
                        "geen-utf8",
                        "Dit bestand is geen UTF-8: een letter is niet te lezen. Bewaar het in "
                        "Excel als ‘CSV UTF-8 (door lijstscheidingsteken gescheiden)’.",
                        f"rij {rows.rij + lines}",
                    )
                )
            rows.look(block)
    return digest.hexdigest()


# A quotation mark at the edge of a cell; inside one (a screen of 24") it is a sign like others.
_MARK = re.compile(rb'(?:(?<=[;,\t\n])|^)"|"(?=[;,\t\r\n]|$)')


@dataclass
class _Rijen:
    """Follows the rows of a file block by block: one without end would be in memory as a whole."""

    rij: int = 1
    # How long the row is so far, and where the quotation mark stands that is open.
    lengte: int = 0
    open_in: int = 0

    def look(self, block: bytes) -> None:
        """Raises Geweigerd."""
        begin = block.find(b"\n")
        if self.lengte + (begin if begin >= 0 else len(block)) > _BLOCK:
            raise Geweigerd(
                blokkeert(
                    "rij-te-lang",
                    "Deze rij is langer dan 1 MB. Zet elke rij van de tabel op een eigen regel.",
                    f"rij {self.rij}",
                )
            )
        self.lengte = len(block) - block.rfind(b"\n") - 1 + (self.lengte if begin < 0 else 0)
        marks = [m.start() for m in _MARK.finditer(block)]
        if self.open_in and not marks:
            raise Geweigerd(
                blokkeert(
                    "aanhalingsteken-open",
                    "Hier begint een cel met een aanhalingsteken dat nergens sluit.",
                    f"rij {self.open_in}",
                )
            )
        if len(marks) % 2:
            last = self.rij + block.count(b"\n", 0, marks[-1])
            self.open_in = 0 if self.open_in else last
        self.rij += block.count(b"\n")


def _header(path: Path) -> tuple[tuple[str, ...], str]:
    """The column names and the separator."""
    with path.open("rb") as file:
        text = file.read(64 * 1024).decode("utf-8-sig", errors="ignore")
    first = text.splitlines()[0] if text.strip() else ""
    outside = "".join(first.split('"')[::2])
    scheiding = max(_SEPARATORS, key=outside.count)
    kop = next(csv.reader(io.StringIO(text), delimiter=scheiding), [])
    return tuple(kop), scheiding


def _check_header(kop: tuple[str, ...]) -> None:
    if not any(k.strip() for k in kop):
        raise Geweigerd(blokkeert("leeg", "Dit bestand is leeg: er is geen kop met kolommen."))
    for naam, n in Counter(kop).items():
        if n > 1:
            raise Geweigerd(
                blokkeert(
                    "kolom-dubbel",
                    f"De kolom ‘{naam}’ staat {n} keer in de kop. Laat er één staan.",
                    "rij 1",
                )
            )


def _too_wide(plek: str, scheiding: str) -> Bevinding:
    return blokkeert(
        "rij-past-niet",
        f"Een rij heeft meer cellen dan de kop. Zet tekst of een getal met een ‘{scheiding}’ erin "
        "tussen aanhalingstekens.",
        plek,
    )


def _line_of(message: str) -> str:
    """ "… Expected 4 fields in line 3, saw 5" → "rij 3"."""
    _, _, rest = message.partition(" in line ")
    number = rest.split(",")[0].strip()
    return f"rij {number}" if number.isdigit() else ""
