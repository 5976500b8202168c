"""The budget of a plan as plain data: per line and year, with the sum of the lines beside the
total that the document states."""

from dataclasses import dataclass
from decimal import Decimal

from monitoring.geld.models import Bedragsoort, Deelproduct, Kant
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
    """One kind of amounts of a plan; empty when it has none."""
    return geldoverzichten(plan).get((soort, kant), Geldoverzicht((), (), ()))


def geldoverzichten(plan: Plan) -> dict[tuple[str, str], Geldoverzicht]:
    """The budget of a plan by kind and side, those that have an amount or a stated total, in the
    order of a budget. Four queries, however long it is."""
    deelproducten = list(plan.deelproducten.prefetch_related("themas", "bedragen"))
    amounts: dict[tuple[str, str], dict[tuple[int, int], Decimal]] = {}
    for deelproduct in deelproducten:
        for bedrag in deelproduct.bedragen.all():
            of_kind = amounts.setdefault((bedrag.soort, bedrag.kant), {})
            key = (deelproduct.pk, bedrag.jaar)
            of_kind[key] = of_kind.get(key, Decimal(0)) + bedrag.bedrag
    stated: dict[tuple[str, str], dict[int, Decimal]] = {}
    for t in plan.vermelde_totalen.all():
        stated.setdefault((t.soort, t.kant), {})[t.jaar] = t.bedrag
    return {
        (soort, kant): _overzicht(
            deelproducten, amounts.get((soort, kant), {}), stated.get((soort, kant), {})
        )
        for soort in Bedragsoort.values
        for kant in Kant.values
        if (soort, kant) in amounts.keys() | stated.keys()
    }


def _overzicht(
    deelproducten: list[Deelproduct],
    amounts: dict[tuple[int, int], Decimal],
    stated: dict[int, Decimal],
) -> Geldoverzicht:
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
