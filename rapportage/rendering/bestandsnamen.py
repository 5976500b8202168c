"""Files for a spreadsheet that come with a document, and how they are called."""

from dataclasses import dataclass

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Cijferbestand:
    """One file. CSV is utf-8 with a byte order mark and semicolons, for a Dutch spreadsheet."""

    naam: str
    titel: str
    inhoud: bytes
    mediatype: str = CSV


def csv_naam(in_anker: str, anker: str) -> str:
    """The name of the file of a piece."""
    return f"{anker.removeprefix(f'{in_anker}--')}.csv"


def kerncijfer_naam(n: int) -> str:
    return f"kerncijfer-{n}.csv"


def csv_bestand(naam: str, titel: str, text: str) -> Cijferbestand:
    """A file of a text that `write_csv` made."""
    return Cijferbestand(naam, titel, text.encode("utf-8-sig"))
