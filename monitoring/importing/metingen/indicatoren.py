"""Which indicator a figure of a source belongs to: known, or made from the code list."""

import re
from dataclasses import dataclass, field

from monitoring.cijfers.models import Codelijstregel, Indicator, code_name
from monitoring.cijfers.tabellen import codelijst_adres
from monitoring.importing.metingen.kolommen import (
    Kolommen,
    Tabelsoort,
    eenheid,
    maatsleutel,
    without_unit,
)
from veiligheid.core.findings import Bevinding, blokkeert, let_op
from veiligheid.core.matching import titelsleutel, unique_slug
from veiligheid.core.zinnen import counted

# "1.2.3 Diefstal van fietsen" → "1.2.3".
_CODED_LABEL = re.compile(r"(\d(?:\.\d{1,2}){2})\s+(\S.*)")
# Everything together: never added to its parts.
_TOTALEN = {"0.0.0", "T001161", "0000000"}
_PUBLISHERS = {"470": "Politie / CBS"}
# The measure of the population tables, by which "per 1.000 inwoners" is found.
INWONERS = "inwoners"
_INWONERS_MATEN = {"totalebevolking", "aantalinwoners", "bevolkingopdeeerstevandeperiode"}


@dataclass
class Indicatorlijst:
    """Text of the source (the offence or the name) and column with figures → indicator."""

    found: dict[tuple[str, str], Indicator] = field(default_factory=dict)
    made: list[Indicator] = field(default_factory=list)
    bevindingen: list[Bevinding] = field(default_factory=list)


def resolve_own(first_rows: dict[str, int], kolom: str, *, make: bool) -> Indicatorlijst:
    """The indicators of our own table, by address or by name.

    first_rows: each text of the column with its first row. make: an unknown name becomes a new
    own registration, not public.
    """
    lijst = Indicatorlijst()
    known = list(Indicator.objects.all())
    by_key = {titelsleutel(i.naam): i for i in known} | {i.slug: i for i in known}
    slugs = {i.slug for i in known}
    for text, row in first_rows.items():
        naam = text.strip()
        indicator = by_key.get(naam) or by_key.get(titelsleutel(naam))
        if indicator is None and make and naam and len(naam) <= 300:
            indicator = Indicator(
                slug=unique_slug(naam, slugs, "indicator", 80), naam=naam, eigen_registratie=True
            )
            by_key[titelsleutel(naam)] = indicator
            lijst.made.append(indicator)
        if indicator is None:
            lijst.bevindingen.append(_unknown(naam, row))
        else:
            lijst.found[text, kolom] = indicator
    Indicator.objects.bulk_create(lijst.made)
    return lijst


def resolve_published(
    first_rows: dict[str, int], kolommen: Kolommen, tabel: str, *, make: bool
) -> Indicatorlijst:
    """The indicators of a published table. A code of the code list, or with its title beside
    it, gets its indicator by itself; any other only with `make`."""
    lijst = Indicatorlijst()
    known = {(i.bron_code, i.bron_maat): i for i in Indicator.objects.filter(bron_tabel=tabel)}
    titels = _titels(tabel)
    slugs = set(Indicator.objects.values_list("slug", flat=True))
    nameless: dict[str, int] = {}
    for text, row in first_rows.items():
        code, titel = split_label(text.strip(), kolommen.soort, titels)
        # A label with its code names the offence itself.
        named = bool(titel) and code != titel[:40]
        if code and code not in titels and not named and not _is_known(known, code):
            nameless[text.strip()] = row
            if not make:
                continue
        for kolom in kolommen.maten:
            indicator = known.get((code, maatsleutel(kolom)))
            if indicator is None:
                indicator = _new(tabel, code, titel, kolom, kolommen, slugs)
                known[code, maatsleutel(kolom)] = indicator
                lijst.made.append(indicator)
            lijst.found[text, kolom] = indicator
    if nameless:
        lijst.bevindingen.append(_nameless(nameless, tabel, make=make))
    Indicator.objects.bulk_create(lijst.made)
    if lijst.made:
        new = counted(len(lijst.made), "nieuwe indicator", "nieuwe indicatoren")
        melding = f"{new}, zoals ‘{lijst.made[0].naam}’."
        lijst.bevindingen.append(let_op("indicator-nieuw", melding))
    return lijst


def split_label(text: str, soort: Tabelsoort, titels: dict[str, str]) -> tuple[str, str]:
    """Code and title of an offence: "1.2.3 Diefstal …" or a code; without either, the code that
    the code list gives to this title."""
    if soort is Tabelsoort.CODES:
        return text, titels.get(text, "")
    if match := _CODED_LABEL.fullmatch(text):
        return match[1], match[2]
    code = next((c for c, t in titels.items() if titelsleutel(t) == titelsleutel(text)), text)
    return code[:40], text


def _titels(tabel: str) -> dict[str, str]:
    """Code → title of this table; of the tables with the same kind of codes when it has no code
    list of its own."""
    regels = Codelijstregel.objects.filter(lijst=Codelijstregel.Lijst.MISDRIJF)
    own = dict(regels.filter(tabel=tabel).values_list("code", "titel"))
    if own or not tabel:
        return own
    return dict(regels.filter(tabel__startswith=tabel[:3]).values_list("code", "titel"))


def _is_known(known: dict[tuple[str, str], Indicator], code: str) -> bool:
    return any(there == code for there, _ in known)


def _new(
    tabel: str, code: str, titel: str, kolom: str, kolommen: Kolommen, slugs: set[str]
) -> Indicator:
    unit, maat = eenheid(kolom), maatsleutel(kolom)
    naam = offence_name(code, titel, unit) if code else _words(kolom)
    wanted = INWONERS if not code and maat in _INWONERS_MATEN and INWONERS not in slugs else naam
    return Indicator(
        slug=unique_slug(wanted, slugs, "indicator", 80),
        naam=naam[:300],
        eenheid=unit[:60],
        decimalen=0 if unit == "aantal" else 1,
        telt=unit == "aantal",
        richting="omlaag" if kolommen.misdrijf else "",
        is_totaal=code in _TOTALEN,
        bron=_PUBLISHERS.get(tabel[:3], "CBS"),
        bron_tabel=tabel,
        bron_code=code,
        bron_maat=maat,
    )


def offence_name(code: str, titel: str, unit: str) -> str:
    """What an indicator of an offence is called: by the title of the code list, without the code
    before it; by its code when the list has none. A rate says its unit."""
    if match := _CODED_LABEL.fullmatch(titel):
        titel = match[2]
    naam = titel or code_name(code)
    return naam if unit == "aantal" else f"{naam}, {unit}"


def _words(kolom: str) -> str:
    """ "TotaleBevolking_1" → "Totale bevolking"."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", without_unit(kolom))
    return spaced[:1].upper() + spaced[1:].lower()


def _nameless(rows: dict[str, int], tabel: str, *, make: bool) -> Bevinding:
    """Offences that no code list names, each with its first row."""
    text, row = next(iter(rows.items()))
    which = counted(len(rows), "soort misdrijf", "soorten misdrijf")
    melding = (
        f"{which} van {tabel} {'heeft' if len(rows) == 1 else 'hebben'} geen naam, zoals "
        f"‘{text[:80]}’. De codelijst SoortMisdrijf van deze tabel ontbreekt, of is van andere "
        f"jaren dan dit bestand. Zij staat op {codelijst_adres(tabel)}; neem de lijst die bij deze "
        "cijfers hoort, want CBS vernieuwt codes. Staan de codes er niet (meer) in, maak dan een "
        "CSV met de kolommen Key en Title. "
    )
    if make:
        melding += "Tot dan heten ze naar hun code, en kan er niet mee worden gepubliceerd."
        return let_op("misdrijf-zonder-naam", melding, f"rij {row}")
    melding += (
        "Lees eerst die lijst in, of neem nieuwe codes op (een vinkje op het scherm, of "
        "--nieuwe-codes)."
    )
    return blokkeert("misdrijf-onbekend", melding, f"rij {row}")


def _unknown(text: str, row: int) -> Bevinding:
    return blokkeert(
        "indicator-onbekend",
        f"De indicator ‘{text[:80]}’ is onbekend. Verbeter de naam, of neem nieuwe codes op "
        "(een vinkje op het scherm, of --nieuwe-codes).",
        f"rij {row}",
    )
