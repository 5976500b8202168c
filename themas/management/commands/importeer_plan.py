"""manage.py importeer_plan BESTAND.docx [--soort ivp|projectplan] [--onder THEMA] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.text import slugify

from themas.plan.importing.apply import apply_plan
from themas.plan.importing.parse import parse_plan
from themas.plan.importing.source import BronPlan
from themas.plan.importing.validate import validate_plan
from themas.plan.models import Plansoort, Thema
from veiligheid.core.bron import Telling
from veiligheid.core.findings import Geweigerd, blocking, blokkeert
from veiligheid.core.importcommand import ImportCommand
from veiligheid.core.matching import titelsleutel
from veiligheid.core.models import Logregel
from veiligheid.core.word import read_word


class Command(ImportCommand):
    help = (
        "Leest een plan uit een Word-bestand: thema’s, pijlers, acties en alle andere onderdelen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--soort", choices=Plansoort.values, default=Plansoort.IVP)
        parser.add_argument("--onder", metavar="THEMA", help="titel van het thema erboven")
        parser.add_argument("--slug", help="adres van het plan; anders de naam van het bestand")
        parser.add_argument("--titel", help="als het bestand geen titel heeft")
        parser.add_argument("--van-jaar", type=int)
        parser.add_argument("--tot-en-met-jaar", type=int)

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        path: Path = options["bestand"]
        soort = Plansoort(options["soort"])
        document = read_word(data, path.name)
        bron = parse_plan(document, path.stem)
        bron.titel = options["titel"] or bron.titel
        bron.van_jaar = options["van_jaar"] or bron.van_jaar
        bron.tot_en_met_jaar = options["tot_en_met_jaar"] or bron.tot_en_met_jaar or bron.van_jaar
        bevindingen = [*document.bevindingen, *validate_plan(bron, soort)]
        onder = _thema_above(options["onder"])
        if blocking(bevindingen):
            raise Geweigerd(*bevindingen)
        plan, telling = apply_plan(bron, options["slug"] or slugify(path.stem), soort, onder)
        telling.bevindingen[:0] = bevindingen
        if telling.veranderd:
            Logregel.write("importeren", plan, None, bestand=path.name)
        return telling, f"Plan {plan.slug}: {_counts(bron, document.voetnoten)}."


def _thema_above(titel: str | None) -> Thema | None:
    """The theme with this title in the newest plan that has it. Raises Geweigerd."""
    if titel is None:
        return None
    themas = Thema.objects.filter(plan__soort=Plansoort.IVP).select_related("plan")
    found = [t for t in themas if titelsleutel(t.titel) == titelsleutel(titel)]
    if not found:
        known = ", ".join(f"‘{t.titel}’" for t in themas) or "geen"
        raise Geweigerd(
            blokkeert("onder-onbekend", f"Er is geen thema ‘{titel}’. Bekende thema’s: {known}.")
        )
    return max(found, key=lambda t: t.plan.van_jaar)


def _counts(bron: BronPlan, voetnoten: int) -> str:
    plain = [k for k in bron.kruisverbanden if not k.voorstel]
    onderdelen = sum(1 for s in bron.stukken if not hasattr(s, "stukken"))
    return (
        f"{len(bron.themas)} thema’s, {sum(len(t.pijlers) for t in bron.themas)} pijlers, "
        f"{sum(len(t.acties) for t in bron.themas)} acties, {onderdelen} andere onderdelen, "
        f"{len(plain)} kruisverbanden ({len(bron.kruisverbanden) - len(plain)} voorgesteld), "
        f"{voetnoten} voetnoten"
    )
