"""manage.py importeer_brief BESTAND.docx --plan SLUG --jaar 2025 [--nieuwe-themas] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rapportage.importing.apply import apply_brief
from rapportage.importing.parse import parse_brief
from rapportage.importing.source import BronBrief
from rapportage.importing.validate import validate_brief
from themas.jaar.labelling import Uitkomst
from themas.plan.models import Plan
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blocking, blokkeert
from veiligheid.core.importcommand import ImportCommand
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Logregel
from veiligheid.core.word import read_word


class Command(ImportCommand):
    help = "Leest een veiligheidsbrief uit een Word-bestand in een ronde van een plan."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--plan", required=True, metavar="SLUG", help="adres van het plan")
        parser.add_argument(
            "--jaar", required=True, type=int, help="jaar waarnaar de brief vooruitkijkt"
        )
        parser.add_argument(
            "--nieuwe-themas",
            action="store_true",
            help="neem thema’s die het plan niet heeft op als toegevoegd tijdens de looptijd",
        )

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        path: Path = options["bestand"]
        plan = _plan(options["plan"])
        document = read_word(data, path.name)
        known = {titelsleutel(t.titel) for t in plan.themas.all()}
        bron, noted = parse_brief(document, options["jaar"], known)
        bevindingen = [
            *document.bevindingen,
            *noted,
            *validate_brief(bron, known, nieuwe_themas=options["nieuwe_themas"]),
        ]
        if blocking(bevindingen):
            raise Geweigerd(*bevindingen)
        brief, telling = apply_brief(bron, plan, options["jaar"])
        telling.bevindingen[:0] = bevindingen
        if telling.veranderd:
            Logregel.write("importeren", brief, None, bestand=path.name)
        return telling, f"Brief {brief.slug}: {_counts(bron)}."


def _plan(slug: str) -> Plan:
    plan = Plan.objects.select_for_update().filter(slug=slug).first()
    if plan is None:
        known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "nog geen"
        raise Geweigerd(blokkeert("plan-onbekend", f"Er is geen plan ‘{slug}’. Plannen: {known}."))
    return plan


def _counts(bron: BronBrief) -> str:
    n = bron.uitkomsten
    paragrafen = sum(len(h.paragrafen) for h in bron.hoofdstukken)
    algemeen = sum(1 for o in bron.onderdelen if o.niveau == 2)
    return (
        f"{len(bron.hoofdstukken)} thema’s, {algemeen} algemene en {paragrafen} "
        f"themaparagrafen; alinea’s {n.get(Uitkomst.HEEL, 0)} heel, "
        f"{n.get(Uitkomst.GESPLITST, 0)} gesplitst, {n.get(Uitkomst.ONDUIDELIJK, 0)} onduidelijk; "
        f"{len(bron.ondertekenaars)} ondertekenaars"
    )
