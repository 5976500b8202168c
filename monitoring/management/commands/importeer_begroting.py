"""manage.py importeer_begroting BESTAND --plan NAAM [--koppeling BESTAND] [--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from monitoring.geld.models import Bedragsoort, Kant
from monitoring.importing.begroting_invoer import apply_bestanden, read_bestanden
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportBase


class Command(ImportBase):
    help = "Leest een begroting: een regel per deelproduct, een kolom per jaar, met het totaal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, metavar="BESTAND", help="het bestand")
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

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["bestand"]
        for needed in filter(None, (path, options["koppeling"])):
            if not needed.is_file():
                raise CommandError(f"{needed} is niet te lezen: dat bestand is er niet.")
        self.run_import(path.name, lambda: self._import(path, options), options)

    def _import(self, path: Path, options: dict[str, Any]) -> tuple[Telling, str]:
        bestanden = read_bestanden(path, options["koppeling"], options["maal"])
        return apply_bestanden(bestanden, {**options, "document": options["document"] or ""}, None)
