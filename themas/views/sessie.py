"""Writing when the session has run out: logging in again must not cost a word."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

View = Callable[Concatenate[HttpRequest, ...], HttpResponse]
_OWN = {"csrfmiddlewaretoken", "username", "password"}


def schrijver(view: View) -> View:
    """For views that take what somebody wrote. A POST without a session is answered with a log-in
    form that carries everything that was sent; logging in there goes on where it stopped."""
    guarded = never_cache(login_required(view))

    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_authenticated or request.method != "POST":
            return guarded(request, *args, **kwargs)
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
        return render(request, "themas/opnieuw_inloggen.html", context, status=401)

    return wrapper
