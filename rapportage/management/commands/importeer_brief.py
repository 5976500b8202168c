"""manage.py importeer_brief BESTAND.docx --plan SLUG --jaar 2025 [--nieuwe-themas] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from rapportage.importing.run import BriefOpties, import_brief
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand
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
        opties = BriefOpties(path.name, options["plan"], options["jaar"], options["nieuwe_themas"])
        ingelezen = import_brief(read_word(data, path.name), opties, None)
        return ingelezen.telling, ingelezen.slot
