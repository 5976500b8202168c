"""manage.py importeer_toezeggingen BESTAND.csv|.xlsx [--kolom KOP=KOLOM] [--toepassen]"""

from typing import Any

from django.core.management.base import CommandParser

from themas.toezeggingen.importing.run import import_lijst, read_lijst
from veiligheid.core.bron import Ingelezen, Telling
from veiligheid.core.importcommand import ImportCommand, add_antwoorden, answered


class Command(ImportCommand):
    help = (
        "Leest het register van toezeggingen, moties en amendementen uit een CSV of Excelbestand."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_antwoorden(parser)

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        def run(antwoorden: dict[str, str]) -> Ingelezen:
            return import_lijst(read_lijst(data, antwoorden), antwoorden, None)

        ingelezen = answered("toezeggingen", options, run)
        return ingelezen.telling, f"{options['bestand'].name}: {ingelezen.slot}"
