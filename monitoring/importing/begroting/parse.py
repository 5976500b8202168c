"""A budget from its file: a line per deelproduct, a column per year and kind, the sums apart."""

import re

import pandas as pd

from monitoring.geld.models import Bedragsoort, Geldbron, Kant
from monitoring.importing.begroting.source import (
    Bedragen,
    Bedragplek,
    Bronbegroting,
    Bronregel,
    Bronsom,
)
from veiligheid.core.findings import blokkeert, let_op
from veiligheid.core.matching import titelsleutel
from veiligheid.core.tabellen.bestand import Tabelbestand
from veiligheid.core.tabellen.getallen import read_column
from veiligheid.core.tabellen.kop import (
    Indeling,
    Kolom,
    Tabelvorm,
    ask_columns,
    kolomsleutel,
    recognise,
    unread_sheets,
)
from veiligheid.core.tabellen.rekenblad import FORMULE
from veiligheid.core.tabellen.vraag import Antwoorden, Gevraagd, Vraag, Vraagveld

_NAAM = ("deelproduct", "omschrijving", "product", "naam", "post", "begrotingspost", "programma")
_KOLOMMEN = (
    Kolom("deelproduct", _NAAM[1:], nodig=True, uitleg="naam van het deelproduct"),
    Kolom("geldbron", ("bron", "dekking"), uitleg="waar het geld vandaan komt"),
    Kolom("voorwaarden", uitleg="voorwaarden van de geldgever"),
    Kolom("toelichting", ("verklaring", "toelichting verschil"), uitleg="toelichting"),
    Kolom("bedrag", uitleg="bedrag"),
    *(Kolom(soort.value, uitleg=f"bedrag: {soort.label}") for soort in Bedragsoort),
)
_VAST = {
    kolomsleutel(naam): (kolom.naam, rang)
    for kolom in _KOLOMMEN[:4]
    for rang, naam in enumerate((kolom.naam, *kolom.ook))
}
_JAAR = re.compile(r"(?<!\d)(20\d\d|19\d\d)(?!\d)")
# The words of a heading that say which amount it is; the first that fits counts.
_SOORT = (
    ("nawijziging", Bedragsoort.NA_WIJZIGING),
    ("gewijzigd", Bedragsoort.NA_WIJZIGING),
    ("bijgesteld", Bedragsoort.NA_WIJZIGING),
    ("realisatie", Bedragsoort.GEREALISEERD),
    ("gerealiseerd", Bedragsoort.GEREALISEERD),
    ("rekening", Bedragsoort.GEREALISEERD),
    ("werkelijk", Bedragsoort.GEREALISEERD),
    ("begroting", Bedragsoort.BEGROOT),
    ("begroot", Bedragsoort.BEGROOT),
    ("primitief", Bedragsoort.BEGROOT),
    ("raming", Bedragsoort.BEGROOT),
)
# Not an amount but what another amount leaves of it.
_VERSCHIL = re.compile(r"verschil|afwijking|saldo|resterend|percentage|%")
_SOM = re.compile(r"(?:sub|eind)?\s?tota(?:al|len)\b|saldo\b|resultaat\b|som van\b")


def _meaning(kop: str) -> tuple[str, int] | None:
    """The column that a heading means: "begroot 2024 lasten" and the like for an amount."""
    if found := _VAST.get(kolomsleutel(kop)):
        return found
    key = kolomsleutel(kop)
    jaar = _JAAR.search(kop)
    soort = next((s.value for word, s in _SOORT if word in key), "")
    if _VERSCHIL.search(kop.casefold()) or not (jaar or soort or key == "bedrag"):
        return None
    kant = next((k.value for k in Kant if k.value in key), "")
    return f"{soort or 'bedrag'}|{jaar[1] if jaar else ''}|{kant}", 0


VORM = Tabelvorm("begroting", _KOLOMMEN, _meaning)


def read_begroting(bestand: Tabelbestand, maal: int, antwoorden: Antwoorden) -> Bronbegroting:
    """The lines and the sums of a table with a column for each amount. `maal`: one unit in the file
    is so many euros. Raises Gevraagd, Geweigerd."""
    indeling = recognise(bestand, VORM, antwoorden)
    bedragen = _amounts(indeling, antwoorden)
    kop = indeling.bestand.kolommen
    named = {naam: kop[at] for at, naam in indeling.kolommen.items()}
    bron = Bronbegroting(kent_geldbron="geldbron" in named)
    bron.bevindingen += [*indeling.bevindingen, *unread_sheets(indeling.bestand)]
    for chunk in indeling.bestand.chunks():
        _read(chunk, named, bedragen, maal, bron)
    return bron


def _amounts(indeling: Indeling, antwoorden: Antwoorden) -> dict[str, Bedragplek]:
    """Heading → which amount stands under it. Raises Gevraagd when no year is known."""
    found: dict[str, Bedragplek] = {}
    kop = indeling.bestand.kolommen
    jaar = antwoorden.get("jaar", "")
    for at, naam in indeling.kolommen.items():
        soort, _, rest = naam.partition("|")
        stated, _, kant = rest.partition("|")
        if not (rest or soort in {"bedrag", *Bedragsoort.values}):
            continue
        stated = stated or jaar or (m[1] if (m := _JAAR.search(kop[at])) else "")
        if not _JAAR.fullmatch(stated):
            raise _ask_year(indeling)
        found[kop[at]] = Bedragplek(int(stated), "" if soort == "bedrag" else soort, kant)
    if not found:
        raise _ask_amount(indeling)
    return found


def _ask_year(indeling: Indeling) -> Gevraagd:
    kop = indeling.bestand.kolommen
    veld = Vraagveld("jaar", "Van welk jaar zijn de bedragen?", hulp="Zoals 2025.", nodig=True)
    tekst = "Boven de bedragen staat geen jaar."
    waarom = blokkeert(
        "jaar-ontbreekt",
        "Boven de bedragen staat geen jaar. Zet het in de kop, zoals ‘Begroting 2024’, of geef "
        "--jaar.",
        indeling.bestand.plek,
    )
    return Gevraagd(Vraag("", tekst, (veld,), kop, indeling.bestand.examples()), waarom)


def _ask_amount(indeling: Indeling) -> Gevraagd:
    melding = "Er is geen kolom met een jaartal, zoals 2024."
    waarom = blokkeert("kolom-ontbreekt", melding, indeling.bestand.plek)
    return ask_columns(indeling.bestand, VORM, indeling.kolommen, [waarom])


def _read(
    chunk: pd.DataFrame,
    named: dict[str, str],
    bedragen: dict[str, Bedragplek],
    maal: int,
    bron: Bronbegroting,
) -> None:
    names = chunk[named["deelproduct"]].map(str.strip)
    is_sum = names.map(lambda naam: bool(_SOM.match(titelsleutel(naam))))
    sums = chunk[is_sum]
    for rij, kolom in [(r, k) for k in bedragen for r in sums.index[sums[k] == FORMULE]]:
        melding = (
            f"‘{names[rij]}’ is een formule zonder uitkomst; dit totaal is niet nagerekend. Open "
            "het bestand in een spreadsheet en bewaar het opnieuw om het wel na te rekenen."
        )
        bron.bevindingen.append(let_op("totaal-zonder-uitkomst", melding, f"rij {rij}, {kolom}"))
        sums = sums.replace({kolom: {FORMULE: ""}})
    lines = _read_amounts(chunk[~is_sum], bedragen, maal, bron)
    stated = _read_amounts(sums, bedragen, maal, bron)
    for rij, cells in zip(chunk.index, chunk.to_dict("records"), strict=True):
        if rij in stated:
            bron.sommen.append(Bronsom(rij, names[rij], stated[rij], len(bron.regels)))
        else:
            _add_line(bron, rij, {n: str(cells[k]).strip() for n, k in named.items()}, lines[rij])


def _read_amounts(
    rows: pd.DataFrame, bedragen: dict[str, Bedragplek], maal: int, bron: Bronbegroting
) -> dict[int, Bedragen]:
    """The amounts of each row that has any, in euros."""
    found: dict[int, Bedragen] = {int(rij): {} for rij in rows.index}
    for kolom, plek in bedragen.items():
        cells = [(str(cel), int(rij)) for rij, cel in rows[kolom].items()]
        read, problems = read_column(cells, kolom, whole=True, point=False)
        bron.bevindingen += problems
        for cel, rij in cells:
            if (gelezen := read.get(cel)) is not None and gelezen.waarde is not None:
                found[rij][plek] = gelezen.waarde * maal
    return found


def _add_line(bron: Bronbegroting, rij: int, text: dict[str, str], bedragen: Bedragen) -> None:
    if titelsleutel(text["deelproduct"]):
        geldbron = _geldbron(text.get("geldbron", ""), rij, bron)
        voorwaarden = text.get("voorwaarden", "")
        toelichting = text.get("toelichting", "")
        bron.regels.append(
            Bronregel(rij, text["deelproduct"], bedragen, geldbron, voorwaarden, toelichting)
        )
    elif bedragen:
        melding = "Bij deze bedragen staat geen deelproduct."
        bron.bevindingen.append(blokkeert("naam-ontbreekt", melding, f"rij {rij}"))


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
