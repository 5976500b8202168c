"""One import of a budget, from its files to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitoring.importing.begroting.apply import Bedragopties, apply_begroting
from monitoring.importing.begroting.parse import read_begroting
from monitoring.importing.begroting.source import Bronbegroting
from monitoring.importing.begroting.validate import read_koppeling, validate_begroting
from themas.plan.models import Plan
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.tabellen.bestand import Tabelbestand, open_table
from veiligheid.core.tabellen.vraag import ANTWOORDEN
from veiligheid.core.zinnen import counted


@dataclass
class Bronbestanden:
    """A budget, and which of its lines serve which themes (None: no such file)."""

    naam: str
    bron: Bronbegroting
    koppeling: Tabelbestand | None


def read_bestanden(
    data: bytes, naam: str, koppeling: bytes | None, opties: Mapping[str, Any]
) -> Bronbestanden:
    """What the files say, without any record. opties: maal, antwoorden. Raises Geweigerd."""
    said = opties.get(ANTWOORDEN, {})
    return Bronbestanden(
        naam,
        read_begroting(open_table(data, naam), opties["maal"], said),
        open_table(koppeling, "koppeling") if koppeling else None,
    )


def apply_bestanden(
    bestanden: Bronbestanden, opties: Mapping[str, Any], door: Gebruiker | None
) -> tuple[Telling, str]:
    """Check and write it. Runs inside the caller's transaction. Raises Geweigerd. Returns the
    counts and a sentence about what was read.

    opties: plan (address or title), soort, kant, document (empty: the name of the file), maal.
    """
    plan = find_plan(opties["plan"])
    bron = bestanden.bron
    validate_begroting(bron, opties["kant"])
    if bestanden.koppeling is not None:
        read_koppeling(bestanden.koppeling, plan, bron)
    document = (opties["document"] or bestanden.naam)[:300]
    telling = apply_begroting(plan, bron, Bedragopties(opties["soort"], opties["kant"], document))
    if telling.veranderd:
        Logregel.write("importeren", plan, door, bestand=bestanden.naam)
    jaren = {plek.jaar for regel in bron.regels for plek in regel.bedragen}
    maat = {1: "euro’s", 1000: "duizenden euro’s"}.get(
        opties["maal"], f"euro’s maal {opties['maal']}"
    )
    slot = (
        f"Begroting van {plan.slug}: {counted(len(bron.regels), 'regel', 'regels')}, "
        f"{counted(len(jaren), 'jaar', 'jaren')}, bedragen in {maat}."
    )
    return telling, slot


def find_plan(naam: str) -> Plan:
    """The plan with this address or title. Raises Geweigerd."""
    plannen = list(Plan.objects.all())
    for plan in plannen:
        if naam == plan.slug or titelsleutel(naam) == titelsleutel(plan.titel):
            return plan
    known = ", ".join(f"‘{p.slug}’" for p in plannen) or "geen"
    raise Geweigerd(blokkeert("plan-onbekend", f"Er is geen plan ‘{naam}’. Wel: {known}."))
