"""manage.py demo [--geen-server]"""

from datetime import datetime, time
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from rapportage.audit.adressen import audit_slug
from rapportage.document import Briefdocument
from rapportage.models import Brief, Publicatie
from rapportage.publishing import gegevens_van, prepare, publish
from rapportage.rendering.bestand import write_if_new, write_page
from themas.toezeggingen.models import Toezegging
from veiligheid.core.models import Gebruiker
from veiligheid.demo import WACHTWOORD, audit, laden

ADRES = "127.0.0.1:8000"
_ANDERE = ("pdf", "json")


def is_embedded() -> bool:
    """Whether this is a database on this machine alone."""
    return connection.vendor == "sqlite"


class Command(BaseCommand):
    help = "Zet een verzonnen gemeente klaar om het portaal mee te proberen, en start de server."
    requires_system_checks: list[str] = []  # the database is made here

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--geen-server", action="store_true", help="stop vóór de server")
        parser.add_argument("--adres", default=ADRES, help=f"waar de server luistert ({ADRES})")

    def handle(self, *args: Any, **options: Any) -> None:
        if not is_embedded():
            raise CommandError(
                "De demo heeft wachtwoorden die iedereen kent en draait alleen op SQLite. Haal "
                "DATABASE_URL weg uit de omgeving."
            )
        changed = self._prepare()
        if not changed:
            self.stdout.write("De demo stond al klaar; er is niets veranderd.")
        self._say_where()
        if not options["geen_server"]:
            self.stdout.write(f"\nhttp://{options['adres']} (stop met Ctrl+C)")
            call_command("runserver", options["adres"], use_reloader=False)

    def _prepare(self) -> bool:
        self._step("Database", lambda: call_command("migrate", verbosity=0))
        changed = False
        if not laden.is_loaded():
            if Gebruiker.objects.exists():
                raise CommandError(
                    "Deze database is al in gebruik; de demo begint alleen in een lege. Verwijder "
                    "of hernoem var/db.sqlite3."
                )
            self._step("Plan, brief en ronde van Voorbeeldstad", laden.load)
            changed = True
        vorige, slug = "veiligheidsbrief-2024", laden.read("brief-2025")["slug"]
        if Publicatie.objects.current(vorige) is None:
            brief = Brief.objects.get(slug=vorige)
            self._step("Brief van 2024: pdf maken en keuren", lambda: self._publish(brief))
            changed = True
        if Publicatie.objects.current(slug) is None:
            letter = Brief.objects.get(slug=slug)
            self._step("Brief van 2025: pdf maken en keuren", lambda: self._publish(letter))
            changed = True
        if self._wants_oordeel(slug):
            self._step("Oordeel van de auditcommissie", lambda: self._publish(audit.load(slug)))
            changed = True
        return self._write_files(slug) or changed

    def _wants_oordeel(self, slug: str) -> bool:
        return Publicatie.objects.current(audit_slug(slug, 1)) is None

    def _publish(self, brief: Brief) -> None:
        """On the letter's own day. What becomes public with it does so on that day too."""
        if brief.datum is None:
            raise CommandError(f"{brief} heeft geen datum.")
        op = timezone.make_aware(datetime.combine(brief.datum, time(10)))
        before = set(Toezegging.objects.public().values_list("pk", flat=True))
        publish(brief, prepare(brief), door=None, op=op)
        Toezegging.objects.public().exclude(pk__in=before).update(openbaar_sinds=op)

    def _write_files(self, slug: str) -> bool:
        publicatie = Publicatie.objects.current(slug)
        if publicatie is None:
            raise CommandError("De brief is niet gepubliceerd.")
        folder = Path(settings.VAR_DIR) / "demo"
        pdf, json = (bytes(publicatie.bestanden.get(pad=f"brief.{e}").inhoud) for e in _ANDERE)
        document = Briefdocument.from_json(json)
        changed = write_page(document, gegevens_van(publicatie), folder / f"{slug}.html")
        changed |= write_if_new(folder / f"{slug}.pdf", pdf)
        changed |= write_if_new(folder / f"{slug}.json", json)
        self.files = [folder / f"{slug}.{e}" for e in ("html", *_ANDERE)]
        return changed

    def _step(self, what: str, do: Any) -> None:
        self.stdout.write(f"{what} … ", ending="")
        self.stdout.flush()
        start = perf_counter()
        do()
        self.stdout.write(f"klaar ({perf_counter() - start:.1f} s)")

    def _say_where(self) -> None:
        self.stdout.write("\nDe brief van 2025:")
        for path in self.files:
            self.stdout.write(f"  {path}")
        self.stdout.write(f"\nInloggen (wachtwoord van iedereen: {WACHTWOORD}):")
        seen = set()
        for p in laden.read("personas")["personas"]:
            if p["rol"] not in seen:
                seen.add(p["rol"])
                self.stdout.write(f"  {p['gebruikersnaam']:<12} {p['rol']}")
