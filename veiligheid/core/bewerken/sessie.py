"""Writing when the session has run out: logging in again must not cost a word."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from veiligheid.core.bewerken.bewaard import in_a_moment, wants_json
from veiligheid.core.findings import EvenNiet
from veiligheid.core.toegang.opnieuw import log_in_again

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]


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
        if not request.user.is_authenticated and request.method == "POST":
            if wants_json(request):
                # A redirect to the log-in page would look like success to a script.
                return JsonResponse({"uitkomst": "uitgelogd"}, status=401)
            if (page := log_in_again(request)) is not None:
                return page
        try:
            return guarded(request, *args, **kwargs)
        except EvenNiet as niet:
            return in_a_moment(request, niet)

    return wrapper
