"""What the template of the council's page sees: to each of the four questions a short answer in
counts, and what stands beneath it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rapportage.rendering.spiegel import RijWeergave, Telregel, rij_in_beeld, telregels
from rapportage.zinnen.geld import (
    decimals_of,
    euro,
    for_all_sentence,
    money_answer,
    shared_sentence,
)
from rapportage.zinnen.spiegel import (
    aims_answer,
    done_answer,
    goals_answer,
    last_known_sentence,
    target_sentence,
)
from veiligheid.document.raad import Raadsbedrag, Raadscijfer, Raadspagina, Wvragen
from veiligheid.document.spiegel import Telling
from veiligheid.document.woorden import Uitkomst

_TEKENS = {
    Uitkomst.GEHAALD: ("success", "✓"),
    Uitkomst.NIET_GEHAALD: ("danger", "×"),
    Uitkomst.ONBESLIST: ("neutral", "…"),
}
_KOPPEN = ("Groen", "Geel", "Rood", "Nog te beoordelen", "Blauw")


@dataclass(frozen=True, slots=True)
class CijferWeergave:
    """A figure and, where there is a target, the kind and symbol of what became of it. `zinnen`:
    what is said of it besides."""

    cijfer: Raadscijfer
    zinnen: tuple[str, ...] = ()
    soort: str = ""
    teken: str = ""
    woord: str = ""


@dataclass(frozen=True, slots=True)
class Doelregel:
    titel: str
    beloofd: int
    aantallen: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Geldrij:
    """A line of the money, its amounts in words. `voet` for the row that adds up."""

    kop: str
    kant: str
    bedragen: tuple[str, ...]
    voet: bool = False


@dataclass(frozen=True, slots=True)
class RaadWeergave:
    """`bereiken`, `gedaan`, `behaald`, `gekost`: the short answers. `gedeeld` says of which lines
    the money is not this theme's alone."""

    vragen: Wvragen
    bereiken: str
    gedaan: str
    behaald: str
    gekost: str
    telling: tuple[Telregel, ...]
    rijen: tuple[RijWeergave, ...]
    koppen: tuple[str, ...]
    doelen: tuple[Doelregel, ...]
    cijfers: tuple[CijferWeergave, ...]
    geld: tuple[Geldrij, ...]
    gedeeld: tuple[str, ...]
    geldbron: str


def raad_in_beeld(pagina: Raadspagina) -> RaadWeergave:
    vragen = pagina.vragen
    return RaadWeergave(
        vragen,
        bereiken=aims_answer(vragen),
        gedaan=done_answer(vragen),
        behaald=goals_answer(vragen.jaar, pagina.cijfers),
        gekost=money_answer(vragen.jaar, pagina.geld),
        telling=telregels(vragen.telling) if vragen.rijen else (),
        rijen=tuple(map(rij_in_beeld, vragen.rijen)),
        koppen=_KOPPEN,
        doelen=tuple(_doelregels(vragen)),
        # What can be held against a target comes first.
        cijfers=tuple(map(_cijfer, sorted(pagina.cijfers, key=lambda c: c.streef is None))),
        geld=tuple(_geldrijen(pagina.geld)),
        gedeeld=tuple(_shared(pagina)),
        geldbron=pagina.geldbron,
    )


# -- What stands beneath them -----------------------------------------------------------------


def _doelregels(vragen: Wvragen) -> Iterator[Doelregel]:
    """Only where a goal has acties: a table of zeros says nothing."""
    if not any(telling.beloofd or telling.blauw for _, telling in vragen.per_doel):
        return
    for titel, telling in vragen.per_doel:
        yield Doelregel(titel, telling.beloofd, _aantallen(telling))
    loose = Telling.of(r for r in vragen.rijen if r.pijler not in dict(vragen.per_doel))
    if loose.beloofd or loose.blauw:
        titel = f"Zonder {vragen.label_pijler}"
        yield Doelregel(titel, loose.beloofd, _aantallen(loose))


def _aantallen(telling: Telling) -> tuple[int, ...]:
    """In the order of the columns."""
    return (telling.groen, telling.geel, telling.rood, telling.te_beoordelen, telling.blauw)


def _cijfer(cijfer: Raadscijfer) -> CijferWeergave:
    target = target_sentence(cijfer.streef) if cijfer.streef else ""
    said = (last_known_sentence(cijfer.laatst_bekend), cijfer.zin, target)
    zinnen = tuple(filter(None, said))
    if cijfer.streef is None:
        return CijferWeergave(cijfer, zinnen)
    uitkomst = cijfer.streef.uitkomst
    return CijferWeergave(cijfer, zinnen, *_TEKENS[uitkomst], uitkomst.value.capitalize())


def _geldrijen(geld: Sequence[Raadsbedrag]) -> Iterator[Geldrij]:
    """Costs and income apart, each with the sum of what is stated."""
    decimals = decimals_of(geld)
    for kant in dict.fromkeys(b.kant for b in geld):
        own = [b for b in geld if b.kant == kant]
        for b in own:
            yield Geldrij(b.naam, kant, tuple(_amount(a, decimals) for a in _three(b)))
        if len(own) > 1:
            sums = [_known_sum([_three(b)[n] for b in own]) for n in range(3)]
            bedragen = tuple(_amount(s, decimals) for s in sums)
            yield Geldrij("Som van wat is vermeld", kant, bedragen, voet=True)


def _three(b: Raadsbedrag) -> tuple[Decimal | None, ...]:
    return (b.begroot, b.na_wijziging, b.gerealiseerd)


def _known_sum(amounts: Sequence[Decimal | None]) -> Decimal | None:
    known = [a for a in amounts if a is not None]
    return sum(known, Decimal(0)) if known else None


def _shared(pagina: Raadspagina) -> Iterator[str]:
    for naam, others in {b.naam: b.ook_voor for b in pagina.geld if b.ook_voor}.items():
        yield shared_sentence(naam, others)
    if pagina.voor_alle_themas:
        yield for_all_sentence(pagina.voor_alle_themas)


def _amount(bedrag: Decimal | None, decimals: int) -> str:
    """Never a zero for what is not known."""
    return "niet vermeld" if bedrag is None else euro(bedrag, decimals)
