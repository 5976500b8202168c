"""A row of the griffie's list, before anything of it is checked."""

from dataclasses import dataclass
from datetime import date

from themas.toezeggingen.importing.kolommen import Waarde


@dataclass(frozen=True, slots=True)
class Bronrij:
    """One row: where it stands in the file, and its cells by column. A column that the file does
    not have is not in it."""

    plek: str
    cellen: dict[str, Waarde]
    # Whether its ‘uiterlijk’ follows from the words of its term.
    afgeleid: bool = False

    def text(self, kolom: str) -> str:
        value = self.cellen.get(kolom)
        return value if isinstance(value, str) else ""

    def number(self, kolom: str) -> int | None:
        value = self.cellen.get(kolom)
        return value if isinstance(value, int) else None

    def day(self, kolom: str) -> date | None:
        value = self.cellen.get(kolom)
        return value if isinstance(value, date) else None
