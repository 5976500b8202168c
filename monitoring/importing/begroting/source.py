"""What a file with a budget holds, before anything of it is checked."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from veiligheid.core.findings import Bevinding


class Bedragplek(NamedTuple):
    """Which amount of a line: its year, and its kind and side; those are empty where the heading of
    its column does not say them."""

    jaar: int
    soort: str = ""
    kant: str = ""


Bedragen = dict[Bedragplek, Decimal]


@dataclass
class Bronregel:
    """A line of the budget with its amounts, in euros. `geldbron`, `voorwaarden` and `toelichting`
    (of what was spent) are empty where the file does not say."""

    rij: int
    naam: str
    bedragen: Bedragen
    geldbron: str = ""
    voorwaarden: str = ""
    toelichting: str = ""


@dataclass
class Bronsom:
    """A line of the file that adds up others: never a line of the budget. `kop`: what it is called;
    `regels`: how many lines of the budget stand above it."""

    rij: int
    kop: str
    bedragen: Bedragen
    regels: int


@dataclass
class Bronbegroting:
    regels: list[Bronregel] = field(default_factory=list)
    sommen: list[Bronsom] = field(default_factory=list)
    totaal: Bedragen = field(default_factory=dict)
    # Whether the file tells where the money comes from.
    kent_geldbron: bool = False
    # Key of the deelproduct → its themes; None where it serves all of them.
    koppeling: dict[str, set[int] | None] = field(default_factory=dict)
    bevindingen: list[Bevinding] = field(default_factory=list)
