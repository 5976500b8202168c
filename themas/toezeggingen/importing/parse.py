"""From a file to rows: every cell read or said to be wrong."""

from datetime import date

from themas.toezeggingen.importing.kolommen import LEZERS, VORM, Waarde
from themas.toezeggingen.importing.source import Bronrij
from themas.toezeggingen.workflow import AFGEWEZEN, Soort, Staat, Uitslag
from themas.toezeggingen.zinnen import besloten
from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert, let_op
from veiligheid.core.tabellen.bestand import open_table
from veiligheid.core.tabellen.kop import MEEST, OnleesbareCel, recognise_sheets
from veiligheid.core.tabellen.vraag import Antwoorden
from veiligheid.core.zinnen import counted

MAX_BYTES = 20_000_000


def parse_lijst(data: bytes, antwoorden: Antwoorden) -> tuple[list[Bronrij], list[Bevinding]]:
    """The rows of a CSV or XLSX file, of all its sheets with these columns, and what deserves a
    look. Raises Gevraagd when a column is missing, and Geweigerd with a finding per row when a cell
    can't be read."""
    wrong: list[Bevinding] = []
    findings: list[Bevinding] = []
    parsed: list[Bronrij] = []
    for indeling in recognise_sheets(open_table(data, tot=MAX_BYTES), VORM, antwoorden):
        findings += indeling.bevindingen
        for rij, cellen in indeling.rows():
            parsed.append(Bronrij(rij.plek, _settled(_read(rij.plek, cellen, wrong))))
            if len(wrong) >= MEEST:
                raise Geweigerd(*wrong[:MEEST])
    if wrong:
        raise Geweigerd(*wrong)
    return parsed, [*findings, *_assumed(parsed)]


def _read(plek: str, cellen: dict[str, str], wrong: list[Bevinding]) -> dict[str, Waarde]:
    values: dict[str, Waarde] = {}
    for naam, cel in cellen.items():
        try:
            values[naam] = LEZERS[naam](cel)
        except OnleesbareCel as fout:
            wrong.append(blokkeert("cel-onleesbaar", f"Kolom ‘{naam}’: {fout}.", plek))
            continue
        if naam in VORM.nodig and values[naam] in (None, ""):
            wrong.append(blokkeert("cel-leeg", f"Kolom ‘{naam}’ is leeg.", plek))
    return values


def _settled(cellen: dict[str, Waarde]) -> dict[str, Waarde]:
    """A decision of the council where many lists keep it: with its votes in one cell, or as the
    state of a motie."""
    said = str(cellen.get("besluit") or "")
    words = said.split()
    if len(words) > 2 and words[-1].isdigit():
        cellen |= {"besluit": " ".join(words[:-2]), "voor": int(words[-2]), "tegen": int(words[-1])}
    if (staat := cellen.get("staat")) in set(Uitslag):
        cellen["besluit"] = cellen.get("besluit") or staat
        cellen["staat"] = ""
    return {**cellen, **_lapsed(cellen)}


def _lapsed(cellen: dict[str, Waarde]) -> dict[str, Waarde]:
    """What the council turned down, or was withdrawn, lapses with that for its reason."""
    besluit = str(cellen.get("besluit") or "")
    if besluit not in set(AFGEWEZEN) or cellen.get("staat") not in (None, "", Staat.VERVALLEN):
        return {}
    op, voor, tegen = (cellen.get(n) for n in ("besluit op", "voor", "tegen"))
    reden = besloten(
        besluit,
        op if isinstance(op, date) else None,
        voor if isinstance(voor, int) else None,
        tegen if isinstance(tegen, int) else None,
    )
    found: dict[str, Waarde] = {"staat": Staat.VERVALLEN.value}
    if not cellen.get("reden"):
        found["reden"] = f"{reden.capitalize()}."
    if op and not cellen.get("afgedaan op"):
        found["afgedaan op"] = op
    return found


def _assumed(parsed: list[Bronrij]) -> list[Bevinding]:
    """Rows of which the list doesn't say what they are count as promises; that is told."""
    silent = [rij for rij in parsed if not rij.cellen.get("soort")]
    for rij in silent:
        rij.cellen["soort"] = Soort.TOEZEGGING.value
    if not silent:
        return []
    melding = (
        f"Bij {counted(len(silent), 'rij', 'rijen')} staat geen soort; daar is ‘toezegging’ "
        "gelezen. Geef de lijst een kolom ‘soort’ als er ook moties of amendementen in staan."
    )
    return [let_op("soort-aangenomen", melding, silent[0].plek)]
