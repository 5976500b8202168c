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
            return guarded(request, *args, **kwargs)
        if wants_json(request):
            # A redirect to the log-in page would look like success to a script.
            return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
        form = AuthenticationForm(request, request.POST if "password" in request.POST else None)
        if form.is_bound and form.is_valid():
            login(request, form.get_user())
            return guarded(request, *args, **kwargs)
        kept = [
            (naam, waarde)
            for naam, waarden in request.POST.lists()
            if naam not in _OWN
            for waarde in waarden
        ]
        context = {"form": form, "bewaard": kept}
        return render(request, "bewerken/opnieuw_inloggen.html", context, status=401)

    return wrapper
