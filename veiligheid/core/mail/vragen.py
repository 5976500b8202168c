"""Putting a message down: together with what it is about, and once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    bericht = _made(soort, template, Ontvanger(aan, sleutel, onderwerp, context))
    try:
        with transaction.atomic():
            bericht.save(force_insert=True)
    except IntegrityError:
        return Bericht.objects.get(sleutel=sleutel)
    if settings.EMAIL_URL:
        ask(MAIL, MAIL, None)
    return bericht


@dataclass(frozen=True, slots=True)
class Ontvanger:
    """One of many who get a message of the same kind; the fields are those of `mail`. afmelden:
    where it is ended with one press."""

    aan: str
    sleutel: str
    onderwerp: str
    context: Mapping[str, Any]
    afmelden: str = ""


def mail_all(soort: str, template: str, ontvangers: Sequence[Ontvanger]) -> None:
    """As `mail`, for many at once: each is put down once."""
    berichten = [_made(soort, template, ontvanger) for ontvanger in ontvangers]
    Bericht.objects.bulk_create(berichten, batch_size=200, ignore_conflicts=True)
    if berichten and settings.EMAIL_URL:
        ask(MAIL, MAIL, None)


def _made(soort: str, template: str, o: Ontvanger) -> Bericht:
    tekst = render_to_string(template, {**o.context, "gemeente": settings.GEMEENTE_NAAM}).strip()
    onderwerp = " ".join(o.onderwerp.split())[:200]
    alineas = [alinea.strip() for alinea in tekst.split("\n\n") if alinea.strip()]
    html = render_to_string("mail/omslag.html", {"onderwerp": onderwerp, "alineas": alineas})
    return Bericht(
        aan=o.aan,
        onderwerp=onderwerp,
        tekst=tekst,
        html=html,
        soort=soort,
        sleutel=o.sleutel,
        afmelden=o.afmelden,
    )


def absolute(adres: str) -> str:
    """An address of ours as it stands in a message: under the name by which readers reach us."""
    origins = list(settings.CSRF_TRUSTED_ORIGINS)
    return (origins[0] if origins else "http://127.0.0.1:8000").rstrip("/") + adres
