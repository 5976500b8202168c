"""What must be right about a budget: each line once, the sums of the file beside our own, and which
themes each line serves."""

from collections.abc import Iterator
from decimal import Decimal

from monitoring.importing.begroting.source import Bedragen, Bedragplek, Bronbegroting, Bronsom
from themas.plan.models import Plan, Thema
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.tabellen.bestand import Tabelbestand
from veiligheid.core.tabellen.kop import Kolom, Tabelvorm, recognise

_ALLE = {"alle", "allen", "alle themas", "alle thema s"}
_KOPPELING = Tabelvorm.of(
    "koppeling",
    (
        Kolom("deelproduct", ("omschrijving", "product"), nodig=True),
        Kolom("thema", nodig=True),
        Kolom("themanummer", ("thema nummer", "nummer")),
    ),
)


def validate_begroting(bron: Bronbegroting, kant: str) -> None:
    """Settles the stated total of `bron`, and adds what deserves a look. `kant`: the side that the
    amounts are of where the file does not say it. Raises Geweigerd."""
    bron.bevindingen += _twice(bron)
    if not bron.regels:
        bron.bevindingen.append(blokkeert("leeg", "In dit bestand staat geen deelproduct."))
    if blocking(bron.bevindingen):
        raise Geweigerd(*bron.bevindingen)
    bron.bevindingen += _sums(bron, kant)


def _twice(bron: Bronbegroting) -> Iterator[Bevinding]:
    seen: dict[tuple[str, str], int] = {}
    for regel in bron.regels:
        key = titelsleutel(regel.naam), regel.geldbron
        if key in seen:
            melding = f"‘{regel.naam}’ staat ook op rij {seen[key]}. Voeg de twee samen."
            yield blokkeert("deelproduct-dubbel", melding, f"rij {regel.rij}")
        seen.setdefault(key, regel.rij)


def _sums(bron: Bronbegroting, kant: str) -> Iterator[Bevinding]:
    """Each sum of the file beside the sum of its lines. Both stay as they are."""
    begin = 0
    for som in bron.sommen:
        key = titelsleutel(som.kop)
        if "subtota" in key.replace(" ", ""):
            yield from _compare(bron, som, begin, "subtotaal-verschilt")
            begin = som.regels
        elif "tota" in key and not (_other_side(key, kant)):
            bron.totaal |= som.bedragen
            yield from _compare(bron, som, 0, "totaal-verschilt")
        else:
            melding = f"‘{som.kop}’ is geen regel van de begroting en is niet gelezen."
            yield let_op("som-overgeslagen", melding, f"rij {som.rij}")


def _other_side(key: str, kant: str) -> bool:
    other = "baten" if kant == "lasten" else "lasten"
    return other in key.split() and kant not in key.split()


def _compare(bron: Bronbegroting, som: Bronsom, begin: int, code: str) -> Iterator[Bevinding]:
    """The lines from `begin` to where the sum stands, against what it says."""
    lines = [regel.bedragen for regel in bron.regels[begin : som.regels]]
    for plek, vermeld in sorted(som.bedragen.items()):
        added = _added(lines, plek)
        if added != vermeld:
            yield let_op(
                code,
                f"De regels tellen op tot {_euro(added)}; het bestand noemt {_euro(vermeld)}. "
                f"Verschil: {_euro(vermeld - added)}. Beide blijven staan.",
                f"{som.kop}, {' '.join(filter(None, (plek.soort, str(plek.jaar))))}",
            )


def _added(lines: list[Bedragen], plek: Bedragplek) -> Decimal:
    return sum((bedragen.get(plek, Decimal(0)) for bedragen in lines), Decimal(0))


def _euro(bedrag: Decimal) -> str:
    whole = f"{abs(bedrag):,.0f}".replace(",", ".")
    return f"€ {'-' if bedrag < 0 else ''}{whole}"


def read_koppeling(bestand: Tabelbestand, plan: Plan, bron: Bronbegroting) -> None:
    """Adds to `bron` which themes each deelproduct serves. Names count, however they are written.
    Raises Geweigerd when a theme is unknown."""
    themas = {titelsleutel(t.titel): t for t in plan.themas.all()}
    known = {titelsleutel(r.naam): r.naam for r in bron.regels}
    problems = []
    for rij, cells in recognise(bestand, _KOPPELING, {}).rows():
        text = {naam: cel.strip() for naam, cel in cells.items()}
        plek = f"{bestand.naam}, {rij.plek}"
        key = titelsleutel(text["deelproduct"])
        if key not in known:
            melding = f"Het deelproduct ‘{text['deelproduct']}’ staat niet in de begroting."
            bron.bevindingen.append(let_op("deelproduct-onbekend", melding, plek))
            continue
        found = _themas_of(text["thema"], text.get("themanummer", ""), themas)
        if found == set():
            titels = ", ".join(f"‘{t.titel}’" for t in themas.values()) or "geen"
            melding = f"Het thema ‘{text['thema']}’ kent dit plan niet. Wel: {titels}."
            problems.append(blokkeert("thema-onbekend", melding, plek))
            continue
        before = bron.koppeling.get(key, set())
        bron.koppeling[key] = None if found is None or before is None else before | found
    if problems:
        raise Geweigerd(*problems)
    for key, naam in known.items():
        if key not in bron.koppeling:
            melding = "Dit deelproduct hoort bij geen enkel thema."
            bron.bevindingen.append(let_op("deelproduct-zonder-thema", melding, naam))


def _themas_of(titel: str, nummer: str, themas: dict[str, Thema]) -> set[int] | None:
    """The themes that a row names; None for all of them, an empty set for one unknown."""
    key = titelsleutel(titel)
    if thema := themas.get(key):
        return {thema.pk}
    if key in _ALLE or titelsleutel(nummer) in _ALLE:
        return None
    return set()
