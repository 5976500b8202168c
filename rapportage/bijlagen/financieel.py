"""The annex *financieel overzicht*: per deelproduct and year, the sum of the lines and the total
that the plan states, each as it is."""

from collections.abc import Iterator
from decimal import Decimal

from monitoring.charts.notatie import nl
from monitoring.geld.models import Bedragsoort, Kant
from monitoring.geld.overzicht import Geldoverzicht, Geldregel, geldoverzichten
from rapportage import delen as p
from themas.plan.models import Plan

_SOORT = {
    Bedragsoort.BEGROOT: "Begroot",
    Bedragsoort.NA_WIJZIGING: "Begroot na wijziging",
    Bedragsoort.GEREALISEERD: "Gerealiseerd",
}
_DUIZEND = Decimal(1000)


def financieel(plan: Plan, anker: str) -> Iterator[p.Deel]:
    """A table for each kind of amount that the plan has. A constant number of queries."""
    for (soort, kant), overzicht in geldoverzichten(plan).items():
        naam = f"{_SOORT[Bedragsoort(soort)]}: {Kant(kant).label}"
        yield _tabel(overzicht, naam, f"{anker}--{soort.replace(' ', '-')}-{kant}", plan.titel)


def _tabel(overzicht: Geldoverzicht, naam: str, anker: str, bron: str) -> p.Tabeldeel:
    deler = _DUIZEND if _in_thousands(overzicht) else Decimal(1)
    rijen = [_regel(regel, deler) for regel in overzicht.regels]
    rijen.append(_voet("Som van de regels", [t.som for t in overzicht.totalen], deler))
    if any(t.vermeld is not None for t in overzicht.totalen):
        rijen.append(_voet("Totaal zoals het plan het vermeldt", _stated(overzicht), deler))
    if overzicht.verschilt:
        rijen.append(_voet("Verschil", [t.verschil for t in overzicht.totalen], deler))
    eenheid = "in duizenden euro’s" if deler == _DUIZEND else "in euro’s"
    kolommen = [p.Kolom("Deelproduct"), p.Kolom("Thema’s")]
    kolommen += [p.Kolom(str(jaar), getal=True) for jaar in overzicht.jaren]
    return p.Tabeldeel(
        anker=anker,
        kop=naam,
        bijschrift=f"{naam} per deelproduct, {eenheid}",
        kolommen=tuple(kolommen),
        rijen=tuple(rijen),
        opmerkingen=tuple(_differences(overzicht)),
        bron=bron,
    )


def _in_thousands(overzicht: Geldoverzicht) -> bool:
    """Whether every amount is a round number of thousands, as plans print them."""
    amounts = [a for regel in overzicht.regels for a in regel.bedragen if a is not None]
    amounts += [t.vermeld for t in overzicht.totalen if t.vermeld is not None]
    return bool(amounts) and all(a % _DUIZEND == 0 for a in amounts)


def _stated(overzicht: Geldoverzicht) -> list[Decimal | None]:
    return [t.vermeld for t in overzicht.totalen]


def _regel(regel: Geldregel, deler: Decimal) -> p.Rij:
    themas = "alle thema’s" if regel.voor_alle_themas else ", ".join(regel.themas) or "–"
    return p.Rij(regel.naam, (themas, *(_bedrag(b, deler) for b in regel.bedragen)))


def _voet(naam: str, bedragen: list[Decimal] | list[Decimal | None], deler: Decimal) -> p.Rij:
    return p.Rij(naam, ("", *(_bedrag(b, deler) for b in bedragen)), voet=True)


def _bedrag(bedrag: Decimal | None, deler: Decimal) -> str:
    """An amount in Dutch notation; "–" where none is stated. Never a zero for what is unknown."""
    if bedrag is None:
        return "–"
    amount = bedrag / deler
    return nl(amount, 0 if amount == int(amount) else 2)


def _differences(overzicht: Geldoverzicht) -> Iterator[str]:
    for totaal in overzicht.verschilt:
        if totaal.vermeld is None or totaal.verschil is None:
            continue
        side = "meer" if totaal.verschil > 0 else "minder"
        yield (
            f"{totaal.jaar}: het plan vermeldt als totaal € {nl(totaal.vermeld)}; de regels tellen "
            f"op tot € {nl(totaal.som)}. Het vermelde totaal is € {nl(abs(totaal.verschil))} "
            f"{side}. Beide staan hier zoals ze zijn."
        )
