"""What a source of figures holds, before anything of it is checked, and what is said beside it."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from monitoring.cijfers.models import Codelijstregel, Precisie
from monitoring.importing.metingen.kolommen import Kolommen
from veiligheid.core.findings import Bevinding
from veiligheid.core.tabellen.vraag import Antwoorden


@dataclass(frozen=True)
class Opties:
    """What whoever imports says beside the file. `indeling` None: the borders that are known, and
    those of this year for new areas. `nieuwe_codes`: take in what no code list names. `antwoorden`:
    what was answered when the file was asked about."""

    gemeente: str
    raadpleegdatum: date
    tabel: str = ""
    indeling: int | None = None
    maten: tuple[str, ...] = ()
    nieuwe_codes: bool = False
    antwoorden: Antwoorden = field(default_factory=dict)

    @property
    def jaar(self) -> int:
        return self.indeling or self.raadpleegdatum.year


@dataclass
class Bronmetingen:
    """The rows about the municipality, as text. Their index is the number of the row in the
    source; `gelezen` counts all rows of it."""

    kolommen: Kolommen
    rijen: pd.DataFrame
    naam: str
    sha256: str
    tabel: str
    gelezen: int
    # The one name in a file that knows its municipality by name only.
    gemeentenaam: str = ""
    bevindingen: list[Bevinding] = field(default_factory=list)


@dataclass(frozen=True)
class Regel:
    """A line as the source gives it."""

    rij: int
    code: str
    titel: str
    omschrijving: str = ""
    status: str = ""


@dataclass
class Broncodelijst:
    """A code list, read."""

    lijst: Codelijstregel.Lijst
    regels: list[Regel]
    tabel: str


Bron = Bronmetingen | Broncodelijst


class Feit(NamedTuple):
    """What a measurement says; compared as a whole with what is stored."""

    waarde: Decimal | None
    reden_onbekend: str = ""
    verwacht_op: date | None = None
    precisie: str = Precisie.EXACT.value
    status: str = ""
    bron: str = ""
    peildatum: date | None = None


def first_rows(column: pd.Series) -> dict[str, int]:
    """Each different text of a column with the row where it stands first."""
    first = column.drop_duplicates()
    return dict(zip(map(str, first), map(int, first.index), strict=True))
