"""What the template of the council's page sees: to each of the four questions a short answer in
counts, and what stands beneath it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitoring.charts.notatie import nl
from rapportage.raad.pagina import Raadsbedrag, Raadscijfer, Raadspagina, Uitkomst
from rapportage.rendering.spiegel import RijInBeeld, Telregel, rij_in_beeld, telregels
from themas.spiegel.spiegel import Telling
from themas.spiegel.wvragen import Wvragen

_TEKENS = {
    Uitkomst.GEHAALD: ("success", "✓"),
    Uitkomst.NIET_GEHAALD: ("danger", "×"),
    Uitkomst.ONBESLIST: ("neutral", "…"),
}
_KOPPEN = ("Groen", "Geel", "Rood", "Nog te beoordelen", "Blauw")


@dataclass(frozen=True, slots=True)
class CijferInBeeld:
    """A figure and, where there is a target, the kind and symbol of what became of it."""

    cijfer: Raadscijfer
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
class RaadInBeeld:
    """`bereiken`, `gedaan`, `behaald`, `gekost`: the short answers. `gedeeld` says of which lines
    the money is not this theme's alone."""

    vragen: Wvragen
    bereiken: str
    gedaan: str
    behaald: str
    gekost: str
    telling: tuple[Telregel, ...]
    rijen: tuple[RijInBeeld, ...]
    koppen: tuple[str, ...]
    doelen: tuple[Doelregel, ...]
    cijfers: tuple[CijferInBeeld, ...]
    geld: tuple[Geldrij, ...]
    gedeeld: tuple[str, ...]
    geldbron: str


def raad_in_beeld(pagina: Raadspagina) -> RaadInBeeld:
    vragen = pagina.vragen
    return RaadInBeeld(
        vragen,
        bereiken=_bereiken(vragen),
        gedaan=_gedaan(vragen),
        behaald=_behaald(vragen.jaar, pagina.cijfers),
        gekost=_gekost(vragen.jaar, pagina.geld),
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


# -- The short answers ------------------------------------------------------------------------


def _bereiken(vragen: Wvragen) -> str:
    told = [
        f"een {naam}"
        for naam, html in (("opgave", vragen.opgave), ("ambitie", vragen.ambitie))
        if html
    ]
    if vragen.doelen:
        told.append(f"een uitwerking per {vragen.label_pijler} ({len(vragen.doelen)})")
    plan = f"Het plan heeft hierover {_and(told)}." if told else "Het plan zegt hier niets over."
    if vragen.waarom_niet:
        return plan
    n = vragen.telling.beloofd
    beloofd = f"{'is' if n == 1 else 'zijn'} {n} {'belofte' if n == 1 else 'beloften'}"
    return f"{plan} Voor {vragen.jaar} {beloofd if n else 'zijn geen beloften'} gedaan."


def _gedaan(vragen: Wvragen) -> str:
    if vragen.waarom_niet:
        return f"Niet beschikbaar. {vragen.waarom_niet}"
    telling = vragen.telling
    if not vragen.rijen:
        return f"Voor {vragen.jaar} was over dit thema niets beloofd en er is niets over verteld."
    told = telling.beloofd - telling.rood
    answer = f"Over {told} van {telling.beloofd} beloften is verteld wat ervan kwam."
    if not telling.beloofd:
        answer = f"Voor {vragen.jaar} was over dit thema niets beloofd."
    if said := [f"{n} {woord}" for woord, n in vragen.realisaties]:
        answer += f" Wat ervan werd: {_and(said)}."
    return answer


def _behaald(jaar: int, cijfers: Sequence[Raadscijfer]) -> str:
    if not cijfers:
        return "Voor dit thema zijn geen cijfers gekoppeld."
    judged = [c.streef.uitkomst for c in cijfers if c.streef]
    if not judged:
        n = len(cijfers)
        hoeveel = f"horen {n} cijfers" if n > 1 else "hoort 1 cijfer"
        return (
            f"Bij dit thema {hoeveel}, zonder streefwaarde. Of de doelen van {jaar} zijn behaald, "
            "is daaruit niet te zeggen."
        )
    if len(judged) == 1:
        return f"Er is 1 streefwaarde: {judged[0].value}."
    said = [f"{judged.count(u)} {u.value}" for u in Uitkomst if u in judged]
    return f"Van de {len(judged)} streefwaarden: {_and(said)}."


def _gekost(jaar: int, geld: Sequence[Raadsbedrag]) -> str:
    """Income is told in the table alone."""
    if not geld:
        return f"Voor dit thema zijn geen bedragen van {jaar} gekoppeld."
    costs = [b for b in geld if b.kant == "lasten"]
    if not costs:
        return f"Voor dit thema zijn van {jaar} alleen baten vermeld."
    decimals = _decimals_of(geld)
    begroot = _sum("begroot", [b.begroot for b in costs], decimals)
    gerealiseerd = _sum("gerealiseerd", [b.gerealiseerd for b in costs], decimals)
    spent = any(b.gerealiseerd is not None for b in costs)
    answer = f"Lasten in {jaar}: {begroot}"
    answer += f" en {gerealiseerd}." if spent else "; wat is uitgegeven, is niet vermeld."
    if any(b.ook_voor for b in costs):
        answer += " Daarin zit geld dat ook voor andere thema’s is."
    return answer


def _sum(naam: str, amounts: Sequence[Decimal | None], decimals: int) -> str:
    known = [a for a in amounts if a is not None]
    if not known:
        return f"{naam} (niet vermeld)"
    total = f"{naam} {_euro(sum(known, Decimal(0)), decimals)}"
    if len(known) == len(amounts):
        return total
    return f"{total} (bekend van {len(known)} van {len(amounts)} regels)"


def _and(words: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1])))


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


def _cijfer(cijfer: Raadscijfer) -> CijferInBeeld:
    if cijfer.streef is None:
        return CijferInBeeld(cijfer)
    uitkomst = cijfer.streef.uitkomst
    return CijferInBeeld(cijfer, *_TEKENS[uitkomst], uitkomst.value.capitalize())


def _geldrijen(geld: Sequence[Raadsbedrag]) -> Iterator[Geldrij]:
    """Costs and income apart, each with the sum of what is stated."""
    decimals = _decimals_of(geld)
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
    shared = {b.naam: b.ook_voor for b in pagina.geld if b.ook_voor}
    for naam, others in shared.items():
        yield (
            f"‘{naam}’ is ook voor {_and(others)}; het bedrag is van die thema’s samen, ook in de "
            "som."
        )
    if pagina.voor_alle_themas:
        names = _and([f"‘{naam}’" for naam in pagina.voor_alle_themas])
        yield f"Niet meegeteld, want voor alle thema’s samen: {names}."


def _amount(bedrag: Decimal | None, decimals: int) -> str:
    """Never a zero for what is not known."""
    return "niet vermeld" if bedrag is None else _euro(bedrag, decimals)


def _euro(bedrag: Decimal, decimals: int) -> str:
    return f"€\u00a0{nl(bedrag, decimals)}"


def _decimals_of(geld: Sequence[Raadsbedrag]) -> int:
    """Cents everywhere when any amount has them."""
    amounts = [a for b in geld for a in _three(b) if a is not None]
    return 2 if any(a != int(a) for a in amounts) else 0
