"""A CSV file: read through once before anything is made of it, and its first rows."""

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import IO, Any

import numpy as np

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert

_BLOCK = 1 << 20
# The first rows stand within so many bytes.
_HEAD = 256 * 1024
_SEPARATORS = ";,\t"
# What Excel writes before the rows to say how they are divided.
_SEP = re.compile(r"sep=(.)", re.I)


def check(file: IO[bytes]) -> str:
    """Reads the file through: UTF-8 without NUL, in rows that end. Gives its SHA-256. Raises
    Geweigerd."""
    digest, decoder = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")()
    rows, only_cr = _Rijen(), False
    while block := file.read(_BLOCK):
        digest.update(block)
        pending = decoder.getstate()[0]
        only_cr = only_cr or (rows.rij == 1 and b"\n" not in block and b"\r" in block)
        if only_cr:
            block = block.replace(b"\r", b"\n")
        try:
            decoder.decode(block)
            bad = block.find(b"\0")
        except UnicodeDecodeError as fout:
            bad = max(0, fout.start - len(pending))
        if bad >= 0:
            raise Geweigerd(_not_text(rows.rij + block.count(b"\n", 0, bad)))
        rows.look(block)
    return digest.hexdigest()


def begin(file: IO[bytes], rows: int) -> tuple[tuple[tuple[str, ...], ...], str]:
    """The first rows, and the sign that divides their cells. Raises Geweigerd."""
    text = file.read(_HEAD).decode("utf-8-sig", errors="ignore")
    first = text.splitlines()[0] if text.strip() else ""
    said = _SEP.fullmatch(first.strip().strip('"'))
    signs = said[1] if said else _SEPARATORS
    looks = {sign: _rows(text, sign, rows) for sign in signs}
    scheiding = max(looks, key=lambda sign: _evenness(looks[sign]))
    found = looks[scheiding]
    if not found and text.strip():
        raise Geweigerd(_no_csv(1))
    if said:
        # A row, so that the numbers of the others are those of the file; but one that says nothing.
        found[0] = ()
    return tuple(found), scheiding


def _rows(text: str, sign: str, most: int) -> list[tuple[str, ...]]:
    """The first rows when this sign divides them; none when it can't."""
    found: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign):
            found.append(tuple(row))
            if len(found) == most:
                break
    except csv.Error:
        return []
    return found


def _evenness(rows: list[tuple[str, ...]]) -> tuple[bool, int, int]:
    """Whether all rows are equally wide, how many are, and how wide: a comma in a sentence divides
    them unevenly, and a long text in one cell may hold more lines than the file has rows."""
    widths = Counter(len(row) for row in rows if len(row) > 1)
    all_even = len(widths) == 1 and 2 <= len(rows) == widths.total()
    return all_even, *max(((n, width) for width, n in widths.items()), default=(0, 0))


# What may stand before a quotation mark that begins a cell, and behind one that ends it.
_BEFORE, _BEHIND = (np.isin(np.arange(256), list(signs)) for signs in (b";,\t\n", b";,\t\r\n"))


def _marks(block: bytes) -> "np.ndarray[Any, Any]":
    """Where the quotation marks at the edge of a cell stand; inside one (a screen of 24") it is a
    sign like others. By numpy: a table of CBS has them by the million."""
    signs = np.frombuffer(block, np.uint8)
    found = np.flatnonzero(signs == ord('"'))
    if not len(found):
        return found
    begins = _BEFORE[signs[np.maximum(found - 1, 0)]] | (found == 0)
    last = len(signs) - 1
    ends = _BEHIND[signs[np.minimum(found + 1, last)]] | (found == last)
    edges: np.ndarray[Any, Any] = found[begins | ends]
    return edges


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
            melding = "Deze rij is langer dan 1 MB. Zet elke rij van de tabel op een eigen regel."
            raise Geweigerd(blokkeert("rij-te-lang", melding, f"rij {self.rij}"))
        self.lengte = len(block) - block.rfind(b"\n") - 1 + (self.lengte if begin < 0 else 0)
        marks = _marks(block)
        if self.open_in and not len(marks):
            raise Geweigerd(open_mark(self.open_in))
        if len(marks) % 2:
            row = self.rij + block.count(b"\n", 0, int(marks[-1]))
            self.open_in = 0 if self.open_in else row
        self.rij += block.count(b"\n")


def _not_text(rij: int) -> Bevinding:
    return blokkeert(
        "geen-utf-8",
        "Dit bestand is geen UTF-8: een letter is niet te lezen. Bewaar het in Excel als ‘CSV "
        "UTF-8 (door lijstscheidingsteken gescheiden)’, in LibreOffice met de tekenset ‘Unicode "
        "(UTF-8)’.",
        f"rij {rij}",
    )


def open_mark(rij: int) -> Bevinding:
    """About a quotation mark that closes nowhere."""
    melding = "Hier begint een cel met een aanhalingsteken dat nergens sluit."
    return blokkeert("aanhalingsteken-open", melding, f"rij {rij}")


def _no_csv(rij: int) -> Bevinding:
    return blokkeert(
        "geen-csv",
        "Hier klopt iets niet met de aanhalingstekens of is een cel veel te lang. Open het bestand "
        "in een spreadsheet en bewaar het opnieuw als CSV.",
        f"rij {rij}",
    )
