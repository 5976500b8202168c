"""Putting a message down: together with what it is about, and once."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from veiligheid.core.mail.models import Bericht
from veiligheid.core.taken.vragen import ask

MAIL = "mail"


def mail(
    soort: str,
    aan: str,
    sleutel: str,
    onderwerp: str,
    template: str,
    context: Mapping[str, Any],
) -> Bericht | None:
    """Put a message down that is sent when the caller's transaction has been committed.

    aan: an address; without one there is no message.
    sleutel: which message this is: asked for twice, it is sent once.
    template: of its text; the formatted part is made from that. Never give it a sentence of
        anybody's draft: mail is read by others than it was sent to.
    """
    if not aan:
        return None
    tekst = render_to_string(template, {**context, "gemeente": settings.GEMEENTE_NAAM}).strip()
    onderwerp = " ".join(onderwerp.split())[:200]
    alineas = [alinea.strip() for alinea in tekst.split("\n\n") if alinea.strip()]
    html = render_to_string("mail/omslag.html", {"onderwerp": onderwerp, "alineas": alineas})
    try:
        with transaction.atomic():
            bericht = Bericht.objects.create(
                aan=aan, onderwerp=onderwerp, tekst=tekst, html=html, soort=soort, sleutel=sleutel
            )
    except IntegrityError:
        return Bericht.objects.get(sleutel=sleutel)
    if settings.EMAIL_URL:
        ask(MAIL, MAIL, None)
    return bericht


def absolute(adres: str) -> str:
    """An address of ours as it stands in a message: under the name by which readers reach us."""
    origins = list(settings.CSRF_TRUSTED_ORIGINS)
    return (origins[0] if origins else "http://127.0.0.1:8000").rstrip("/") + adres
