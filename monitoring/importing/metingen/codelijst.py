"""Code lists of published tables: kinds of offence, areas, periods with their status."""

from monitoring.cijfers.models import Codelijstregel, Gebied, Indicator
from monitoring.cijfers.periodes import from_code, read_status
from monitoring.importing.metingen.gebieden import (
    CODE,
    known_areas,
    lies_in,
    make_areas,
    soort_of,
)
from monitoring.importing.metingen.indicatoren import offence_name
from monitoring.importing.metingen.source import Regel
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import Tabelbestand
from veiligheid.core.tabellen.kop import kolomsleutel
from veiligheid.core.zinnen import counted

Lijst = Codelijstregel.Lijst
_FIELDS = ["titel", "omschrijving", "status"]


def read_codelijst(bestand: Tabelbestand) -> tuple[Lijst, list[Regel]]:
    """Which list it is, and its lines. Raises Geweigerd."""
    keys = {kolomsleutel(naam): naam for naam in bestand.kolommen}
    regels = []
    for chunk in bestand.chunks():
        for rij, cells in zip(chunk.index, chunk.to_dict("records"), strict=True):
            text = {key: str(cells[naam]).strip() for key, naam in keys.items()}
            regels.append(
                Regel(
                    int(rij),
                    text["key"],
                    text["title"],
                    text.get("description", ""),
                    text.get("status", ""),
                )
            )
    return which_list(regels, has_status="status" in keys), regels


def which_list(regels: list[Regel], *, has_status: bool) -> Lijst:
    """Periods have periods for codes, areas have area codes; anything else is offences.
    Raises Geweigerd when there is nothing in it."""
    if not regels:
        raise Geweigerd(blokkeert("leeg", "Deze codelijst heeft geen regels."))
    if has_status or all(from_code(r.code) for r in regels):
        return Lijst.PERIODE
    return Lijst.GEBIED if CODE.fullmatch(regels[0].code) else Lijst.MISDRIJF


def apply_codelijst(
    lijst: Lijst, regels: list[Regel], tabel: str, gemeente: str, indeling: int
) -> Telling:
    """Write the lines, and for a list of areas the areas of the municipality. Raises Geweigerd."""
    if lijst is Lijst.GEBIED:
        regels = [r for r in regels if r.code == "NL00" or lies_in(r.code, gemeente)]
        if not any(r.code != "NL00" for r in regels):
            melding = (
                f"In deze codelijst staat geen gebied van {gemeente}. Klopt de gemeente "
                "(--gemeente)?"
            )
            raise Geweigerd(blokkeert("gemeente-onbekend", melding))
    if problems := _problems(lijst, regels):
        raise Geweigerd(*problems)
    telling = Telling()
    _write(lijst, regels, tabel, telling)
    if lijst is Lijst.MISDRIJF:
        _name_indicators(regels, tabel, telling)
    if lijst is Lijst.GEBIED:
        _areas(regels, gemeente, indeling, telling)
    return telling


def _problems(lijst: Lijst, regels: list[Regel]) -> list[Bevinding]:
    found, seen = [], dict[str, Regel]()
    for r in regels:
        plek = f"rij {r.rij}"
        if not r.code or not r.titel:
            found.append(blokkeert("regel-leeg", "Deze regel mist een code of een titel.", plek))
        if len(r.code) > 40 or len(r.titel) > 300:
            found.append(blokkeert("te-lang", f"‘{r.code[:20]}…’ is te lang.", plek))
        if lijst is Lijst.PERIODE and (from_code(r.code) is None or read_status(r.status) is None):
            melding = f"Periode ‘{r.code}’ met status ‘{r.status}’ is niet te lezen."
            found.append(blokkeert("periode-onbekend", melding, plek))
        if r.code in seen and seen[r.code].titel != r.titel:
            melding = (
                f"De code ‘{r.code}’ stond ook op rij {seen[r.code].rij}, met een andere naam."
            )
            found.append(blokkeert("code-dubbel", melding, plek))
        seen[r.code] = r
    return found


def _write(lijst: Lijst, regels: list[Regel], tabel: str, telling: Telling) -> None:
    there = {
        r.code: r for r in Codelijstregel.objects.filter(tabel=tabel, lijst=lijst.value).iterator()
    }
    new, changed = [], []
    for r in {r.code: r for r in regels}.values():
        status = (read_status(r.status) or "") if lijst is Lijst.PERIODE else ""
        velden = {"titel": r.titel, "omschrijving": r.omschrijving, "status": status}
        record = there.get(r.code)
        if record is None:
            new.append(Codelijstregel(tabel=tabel, lijst=lijst.value, code=r.code, **velden))
        elif any(getattr(record, naam) != waarde for naam, waarde in velden.items()):
            for naam, waarde in velden.items():
                setattr(record, naam, waarde)
            changed.append(record)
        else:
            telling.ongewijzigd += 1
    Codelijstregel.objects.bulk_create(new)
    Codelijstregel.objects.bulk_update(changed, _FIELDS)
    telling.gemaakt += len(new)
    telling.bijgewerkt += len(changed)


def _name_indicators(regels: list[Regel], tabel: str, telling: Telling) -> None:
    """Indicators that came in before this list are called by its titles; what a person named stays.
    Their address stays too: it is cited."""
    titels = {r.code: r.titel for r in regels}
    nameless = [
        i for i in Indicator.objects.filter(bron_tabel=tabel, bron_code__in=titels) if i.naamloos
    ]
    for indicator in nameless:
        code = indicator.bron_code
        indicator.naam = offence_name(code, titels[code], indicator.eenheid)[:300]
        indicator.versie += 1
    Indicator.objects.bulk_update(nameless, ["naam", "versie"])
    if nameless:
        telling.bijgewerkt += len(nameless)
        named = counted(len(nameless), "indicator kreeg", "indicatoren kregen")
        melding = f"{named} een naam, zoals ‘{nameless[0].naam}’."
        telling.bevindingen.append(let_op("indicator-benoemd", melding))


def _areas(regels: list[Regel], gemeente: str, indeling: int, telling: Telling) -> None:
    """The areas themselves, with these borders; the name follows the source."""
    known = known_areas(gemeente, indeling)
    for land in Gebied.objects.filter(code="NL00", indeling=indeling):
        known.add(land)
    new = {}
    for r in regels:
        if soort_of(r.code) is None:
            continue
        if (gebied := known.by_code.get(r.code)) is None:
            new[r.code] = r.titel
        elif gebied.naam != r.titel:
            telling.bevindingen.append(
                let_op("gebied-hernoemd", f"{gebied.code} heet nu ‘{r.titel}’.", gebied.naam)
            )
            gebied.naam = r.titel
            gebied.save(update_fields=["naam"])
    make_areas(known, new, indeling)
