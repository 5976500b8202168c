"""manage.py toon_brief SLUG --als html|pdf|json --uit PAD [--concept]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.composition import compose
from rapportage.models import Brief, Publicatie
from rapportage.rendering.html import render_brief, static_vorm
from rapportage.rendering.paper import letter_pdf
from rapportage.validation import validate

_PAD = {"html": "index.html", "pdf": "brief.pdf", "json": "brief.json"}


class Command(BaseCommand):
    help = (
        "Schrijft een brief naar een bestand: zoals gepubliceerd, of met --concept zoals hij nu is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--als", choices=list(_PAD), default="html")
        parser.add_argument(
            "--uit", type=Path, metavar="PAD", help="anders SLUG.html, .pdf of .json"
        )
        parser.add_argument("--concept", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, als = options["slug"], options["als"]
        path: Path = options["uit"] or Path(f"{slug}.{als}")
        data = self._concept(slug, als) if options["concept"] else self._published(slug, als)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.stdout.write(f"{path}: {len(data)} bytes.")

    def _published(self, slug: str, als: str) -> bytes:
        publicatie = Publicatie.objects.current(slug)
        if publicatie is None:
            raise CommandError(
                f"De brief ‘{slug}’ is niet gepubliceerd. Met --concept ziet u hem wel."
            )
        return bytes(publicatie.bestanden.get(pad=_PAD[als]).inhoud)

    def _concept(self, slug: str, als: str) -> bytes:
        brief = Brief.objects.filter(slug=slug).first()
        if brief is None:
            known = ", ".join(Brief.objects.values_list("slug", flat=True)) or "nog geen"
            raise CommandError(f"Er is geen brief ‘{slug}’. Brieven: {known}.")
        compositie = compose(brief)
        for bevinding in validate(compositie):
            self.stderr.write(str(bevinding))
        if als == "json":
            return compositie.document.to_json()
        if als == "pdf":
            return letter_pdf(compositie.document)[0]
        return render_brief(compositie.document, static_vorm(), None).encode()
