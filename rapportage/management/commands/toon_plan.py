"""manage.py toon_plan SLUG --als html|pdf [--uit PAD]"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rapportage.plandocument import compose_plan
from rapportage.rendering.plan import plan_pdf, render_plan
from themas.plan.models import Plan


class Command(BaseCommand):
    help = "Schrijft een plan naar een bestand, met al zijn onderdelen in hun volgorde."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", metavar="SLUG")
        parser.add_argument("--als", choices=["html", "pdf"], default="html")
        parser.add_argument("--uit", type=Path, metavar="PAD", help="anders SLUG.html of SLUG.pdf")

    def handle(self, *args: Any, **options: Any) -> None:
        slug, als = options["slug"], options["als"]
        plan = Plan.objects.filter(slug=slug).first()
        if plan is None:
            known = ", ".join(Plan.objects.values_list("slug", flat=True)) or "nog geen"
            raise CommandError(f"Er is geen plan ‘{slug}’. Plannen: {known}.")
        document = compose_plan(plan)
        data = plan_pdf(document) if als == "pdf" else render_plan(document).encode()
        path: Path = options["uit"] or Path(f"{slug}.{als}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.stdout.write(f"{path}: {len(data)} bytes.")
