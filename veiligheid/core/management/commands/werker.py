"""manage.py werker [--processen N]"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from veiligheid.core import levenslijn
from veiligheid.core.taken.werker import Werker


class Command(BaseCommand):
    help = "Doet het werk op de achtergrond (publiceren, pdf’s, inlezen, mail) tot hij stopt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--processen",
            type=int,
            default=settings.WERKER_PROCESSEN,
            help=f"hoeveel taken tegelijk ({settings.WERKER_PROCESSEN})",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        levenslijn.hold_on()
        Werker(max(1, options["processen"])).run()
