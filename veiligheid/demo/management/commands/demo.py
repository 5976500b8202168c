"""manage.py demo [--geen-server] [--adres 127.0.0.1:8000]"""

import socket
from datetime import datetime, time
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from rapportage.audit.adressen import audit_slug
from rapportage.models import Brief, Publicatie
from rapportage.publishing import gegevens_van, prepare, publish
from rapportage.rendering.bestand import write_if_new, write_page
from themas.toezeggingen.models import Toezegging
from veiligheid.core.models import Gebruiker
from veiligheid.core.pango import pango_ontbreekt
from veiligheid.demo import WACHTWOORD, audit, laden, projectplan
from veiligheid.document.brief import Briefdocument

ADRES = "127.0.0.1:8000"
_POORTEN = 20  # tried one after the other


def is_embedded() -> bool:
    """Whether this is a database on this machine alone."""
    return connection.vendor == "sqlite"


def free_address(wanted: str) -> str:
    """This address, or the next port of it that nobody listens at. Raises CommandError."""
    host, _, port = wanted.rpartition(":")
    if not host or not port.isdecimal():
        raise CommandError(f"‘{wanted}’ is geen adres. Schrijf het zo: {ADRES}")
    for n in range(int(port), min(int(port) + _POORTEN, 65536)):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, n))
            except OSError:
                continue
        return f"{host}:{n}"
    raise CommandError(
        f"Op {host} is geen poort vrij vanaf {port}. Kies een andere: "
        f"make demo ARGS='--adres {host}:9000'"
    )


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
        self.zonder_pdf = pango_ontbreekt()
        changed = self._prepare()
        if not changed:
            self.stdout.write("De demo stond al klaar; er is niets veranderd.")
        self._say_where()
        if self.zonder_pdf:
            self.stdout.write(f"\n{self.zonder_pdf}\nGeef daarna nog eens `make demo`.")
        if not options["geen_server"]:
            self._serve(options["adres"])

    @property
    def papier(self) -> bool:
        """Whether this machine can make PDFs."""
        return self.zonder_pdf is None

    def _serve(self, wanted: str) -> None:
        adres = free_address(wanted)
        if adres != wanted:
            self.stdout.write(f"\n{wanted} is bezet; de demo neemt {adres}.")
        self.stdout.write(f"\nhttp://{adres} (stop met Ctrl+C)")
        self.stdout.flush()
        try:
            call_command("runserver", adres, use_reloader=False, skip_checks=True)
        except (KeyboardInterrupt, SystemExit):
            self.stdout.write("\nGestopt. De demo blijft staan; `make demo` gaat ermee verder.")

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
        slug = laden.read("brief-2025")["slug"]
        for naam in ("veiligheidsbrief-2024", slug):
            if self._wants_version(naam):
                brief = Brief.objects.get(slug=naam)
                wat = "pdf maken en keuren" if self.papier else "zonder pdf"
                self._step(f"{brief.titel}: {wat}", partial(self._publish, brief))
                changed = True
        if self._wants_oordeel(slug):
            self._step("Oordeel van de auditcommissie", lambda: self._publish(audit.load(slug)))
            changed = True
        account = projectplan.verantwoording()
        if account is None or self._wants_version(account.slug):
            wat = "Projectplan, en de verantwoording ervan aan het Rijk"
            self._step(wat, lambda: self._publish(account or projectplan.load()))
            changed = True
        return self._write_files(slug) or changed

    def _wants_version(self, slug: str) -> bool:
        """Nothing yet, or a letter that was published where no PDF could be made."""
        current = Publicatie.objects.current(slug)
        return current is None or (self.papier and not current.pdf_bladzijden)

    def _wants_oordeel(self, slug: str) -> bool:
        letter = Publicatie.objects.current(slug)
        return letter is not None and self._wants_version(audit_slug(slug, letter.versie))

    def _publish(self, brief: Brief) -> None:
        """On the letter's own day. What becomes public with it does so on that day too."""
        gereed = prepare(brief, papier=self.papier)
        if Publicatie.objects.current(brief.slug):
            publish(brief, gereed, door=None, reden="De pdf is erbij gemaakt.")
            return
        if brief.datum is None:
            raise CommandError(f"{brief} heeft geen datum.")
        op = timezone.make_aware(datetime.combine(brief.datum, time(10)))
        before = set(Toezegging.objects.public().values_list("pk", flat=True))
        publish(brief, gereed, door=None, op=op)
        Toezegging.objects.public().exclude(pk__in=before).update(openbaar_sinds=op)

    def _write_files(self, slug: str) -> bool:
        publicatie = Publicatie.objects.current(slug)
        if publicatie is None:
            raise CommandError("De brief is niet gepubliceerd.")
        folder = Path(settings.VAR_DIR) / "demo"
        paden = {f"brief.{soort}": folder / f"{slug}.{soort}" for soort in ("pdf", "json")}
        stored = {b.pad: bytes(b.inhoud) for b in publicatie.bestanden.filter(pad__in=paden)}
        document = Briefdocument.from_json(stored["brief.json"])
        self.files = [folder / f"{slug}.html", *(paden[pad] for pad in paden if pad in stored)]
        changed = write_page(document, gegevens_van(publicatie), self.files[0])
        for pad, inhoud in stored.items():
            changed |= write_if_new(paden[pad], inhoud)
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
