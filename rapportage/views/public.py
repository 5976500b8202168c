"""Public pages. They read publications and nothing else: no draft can be reached from here."""

import hashlib
from collections.abc import Callable
from functools import partial

import brotli
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.audit.adressen import judged_slug
from rapportage.documenten.soort import soorten
from rapportage.models import Briefsoort, Publicatie, Publicatiebestand, Vormbestand
from rapportage.openbaar.bytes import Inhoud, answer, codings_of
from rapportage.openbaar.kader import kader_of
from rapportage.openbaar.publicaties import document_of
from rapportage.publishing import gegevens_van
from rapportage.redline.document import PDF_PAD, WORD_PAD
from rapportage.rendering.html import (
    Spiegelkeuze,
    render_bijlage,
    render_brief,
    static_vorm,
)
from rapportage.rendering.vormbestanden import compress
from veiligheid.document.brief import Briefdocument

# The first layer keeps what was made: it may take a moment.
_PACK: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9),
    "gzip": compress,
}
# What a reader keeps rather than looks at.
_TE_BEWAREN = (".csv", ".xlsx")
_FOR_EVER = "public, max-age=31536000, immutable"
# A reader asks every time, and hears "not modified" until a new version is published.
_ASK = "public, no-cache"


@require_safe
def brieven(request: HttpRequest) -> HttpResponse:
    """Everything that was published, letters first, by kind."""
    kinds = {soort.soort.value: soort.vak for soort in soorten()}
    by_kind: dict[str, list[Publicatie]] = {naam: [] for naam in kinds}
    for publicatie in Publicatie.objects.newest_per_slug():
        by_kind.setdefault(publicatie.soort, []).append(publicatie)
    vakken = [(kinds.get(soort, ""), found) for soort, found in by_kind.items() if found]
    oordelen = [(judged_slug(p.slug), p) for p in by_kind[Briefsoort.AUDITOORDEEL.value]]
    return render(request, "rapportage/brieven.html", {"vakken": vakken, "oordelen": oordelen})


@require_safe
def versies(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of a letter, each with the reason why it came."""
    publicaties = list(Publicatie.objects.versions(slug))
    if not publicaties:
        raise Http404
    if (gone := withdrawn(request, slug)) is not None:
        return gone
    return render(request, "rapportage/versies.html", {"publicaties": publicaties})


# The views below give the version that holds now, or (`versie`) an earlier one that stays readable.


@require_safe
def brief(request: HttpRequest, slug: str, versie: int | None = None) -> HttpResponseBase:
    if (keuze := read_keuze(request)) and (found := _document(slug, versie))[1].delen:
        publicatie, document = found
        html = render_brief(document, static_vorm(), gegevens_van(publicatie), keuze)
        return _page(request, html, publicatie, versie)
    return bestand(request, slug, "index.html", versie)


@require_safe
def bestand(
    request: HttpRequest, slug: str, pad: str, versie: int | None = None
) -> HttpResponseBase:
    """A file of a publication, byte for byte as it was published; a page with what lives around
    it."""
    found = Publicatiebestand.objects.find(slug, pad, versie)
    if found is None:
        return not_here(request, slug)
    if pad.endswith(".html"):
        return _page(request, bytes(found.inhoud).decode(), found.publicatie, versie)
    response = answer(request, _inhoud(found), found.sha256, delen=pad.endswith(".pdf"))
    _asked_again(response, versie)
    if pad == "brief.pdf":
        _name(response, "inline", slug, versie, ".pdf")
    return response


def withdrawn(request: HttpRequest, slug: str) -> HttpResponse | None:
    """The notice at every address of a letter that was withdrawn; None when it was not."""
    publicatie = Publicatie.objects.current(slug)
    if publicatie is None or not hasattr(publicatie, "intrekking"):
        return None
    page = render(request, "rapportage/ingetrokken.html", {"publicatie": publicatie}, status=410)
    page["X-Robots-Tag"] = "noindex"
    return page


def not_here(request: HttpRequest, slug: str) -> HttpResponse:
    """What a file that can't be found is answered with. Raises Http404 unless its letter was
    withdrawn."""
    if (gone := withdrawn(request, slug)) is not None:
        return gone
    raise Http404


@require_safe
def thema(
    request: HttpRequest, slug: str, thema: str, versie: int | None = None
) -> HttpResponseBase:
    return bestand(request, slug, f"thema/{thema}.html", versie)


@require_safe
def raad(
    request: HttpRequest, slug: str, thema: str, versie: int | None = None
) -> HttpResponseBase:
    """The council's reading of a theme."""
    return bestand(request, slug, f"thema/{thema}/raad.html", versie)


@require_safe
def bijlage(
    request: HttpRequest,
    slug: str,
    nummer: int,
    naam: str = "index.html",
    versie: int | None = None,
) -> HttpResponseBase:
    """The page of an annex, or a file beside it."""
    if naam == "index.html" and (keuze := read_keuze(request)):
        publicatie, document = _document(slug, versie)
        try:
            html = render_bijlage(document, nummer, static_vorm(), gegevens_van(publicatie), keuze)
        except KeyError:
            raise Http404 from None
        return _page(request, html, publicatie, versie)
    response = bestand(request, slug, f"bijlage/{nummer}/{naam}", versie)
    if naam == "bijlage.pdf":
        _name(response, "inline", slug, versie, f"-bijlage-{nummer}.pdf")
    elif naam.endswith(_TE_BEWAREN):
        _name(response, "attachment", slug, versie, f"-{nummer}-{naam}")
    return response


@require_safe
def los_bestand(
    request: HttpRequest, slug: str, naam: str, versie: int | None = None
) -> HttpResponseBase:
    """A file beside the letter: the figures of a mirror, or what a correction changed."""
    if not naam.endswith(_TE_BEWAREN) and naam not in (PDF_PAD, WORD_PAD):
        raise Http404
    response = bestand(request, slug, naam, versie)
    _name(response, "inline" if naam == PDF_PAD else "attachment", slug, versie, f"-{naam}")
    return response


def _page(
    request: HttpRequest, html: str, publicatie: Publicatie, versie: int | None
) -> HttpResponse:
    """A page of a publication with what lives around it."""
    page = kader_of(publicatie, versie, request.path).around(html).encode()
    # The best of them comes last.
    coding = codings_of(request.headers.get("Accept-Encoding", "")).rpartition(", ")[2]
    packed = _PACK[coding](page) if coding else None
    inhoud = ("text/html; charset=utf-8", page, packed)
    sha256 = hashlib.sha256(page).hexdigest()
    return _asked_again(answer(request, inhoud, sha256, coding=coding), versie)


def _inhoud(record: Publicatiebestand | Vormbestand) -> Inhoud:
    packed = record.gzip
    return record.mediatype, bytes(record.inhoud), None if packed is None else bytes(packed)


def _asked_again(response: HttpResponse, versie: int | None) -> HttpResponse:
    response["Cache-Control"] = _ASK
    if versie is not None:
        # Who searches finds the version that holds now.
        response["X-Robots-Tag"] = "noindex"
    return response


def _name(response: HttpResponseBase, hoe: str, slug: str, versie: int | None, rest: str) -> None:
    """What a file is called when somebody keeps it."""
    if response.status_code >= 400:
        return
    which = "" if versie is None else f"-versie-{versie}"
    response["Content-Disposition"] = f'{hoe}; filename="{slug}{which}{rest}"'


def read_keuze(request: HttpRequest) -> Spiegelkeuze:
    """What somebody wants to see of a mirror: a page of its own, made of the published document and
    nothing else. Words that no mirror knows choose nothing."""
    longest = {"thema": 80, "kleur": 10, "q": 200}
    return Spiegelkeuze(
        **{naam: request.GET.get(naam, "")[:most] for naam, most in longest.items()}
    )


def _document(slug: str, versie: int | None) -> tuple[Publicatie, Briefdocument]:
    """A version with its document. Raises Http404."""
    found = Publicatie.objects.versions(slug)
    publicatie = (found if versie is None else found.filter(versie=versie)).first()
    if publicatie is None or Publicatie.objects.was_withdrawn(slug):
        raise Http404
    return publicatie, document_of(publicatie)


@require_safe
def vormbestand(request: HttpRequest, sha256: str, naam: str) -> HttpResponseBase:
    """A stylesheet, script or font that published pages point to."""
    record = Vormbestand.objects.filter(sha256=sha256, naam=naam).first()
    if record is None:
        raise Http404
    response = answer(request, _inhoud(record), sha256)
    response["Cache-Control"] = _FOR_EVER
    return response
