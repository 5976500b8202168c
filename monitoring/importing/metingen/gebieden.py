"""Which area a code or a name in a file means."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from monitoring.cijfers.models import Gebied, Gebiedsoort
from veiligheid.core.findings import Bevinding, blokkeert

CODE = re.compile(r"(NL|LD|PV|GM|SD|WK|BU|RE)\d+")
_SOORT = {
    "NL": Gebiedsoort.LAND,
    "GM": Gebiedsoort.GEMEENTE,
    "SD": Gebiedsoort.STADSDEEL,
    "WK": Gebiedsoort.WIJK,
    "BU": Gebiedsoort.BUURT,
}


def soort_of(code: str) -> Gebiedsoort | None:
    """The kind of area that a CBS code says; None when we keep no such areas."""
    return _SOORT.get(code[:2])


def lies_in(code: str, gemeente: str) -> bool:
    """Whether this code is the municipality or lies in it."""
    return code == gemeente or (
        code[:2] in {"SD", "WK", "BU"} and code[2:6] == gemeente.removeprefix("GM")
    )


def parent_code(code: str) -> str:
    """The code of the area around it, as CBS builds its codes; empty at the top."""
    if code.startswith("BU"):
        return f"WK{code[2:8]}"
    return f"GM{code[2:6]}" if code.startswith(("WK", "SD")) else ""


@dataclass
class Gebiedenlijst:
    """The areas of a municipality, to be found by code or by name."""

    gemeente: str
    by_code: dict[str, Gebied] = field(default_factory=dict)
    by_naam: dict[str, list[Gebied]] = field(default_factory=lambda: defaultdict(list))

    def add(self, gebied: Gebied) -> None:
        self.by_code[gebied.code] = gebied
        self.by_naam[_naamsleutel(gebied.naam)].append(gebied)

    def accept(self, naam: str) -> None:
        """Count this name as the municipality's, though there is no record of it yet."""
        if naam:
            self.by_naam.setdefault(_naamsleutel(naam), [])

    def wants(self, text: str) -> bool:
        """Whether a row with this area is about the municipality."""
        if CODE.fullmatch(text):
            return lies_in(text, self.gemeente)
        return _naamsleutel(text) in self.by_naam

    def find(self, text: str) -> Gebied | None:
        """The area with this code or name; None when it is unknown or the name is of several."""
        if gebied := self.by_code.get(text):
            return gebied
        found = self.by_naam.get(_naamsleutel(text), [])
        return found[0] if len(found) == 1 else None

    def problem(self, text: str, row: int) -> Bevinding:
        """Why `find` gave nothing."""
        found = self.by_naam.get(_naamsleutel(text), [])
        if len(found) > 1:
            codes = ", ".join(g.code for g in found)
            return blokkeert(
                "gebied-dubbelzinnig",
                f"De naam ‘{text}’ hoort bij meer gebieden ({codes}). Download de tabel met codes.",
                f"rij {row}",
            )
        new = CODE.fullmatch(text) and lies_in(text, self.gemeente) and soort_of(text)
        return blokkeert(
            "gebied-code-onbekend" if new else "gebied-onbekend",
            f"Het gebied ‘{text}’ is onbekend. Lees eerst de codelijst WijkenEnBuurten in, of neem "
            "nieuwe codes op (een vinkje op het scherm, of --nieuwe-codes).",
            f"rij {row}",
        )


def known_areas(gemeente: str, indeling: int | None = None) -> Gebiedenlijst:
    """The areas that are there, with the newest borders or those of `indeling`."""
    areas = Gebied.objects.within(gemeente)
    areas = areas.newest() if indeling is None else areas.filter(indeling=indeling)
    lijst = Gebiedenlijst(gemeente)
    for gebied in areas:
        lijst.add(gebied)
    return lijst


def make_areas(lijst: Gebiedenlijst, codes: dict[str, str], indeling: int) -> list[Gebied]:
    """New areas from code → name, the larger ones first so that each finds its parent."""
    order = list(_SOORT)
    made = []
    for code in sorted(codes, key=lambda c: (order.index(c[:2]), c)):
        gebied = Gebied.objects.create(
            code=code,
            indeling=indeling,
            naam=codes[code],
            soort=_SOORT[code[:2]],
            parent=lijst.by_code.get(parent_code(code)),
        )
        lijst.add(gebied)
        made.append(gebied)
    return made


def _naamsleutel(naam: str) -> str:
    return " ".join(naam.casefold().split())
