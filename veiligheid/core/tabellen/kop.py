"""Which row of a file holds the headings, and what each column is.

The headings stand within the first ten rows: titles, empty rows and `sep=;` may stand above them.
A column is known by its name, by another that people use for it, or because somebody said so.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import Rij, Tabelbestand, headings, unread_sheet
from veiligheid.core.tabellen.rekenblad import FORMULE
from veiligheid.core.tabellen.vraag import Antwoorden, Gevraagd, Vraag, Vraagveld

# More than anybody reads at once.
MEEST = 50
# The answer for a column that is not to be read.
NIET = "-"
_FOUTEN = frozenset(
    {"#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?",
     "#NAAM?", "#NUM!", "#GETAL!", "#NULL!", "#LEEG!", "#SPILL!", "#OVERLOOP!"}
)  # fmt: skip


class OnleesbareCel(ValueError):
    """The message says what is wrong with the cell and what should be there."""


def kolomsleutel(naam: str) -> str:
    """What two spellings of a column's name have in common: its letters and digits."""
    return re.sub(r"[^a-z0-9]", "", naam.casefold().replace("ë", "e").replace("ï", "i"))


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column that an importer reads. `ook`: other names that people give it, the likeliest
    first. `uitleg`: what it holds, for who has to choose."""

    naam: str
    ook: tuple[str, ...] = ()
    nodig: bool = False
    uitleg: str = ""


@dataclass(frozen=True)
class Tabelvorm:
    """The columns of one kind of table. `naam_van`: the column that a heading means and how well
    it fits (0 best), None for none."""

    soort: str
    kolommen: tuple[Kolom, ...]
    naam_van: Callable[[str], tuple[str, int] | None]

    @classmethod
    def of(cls, soort: str, kolommen: Iterable[Kolom]) -> "Tabelvorm":
        """A table whose columns are known by their names alone."""
        each = tuple(kolommen)
        known: dict[str, tuple[str, int]] = {}
        for kolom in each:
            for rang, naam in enumerate((kolom.naam, *kolom.ook)):
                known.setdefault(kolomsleutel(naam), (kolom.naam, rang))
        return cls(soort, each, lambda kop: known.get(kolomsleutel(kop)))

    @property
    def nodig(self) -> list[str]:
        return [k.naam for k in self.kolommen if k.nodig]


@dataclass(frozen=True, slots=True)
class Indeling:
    """The headings of a file, and which column stands where. `bevindingen`: what is not read."""

    bestand: Tabelbestand
    kolommen: dict[int, str]
    bevindingen: tuple[Bevinding, ...] = ()

    def rows(self) -> Iterable[tuple[Rij, dict[str, str]]]:
        """Every row with its cells by column; a column that the file does not have is not there."""
        for rij in self.bestand.rows():
            yield rij, {naam: rij.cellen[at] for at, naam in self.kolommen.items()}


def find_header(bestand: Tabelbestand, known: Callable[[str], bool]) -> Tabelbestand:
    """The file with its headings in the row of which most cells are `known`; the first row when
    there is no such row. Raises Geweigerd."""
    counts = [sum(map(known, filter(None, headings(row)))) for row in bestand.begin]
    most = max(counts, default=0)
    if most >= 1:
        return bestand.at(counts.index(most) + 1)
    filled = [sum(1 for c in headings(row) if c) for row in bestand.begin]
    widest = max(filled, default=0)
    return bestand.at(filled.index(widest) + 1)


def recognise(bestand: Tabelbestand, vorm: Tabelvorm, antwoorden: Antwoorden) -> Indeling:
    """What the columns of this file are. Raises Gevraagd when a column that is needed is missing,
    Geweigerd when one stands there twice."""
    found = find_header(bestand, lambda kop: vorm.naam_van(kop) is not None)
    kop, plek = found.kolommen, found.plek
    said = answered(antwoorden)
    check_answers(said, vorm)
    columns = _columns(kop, vorm, said, plek)
    missing = [naam for naam in vorm.nodig if naam not in columns.values()]
    if missing:
        raise ask_columns(found, vorm, columns, [_missing(naam, vorm, plek) for naam in missing])
    skipped = [
        naam
        for at, naam in enumerate(kop)
        if at not in columns and naam and said.get(kolomsleutel(naam)) != NIET
    ]
    return Indeling(found, columns, tuple(_skipped(naam, plek) for naam in skipped))


def recognise_sheets(
    bestand: Tabelbestand, vorm: Tabelvorm, antwoorden: Antwoorden
) -> list[Indeling]:
    """The same of every sheet with the same columns (one for each year, say); of another sheet it
    is told that it is not read."""
    first = recognise(bestand, vorm, antwoorden)
    found = [first]
    for sheet in first.bestand.sheets():
        try:
            other = recognise(sheet, vorm, antwoorden)
        except Geweigerd:
            told = (*found[0].bevindingen, unread_sheet(sheet))
            found[0] = Indeling(first.bestand, first.kolommen, told)
        else:
            found.append(other)
    return found


def unread_sheets(bestand: Tabelbestand) -> list[Bevinding]:
    """About the sheets behind the first, for a table that is on one sheet."""
    return [unread_sheet(sheet) for sheet in bestand.sheets()]


def answered(antwoorden: Antwoorden) -> dict[str, str]:
    """What was said of the columns: the key of a heading → the column, or `NIET`."""
    return {k.removeprefix("kolom:"): v for k, v in antwoorden.items() if k.startswith("kolom:")}


def check_answers(said: dict[str, str], vorm: Tabelvorm) -> None:
    """Raises Geweigerd when a column was called something that is none."""
    names = {NIET, *(k.naam for k in vorm.kolommen)}
    for kop, kolom in said.items():
        if kolom not in names:
            melding = f"‘{kolom}’ (bij ‘{kop}’) is geen kolom. Kies uit {', '.join(sorted(names))}."
            raise Geweigerd(blokkeert("kolom-onbekend", melding))


def ask_columns(
    bestand: Tabelbestand, vorm: Tabelvorm, columns: dict[int, str], waarom: list[Bevinding]
) -> Gevraagd:
    """The question what the columns of a file are. `waarom`: for where nobody can be asked."""
    keuzes = ((NIET, "niet lezen"), *((k.naam, k.uitleg or k.naam) for k in vorm.kolommen))
    kop = bestand.kolommen
    velden = tuple(
        Vraagveld(f"kolom:{kolomsleutel(naam)}", naam, keuzes, columns.get(at, NIET), nodig=True)
        for at, naam in enumerate(kop)
        if kolomsleutel(naam)
    )
    nodig = " en ".join(f"‘{naam}’" for naam in vorm.nodig)
    lack = f" Nodig is in elk geval {nodig}." if nodig else ""
    vraag = Vraag(
        header_key(vorm.soort, kop),
        f"Niet van elke kolom is duidelijk wat erin staat.{lack} Kies het hieronder; volgend jaar "
        "wordt het niet meer gevraagd.",
        velden,
        kop,
        bestand.examples(),
    )
    return Gevraagd(vraag, *waarom)


def header_key(soort: str, kop: Iterable[str]) -> str:
    """The same for files with the same headings, whatever their order or their years."""
    words = sorted(re.sub(r"\d{4}", "", kolomsleutel(naam)) for naam in kop)
    return f"{soort}: {' '.join(filter(None, words))}"[:500]


def check_cell(cel: str) -> None:
    """Raises OnleesbareCel when a spreadsheet could not work this cell out."""
    if cel == FORMULE:
        raise OnleesbareCel(
            "hier staat een formule zonder uitkomst; open het bestand in een spreadsheet en bewaar "
            "het opnieuw, of zet de waarde zelf in de cel"
        )
    if cel.strip().upper() in _FOUTEN:
        raise OnleesbareCel(f"hier staat de foutmelding {cel.strip()} van een spreadsheet")


def _columns(
    kop: tuple[str, ...], vorm: Tabelvorm, said: dict[str, str], plek: str
) -> dict[int, str]:
    """Where each column stands; of two that could be the same the name that fits best counts."""
    best: dict[str, tuple[int, int]] = {}
    for at, naam in enumerate(kop):
        means = _meaning(naam, vorm, said)
        if means is None:
            continue
        kolom, rang = means
        if kolom in best and best[kolom][0] == rang:
            melding = f"De kolom ‘{kolom}’ staat er twee keer in."
            raise Geweigerd(blokkeert("kolom-dubbel", melding, plek))
        if kolom not in best or rang < best[kolom][0]:
            best[kolom] = rang, at
    return {at: kolom for kolom, (_, at) in sorted(best.items(), key=lambda item: item[1][1])}


def _meaning(naam: str, vorm: Tabelvorm, said: dict[str, str]) -> tuple[str, int] | None:
    if chosen := said.get(kolomsleutel(naam)):
        return None if chosen == NIET else (chosen, -1)
    return vorm.naam_van(naam) if naam else None


def _missing(naam: str, vorm: Tabelvorm, plek: str) -> Bevinding:
    kolom = next(k for k in vorm.kolommen if k.naam == naam)
    also = " of ".join(f"‘{o}’" for o in kolom.ook[:4])
    mag = f" Zij mag ook {also} heten." if also else ""
    return blokkeert(
        "kolom-ontbreekt",
        f"De kolom ‘{naam}’ ontbreekt. De namen van de kolommen moeten in de eerste tien rijen "
        f"staan.{mag} Heet zij anders, zeg dat dan op het scherm, of met --kolom "
        f"'NAAM={naam}'.",
        plek,
    )


def _skipped(naam: str, plek: str) -> Bevinding:
    melding = f"De kolom ‘{naam[:60]}’ wordt niet gelezen."
    return let_op("kolom-overgeslagen", melding, plek)
