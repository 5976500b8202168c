"""manage.py tijdstempels"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from rapportage.bewijs.stempel import stamp_all, wanted


class Command(BaseCommand):
    help = "Vraagt een tijdstempel (RFC 3161) voor elk manifest dat er nog geen heeft."

    def handle(self, *args: Any, **options: Any) -> None:
        if not wanted():
            raise CommandError("Stel eerst TIJDSTEMPEL_URL en TIJDSTEMPEL_CA in.")
        self.stdout.write(stamp_all())
