"""manage.py exporteer_site DIR"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.vindbaar.kopie import copy_site
from veiligheid.core.zinnen import counted


class Command(BaseCommand):
    help = "Schrijft de openbare site als bestanden, die elke webserver kan tonen."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("map", metavar="DIR", help="een lege map")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(options["map"])
        if not folder.is_dir():
            raise CommandError(f"{folder} is geen map. Maak haar eerst.")
        try:
            kopie = copy_site(folder)
        except FileExistsError:
            raise CommandError(f"{folder} is niet leeg. Kies een lege map.") from None
        for adres in kopie.weg:
            self.stdout.write(f"niet in de kopie: {adres}")
        told = counted(kopie.bestanden, "bestand", "bestanden")
        self.stdout.write(f"{told} geschreven in {folder}, {kopie.bytes / 1_000_000:.1f} MB.")
