"""The budget of a plan as plain data: per line and year, with the sum of the lines beside the
total that the document states."""

from dataclasses import dataclass
from decimal import Decimal

from monitoring.geld.models import Bedragsoort, Kant
from themas.plan.models import Plan


@dataclass(frozen=True, slots=True)
class Geldregel:
    """A deelproduct. `bedragen` in the order of the years; None where none is stated."""

    naam: str
    themas: tuple[str, ...]
    voor_alle_themas: bool
    bedragen: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Totaal:
    """A year: the sum of its lines, what the document states (None: nothing) and the difference."""

    jaar: int
    som: Decimal
    vermeld: Decimal | None

    @property
    def verschil(self) -> Decimal | None:
        return None if self.vermeld is None else self.vermeld - self.som


@dataclass(frozen=True, slots=True)
class Geldoverzicht:
    jaren: tuple[int, ...]
    regels: tuple[Geldregel, ...]
    totalen: tuple[Totaal, ...]

    @property
    def verschilt(self) -> tuple[Totaal, ...]:
        """The years in which the lines do not add up to what the document states."""
        return tuple(t for t in self.totalen if t.verschil)


def geldoverzicht(
    plan: Plan, soort: str = Bedragsoort.BEGROOT, kant: str = Kant.LASTEN
) -> Geldoverzicht:
    """The budget of a plan in five queries at most, however long it is."""
    amounts: dict[tuple[int, int], Decimal] = {}
    deelproducten = list(plan.deelproducten.prefetch_related("themas", "bedragen"))
    for deelproduct in deelproducten:
        for bedrag in deelproduct.bedragen.all():
            if (bedrag.soort, bedrag.kant) == (soort, kant):
                key = (deelproduct.pk, bedrag.jaar)
                amounts[key] = amounts.get(key, Decimal(0)) + bedrag.bedrag
    stated = {t.jaar: t.bedrag for t in plan.vermelde_totalen.filter(soort=soort, kant=kant)}
    jaren = tuple(sorted({jaar for _, jaar in amounts} | stated.keys()))
    regels = tuple(
        Geldregel(
            d.naam,
            tuple(t.titel for t in d.themas.all()),
            d.voor_alle_themas,
            tuple(amounts.get((d.pk, jaar)) for jaar in jaren),
        )
        for d in deelproducten
    )
    totalen = tuple(
        Totaal(
            jaar,
            sum((a for (_, there), a in amounts.items() if there == jaar), Decimal(0)),
            stated.get(jaar),
        )
        for jaar in jaren
    )
    return Geldoverzicht(jaren, regels, totalen)
