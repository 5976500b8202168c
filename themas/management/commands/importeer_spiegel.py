"""manage.py importeer_spiegel BESTAND.csv|.xlsx|.docx --plan NAAM --jaar JAAR [--doelen BESTAND]
[--toepassen]"""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser

from themas.spiegel.importing.run import SpiegelOpties, import_spiegel, read_spiegel
from veiligheid.core.bron import Ingelezen, Telling
from veiligheid.core.importcommand import ImportCommand, add_antwoorden, answered


class Command(ImportCommand):
    help = (
        "Leest een spiegel: wat in de begroting stond naast wat het jaarverslag zegt, activiteit "
        "voor activiteit, uit een CSV, Excel- of Word-bestand."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_antwoorden(parser)
        parser.add_argument(
            "--plan", required=True, metavar="NAAM", help="adres of titel; nieuw als het er niet is"
        )
        parser.add_argument("--jaar", required=True, type=int, help="het jaar van de spiegel")
        parser.add_argument(
            "--doelen", type=Path, metavar="BESTAND", help="lijst van alle doelen (CSV of Excel)"
        )

    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        path: Path = options["bestand"]
        doelen = _bytes(options["doelen"])

        def run(antwoorden: dict[str, str]) -> Ingelezen:
            opties = SpiegelOpties(path.name, options["plan"], options["jaar"])
            return import_spiegel(read_spiegel(data, path.name, doelen, antwoorden), opties, None)

        ingelezen = answered("spiegel", options, run)
        return ingelezen.telling, ingelezen.slot


def _bytes(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as fout:
        raise CommandError(f"{path} is niet te lezen: {fout.strerror}.") from fout
