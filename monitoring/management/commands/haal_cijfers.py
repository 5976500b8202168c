"""manage.py haal_cijfers 47018NED --gemeente GM0268 [--toepassen]"""

import re
from typing import Any

from django.core.management.base import CommandError, CommandParser

from monitoring.cijfers.tabellen import service_of
from monitoring.importing.metingen.fetch import fetch_table
from monitoring.importing.metingen.odata import Odataclient
from monitoring.importing.metingen.run import log_import
from monitoring.management.commands.importeer_metingen import (
    Progress,
    add_figure_arguments,
    opties_from,
)
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportBase


class Command(ImportBase):
    help = "Haalt een tabel met cijfers van één gemeente op bij CBS of politie, met de codelijsten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("tabel", metavar="TABEL", help="zoals 47018NED of 70072ned")
        super().add_arguments(parser)
        parser.add_argument("--adres", help="adres van de dienst, als het een andere is")
        add_figure_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        tabel: str = options["tabel"]
        if not re.fullmatch(r"\d{5}(NED|ned)", tabel):
            raise CommandError(f"‘{tabel}’ is geen tabel; schrijf hem als 47018NED.")
        client = Odataclient(options["adres"] or service_of(tabel))
        options["tabel"] = tabel.upper()

        def fetch() -> tuple[Telling, str]:
            telling, slot = fetch_table(client, opties_from(options), Progress(self))
            log_import(telling, f"{client.adres}/TypedDataSet", None)
            return telling, slot

        self.run_import(tabel, fetch, options)
