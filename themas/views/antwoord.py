"""What the writing views answer alike, to a person and to the script that saves."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Inhoud, Resultaat, Uitkomst


def writer(request: HttpRequest) -> Gebruiker:
    """Who writes. Only for a view behind `sessie.schrijver`."""
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind `schrijver` may ask")
    return request.user


def number(text: str | None) -> int:
    """A number as sent; 0, which is no record's, for anything else."""
    return int(text) if text and text.isdecimal() else 0


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


def tell_judged(request: HttpRequest, resultaat: Resultaat) -> None:
    """Acknowledge a judgement; one in which nothing was chosen is no success."""
    if any(resultaat.inhoud.stukken.values()):
        messages.success(request, opgeslagen_om(resultaat))
    else:
        messages.warning(request, "Er is nog niets gekozen of ingevuld.")


@dataclass(frozen=True, slots=True)
class Naast:
    """One piece that two people changed, in words: where both began, mine, and what stands now."""

    label: str
    basis: str
    mijn: str
    daar: str


def rows_beside(
    labels: Mapping[str, str],
    mine: Inhoud,
    resultaat: Resultaat,
    line: Callable[[Any], str] = str,
) -> list[Naast]:
    """The pieces that differ after a conflict. labels: the name of a piece and what it is called;
    line: a piece as a line to read."""
    begin = resultaat.basis.stukken if resultaat.basis else {}
    return [
        Naast(label, line(begin.get(naam, "")), line(mine.stukken[naam]), line(theirs))
        for naam, label in labels.items()
        if (theirs := resultaat.inhoud.stukken[naam]) != mine.stukken[naam]
    ]


def invalid_as_json(fouten: Mapping[str, list[str]]) -> JsonResponse:
    """The errors by the name of their field."""
    return JsonResponse({"uitkomst": "ongeldig", "fouten": fouten}, status=422)


def conflict_words(resultaat: Resultaat, door: Gebruiker) -> str:
    """Who came first, on a page and in an answer to a script. door: who saved last."""
    if resultaat.andere == door.naam:
        return "U wijzigde dit stuk ook in een ander venster"
    return f"U en {resultaat.andere or 'een collega'} wijzigden hetzelfde stuk"


def resultaat_as_json(
    resultaat: Resultaat,
    door: Gebruiker,
    opgemerkt: list[str],
    daar: Mapping[str, str] | None,
    opletten: Iterable[Bevinding] = (),
) -> JsonResponse:
    """The acknowledgement, or who wrote the same piece.

    daar: what stands now and was not sent, by the name of its field; None when it is more than a
    text: then the form has to be shown anew. opletten: what deserves a look in the text.
    """
    if not resultaat.gelukt:
        woorden = conflict_words(resultaat, door)
        melding = f"Niet verwerkt: {woorden[:1].lower()}{woorden[1:]}. Er is niets overschreven."
        return JsonResponse({"uitkomst": "conflict", "melding": melding}, status=409)
    return JsonResponse(
        {
            "uitkomst": resultaat.uitkomst.value,
            "versie": resultaat.versie,
            "melding": opgeslagen_om(resultaat),
            "opgemerkt": opgemerkt,
            "daar": daar,
            "opletten": [b.melding for b in opletten],
        }
    )
