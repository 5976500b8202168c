"""A budget per deelproduct and year, with its own total beside it, and which themes it serves."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from monitoring.geld.models import Geldbron
from monitoring.importing.bestand import Tabelbestand
from monitoring.importing.getallen import read_column
from monitoring.importing.kolommen import kolomsleutel
from themas.plan.models import Plan, Thema
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert, let_op
from veiligheid.core.matching import titelsleutel, without_number

_JAAR = re.compile(r"\d{4}")
_EXTRA = {"geldbron", "voorwaarden"}
_TOTAAL = {"totaal", "totalen", "eindtotaal", "totaal generaal"}
_ALLE = {"alle", "allen", "alle themas", "alle thema s"}


@dataclass
class Bronregel:
    """A line of the budget: amounts by year, in euros. `geldbron` and `voorwaarden` are empty
    where the file does not say."""

    rij: int
    naam: str
    bedragen: dict[int, Decimal]
    geldbron: str = ""
    voorwaarden: str = ""


@dataclass
class Bronbegroting:
    regels: list[Bronregel] = field(default_factory=list)
    totaal: dict[int, Decimal] = field(default_factory=dict)
    # Whether the file tells where the money comes from.
    kent_geldbron: bool = False
    # Key of the deelproduct → its themes; None where it serves all of them.
    koppeling: dict[str, set[int] | None] = field(default_factory=dict)
    bevindingen: list[Bevinding] = field(default_factory=list)


def read_begroting(bestand: Tabelbestand, maal: int) -> Bronbegroting:
    """The lines and the stated total of a table with a column per year. `maal`: one unit in the
    file is so many euros. Raises Geweigerd."""
    naam, jaren, extra = _columns(bestand.kolommen)
    bron = Bronbegroting(kent_geldbron="geldbron" in extra)
    seen: dict[tuple[str, str], int] = {}
    for chunk in bestand.chunks():
        amounts = {
            jaar: read_column(
                [(str(c), int(r)) for r, c in chunk[kolom].items()], kolom, whole=True, point=False
            )
            for jaar, kolom in jaren.items()
        }
        bron.bevindingen += [b for _, problems in amounts.values() for b in problems]
        for rij, cells in zip(chunk.index, chunk.to_dict("records"), strict=True):
            read = {jaar: amounts[jaar][0].get(str(cells[k])) for jaar, k in jaren.items()}
            known = {
                jaar: gelezen.waarde * maal
                for jaar, gelezen in read.items()
                if gelezen is not None and gelezen.waarde is not None
            }
            text = {key: str(cells[kolom]).strip() for key, kolom in extra.items()}
            regel = Bronregel(
                int(rij),
                str(cells[naam]).strip(),
                known,
                _geldbron(text.get("geldbron", ""), int(rij), bron),
                text.get("voorwaarden", ""),
            )
            _add_line(bron, regel, seen)
    if not bron.regels:
        bron.bevindingen.append(blokkeert("leeg", "In dit bestand staat geen deelproduct."))
    if blocking(bron.bevindingen):
        raise Geweigerd(*bron.bevindingen)
    bron.bevindingen += compare_totals(bron)
    return bron


def _geldbron(text: str, rij: int, bron: Bronbegroting) -> str:
    """The source of money that a cell names, by its code or its name."""
    key = titelsleutel(text)
    for value, label in Geldbron.choices:
        if key in (titelsleutel(value), titelsleutel(label), titelsleutel(label.split(" (")[0])):
            return value
    if key:
        known = ", ".join(f"‘{value}’" for value in Geldbron.values)
        melding = f"De geldbron ‘{text[:40]}’ is onbekend. Kies uit {known}, of laat de cel leeg."
        bron.bevindingen.append(blokkeert("geldbron-onbekend", melding, f"rij {rij}"))
    return ""


def _columns(kop: tuple[str, ...]) -> tuple[str, dict[int, str], dict[str, str]]:
    """The column of names, those of years, and the further ones by key. Raises Geweigerd."""
    naam = next((k for k in kop if kolomsleutel(k) == "deelproduct"), None)
    if naam is None:
        raise Geweigerd(blokkeert("kolom-ontbreekt", "Er is geen kolom ‘deelproduct’.", "rij 1"))
    jaren, extra = {}, {}
    for kolom in kop:
        if _JAAR.fullmatch(kolom.strip()):
            jaren[int(kolom)] = kolom
        elif kolomsleutel(kolom) in _EXTRA:
            extra[kolomsleutel(kolom)] = kolom
        elif kolom != naam:
            melding = (
                f"De kolom ‘{kolom}’ is geen jaartal. Laat alleen deelproduct, jaren, geldbron en "
                "voorwaarden staan."
            )
            raise Geweigerd(blokkeert("kolom-onbekend", melding, "rij 1"))
    if not jaren:
        raise Geweigerd(
            blokkeert("kolom-ontbreekt", "Er is geen kolom met een jaartal, zoals 2024.", "rij 1")
        )
    return naam, jaren, extra


def _add_line(bron: Bronbegroting, regel: Bronregel, seen: dict[tuple[str, str], int]) -> None:
    key = titelsleutel(regel.naam)
    if not key:
        if regel.bedragen:
            melding = "Bij deze bedragen staat geen deelproduct."
            bron.bevindingen.append(blokkeert("naam-ontbreekt", melding, f"rij {regel.rij}"))
    elif key in _TOTAAL:
        bron.totaal = regel.bedragen
    elif (key, regel.geldbron) in seen:
        first = seen[key, regel.geldbron]
        melding = f"‘{regel.naam}’ staat ook op rij {first}. Voeg de twee samen."
        bron.bevindingen.append(blokkeert("deelproduct-dubbel", melding, f"rij {regel.rij}"))
    else:
        seen[key, regel.geldbron] = regel.rij
        bron.regels.append(regel)


def compare_totals(bron: Bronbegroting) -> list[Bevinding]:
    """A finding for each year in which the lines do not add up to the stated total. Both stay as
    they are."""
    found = []
    for jaar, vermeld in sorted(bron.totaal.items()):
        som = sum((r.bedragen.get(jaar, Decimal(0)) for r in bron.regels), Decimal(0))
        if som != vermeld:
            found.append(
                let_op(
                    "totaal-verschilt",
                    f"De regels tellen op tot {_euro(som)}; het bestand noemt {_euro(vermeld)}. "
                    f"Verschil: {_euro(vermeld - som)}. Beide blijven staan.",
                    str(jaar),
                )
            )
    return found


def read_koppeling(bestand: Tabelbestand, plan: Plan, bron: Bronbegroting) -> None:
    """Adds to `bron` which themes each deelproduct serves. Names count, however they are written.
    Raises Geweigerd when a theme is unknown."""
    keys = {kolomsleutel(naam): naam for naam in bestand.kolommen}
    for needed in ("deelproduct", "thema"):
        if needed not in keys:
            melding = f"Er is geen kolom ‘{needed}’ in {bestand.naam}."
            raise Geweigerd(blokkeert("kolom-ontbreekt", melding, "rij 1"))
    themas = {titelsleutel(t.titel): t for t in plan.themas.all()}
    known = {titelsleutel(r.naam): r.naam for r in bron.regels}
    problems = []
    for chunk in bestand.chunks():
        for rij, cells in zip(chunk.index, chunk.to_dict("records"), strict=True):
            text = {key: str(cells[naam]).strip() for key, naam in keys.items()}
            plek = f"{bestand.naam}, rij {rij}"
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


def _euro(bedrag: Decimal) -> str:
    whole = f"{abs(bedrag):,.0f}".replace(",", ".")
    return f"€ {'-' if bedrag < 0 else ''}{whole}"


def clean_name(naam: str) -> str:
    """The name without the number in front of it."""
    return without_number(naam)[:300]
