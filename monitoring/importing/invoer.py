"""One import of figures, from file to database: which kind of file it is, and what is done."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from monitoring.cijfers.models import Codelijstregel, Invoer
from monitoring.importing.bestand import Tabelbestand, open_table
from monitoring.importing.codelijst import Regel, apply_codelijst, read_codelijst
from monitoring.importing.duiden import interpret
from monitoring.importing.feiten import first_rows
from monitoring.importing.gebieden import (
    CODE,
    Gebiedenlijst,
    known_areas,
    lies_in,
    make_areas,
    soort_of,
)
from monitoring.importing.indicatoren import Indicatorlijst, resolve_own, resolve_published
from monitoring.importing.kolommen import Kolommen, Tabelsoort, recognise
from monitoring.importing.metingen import Bronmetingen, Voortgangsmelder, read_metingen
from monitoring.importing.toepassen import apply_metingen
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blokkeert, let_op
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.zinnen import counted

_TABEL = re.compile(r"(?<!\d)(\d{5})(ned)(?![a-z])", re.I)
_GEMEENTE = re.compile(r"GM\d{4}")


@dataclass(frozen=True)
class Opties:
    """What whoever imports says beside the file. `indeling` None: the borders that are known, and
    those of this year for new areas. `nieuwe_codes`: take in what no code list names."""

    gemeente: str
    raadpleegdatum: date
    tabel: str = ""
    indeling: int | None = None
    maten: tuple[str, ...] = ()
    nieuwe_codes: bool = False

    @property
    def jaar(self) -> int:
        return self.indeling or self.raadpleegdatum.year


@dataclass
class Broncodelijst:
    """A code list, read."""

    lijst: Codelijstregel.Lijst
    regels: list[Regel]
    tabel: str


def import_file(path: Path, opties: Opties, progress: Voortgangsmelder) -> tuple[Telling, str]:
    """Read, check and write. Runs inside the caller's transaction. Raises Geweigerd, OSError.
    Returns the counts and a sentence about what was read."""
    return apply_source(read_source(path, opties, progress), opties)


def read_source(
    path: Path, opties: Opties, progress: Voortgangsmelder
) -> Bronmetingen | Broncodelijst:
    """What a file says about the municipality: the long part, which writes nothing. Raises
    Geweigerd, OSError."""
    if not _GEMEENTE.fullmatch(opties.gemeente):
        melding = f"‘{opties.gemeente}’ is geen gemeentecode; schrijf hem als GM0268."
        raise Geweigerd(blokkeert("gemeente-onbekend", melding))
    bestand = open_table(path)
    kolommen = recognise(bestand.kolommen, opties.maten)
    tabel = opties.tabel or table_of(path.name)
    if kolommen.soort is not Tabelsoort.EIGEN and not tabel:
        melding = "Van welke tabel is dit? Vul de tabel in, zoals 47018NED (--tabel)."
        raise Geweigerd(blokkeert("tabel-onbekend", melding))
    if kolommen.soort is Tabelsoort.CODELIJST:
        return Broncodelijst(*read_codelijst(bestand), tabel)
    areas = known_areas(opties.gemeente, opties.indeling)
    named = ""
    if opties.nieuwe_codes and kolommen.soort is Tabelsoort.LABELS and not areas.by_code:
        named = _the_only_name(bestand, kolommen)
        areas.accept(named)
    tabel = "" if kolommen.soort is Tabelsoort.EIGEN else tabel
    bron = read_metingen(bestand, kolommen, areas, tabel, progress)
    bron.gemeentenaam = named
    return bron


def apply_source(bron: Bronmetingen | Broncodelijst, opties: Opties) -> tuple[Telling, str]:
    """Check and write what was read. Runs inside the caller's transaction. Raises Geweigerd."""
    if isinstance(bron, Broncodelijst):
        telling = apply_codelijst(bron.lijst, bron.regels, bron.tabel, opties.gemeente, opties.jaar)
        slot = f"Codelijst {bron.lijst.label} van {bron.tabel}: {len(bron.regels)} regels gelezen."
        return telling, slot
    areas = known_areas(opties.gemeente, opties.indeling)
    if bron.gemeentenaam and not areas.by_code:
        make_areas(areas, {opties.gemeente: bron.gemeentenaam}, opties.jaar)
        melding = f"‘{bron.gemeentenaam}’ is opgenomen als {opties.gemeente}."
        bron.bevindingen.append(let_op("gebied-nieuw", melding))
    return process(bron, areas, opties)


def table_of(naam: str) -> str:
    """The table that a file's name tells: "47022NED"; empty when it tells none."""
    match = _TABEL.search(naam)
    return f"{match[1]}NED" if match else ""


def process(bron: Bronmetingen, areas: Gebiedenlijst, opties: Opties) -> tuple[Telling, str]:
    """From rows to records. Raises Geweigerd."""
    if opties.nieuwe_codes:
        _make_areas(bron, areas, opties)
    lijst = _indicators(bron, opties)
    duiding = interpret(bron, areas, lijst)
    telling = apply_metingen(duiding, bron, opties.raadpleegdatum)
    unknown = sum(1 for feit in duiding.feiten.values() if feit.waarde is None)
    slot = (
        f"{counted(bron.gelezen, 'rij', 'rijen')} gelezen, {len(bron.rijen)} over "
        f"{opties.gemeente}: {counted(len(duiding.feiten), 'cijfer', 'cijfers')}, waarvan "
        f"{unknown} onbekend."
    )
    return telling, slot


def _indicators(bron: Bronmetingen, opties: Opties) -> Indicatorlijst:
    k = bron.kolommen
    if k.soort is Tabelsoort.EIGEN:
        texts = first_rows(bron.rijen[k.indicator])
        return resolve_own(texts, k.maten[0], make=opties.nieuwe_codes)
    column = bron.rijen[k.misdrijf] if k.misdrijf else pd.Series([""], index=[2])
    return resolve_published(first_rows(column), k, bron.tabel, make=opties.nieuwe_codes)


def _make_areas(bron: Bronmetingen, areas: Gebiedenlijst, opties: Opties) -> None:
    """Areas of the municipality that are only known by their code get it for a name."""
    codes = {str(text).strip() for text in bron.rijen[bron.kolommen.gebied].unique()}
    make_areas(
        areas,
        {
            code: code
            for code in codes - areas.by_code.keys()
            if soort_of(code) and CODE.fullmatch(code) and lies_in(code, opties.gemeente)
        },
        opties.jaar,
    )


def _the_only_name(bestand: Tabelbestand, kolommen: Kolommen) -> str:
    """A download about one municipality by its name: that name is the municipality's. Empty when
    there are more names, or codes."""
    seen: set[str] = set()
    for chunk in bestand.chunks([kolommen.gebied]):
        seen |= {str(text).strip() for text in chunk[kolommen.gebied].unique()}
        if len(seen) > 1:
            return ""
    naam = next(iter(seen), "")
    return "" if CODE.fullmatch(naam) else naam


def log_import(telling: Telling, naam: str, door: Gebruiker | None) -> None:
    """A line in the log when an import of figures changed anything. Runs in its transaction."""
    invoer = Invoer.objects.first()
    if telling.veranderd and invoer is not None and invoer.bestand == naam[:300]:
        Logregel.write("importeren", invoer, door, nieuw=telling.gemaakt, anders=telling.bijgewerkt)
