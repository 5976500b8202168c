"""One import of figures, from file to database: which kind of file it is, and what is done."""

import re
from dataclasses import replace
from pathlib import Path

import pandas as pd

from monitoring.cijfers.models import Invoer
from monitoring.cijfers.periodes import Periodesoort, read
from monitoring.importing.metingen.apply import apply_metingen
from monitoring.importing.metingen.codelijst import apply_codelijst, read_codelijst
from monitoring.importing.metingen.gebieden import (
    CODE,
    Gebiedenlijst,
    known_areas,
    lies_in,
    make_areas,
    soort_of,
)
from monitoring.importing.metingen.indicatoren import (
    Indicatorlijst,
    resolve_own,
    resolve_published,
)
from monitoring.importing.metingen.kolommen import Kolommen, Tabelsoort, maatsleutel, recognise
from monitoring.importing.metingen.parse import Voortgangsmelder, nothing_left, read_metingen
from monitoring.importing.metingen.source import (
    Bron,
    Broncodelijst,
    Bronmetingen,
    Opties,
    first_rows,
)
from monitoring.importing.metingen.validate import interpret
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Bevinding, Geweigerd, blocking, blokkeert, let_op
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.tabellen.bestand import Tabelbestand, open_table
from veiligheid.core.tabellen.kop import header_key, kolomsleutel
from veiligheid.core.tabellen.vraag import Gevraagd, Vraag, Vraagveld
from veiligheid.core.zinnen import counted

_TABEL = re.compile(r"(?<!\d)(\d{5})(ned)(?![a-z])", re.I)
_GEMEENTE = re.compile(r"GM\d{4}")


# What goes when what no code list names is taken in.
_GENEZEN = frozenset({"misdrijf-onbekend", "indicator-onbekend", "gebied-code-onbekend"})
_TABELLEN = (
    ("47018NED", "47018NED: geregistreerde misdrijven per jaar, wijk en buurt (politie)"),
    ("47022NED", "47022NED: geregistreerde misdrijven per maand, wijk en buurt (politie)"),
    ("47013NED", "47013NED: geregistreerde misdrijven per maand, gemeente (politie)"),
    ("47024NED", "47024NED: geregistreerde overlast per maand, wijk en buurt (politie)"),
    ("83648NED", "83648NED: geregistreerde criminaliteit per jaar, gemeente (CBS)"),
    ("85146NED", "85146NED: Veiligheidsmonitor (CBS)"),
    ("70072NED", "70072NED: regionale kerncijfers, bevolking (CBS)"),
)


def import_file(path: Path, opties: Opties, progress: Voortgangsmelder) -> tuple[Telling, str]:
    """Read, check and write. Runs inside the caller's transaction. Raises Geweigerd, OSError.
    Returns the counts and a sentence about what was read."""
    return apply_source(read_source(path, opties, progress), opties)


def read_source(path: Path, opties: Opties, progress: Voortgangsmelder) -> Bron:
    """What a file says about the municipality: the long part, which writes nothing. Raises
    Geweigerd, OSError."""
    if not _GEMEENTE.fullmatch(opties.gemeente):
        melding = f"‘{opties.gemeente}’ is geen gemeentecode; schrijf hem als GM0268."
        raise Geweigerd(blokkeert("gemeente-onbekend", melding))
    opened = open_table(path)
    bestand, kolommen = recognise(opened, opties.maten, opties.antwoorden)
    tabel = opties.tabel or opties.antwoorden.get("tabel", "").upper() or table_of(path.name)
    if kolommen.soort is Tabelsoort.CODELIJST:
        if not tabel:
            raise Gevraagd(_vraag(bestand, [_ask_tabel("")]), _no_tabel())
        return Broncodelijst(*read_codelijst(bestand), tabel)
    areas = known_areas(opties.gemeente, opties.indeling)
    named = ""
    if kolommen.soort is Tabelsoort.LABELS and not areas.by_code:
        named = _the_only_name(bestand, kolommen)
    _ask(bestand, kolommen, tabel, named, opties)
    areas.accept(named)
    tabel = "" if kolommen.soort is Tabelsoort.EIGEN else tabel
    bron = read_metingen(bestand, kolommen, areas, tabel, progress)
    bron.gemeentenaam = named
    return bron


def _ask(bestand: Tabelbestand, kolommen: Kolommen, tabel: str, named: str, opties: Opties) -> None:
    """What the file does not say, asked together. `named`: the one area of the file, by a name that
    is not known. Raises Gevraagd."""
    velden, waarom = [], []
    if kolommen.soort is not Tabelsoort.EIGEN and not tabel:
        velden.append(_ask_tabel(likely_table(bestand, kolommen)))
        waarom.append(_no_tabel())
    if named and not opties.nieuwe_codes:
        if opties.antwoorden.get("gemeente") == "nee":
            raise Geweigerd(nothing_left(opties.gemeente, [named]))
        if opties.antwoorden.get("gemeente") != "ja":
            velden.append(_ask_gemeente(named, opties.gemeente))
            waarom.append(nothing_left(opties.gemeente, [named]))
    if velden:
        raise Gevraagd(_vraag(bestand, velden), *waarom)


def _ask_tabel(likely: str) -> Vraagveld:
    hulp = "De tabel staat op de bladzijde waar het bestand is gedownload."
    return Vraagveld("tabel", "Van welke tabel is dit?", _TABELLEN, likely, hulp, nodig=True)


def _ask_gemeente(named: str, gemeente: str) -> Vraagveld:
    keuzes = (("ja", f"ja, ‘{named}’ is {gemeente}"), ("nee", "nee, dit is een ander gebied"))
    label = f"Gaat het hele bestand over de eigen gemeente, {gemeente}?"
    return Vraagveld("gemeente", label, keuzes, nodig=True)


def _vraag(bestand: Tabelbestand, velden: list[Vraagveld]) -> Vraag:
    tekst = "Het bestand zegt niet zelf wat het is. Volgend jaar wordt dit niet meer gevraagd."
    kop = bestand.kolommen
    return Vraag(header_key("cijfers", kop), tekst, tuple(velden), kop, bestand.examples())


def _no_tabel() -> Bevinding:
    melding = "Van welke tabel is dit? Vul de tabel in, zoals 47018NED (--tabel)."
    return blokkeert("tabel-onbekend", melding)


def likely_table(bestand: Tabelbestand, kolommen: Kolommen) -> str:
    """The table that a file most likely is, by its columns and its first rows; empty when they
    tell nothing."""
    areas = kolomsleutel(kolommen.gebied)
    per_month = any(
        (gelezen := read(row[bestand.kolommen.index(kolommen.periode)]))
        and gelezen[0].soort == Periodesoort.MAAND
        for row in bestand.examples(5)
    )
    maat = maatsleutel(kolommen.maten[0])
    if kolommen.misdrijf and maat.startswith("geregistreerdemisdrijven"):
        if areas in ("wijkenenbuurten", "plaatsen", "plaats"):
            return "47022NED" if per_month else "47018NED"
        return "47013NED" if per_month else "83648NED"
    if kolommen.misdrijf and maat.startswith("totaalgeregistreerdemisdrijven"):
        return "83648NED"
    return "47024NED" if "overlast" in maat else ""


def apply_source(bron: Bron, opties: Opties) -> tuple[Telling, str]:
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
    if opties.antwoorden.get("nieuwe_codes") == "ja":
        opties = replace(opties, nieuwe_codes=True)
    if opties.nieuwe_codes:
        _make_areas(bron, areas, opties)
    lijst = _indicators(bron, opties)
    try:
        duiding = interpret(bron, areas, lijst)
    except Geweigerd as geweigerd:
        raise _curable(bron, opties, geweigerd) from None
    telling = apply_metingen(duiding, bron, opties.raadpleegdatum)
    unknown = sum(1 for feit in duiding.feiten.values() if feit.waarde is None)
    slot = (
        f"{counted(bron.gelezen, 'rij', 'rijen')} gelezen, {len(bron.rijen)} over "
        f"{opties.gemeente}: {counted(len(duiding.feiten), 'cijfer', 'cijfers')}, waarvan "
        f"{unknown} onbekend."
    )
    return telling, slot


def _curable(bron: Bronmetingen, opties: Opties, geweigerd: Geweigerd) -> Geweigerd:
    """The question whether to take in what is new, when nothing else is wrong."""
    wrong = blocking(geweigerd.bevindingen)
    if opties.nieuwe_codes or any(b.code not in _GENEZEN for b in wrong):
        return geweigerd
    if opties.antwoorden.get("nieuwe_codes") == "nee":
        return geweigerd
    keuzes = (("ja", "ja, neem ze op"), ("nee", "nee, ik verbeter het bestand"))
    veld = Vraagveld("nieuwe_codes", "Opnemen wat nog niet bekend is?", keuzes, nodig=True)
    own = bron.kolommen.soort is Tabelsoort.EIGEN
    tekst = " ".join(b.melding for b in wrong[:3])
    # A name of our own may be a typing error next year: it is asked again.
    sleutel = "" if own else header_key("cijfers", (*bron.kolommen.nodig, "codes", bron.tabel))
    kop = tuple(map(str, bron.rijen.columns))
    rijen = tuple(tuple(map(str, r)) for r in bron.rijen.head(3).itertuples(index=False))
    return Gevraagd(Vraag(sleutel, tekst, (veld,), kop, rijen), *geweigerd.bevindingen)


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
