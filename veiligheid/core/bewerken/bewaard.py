"""What was sent and could not be saved yet: it is in the page that says so, to send it again."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from veiligheid.core.findings import EvenNiet

# Fields of logging in again begin with this; they are not part of what somebody wrote.
OPNIEUW = "opnieuw"


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which reads an answer in JSON."""
    return request.headers.get("Accept") == "application/json"


def sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, to send it again."""
    return [
        (naam, str(waarde))
        for naam, waarden in request.POST.lists()
        if naam != "csrfmiddlewaretoken" and not naam.startswith(f"{OPNIEUW}-")
        for waarde in waarden
    ]


def in_a_moment(request: HttpRequest, niet: EvenNiet) -> HttpResponse:
    """To a script: try again. To a person: a page that holds everything that was sent."""
    meldingen = [bevinding.melding for bevinding in niet.bevindingen]
    if wants_json(request):
        melding = " ".join([*meldingen, "Het opslaan gaat daarna vanzelf."])
        antwoord = {"uitkomst": "geweigerd", "melding": melding}
        return JsonResponse(antwoord, status=409)
    context = {"meldingen": meldingen, "bewaard": sent(request), "bestanden": bool(request.FILES)}
    return render(request, "bewerken/nog_eens.html", context, status=409)
