"""The pages of each kind of record that people edit; making them is what registers the kind."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, get_resolver, path
from django.views.decorators.http import require_http_methods

from veiligheid.core.bewerken.bewerking import Bewerking, edit
from veiligheid.core.bewerken.geschiedenis import show_history
from veiligheid.core.bewerken.sessie import schrijver

_kinds: dict[str, type[Bewerking]] = {}


def edit_urls(kind: type[Bewerking], adres: str) -> list[URLPattern]:
    """The page on which a record of this kind is edited, and the one with its history."""
    _kinds[kind.doel_class.soort] = kind
    return [
        path(adres, _view(kind, edit), name=kind.route),
        path(f"{adres}geschiedenis/", _view(kind, show_history), name=f"{kind.route}-geschiedenis"),
    ]


def kinds() -> dict[str, type[Bewerking]]:
    """Every kind that has a page, by its soort."""
    # Their pages are made when the addresses are read.
    _ = get_resolver().url_patterns
    return dict(_kinds)


def _view(
    kind: type[Bewerking], answer: Callable[[Bewerking], HttpResponse]
) -> Callable[..., HttpResponse]:
    @schrijver
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, **waar: Any) -> HttpResponse:
        return answer(kind(request, **waar))

    # As it is known in a trace, and to whoever looks for the pages of an app.
    view.__module__, view.__name__ = kind.__module__, kind.route
    return view
