"""The money of a year in the account: per deelproduct what was budgeted, after changes, and spent;
what that differs, and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_values
from decimal import Decimal

from msgspec.structs import replace

from monitoring.charts.notatie import nl
from monitoring.geld.models import Bedrag, Bedragsoort, Kant, VermeldTotaal
from rapportage.zinnen.geld import DUIZEND, stated_sentence, unit_words
from themas.plan.models import Plan
from veiligheid.document import delen as p

_KOLOMMEN = (
    ("Begroot", Bedragsoort.BEGROOT),
    ("Na wijziging", Bedragsoort.NA_WIJZIGING),
    ("Gerealiseerd", Bedragsoort.GEREALISEERD),
)


@dataclass
class Jaarregel:
    """A deelproduct in a year: the sum of each kind of amount, None where none is stated, and the
    explanation beside what was spent."""

    naam: str
    begroot: Decimal | None = None
    na_wijziging: Decimal | None = None
    gerealiseerd: Decimal | None = None
    toelichting: str = ""

    def add(self, bedrag: Bedrag) -> None:
        veld = bedrag.soort.replace(" ", "_")
        setattr(self, veld, (getattr(self, veld) or Decimal(0)) + bedrag.bedrag)
        if bedrag.toelichting:
            self.toelichting = f"{self.toelichting} {bedrag.toelichting.strip()}".strip()

    @property
    def bedragen(self) -> tuple[Decimal | None, ...]:
        return self.begroot, self.na_wijziging, self.gerealiseerd

    def verschil(self, kant: str) -> Decimal | None:
        """What is left against the newest budget: positive is to the municipality's advantage
        (voordelig). None when either is not stated."""
        budget = self.begroot if self.na_wijziging is None else self.na_wijziging
        if budget is None or self.gerealiseerd is None:
            return None
        left = budget - self.gerealiseerd
        return left if kant == Kant.LASTEN else -left


def jaarregels(plan: Plan, jaar: int, kant: str) -> list[Jaarregel]:
    """The lines that state any amount of this year, in the order of the budget. One query."""
    found: dict[int, Jaarregel] = {}
    amounts = Bedrag.objects.filter(deelproduct__plan=plan, jaar=jaar, kant=kant)
    for bedrag in amounts.select_related("deelproduct").order_by("deelproduct__positie", "pk"):
        naam = bedrag.deelproduct.naam
        found.setdefault(bedrag.deelproduct_id, Jaarregel(naam)).add(bedrag)
    return list(found.values())


def geldtabellen(plan: Plan, jaar: int, anker: str) -> Iterator[p.Tabeldeel]:
    """A table for each side of the budget that states any amount of this year. Three queries."""
    stated = {
        (t.kant, t.soort): t.bedrag for t in VermeldTotaal.objects.filter(plan=plan, jaar=jaar)
    }
    for kant in Kant.values:
        if regels := jaarregels(plan, jaar, kant):
            own = {soort: b for (side, soort), b in stated.items() if side == kant}
            yield _tabel(regels, jaar, kant, own, f"{anker}--geld-{kant}", plan.titel)


def geldjaren(plan: Plan, jaren: Sequence[int], anker: str) -> Iterator[p.Tabeldeel]:
    """A table for each side of the budget: the sums of each of these years that states any amount,
    and of all of them together. A query for each year and side."""
    for kant in Kant.values:
        lines = {jaar: jaarregels(plan, jaar, kant) for jaar in jaren}
        stated = {jaar: regels for jaar, regels in lines.items() if regels}
        if not stated:
            continue
        years = [with_values(_som(regels), naam=str(jaar)) for jaar, regels in stated.items()]
        left = [_total([r.verschil(kant) for r in regels]) for regels in stated.values()]
        som = with_values(_som(years), naam="Samen")
        deler = _deler([*years, som])
        rijen = [_rij(r, v, deler, toegelicht=False) for r, v in zip(years, left, strict=True)]
        rijen.append(replace(_rij(som, _total(left), deler, toegelicht=False), voet=True))
        naam = f"{kant.capitalize()} door de jaren"
        yield p.Tabeldeel(
            anker=f"{anker}--geld-{kant}",
            kop=naam,
            bijschrift=f"{naam}, {unit_words(deler)}. V is voordelig, N nadelig; het verschil is "
            "dat van de regels waarvan beide bekend zijn.",
            kolommen=(
                p.Kolom("Jaar"),
                *(p.Kolom(n, getal=True) for n, _ in _KOLOMMEN),
                p.Kolom("Verschil", getal=True),
            ),
            rijen=tuple(rijen),
            bron=plan.titel,
            eenheid=unit_words(deler),
        )


def _tabel(
    regels: list[Jaarregel],
    jaar: int,
    kant: str,
    stated: dict[str, Decimal],
    anker: str,
    bron: str,
) -> p.Tabeldeel:
    som = _som(regels)
    deler = _deler([*regels, som])
    naam = f"{kant.capitalize()} in {jaar}"
    toegelicht = any(r.toelichting for r in regels)
    kolommen = [p.Kolom("Deelproduct"), *(p.Kolom(n, getal=True) for n, _ in _KOLOMMEN)]
    kolommen += [p.Kolom("Verschil", getal=True), *([p.Kolom("Toelichting")] if toegelicht else [])]
    verschillen = [r.verschil(kant) for r in regels]
    rijen = [_rij(r, v, deler, toegelicht) for r, v in zip(regels, verschillen, strict=True)]
    # That of the sums would count a line of which only one of the two is stated.
    rijen.append(replace(_rij(som, _total(verschillen), deler, toegelicht), voet=True))
    sums = {soort.value: bedrag for (_, soort), bedrag in zip(_KOLOMMEN, som.bedragen, strict=True)}
    return p.Tabeldeel(
        anker=anker,
        kop=naam,
        bijschrift=f"{naam} per deelproduct, {unit_words(deler)}. V is voordelig, N nadelig.",
        kolommen=tuple(kolommen),
        rijen=tuple(rijen),
        opmerkingen=tuple(
            stated_sentence(soort, vermeld, sums[soort] or Decimal(0))
            for soort, vermeld in stated.items()
            if vermeld != (sums[soort] or Decimal(0))
        ),
        bron=bron,
        eenheid=unit_words(deler),
    )


def _som(regels: list[Jaarregel]) -> Jaarregel:
    """The sum of the lines; of a kind that no line states none."""
    columns = zip(*(r.bedragen for r in regels), strict=True)
    begroot, na_wijziging, gerealiseerd = (_total(column) for column in columns)
    return Jaarregel("Som van de regels", begroot, na_wijziging, gerealiseerd)


def _total(bedragen: Iterable[Decimal | None]) -> Decimal | None:
    known = [b for b in bedragen if b is not None]
    return sum(known, Decimal(0)) if known else None


def _deler(regels: list[Jaarregel]) -> Decimal:
    """Thousands when every amount is a round number of those."""
    amounts = [b for r in regels for b in r.bedragen if b is not None]
    return DUIZEND if all(b % DUIZEND == 0 for b in amounts) else Decimal(1)


def _rij(regel: Jaarregel, verschil: Decimal | None, deler: Decimal, toegelicht: bool) -> p.Rij:
    cellen = [*(_bedrag(b, deler) for b in regel.bedragen), _verschil(verschil, deler)]
    if toegelicht:
        cellen.append(regel.toelichting or "–")
    return p.Rij(regel.naam, tuple(cellen))


def _bedrag(bedrag: Decimal | None, deler: Decimal) -> str:
    """Never a zero for what is not stated."""
    return "–" if bedrag is None else nl(bedrag / deler, 2 if (bedrag / deler) % 1 else 0)


def _verschil(verschil: Decimal | None, deler: Decimal) -> str:
    if verschil is None:
        return "–"
    if not verschil:
        return "0"
    return f"{_bedrag(abs(verschil), deler)} ({'V' if verschil > 0 else 'N'})"
