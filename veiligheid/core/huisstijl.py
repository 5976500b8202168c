"""A municipality's own token file: its published CSS custom properties, put after ours.

The setting HUISSTIJL_TOKENS names the file. On living screens it is a stylesheet of its own; a
published page gets it in its bundle, and paper in its stylesheet.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


def tokens_css() -> str:
    """The text of the token file; empty when there is none."""
    path = settings.HUISSTIJL_TOKENS
    return Path(path).read_text(encoding="utf-8") if path else ""


@require_safe
def huisstijl(request: HttpRequest) -> HttpResponse:
    css = tokens_css()
    if not css:
        raise Http404
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@register()
def check_huisstijl(**kwargs: Any) -> list[CheckMessage]:
    path = settings.HUISSTIJL_TOKENS
    if not path or Path(path).is_file():
        return []
    return [
        Error(
            f"HUISSTIJL_TOKENS wijst naar {path}, en daar is geen bestand.",
            hint="Zet er een CSS-bestand neer met de tokens van de huisstijl, of laat hem leeg.",
            id="core.E003",
        )
    ]
