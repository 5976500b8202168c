"""The stylesheets of living pages, each bundled into one file that is named by its content.

What is published has a style of its own that is stored with it (`rapportage.rendering`).
"""

import gzip
import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from veiligheid.core.huisstijl import tokens_css

# Tokens first, so that whatever follows can override them; paper last.
PORTAAL = "portaal.css"
# Only what lives around a published page: it brings the rest itself.
KADER = "kader.css"
BUNDELS: dict[str, tuple[str, ...]] = {
    PORTAAL: (
        "css/tokens.css",
        "css/fonts.css",
        "css/base.css",
        "css/skip-link.css",
        "css/page-header.css",
        "css/kader.css",
        "css/page-footer.css",
        "css/breadcrumb-nav.css",
        "css/button.css",
        "css/data-list.css",
        "css/status-badge.css",
        "css/alert.css",
        "css/rich-text.css",
        "css/page.css",
        "css/form.css",
        "css/kaart.css",
        "css/lezen.css",
        "css/schrijven.css",
        "css/schrijfveld.css",
        "css/verschil.css",
        "css/opmerkingen.css",
        "css/bijlage.css",
        "css/spiegel.css",
        "css/audit.css",
        "css/cijfers.css",
        "css/toezeggingen.css",
        "css/controleer.css",
        "css/print.css",
    ),
    KADER: ("css/kader.css",),
}
_DONKER = "css/donker.css"
_URL = re.compile(r"url\(\s*[\"']?(?!data:|#)([^\"')]+)[\"']?\s*\)")
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Bundel:
    """A stylesheet as it is served. `merk`: the first part of its SHA-256."""

    naam: str
    merk: str
    css: bytes
    gzip: bytes

    @property
    def adres(self) -> str:
        return reverse("stijl", args=[self.merk, self.naam])


def bundel(naam: str) -> Bundel:
    """This bundle, made once; while developing again whenever one of its files changed."""
    names = _names(naam)
    changed = tuple(_path(name).stat().st_mtime_ns for name in names) if settings.DEBUG else ()
    return _made(naam, changed, settings.HUISSTIJL_TOKENS)


def _names(naam: str) -> tuple[str, ...]:
    """With a dark half, unless the municipality has tokens of its own."""
    return BUNDELS[naam] if settings.HUISSTIJL_TOKENS else (*BUNDELS[naam], _DONKER)


@lru_cache(maxsize=16)
def _made(naam: str, changed: tuple[int, ...], tokens: str) -> Bundel:
    own = tokens_css() if naam == PORTAAL else ""
    css = bundled(_names(naam), static, own).encode()
    packed = gzip.compress(css, compresslevel=9, mtime=0)
    return Bundel(naam, hashlib.sha256(css).hexdigest()[:16], css, packed)


def bundled(names: Sequence[str], address_of: Callable[[str], str], own: str = "") -> str:
    """These static stylesheets in one text, with the text of the municipality's own after them.
    address_of: the static name of a font or picture that they name → its address."""

    def with_addresses(name: str) -> str:
        return _URL.sub(
            lambda m: f'url("{address_of(_relative(name, m[1]))}")', read_static(name).decode()
        )

    return "\n".join([*map(with_addresses, names), own])


def read_static(name: str) -> bytes:
    """The bytes of a static file. Raises FileNotFoundError with what to do."""
    return _path(name).read_bytes()


def _path(name: str) -> Path:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(
            f"static/{name} ontbreekt. Lettertypen maakt `python -m veiligheid.core.fonts`."
        )
    return Path(path)


def _relative(name: str, url: str) -> str:
    """The static name that a url() in this stylesheet points to."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / url).parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


@require_safe
def stijl(request: HttpRequest, merk: str, naam: str) -> HttpResponse:
    """A bundle. Under another mark than its own (a page of before an upgrade) it is served too, but
    not kept."""
    if naam not in BUNDELS:
        raise Http404
    found = bundel(naam)
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        found.gzip if squeezed else found.css, content_type="text/css; charset=utf-8"
    )
    if squeezed:
        response["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    response["Cache-Control"] = _FOR_EVER if merk == found.merk else "public, no-cache"
    return response
