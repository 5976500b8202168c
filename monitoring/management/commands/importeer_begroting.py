"""manage.py importeer_begroting BESTAND --plan NAAM [--koppeling BESTAND] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from monitoring.geld.models import Bedragsoort, Kant
from monitoring.importing.begroting.run import apply_bestanden, read_bestanden
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportCommand, add_antwoorden, answered
from veiligheid.core.tabellen.vraag import ANTWOORDEN


class Command(ImportCommand):
    help = "Leest een begroting: een regel per deelproduct, een kolom per jaar, met het totaal."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--plan", required=True, help="adres of titel van het plan")
        parser.add_argument(
            "--koppeling",
            type=Path,
            metavar="BESTAND",
            help="welk deelproduct bij welke thema’s hoort: deelproduct;thema",
        )
        parser.add_argument(
            "--maal",
            type=int,
            choices=(1, 1000),
            default=1000,
            help="de bedragen staan in duizenden euro’s (1000, zo is het meestal) of in euro’s (1)",
        )
        parser.add_argument("--soort", choices=Bedragsoort.values, default=Bedragsoort.BEGROOT)
        parser.add_argument("--kant", choices=Kant.values, default=Kant.LASTEN)
        parser.add_argument("--document", help="waar de bedragen in staan; anders de bestandsnaam")

        parser.add_argument("--jaar", default="", help="als er boven de bedragen geen jaar staat")
        add_antwoorden(parser)

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        naam = options["bestand"].name
        koppeling: Path | None = options["koppeling"]
        if koppeling is not None and not koppeling.is_file():
            raise CommandError(f"{koppeling} is niet te lezen: dat bestand is er niet.")

        def run(antwoorden: dict[str, str]) -> tuple[Telling, str]:
            opties = {**options, "document": options["document"] or "", ANTWOORDEN: antwoorden}
            link = koppeling.read_bytes() if koppeling else None
            return apply_bestanden(read_bestanden(data, naam, link, opties), opties, None)

        return answered("begroting", options, run, jaar=options["jaar"])
