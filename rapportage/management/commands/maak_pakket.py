"""manage.py maak_pakket SLUG --uit DIR [--versie N]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.models import Publicatie
from rapportage.pakket.maken import make_pakket


class Command(BaseCommand):
    help = "Maakt van een gepubliceerde brief het pakket voor archief en raadsinformatiesysteem."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--uit", required=True, metavar="DIR", help="map waarin het komt")
        parser.add_argument("--versie", type=int, help="welke versie; vanzelf de nieuwste")

    def handle(self, *args: Any, **options: Any) -> None:
        found = Publicatie.objects.versions(options["slug"])
        if options["versie"] is not None:
            found = found.filter(versie=options["versie"])
        publicatie = found.first()
        if publicatie is None:
            raise CommandError(f"Van ‘{options['slug']}’ is die versie niet gepubliceerd.")
        folder = Path(options["uit"])
        if not folder.is_dir():
            raise CommandError(f"{folder} is geen map. Maak haar eerst.")
        naam, data = make_pakket(publicatie)
        (folder / naam).write_bytes(data)
        self.stdout.write(f"{folder / naam}: {len(data)} bytes")
