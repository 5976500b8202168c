"""What a project plan cost in a year, against what was given for it and on which conditions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.geld.models import Bedrag, Bedragsoort, Geldbron, Kant
from rapportage.zinnen.geld import euro, grant_sentence
from themas.plan.models import Plan
from veiligheid.document import delen as p

_NIETS = "–"


@dataclass
class Bijdrageregel:
    """What a line has from one source in a year, in euros: given (after changes, where those are
    stated) and spent. None: not stated."""

    naam: str
    geldbron: str
    gegeven: Decimal | None = None
    na_wijziging: Decimal | None = None
    besteed: Decimal | None = None
    voorwaarden: str = ""
    toelichting: str = ""

    @property
    def budget(self) -> Decimal | None:
        return self.gegeven if self.na_wijziging is None else self.na_wijziging

    @property
    def over(self) -> Decimal | None:
        if self.budget is None or self.besteed is None:
            return None
        return self.budget - self.besteed


_VELD = {
    Bedragsoort.BEGROOT.value: "gegeven",
    Bedragsoort.NA_WIJZIGING.value: "na_wijziging",
    Bedragsoort.GEREALISEERD.value: "besteed",
}


def bijdrageregels(plan: Plan, jaar: int) -> list[Bijdrageregel]:
    """The costs of a year by line and source. What was spent without saying from which source is
    that of the line's only one, where it has one. One query."""
    rows = Bedrag.objects.filter(deelproduct__plan=plan, jaar=jaar, kant=Kant.LASTEN)
    amounts = list(rows.select_related("deelproduct").order_by("deelproduct__positie", "pk"))
    sources: dict[int, set[str]] = {}
    for b in amounts:
        if b.soort != Bedragsoort.GEREALISEERD:
            sources.setdefault(b.deelproduct_id, set()).add(b.geldbron)
    found: dict[tuple[int, str], Bijdrageregel] = {}
    for b in amounts:
        own = sources.get(b.deelproduct_id, set())
        bron = next(iter(own)) if not b.geldbron and len(own) == 1 else b.geldbron
        regel = found.setdefault((b.deelproduct_id, bron), Bijdrageregel(b.deelproduct.naam, bron))
        veld = _VELD[b.soort]
        setattr(regel, veld, (getattr(regel, veld) or Decimal(0)) + b.bedrag)
        regel.voorwaarden = _joined(regel.voorwaarden, b.voorwaarden)
        regel.toelichting = _joined(regel.toelichting, b.toelichting)
    return list(found.values())


def _joined(have: str, more: str) -> str:
    more = more.strip()
    return have if more in have else f"{have} {more}".strip()


def money_table(plan: Plan, jaar: int, anker: str) -> Iterator[p.Tabeldeel]:
    """One table: each line with its source and conditions; beneath it the sum, and a sentence for
    each source. Nothing when no costs are stated."""
    regels = bijdrageregels(plan, jaar)
    if not regels:
        return
    kop = f"Wat het kostte in {jaar}"
    rijen = [_rij(regel) for regel in regels]
    budget, besteed = _sum(r.budget for r in regels), _sum(r.besteed for r in regels)
    over = _sum(r.over for r in regels)
    rijen.append(p.Rij("Samen", ("", _amount(budget), _amount(besteed), _left(over)), voet=True))
    yield p.Tabeldeel(
        anker=f"{anker}--geld",
        kop=kop,
        bijschrift=f"{kop}, in euro’s, naast wat ervoor was gegeven",
        kolommen=(
            p.Kolom("Waarvoor"),
            p.Kolom("Geldbron en voorwaarden"),
            p.Kolom("Gegeven", getal=True),
            p.Kolom("Besteed", getal=True),
            p.Kolom("Over (V) of tekort (N)", getal=True),
        ),
        rijen=tuple(rijen),
        opmerkingen=(*_sentences(regels, jaar), *_explained(regels)),
        bron=plan.titel,
        eenheid="in euro’s",
    )


def _rij(regel: Bijdrageregel) -> p.Rij:
    bron = str(Geldbron(regel.geldbron).label) if regel.geldbron else "niet vermeld"
    words = f"{bron}. {regel.voorwaarden}" if regel.voorwaarden else bron
    cells = (words[:1].upper() + words[1:], _amount(regel.budget), _amount(regel.besteed))
    return p.Rij(regel.naam, (*cells, _left(regel.over)))


def _sentences(regels: Sequence[Bijdrageregel], jaar: int) -> Iterator[str]:
    for bron in Geldbron.values:
        own = [r for r in regels if r.geldbron == bron]
        if own and all(r.over is not None for r in own):
            budget = sum((r.budget or Decimal(0) for r in own), Decimal(0))
            besteed = sum((r.besteed or Decimal(0) for r in own), Decimal(0))
            yield grant_sentence(jaar, str(Geldbron(bron).label), budget, besteed)


def _explained(regels: Sequence[Bijdrageregel]) -> Iterator[str]:
    yield from (f"{r.naam}: {r.toelichting}" for r in regels if r.toelichting)


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known else None


def _amount(bedrag: Decimal | None) -> str:
    """Never a zero for what is not stated."""
    return _NIETS if bedrag is None else euro(bedrag).removeprefix("€\u00a0")


def _left(over: Decimal | None) -> str:
    if not over:
        return _NIETS if over is None else "0"
    return f"{_amount(abs(over))} ({'V' if over > 0 else 'N'})"
