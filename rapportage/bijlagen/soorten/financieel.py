"""The annex *financieel overzicht*: per deelproduct and year, the sum of the lines and the total
that the plan states, each as it is; and where the money comes from, with its conditions."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from monitoring.charts.notatie import nl
from monitoring.geld.models import Bedragsoort, Kant
from monitoring.geld.overzicht import Bronbedrag, Geldoverzicht, Geldregel, geldoverzichten
from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from rapportage.zinnen.geld import DUIZEND, difference_sentence, unit_words
from themas.plan.models import Plan, Thema
from veiligheid.document import delen as p

_SOORT = {
    Bedragsoort.BEGROOT: "Begrote {}",
    Bedragsoort.NA_WIJZIGING: "Begrote {} na wijziging",
    Bedragsoort.GEREALISEERD: "Gerealiseerde {}",
}
Bedragen = Iterable[Decimal | None]


@dataclass(frozen=True, slots=True)
class _Vorm:
    """How amounts are written: divided by this, and by year with so many decimals."""

    deler: Decimal
    decimalen: tuple[int, ...]


def financieel(plan: Plan, anker: str, thema: Thema | None = None) -> Iterator[p.Deel]:
    """A table for each kind of amount that the plan has, and one of the sources that are stated.
    Of a `thema` only its own lines. A constant number of queries."""
    for (soort, kant), overzicht in geldoverzichten(plan, thema).items():
        naam = _SOORT[Bedragsoort(soort)].format(Kant(kant).label)
        place = f"{anker}--geld-{soort.replace(' ', '-')}-{kant}"
        yield _tabel(overzicht, naam, place, plan.titel)
        if any(regel.bronbedragen for regel in overzicht.regels):
            yield _bronnen(overzicht, naam, f"{place}-bron", plan.titel)


def _tabel(overzicht: Geldoverzicht, naam: str, anker: str, bron: str) -> p.Tabeldeel:
    deler = _deler(overzicht)
    vorm = _Vorm(deler, overzicht.decimalen)
    rijen = [_regel(regel, vorm) for regel in overzicht.regels]
    rijen.append(_voet("Som van de regels", [t.som for t in overzicht.totalen], vorm))
    if any(t.vermeld is not None for t in overzicht.totalen):
        rijen.append(_voet("Totaal zoals het plan het vermeldt", _stated(overzicht), vorm))
    if overzicht.verschilt:
        rijen.append(_voet("Verschil", [t.verschil for t in overzicht.totalen], vorm))
    return p.Tabeldeel(
        anker=anker,
        kop=naam,
        bijschrift=f"{naam} per deelproduct, {unit_words(deler)}",
        kolommen=(p.Kolom("Deelproduct"), p.Kolom("Thema’s"), *_jaren(overzicht)),
        rijen=tuple(rijen),
        opmerkingen=tuple(filter(None, map(difference_sentence, overzicht.totalen))),
        bron=bron,
        eenheid=unit_words(deler),
    )


def _bronnen(overzicht: Geldoverzicht, naam: str, anker: str, bron: str) -> p.Tabeldeel:
    """The lines of which the source is stated; beneath them what has none, and the same sum as in
    the table of all lines."""
    deler = _deler(overzicht)
    vorm = _Vorm(deler, overzicht.decimalen)
    stated = [(regel, h) for regel in overzicht.regels for h in regel.bronbedragen]
    rijen = [_bronregel(regel, h, vorm) for regel, h in stated]
    rest = [
        totaal.som - sum((h.bedragen[n] or Decimal(0) for _, h in stated), Decimal(0))
        for n, totaal in enumerate(overzicht.totalen)
    ]
    if any(rest):
        rijen.append(_voet("Bron niet vermeld", rest, vorm, leeg=2))
    sommen = [t.som for t in overzicht.totalen]
    rijen.append(_voet("Som van de regels", sommen, vorm, leeg=2))
    kolommen = [p.Kolom("Deelproduct"), p.Kolom("Geldbron"), p.Kolom("Voorwaarden")]
    return p.Tabeldeel(
        anker=anker,
        kop=f"Waar het geld vandaan komt: {naam.lower()}",
        bijschrift=f"{naam} per geldbron, {unit_words(deler)}",
        kolommen=(*kolommen, *_jaren(overzicht)),
        rijen=tuple(rijen),
        bron=bron,
        eenheid=unit_words(deler),
    )


def _deler(overzicht: Geldoverzicht) -> Decimal:
    """Thousands, as plans print them, when every amount is a round number of those."""
    amounts = [a for regel in overzicht.regels for a in regel.bedragen if a is not None]
    amounts += [
        a for r in overzicht.regels for h in r.bronbedragen for a in h.bedragen if a is not None
    ]
    amounts += [t.vermeld for t in overzicht.totalen if t.vermeld is not None]
    return DUIZEND if amounts and all(a % DUIZEND == 0 for a in amounts) else Decimal(1)


def _jaren(overzicht: Geldoverzicht) -> Iterator[p.Kolom]:
    return (p.Kolom(str(jaar), getal=True) for jaar in overzicht.jaren)


def _stated(overzicht: Geldoverzicht) -> list[Decimal | None]:
    return [t.vermeld for t in overzicht.totalen]


def _regel(regel: Geldregel, vorm: _Vorm) -> p.Rij:
    themas = "alle thema’s" if regel.voor_alle_themas else ", ".join(regel.themas) or "–"
    return p.Rij(regel.naam, (themas, *_bedragen(regel.bedragen, vorm)))


def _bronregel(regel: Geldregel, bronbedrag: Bronbedrag, vorm: _Vorm) -> p.Rij:
    conditions = "; ".join(bronbedrag.voorwaarden) or "–"
    return p.Rij(regel.naam, (bronbedrag.bron, conditions, *_bedragen(bronbedrag.bedragen, vorm)))


def _voet(naam: str, bedragen: Bedragen, vorm: _Vorm, leeg: int = 1) -> p.Rij:
    """A row that adds up, with this many empty cells before its amounts."""
    return p.Rij(naam, (*[""] * leeg, *_bedragen(bedragen, vorm)), voet=True)


def _bedragen(bedragen: Bedragen, vorm: _Vorm) -> Iterator[str]:
    """Amounts in Dutch notation; "–" where none is stated. Never a zero for what is unknown."""
    return (
        "–" if bedrag is None else nl(bedrag / vorm.deler, decimalen)
        for bedrag, decimalen in zip(bedragen, vorm.decimalen, strict=True)
    )


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    return financieel(s.brief.ronde.plan, s.anker)


register(
    Bijlagesoort(
        "financieel",
        "financieel overzicht",
        _compose,
        nodig="Van dit plan is nog geen begroting ingelezen.",
        volgorde=2,
    )
)
