"""What every import command has in common: a dry run unless told otherwise, all or nothing,
findings with their place, a closing line of counts, exit code 1 when refused."""

from abc import abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from veiligheid.core.bron import Telling
from veiligheid.core.findings import Bevinding, Ernst, Geweigerd
from veiligheid.core.inlezen import with_memory
from veiligheid.core.tabellen.kop import kolomsleutel
from veiligheid.core.tabellen.vraag import ANTWOORDEN
from veiligheid.core.zinnen import counted

T = TypeVar("T")


class ImportBase(BaseCommand):
    """How an import behaves, wherever its data comes from."""

    requires_migrations_checks = True
    # They read every page of the portal into memory, a fifth of what an import may use; `migrate`
    # and `check` do them.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--toepassen",
            action="store_true",
            help="schrijf het in de database; zonder deze vlag wordt alleen gekeken",
        )

    def run_import(
        self, naam: str, do: Callable[[], tuple[Telling, str]], options: dict[str, Any]
    ) -> None:
        """Do an import all or nothing, or only look; say what came of it.
        Raises CommandError when it was refused."""
        try:
            with transaction.atomic():
                telling, slot = do()
                if not options["toepassen"]:
                    transaction.set_rollback(True)
        except Geweigerd as geweigerd:
            self._report(geweigerd.bevindingen)
            raise CommandError(
                f"{naam} is niet ingelezen; er is niets veranderd.", returncode=1
            ) from geweigerd
        self._report(telling.bevindingen)
        self.stdout.write(slot)
        self.stdout.write(self._closing(telling, toegepast=options["toepassen"]))

    def _report(self, bevindingen: Iterable[Bevinding]) -> None:
        for b in bevindingen:
            style = self.style.ERROR if b.ernst is Ernst.BLOKKEERT else self.style.WARNING
            stream = self.stderr if b.ernst is Ernst.BLOKKEERT else self.stdout
            stream.write(style(str(b)))

    def _closing(self, telling: Telling, *, toegepast: bool) -> str:
        counts = (
            f"{telling.gemaakt} nieuw, {telling.bijgewerkt} bijgewerkt, "
            f"{telling.ongewijzigd} ongewijzigd, {telling.behouden} behouden zoals aangepast, "
            f"{counted(len(telling.bevindingen), 'bevinding', 'bevindingen')}"
        )
        if not toegepast:
            return f"Proef: {counts}. Er is niets opgeslagen; voeg --toepassen toe om dat te doen."
        if not telling.veranderd:
            return f"Er is niets veranderd: {counts}."
        return f"Opgeslagen: {counts}."


def add_antwoorden(parser: CommandParser) -> None:
    """The option of every import of a table."""
    parser.add_argument(
        "--kolom",
        action="append",
        default=[],
        metavar="KOP=KOLOM",
        help="wat er onder een kop staat, als de naam dat niet zegt: --kolom 'Wat=tekst'; een "
        "streepje is: niet lezen (vaker mag)",
    )


def answered(
    soort: str, options: dict[str, Any], do: Callable[[dict[str, str]], T], **verder: str
) -> T:
    """What `do` comes to with the answers that were given as options, or before on screen.
    `verder`: further answers. Raises CommandError for an option that says nothing."""
    given = {naam: waarde for naam, waarde in verder.items() if waarde}
    for text in options["kolom"]:
        kop, sign, kolom = text.rpartition("=")
        if not sign or not kolomsleutel(kop):
            raise CommandError(f"--kolom ‘{text}’: schrijf KOP=KOLOM, zoals 'Onderwerp=tekst'.")
        given[f"kolom:{kolomsleutel(kop)}"] = kolom.strip()
    found, _ = with_memory(soort, {ANTWOORDEN: given}, lambda o: do(dict(o[ANTWOORDEN])))
    return found


class ImportCommand(ImportBase):
    """An import from one file that is read as a whole: a subclass says what to read in it and
    what to write."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("bestand", type=Path, metavar="BESTAND", help="het bestand")
        super().add_arguments(parser)

    @abstractmethod
    def import_data(self, data: bytes, options: dict[str, Any]) -> tuple[Telling, str]:
        """Parse, validate and apply. Raises Geweigerd. Returns the counts and the closing line."""

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["bestand"]
        try:
            data = path.read_bytes()
        except OSError as fout:
            raise CommandError(f"{path} is niet te lezen: {fout.strerror}.") from fout
        self.run_import(path.name, lambda: self.import_data(data, options), options)
