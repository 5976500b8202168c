"""Public pages. They read publications and nothing else: no draft can be reached from here."""

import re

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from rapportage.audit.adressen import judged_slug
from rapportage.models import Briefsoort, Intrekking, Publicatie, Publicatiebestand, Vormbestand
from rapportage.publishing import gegevens_van
from rapportage.rendering.html import (
    Publicatiegegevens,
    Spiegelkeuze,
    render_bijlage,
    render_brief,
    static_vorm,
)
from rapportage.views.bewaard import bytes_of, stored
from veiligheid.document.brief import Briefdocument

# What the list calls the documents that are no letters.
_VAKKEN = {
    Briefsoort.STADSREKENING.value: "In de stadsrekening",
    Briefsoort.SPIEGEL.value: "Beloofd en gedaan",
    Briefsoort.AUDITOORDEEL.value: "Oordeel van de auditcommissie",
}
_MAIN = re.compile(rb"<main[^>]*>")
# What a reader keeps rather than looks at.
_TE_BEWAREN = (".csv", ".xlsx")
_FOR_EVER = "public, max-age=31536000, immutable"
# A reader asks every time, and hears "not modified" until a new version is published.
_ASK = "public, no-cache"


@require_safe
def voorpagina(request: HttpRequest) -> HttpResponse:
    publicaties = list(Publicatie.objects.newest_per_slug()[:6])
    return render(request, "rapportage/voorpagina.html", {"publicaties": publicaties})


@require_safe
def brieven(request: HttpRequest) -> HttpResponse:
    """Everything that was published, letters first, by kind."""
    by_kind: dict[str, list[Publicatie]] = {soort.value: [] for soort in Briefsoort}
    for publicatie in Publicatie.objects.newest_per_slug():
        by_kind.setdefault(publicatie.soort, []).append(publicatie)
    vakken = [(_VAKKEN.get(soort, ""), found) for soort, found in by_kind.items() if found]
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
    if (keuze := read_keuze(request)) and (found := _document(slug, versie))[0].delen:
        html = render_brief(found[0], static_vorm(), found[1], keuze)
        return _asked_again(HttpResponse(html), versie)
    return bestand(request, slug, "index.html", versie)


@require_safe
def bestand(
    request: HttpRequest, slug: str, pad: str, versie: int | None = None
) -> HttpResponseBase:
    """A file of a publication, byte for byte as it was published."""
    found = Publicatiebestand.objects.find(slug, pad, versie)
    if found is None:
        return not_here(request, slug)
    pk, sha256 = found
    if versie is not None and pad.endswith(".html"):
        current = Publicatie.objects.current(slug)
        if current is not None and current.versie > versie:
            page = _with_notice(bytes_of(Publicatiebestand, pk, sha256)[1], current)
            return _asked_again(HttpResponse(page), versie)
    response = stored(request, Publicatiebestand, pk, sha256, delen=pad.endswith(".pdf"))
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
        document, gegevens = _document(slug, versie)
        try:
            html = render_bijlage(document, nummer, static_vorm(), gegevens, keuze)
        except KeyError:
            raise Http404 from None
        return _asked_again(HttpResponse(html), versie)
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
    """A file beside the letter: the figures of a mirror."""
    if not naam.endswith(_TE_BEWAREN):
        raise Http404
    response = bestand(request, slug, naam, versie)
    _name(response, "attachment", slug, versie, f"-{naam}")
    return response


def _with_notice(page: bytes, current: Publicatie) -> bytes:
    """A page of an earlier version, as it was published, with a notice above it that another holds
    now. What is stored stays what it was."""
    notice = render_to_string("rapportage/_vervangen.html", {"geldt": current}).encode()
    return _MAIN.sub(lambda m: m[0] + notice, page, count=1)


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
    return Spiegelkeuze(request.GET.get("thema", "")[:80], request.GET.get("kleur", "")[:10])


def _document(slug: str, versie: int | None) -> tuple[Briefdocument, Publicatiegegevens]:
    """A version as data. Raises Http404."""
    found = Publicatie.objects.versions(slug)
    publicatie = (found if versie is None else found.filter(versie=versie)).first()
    if publicatie is None or Intrekking.objects.filter(publicatie=found.first()).exists():
        raise Http404
    data = bytes(publicatie.bestanden.get(pad="brief.json").inhoud)
    return Briefdocument.from_json(data), gegevens_van(publicatie)


@require_safe
def vormbestand(request: HttpRequest, sha256: str, naam: str) -> HttpResponseBase:
    """A stylesheet, script or font that published pages point to."""
    pk = Vormbestand.objects.filter(sha256=sha256, naam=naam).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    response = stored(request, Vormbestand, pk, sha256, delen=False)
    response["Cache-Control"] = _FOR_EVER
    return response
