"""manage.py toon_brief SLUG --als html|pdf|json --uit PAD [--concept]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.models import Brief, Publicatie
from rapportage.rendering.bestand import write_if_new, write_page
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
        if options["concept"]:
            self._concept(slug, als, path)
        else:
            write_if_new(path, self._published(slug, als))
        self.stdout.write(f"{path}: {path.stat().st_size} bytes.")

    def _published(self, slug: str, als: str) -> bytes:
        publicatie = Publicatie.objects.current(slug)
        if publicatie is None:
            raise CommandError(
                f"De brief ‘{slug}’ is niet gepubliceerd. Met --concept ziet u hem wel."
            )
        return bytes(publicatie.bestanden.get(pad=_PAD[als]).inhoud)

    def _concept(self, slug: str, als: str, path: Path) -> None:
        brief = Brief.objects.filter(slug=slug).first()
        if brief is None:
            known = ", ".join(Brief.objects.values_list("slug", flat=True)) or "nog geen"
            raise CommandError(f"Er is geen brief ‘{slug}’. Brieven: {known}.")
        compositie = compose(brief)
        for bevinding in validate(compositie):
            self.stderr.write(str(bevinding))
        document = compositie.document
        if als == "html":
            write_page(document, None, path)
        else:
            write_if_new(
                path,
                document.to_json()
                if als == "json"
                else letter_pdf(document, load_files(brief, document), concept=True)[0],
            )
