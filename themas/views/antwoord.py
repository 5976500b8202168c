"""What the writing views answer alike."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Resultaat, Uitkomst


def writer(request: HttpRequest) -> Gebruiker:
    """Who writes. Only for a view behind `sessie.schrijver`."""
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind `schrijver` may ask")
    return request.user


def refused(request: HttpRequest, geweigerd: Geweigerd, adres: str) -> HttpResponse:
    """Back to where it came from, with the reason."""
    for bevinding in geweigerd.bevindingen:
        messages.error(request, bevinding.melding)
    return redirect(adres)


def opgeslagen_om(resultaat: Resultaat) -> str:
    """The sentence that acknowledges a save. Only after the commit."""
    tijd = timezone.localtime().strftime("%H:%M")
    if resultaat.uitkomst is Uitkomst.SAMENGEVOEGD:
        return (
            f"Opgeslagen om {tijd}. Een collega heeft intussen een ander deel gewijzigd; beide "
            "staan er nu in."
        )
    return f"Opgeslagen om {tijd}."
