"""manage.py publiceer SLUG [--reden TEKST]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.models import Brief
from rapportage.publishing import prepare, publish
from veiligheid.core.findings import Geweigerd


class Command(BaseCommand):
    help = "Publiceert een brief: een nieuwe versie die nooit meer verandert."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument(
            "--reden", default="", help="waarom er een nieuwe versie komt; lezers zien dit"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        brief = Brief.objects.filter(slug=options["slug"]).first()
        if brief is None:
            raise CommandError(f"Er is geen brief ‘{options['slug']}’.")
        try:
            self.stdout.write("De pdf wordt gemaakt en gekeurd …")
            gereed = prepare(brief, reden=options["reden"])
            publicatie = publish(brief, gereed, door=None, reden=options["reden"])
        except Geweigerd as geweigerd:
            for bevinding in geweigerd.bevindingen:
                self.stderr.write(str(bevinding))
            raise CommandError("De brief is niet gepubliceerd.") from geweigerd
        for bevinding in gereed.bevindingen:
            self.stdout.write(str(bevinding))
        for bestand in publicatie.bestanden.filter(
            pad__in=["index.html", "brief.pdf", "brief.json"]
        ):
            self.stdout.write(f"{bestand.pad}: {bestand.grootte} bytes, SHA-256 {bestand.sha256}")
        self.stdout.write(f"{publicatie} staat op {publicatie.get_absolute_url()}")
