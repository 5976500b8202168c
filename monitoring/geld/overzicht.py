"""The budget of a plan as plain data: per line and year, with the sum of the lines beside the
total that the document states."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from monitoring.geld.models import Bedrag, Bedragsoort, Deelproduct, Geldbron, Kant
from themas.plan.models import Plan, Thema


@dataclass(frozen=True, slots=True)
class Bronbedrag:
    """The part of a line that comes from one stated source, with the conditions of that source.
    `bedragen` as those of the line."""

    bron: str
    voorwaarden: tuple[str, ...]
    bedragen: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Geldregel:
    """A deelproduct. `bedragen` in the order of the years; None where none is stated.
    `bronbedragen` names the sources that are stated; what they leave is from one that is not."""

    naam: str
    themas: tuple[str, ...]
    voor_alle_themas: bool
    bedragen: tuple[Decimal | None, ...]
    bronbedragen: tuple[Bronbedrag, ...] = ()
    thema_slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totaal:
    """A year: the sum of its lines, what the document states (None: nothing) and the difference.
    `decimalen`: 2 where any of its amounts has cents."""

    jaar: int
    som: Decimal
    vermeld: Decimal | None
    decimalen: int = 0

    @property
    def verschil(self) -> Decimal | None:
        return None if self.vermeld is None else self.vermeld - self.som


@dataclass(frozen=True, slots=True)
class Geldoverzicht:
    jaren: tuple[int, ...]
    regels: tuple[Geldregel, ...]
    totalen: tuple[Totaal, ...]

    @property
    def decimalen(self) -> tuple[int, ...]:
        """Of each year: how many its amounts are shown with."""
        return tuple(t.decimalen for t in self.totalen)

    @property
    def verschilt(self) -> tuple[Totaal, ...]:
        """The years in which the lines do not add up to what the document states."""
        return tuple(t for t in self.totalen if t.verschil)


def geldoverzicht(
    plan: Plan, soort: str = Bedragsoort.BEGROOT, kant: str = Kant.LASTEN
) -> Geldoverzicht:
    """One kind of amounts of a plan; when it has none, its lines without any."""
    found = geldoverzichten(plan).get((soort, kant))
    return found or _overzicht(list(plan.deelproducten.prefetch_related("themas")), [], {})


def geldoverzichten(plan: Plan, thema: Thema | None = None) -> dict[tuple[str, str], Geldoverzicht]:
    """The budget of a plan by kind and side, those that have an amount or a stated total, in the
    order of a budget. Of a `thema` only the lines that are its own, and no stated total. Four
    queries at most, however long it is."""
    lines = plan.deelproducten.prefetch_related("themas", "bedragen")
    deelproducten = list(lines if thema is None else lines.filter(themas=thema))
    amounts: dict[tuple[str, str], list[Bedrag]] = {}
    for deelproduct in deelproducten:
        for bedrag in deelproduct.bedragen.all():
            amounts.setdefault((bedrag.soort, bedrag.kant), []).append(bedrag)
    stated: dict[tuple[str, str], dict[int, Decimal]] = {}
    for t in plan.vermelde_totalen.all() if thema is None else ():
        stated.setdefault((t.soort, t.kant), {})[t.jaar] = t.bedrag
    return {
        (soort, kant): _overzicht(
            deelproducten, amounts.get((soort, kant), []), stated.get((soort, kant), {})
        )
        for soort in Bedragsoort.values
        for kant in Kant.values
        if (soort, kant) in amounts.keys() | stated.keys()
    }


def _overzicht(
    deelproducten: list[Deelproduct], amounts: list[Bedrag], stated: dict[int, Decimal]
) -> Geldoverzicht:
    jaren = tuple(sorted({a.jaar for a in amounts} | stated.keys()))
    of_line: dict[int, list[Bedrag]] = {}
    for a in amounts:
        of_line.setdefault(a.deelproduct_id, []).append(a)
    regels = tuple(_regel(d, of_line.get(d.pk, []), jaren) for d in deelproducten)
    sums = {j: sum((a.bedrag for a in amounts if a.jaar == j), Decimal(0)) for j in jaren}
    totalen = tuple(
        Totaal(
            jaar,
            sums[jaar],
            stated.get(jaar),
            _decimalen([*(a.bedrag for a in amounts if a.jaar == jaar), stated.get(jaar)]),
        )
        for jaar in jaren
    )
    return Geldoverzicht(jaren, regels, totalen)


def _decimalen(bedragen: Iterable[Decimal | None]) -> int:
    """Cents for a whole column, or for none of it."""
    return 2 if any(b is not None and b % 1 for b in bedragen) else 0


def _regel(deelproduct: Deelproduct, amounts: list[Bedrag], jaren: tuple[int, ...]) -> Geldregel:
    bronbedragen = []
    for bron in Geldbron:
        own = [a for a in amounts if a.geldbron == bron]
        if own:
            conditions = dict.fromkeys(a.voorwaarden.strip() for a in own if a.voorwaarden.strip())
            bronbedragen.append(
                Bronbedrag(str(bron.label), tuple(conditions), _by_year(own, jaren))
            )
    return Geldregel(
        deelproduct.naam,
        tuple(t.titel for t in deelproduct.themas.all()),
        deelproduct.voor_alle_themas,
        _by_year(amounts, jaren),
        tuple(bronbedragen),
        tuple(t.slug for t in deelproduct.themas.all()),
    )


def _by_year(amounts: list[Bedrag], jaren: tuple[int, ...]) -> tuple[Decimal | None, ...]:
    """The sum of each year; None where no amount is stated."""
    found: dict[int, Decimal] = {}
    for a in amounts:
        found[a.jaar] = found.get(a.jaar, Decimal(0)) + a.bedrag
    return tuple(found.get(jaar) for jaar in jaren)
