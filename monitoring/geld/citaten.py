"""Amounts that a text quotes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from monitoring.charts.notatie import nl
from monitoring.citaatsleutels import Bedragplaats
from monitoring.geld.models import Bedrag, Bedragsoort, VermeldTotaal
from monitoring.geld.querysets import TOTAAL


@dataclass(frozen=True, slots=True)
class Bedragcitaat:
    """An amount: of which line (or the total) of which plan, and in which documents it stands."""

    naam: str
    plan: str
    waarde: Decimal
    documenten: tuple[str, ...]
    omschrijving: str

    @property
    def tekst(self) -> str:
        return euro(self.waarde)

    @property
    def noot(self) -> str:
        bron = " en ".join(self.documenten) or self.plan
        return f"{self.naam}, {self.omschrijving}. Bron: {bron}."


def euro(bedrag: Decimal) -> str:
    """ "€ 584.000", with cents only where there are any. The space does not break."""
    return f"€\u00a0{nl(bedrag, 0 if bedrag == bedrag.to_integral_value() else 2)}"


def read_bedragen(plaatsen: Iterable[Bedragplaats]) -> dict[Bedragplaats, Bedragcitaat]:
    """The amounts at these places, those of several sources of money together; what is not there
    is left out. Two queries."""
    wanted = set(plaatsen)
    found: dict[Bedragplaats, Bedragcitaat] = {}
    for plaats, naam, plan, bedrag, document in _rows(wanted):
        if plaats in wanted:
            earlier = found.get(plaats)
            documents = dict.fromkeys(earlier.documenten if earlier else ())
            if document:
                documents[document] = None
            found[plaats] = Bedragcitaat(
                naam,
                plan,
                bedrag + (earlier.waarde if earlier else 0),
                tuple(documents),
                f"{plaats.jaar}, {Bedragsoort(plaats.soort).label}, {plaats.kant}",
            )
    return found


def _rows(plaatsen: set[Bedragplaats]) -> Iterator[tuple[Bedragplaats, str, str, Decimal, str]]:
    plans, jaren = {p.plan for p in plaatsen}, {p.jaar for p in plaatsen}
    what = ("jaar", "soort", "kant", "bedrag", "document")
    lines = Bedrag.objects.filter(deelproduct__plan__slug__in=plans, jaar__in=jaren).values_list(
        "deelproduct__plan__slug", "deelproduct__slug", "deelproduct__naam",
        "deelproduct__plan__titel", *what,
    )  # fmt: skip
    totals = VermeldTotaal.objects.filter(plan__slug__in=plans, jaar__in=jaren).values_list(
        "plan__slug", "plan__titel", *what
    )
    stated = ((plan, TOTAAL, "Totaal", titel, *rest) for plan, titel, *rest in totals)
    for plan, slug, naam, titel, jaar, soort, kant, bedrag, document in chain(lines, stated):
        yield Bedragplaats(plan, slug, jaar, soort, kant), naam, titel, bedrag, document
