"""manage.py verifieer_publicaties [--opnieuw] [--bevat SHA256]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.bewijs.opnieuw import remake
from rapportage.bewijs.verifieren import verify
from rapportage.models import Publicatie
from veiligheid.core.zinnen import counted


class Command(BaseCommand):
    help = "Kijkt na of alles wat is gepubliceerd nog is zoals het werd gepubliceerd."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--opnieuw", action="store_true", help="maak elke pdf ook opnieuw, en vergelijk"
        )
        parser.add_argument(
            "--bevat", default="", metavar="SHA256", help="een bewaard controlegetal van toen"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        nagekeken = verify(options["bevat"].strip().lower())
        wrong = [str(gebrek) for gebrek in nagekeken.gebreken]
        for line in wrong:
            self.stderr.write(line)
        if options["opnieuw"]:
            for publicatie in Publicatie.objects.order_by("pk"):
                for made in remake(publicatie):
                    (self.stdout if made.gelijk else self.stderr).write(str(made))
                    if not made.gelijk:
                        wrong.append(str(made))
        told = (
            f"{counted(nagekeken.publicaties, 'publicatie', 'publicaties')} met "
            f"{counted(nagekeken.bestanden, 'bestand', 'bestanden')} nagekeken"
        )
        if wrong:
            raise CommandError(f"{told}; {counted(len(wrong), 'gebrek', 'gebreken')} gevonden.")
        self.stdout.write(f"{told}: alles is zoals het werd gepubliceerd.")
        if nagekeken.top:
            self.stdout.write(f"Controlegetal van de hele keten: {nagekeken.top}")
