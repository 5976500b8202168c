"""Publishing without the paper, for tests that are about something else."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.utils import timezone

from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.geheim.kopie import Kopie, read_secrets
from rapportage.maken import Gereed
from rapportage.models import Brief, Publicatie
from rapportage.publishing import publish
from rapportage.validation import validate
from tests.themas.views.formulier import forms_on, sent
from veiligheid.core.findings import Geweigerd, blocking
from veiligheid.document.brief import Briefdocument


def composed_document(brief: Brief) -> Briefdocument:
    """As it would be published. Raises Geweigerd for the findings that block."""
    compositie = compose(brief)
    found = validate(compositie)
    if blocking(found):
        raise Geweigerd(*found)
    return compositie.document


def publish_quickly(brief: Brief, reden: str = "", op: datetime | None = None) -> Publicatie:
    """Published as ever, but with four bytes for each PDF: those are tried apart. Raises Geweigerd
    for the findings that block."""
    document = composed_document(brief)
    pdfs = {b.nummer: b"%PDF" for b in document.gevulde_bijlagen}
    bestanden = load_files(brief, document)
    geheim = tuple(
        Kopie(g.nummer, g.sleutel, tuple(g.stukken(b"%PDF")))
        for g in read_secrets(brief, timezone.localdate())
    )
    gereed = Gereed(document, b"%PDF", 1, (), pdfs, bestanden, geheim=geheim)
    return publish(brief, gereed, None, reden, op=op)


def with_all_said_yes(client: Client, adres: str) -> dict[str, Any]:
    """The form of the page before publishing, filled, with a yes to every point that is open."""
    form = next(f for f in forms_on(client.get(adres)) if "gezien" in f.fields)
    return sent(form) | {naam: "on" for naam in form.fields if naam.startswith("ja-")}
