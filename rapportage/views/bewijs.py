"""Proof for readers: the sums and the manifest of a publication, and the page that says of a file
whether it was published here."""

import re
import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from rapportage.bewijs.controleren import ONBEKENDE_HASH, Uitslag, by_hash, check
from rapportage.bewijs.manifest import Manifestinhoud
from rapportage.bewijs.sommen import sha256sums
from rapportage.forms import ControleerForm
from rapportage.models import Manifest, Publicatie, Tijdstempel
from rapportage.rendering.pdf import PdfFout, a_place

_SHA256 = re.compile(r"[0-9a-f]{64}")
# Reading a file of anybody's takes a place, and waits this long for one.
_PATIENCE = 20.0


@never_cache
# Nothing is changed and nothing kept by what is sent, and readers get no cookie.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def controleer(request: HttpRequest) -> HttpResponse:
    """What is known of a file, by its hash (`?sha256=`) or by what is in it. The script of the page
    reckons the hash, so that a file need not be sent; without script it is."""
    sha256 = request.GET.get("sha256", "").strip().lower()
    context: dict[str, Any] = {"form": ControleerForm(), "uitslag": None, "sha256": ""}
    status = 200
    if request.method == "POST":
        form = context["form"] = ControleerForm(request)
        if form.is_valid():
            context["uitslag"], status = _checked(form.content()[0])
        else:
            status = 422
    elif _SHA256.fullmatch(sha256):
        context["sha256"] = sha256
        context["uitslag"] = by_hash(sha256) or ONBEKENDE_HASH
    return render(request, "rapportage/controleer.html", context, status=status)


def _checked(data: bytes) -> tuple[Uitslag, int]:
    try:
        with a_place(time.monotonic() + _PATIENCE, lambda: None, "lezen"):
            return check(data), 200
    except PdfFout:
        druk = "Er worden nu te veel bestanden nagekeken. Probeer het over een minuut nog eens."
        return Uitslag("te-druk", "Dit bestand is niet nagekeken.", (druk,)), 503


def _row(slug: str, versie: int | None) -> Manifest:
    """Of the version that holds, or an earlier one. Raises Http404, also when the letter was
    withdrawn."""
    found = Publicatie.objects.versions(slug)
    if Publicatie.objects.was_withdrawn(slug):
        raise Http404
    chosen = (found if versie is None else found.filter(versie=versie)).values("pk")[:1]
    rows = Manifest.objects.filter(publicatie__in=list(chosen.values_list("pk", flat=True)))
    manifest: Manifest | None = rows.first()
    if manifest is None:
        raise Http404
    return manifest


@require_safe
def sommen(request: HttpRequest, slug: str, versie: int | None = None) -> HttpResponse:
    """The SHA-256 of every file of a version that a reader keeps."""
    text = sha256sums(Manifestinhoud.from_json(bytes(_row(slug, versie).inhoud)), versie)
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def manifest(request: HttpRequest, slug: str, versie: int | None = None) -> HttpResponse:
    """The manifest of a version, byte for byte as it is chained."""
    response = HttpResponse(bytes(_row(slug, versie).inhoud), content_type="application/json")
    response["Cache-Control"] = "public, no-cache"
    return response


@require_safe
def stempel(request: HttpRequest, slug: str, versie: int | None = None) -> HttpResponse:
    """The time stamp on that manifest, as `openssl ts -verify` reads it; 404 while there is
    none."""
    found = Tijdstempel.objects.filter(manifest=_row(slug, versie)).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.antwoord), content_type="application/timestamp-reply")
    response["Cache-Control"] = "public, no-cache"
    return response
