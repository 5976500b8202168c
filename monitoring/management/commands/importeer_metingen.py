"""manage.py importeer_metingen BESTAND [--tabel 47018NED] [--gemeente GM0268] [--toepassen]"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError, CommandParser
from django.utils import timezone

from monitoring.importing.metingen.run import import_file, log_import
from monitoring.importing.metingen.source import Opties
from veiligheid.core.bron import Telling
from veiligheid.core.importcommand import ImportBase, add_antwoorden, answered

# One line of progress for so many rows.
_STEP = 500_000


class Command(ImportBase):
    help = (
        "Leest cijfers: een tabel van CBS of politie (CSV met codes of labels), een codelijst "
        "daarvan, of een eigen lijst (indicator;gebied;periode;waarde) als CSV of XLSX."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, metavar="BESTAND", help="het bestand")
        super().add_arguments(parser)
        add_figure_arguments(parser)
        add_antwoorden(parser)
        parser.add_argument("--tabel", help="tabel van de bron, als de bestandsnaam dat niet zegt")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["bestand"]
        if not path.is_file():
            raise CommandError(f"{path} is niet te lezen: dat bestand is er niet.")
        self.run_import(path.name, lambda: self._import(path, options), options)

    def _import(self, path: Path, options: dict[str, Any]) -> tuple[Telling, str]:
        def run(antwoorden: dict[str, str]) -> tuple[Telling, str]:
            opties = replace(opties_from(options), antwoorden=antwoorden)
            return import_file(path, opties, Progress(self))

        try:
            telling, slot = answered("cijfers", options, run)
        except OSError as fout:
            raise CommandError(f"{path} is niet te lezen: {fout.strerror}.") from fout
        log_import(telling, path.name, None)
        return telling, slot


class Progress:
    """Tells how far a large file is."""

    def __init__(self, command: ImportBase) -> None:
        self.command, self.told = command, 0

    def __call__(self, gelezen: int) -> None:
        if gelezen >= self.told + _STEP:
            self.told = gelezen
            self.command.stderr.write(f"{gelezen} rijen gelezen …")


def add_figure_arguments(parser: CommandParser) -> None:
    """The options that every import of figures has."""
    parser.add_argument(
        "--gemeente",
        default=settings.GEMEENTE_CODE,
        help=f"code van de gemeente waarvan de rijen blijven ({settings.GEMEENTE_CODE})",
    )
    parser.add_argument("--indeling", type=int, metavar="JAAR", help="indeling van de gebieden")
    parser.add_argument(
        "--maat", action="append", default=[], help="alleen deze kolom met cijfers (vaker mag)"
    )
    parser.add_argument(
        "--nieuwe-codes",
        action="store_true",
        help="neem gebieden en soorten misdrijf op die in geen codelijst staan",
    )
    parser.add_argument(
        "--raadpleegdatum",
        type=date.fromisoformat,
        metavar="JJJJ-MM-DD",
        help="dag waarop het bestand is opgehaald; anders vandaag",
    )


def opties_from(options: dict[str, Any]) -> Opties:
    return Opties(
        gemeente=options["gemeente"],
        raadpleegdatum=options["raadpleegdatum"] or timezone.localdate(),
        tabel=options["tabel"] or "",
        indeling=options["indeling"],
        maten=tuple(options["maat"]),
        nieuwe_codes=options["nieuwe_codes"],
    )
