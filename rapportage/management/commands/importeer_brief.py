"""manage.py importeer_brief BESTAND.docx [--soort stadsrekening] [--plan SLUG] --jaar 2025
[--nieuwe-themas] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from rapportage.importing.run import BriefOpties, import_brief
from rapportage.importing.stadsrekening import RekeningOpties, import_stadsrekening
from rapportage.workflow import Briefsoort
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand
from veiligheid.core.word import read_word

_SOORTEN = [Briefsoort.VEILIGHEIDSBRIEF.value, Briefsoort.STADSREKENING.value]


class Command(ImportCommand):
    help = (
        "Leest een veiligheidsbrief of een hoofdstuk van de stadsrekening uit een Word-bestand in "
        "een ronde van een plan."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--soort", choices=_SOORTEN, default=_SOORTEN[0])
        parser.add_argument(
            "--plan",
            default="",
            metavar="SLUG",
            help="adres van het plan; van een stadsrekening alleen als de tekst het niet noemt",
        )
        parser.add_argument(
            "--jaar",
            required=True,
            type=int,
            help="jaar waarnaar de brief vooruitkijkt, of waarover de stadsrekening gaat",
        )
        parser.add_argument(
            "--nieuwe-themas",
            action="store_true",
            help="neem thema’s die het plan niet heeft op als toegevoegd tijdens de looptijd",
        )

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        path: Path = options["bestand"]
        if options["soort"] == Briefsoort.STADSREKENING:
            rekening = RekeningOpties(path.name, options["jaar"], options["plan"])
            ingelezen = import_stadsrekening(read_word(data, path.name), rekening, None)
            return ingelezen.telling, ingelezen.slot
        if not options["plan"]:
            raise CommandError("Zeg bij welk plan de brief hoort (--plan).")
        opties = BriefOpties(path.name, options["plan"], options["jaar"], options["nieuwe_themas"])
        ingelezen = import_brief(read_word(data, path.name), opties, None)
        return ingelezen.telling, ingelezen.slot
