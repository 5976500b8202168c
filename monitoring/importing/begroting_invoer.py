"""One import of a budget, from its files to the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitoring.importing.begroting import Bronbegroting, read_begroting, read_koppeling
from monitoring.importing.begroting_toepassen import Bedragopties, apply_begroting
from monitoring.importing.bestand import Tabelbestand, open_table
from themas.plan.models import Plan
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.zinnen import counted


@dataclass
class Bronbestanden:
    """A budget, and which of its lines serve which themes (None: no such file)."""

    naam: str
    bron: Bronbegroting
    koppeling: Tabelbestand | None


def read_bestanden(path: Path, koppeling: Path | None, maal: int) -> Bronbestanden:
    """What the files say, without any record. Raises Geweigerd, OSError."""
    return Bronbestanden(
        path.name,
        read_begroting(open_table(path), maal),
        open_table(koppeling).in_memory() if koppeling else None,
    )


def apply_bestanden(
    bestanden: Bronbestanden, opties: Mapping[str, Any], door: Gebruiker | None
) -> tuple[Telling, str]:
    """Write it. Runs inside the caller's transaction. Raises Geweigerd. Returns the counts and a
    sentence about what was read.

    opties: plan (address or title), soort, kant, document (empty: the name of the file), maal.
    """
    plan = find_plan(opties["plan"])
    bron = bestanden.bron
    if bestanden.koppeling is not None:
        read_koppeling(bestanden.koppeling, plan, bron)
    document = (opties["document"] or bestanden.naam)[:300]
    telling = apply_begroting(plan, bron, Bedragopties(opties["soort"], opties["kant"], document))
    if telling.veranderd:
        Logregel.write("importeren", plan, door, bestand=bestanden.naam)
    jaren = sorted({jaar for regel in bron.regels for jaar in regel.bedragen})
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
