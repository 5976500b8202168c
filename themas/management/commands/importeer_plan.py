"""manage.py importeer_plan BESTAND [--soort ivp|projectplan] [--onder THEMA] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from themas.plan.importing.run import PlanOpties, import_plan, read_plan
from themas.plan.models import Plansoort
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand


class Command(ImportCommand):
    help = (
        "Leest een plan uit een Word-bestand of planbestand (json): thema’s, pijlers, acties en "
        "alle andere onderdelen."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--soort", choices=Plansoort.values, default=Plansoort.IVP)
        parser.add_argument("--onder", metavar="THEMA", help="titel van het thema erboven")
        parser.add_argument(
            "--voorganger", metavar="ADRES", help="het plan van vorig jaar, waar dit mee verdergaat"
        )
        parser.add_argument("--slug", help="adres van het plan; anders de naam van het bestand")
        parser.add_argument("--titel", help="als het bestand geen titel heeft")
        parser.add_argument("--van-jaar", type=int)
        parser.add_argument("--tot-en-met-jaar", type=int)

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        path: Path = options["bestand"]
        opties = PlanOpties(
            path.name,
            options["soort"],
            options["slug"] or "",
            options["onder"] or "",
            options["titel"] or "",
            options["van_jaar"],
            options["tot_en_met_jaar"],
            options["voorganger"] or "",
        )
        ingelezen = import_plan(read_plan(data, path.name), opties, None)
        return ingelezen.telling, ingelezen.slot
