"""Writing when the session has run out: logging in again must not cost a word."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from veiligheid.core.findings import EvenNiet

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]
_OWN = {"csrfmiddlewaretoken", "username", "password"}


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which reads an answer in JSON."""
    return request.headers.get("Accept") == "application/json"


@never_cache
@require_safe
def sessie(request: HttpRequest) -> HttpResponse:
    """For a page that was open while its writer logged in again elsewhere: a fresh token."""
    if not request.user.is_authenticated:
        return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
    return JsonResponse({"csrf": get_token(request)})


def schrijver(view: View) -> View:
    """For views that take what somebody wrote. A POST without a session is answered with a log-in
    form that carries everything that was sent; logging in there goes on where it stopped."""
    guarded = never_cache(login_required(view))

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or request.method != "POST":
            try:
                return guarded(request, *args, **kwargs)
            except EvenNiet as niet:
                return _in_a_moment(request, niet)
        if wants_json(request):
            # A redirect to the log-in page would look like success to a script.
            return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
        form = AuthenticationForm(request, request.POST if "password" in request.POST else None)
        if form.is_bound and form.is_valid():
            login(request, form.get_user())
            return guarded(request, *args, **kwargs)
        context = {"form": form, "bewaard": _sent(request)}
        return render(request, "bewerken/opnieuw_inloggen.html", context, status=401)

    return wrapper


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything that was sent, to send it again."""
    return [
        (naam, str(waarde))
        for naam, waarden in request.POST.lists()
        if naam not in _OWN
        for waarde in waarden
    ]


def _in_a_moment(request: HttpRequest, niet: EvenNiet) -> HttpResponse:
    """To a script: try again. To a person: a page that holds everything that was sent."""
    meldingen = [bevinding.melding for bevinding in niet.bevindingen]
    if wants_json(request):
        melding = " ".join([*meldingen, "Het opslaan gaat daarna vanzelf."])
        antwoord = {"uitkomst": "geweigerd", "melding": melding}
        return JsonResponse(antwoord, status=409)
    context = {"meldingen": meldingen, "bewaard": _sent(request), "bestanden": bool(request.FILES)}
    return render(request, "bewerken/nog_eens.html", context, status=409)
