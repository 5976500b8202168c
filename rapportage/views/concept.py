"""The letter while it is made, for those who may see it."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.bijlagen.bestanden import load_files
from rapportage.composition import compose
from rapportage.conceptpdf import Vraag, ask_pdf
from rapportage.models import Brief
from rapportage.permissions import (
    get_brief_with_thema,
    get_concept,
    may_publish,
    may_read,
    may_write,
)
from rapportage.raad.compositie import as_seen
from rapportage.rendering.delen import cijferbestanden
from rapportage.rendering.een_thema import without_links_elsewhere
from rapportage.rendering.html import (
    render_bijlage,
    render_brief,
    render_raad,
    render_thema,
    static_vorm,
)
from rapportage.validation import validate
from rapportage.verwijsdoelen import verwijsdoelen
from rapportage.views.public import read_keuze
from themas.jaar.permissions import get_bijdrage
from themas.spiegel.permissions import rows_seen
from veiligheid.core.inframe import in_own_frame
from veiligheid.core.models import Gebruiker, Taakbestand
from veiligheid.core.taken.views import answer_with
from veiligheid.core.toegang.logboek import uitvoer
from veiligheid.document.delen import bestandsnamen
from veiligheid.document.spiegel import Spiegelrij


@login_required
@never_cache
@require_safe
def concept(request: HttpRequest, slug: str) -> HttpResponse:
    """The letter as it stands now, in the look it will have when it is published."""
    brief = get_concept(request.user, slug)
    document = compose(brief).document
    return HttpResponse(render_brief(document, static_vorm(), None, read_keuze(request)))


# A writing screen shows it in a frame of its own.
@in_own_frame
@login_required
@never_cache
@require_safe
def concept_thema(request: HttpRequest, slug: str, thema: str) -> HttpResponse:
    """One theme as it will stand in the letter, for whoever may read its bijdrage. Of another
    theme's draft nothing is on this page but its title."""
    brief = get_brief_with_thema(request.user, slug, thema)
    document = compose(brief).document

    def seen(rijen: Iterable[Spiegelrij]) -> Iterable[Spiegelrij]:
        return rows_seen(request.user, rijen, brief.ronde)

    html = render_thema(document, thema, static_vorm(), None, seen)
    return HttpResponse(_for_reader(request, brief, thema, html))


@in_own_frame
@login_required
@never_cache
@require_safe
def concept_raad(request: HttpRequest, slug: str, thema: str) -> HttpResponse:
    """What the council will read of one theme, for whoever may read its bijdrage. Of the words and
    judgements in a colleague's draft it only tells that they are there."""
    brief = get_brief_with_thema(request.user, slug, thema)
    document = compose(brief).document
    found = next((h.raad for h in document.hoofdstukken if h.slug == thema), None)
    if found is None:
        raise Http404
    pagina = as_seen(found, brief.ronde, request.user)
    html = render_raad(document, thema, static_vorm(), None, pagina)
    return HttpResponse(_for_reader(request, brief, thema, html))


def _for_reader(request: HttpRequest, brief: Brief, thema: str, html: str) -> str:
    """Who may not read the whole letter finds no links to the rest of it."""
    if may_read(request.user, brief):
        return html
    own = [reverse(naam, args=[brief.slug, thema]) for naam in ("concept-thema", "concept-raad")]
    return without_links_elsewhere(html, request.path, reverse("concept", args=[brief.slug]), own)


@in_own_frame
@login_required
@never_cache
@require_safe
def voorbeeld(request: HttpRequest, pk: int) -> HttpResponse:
    """From a bijdrage to its place in the letter: the writing screens know no letters."""
    bijdrage = get_bijdrage(request.user, pk)
    brief = Brief.objects.with_themas().filter(ronde=bijdrage.ronde_id).order_by("pk").first()
    if brief is None:
        raise Http404
    return redirect("concept-thema", brief.slug, bijdrage.thema.slug)


@login_required
@never_cache
@require_safe
def verwijzingen(request: HttpRequest, pk: int) -> HttpResponse:
    """What a text of this bijdrage can refer to: a list for the editor, or a page to copy from."""
    bijdrage = get_bijdrage(request.user, pk)
    doelen = verwijsdoelen(bijdrage.ronde, request.user)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"verwijzingen": [d.as_dict() for d in doelen]})
    context = {"bijdrage": bijdrage, "verwijzingen": doelen}
    return render(request, "rapportage/verwijzingen.html", context)


@login_required
@never_cache
@require_safe
@uitvoer
def concept_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    brief = get_concept(request.user, slug)
    vraag = Vraag(brief, compose(brief).document, None, f"{brief.slug}-concept.pdf")
    return _made_or_awaited(request, vraag)


def _made_or_awaited(request: HttpRequest, vraag: Vraag) -> HttpResponse:
    """The PDF, or the page that waits for it and tells why it can't be made."""
    if not isinstance(request.user, Gebruiker) or request.method == "HEAD":
        return HttpResponse(content_type="application/pdf")
    taak = ask_pdf(vraag, request.user)
    bestand = Taakbestand.objects.filter(taak=taak).first()
    return redirect("taak", taak.pk) if bestand is None else answer_with(bestand)


@login_required
@never_cache
@require_safe
def concept_bijlage(request: HttpRequest, slug: str, nummer: int) -> HttpResponse:
    """An annex as it will stand beside the letter. Until it is filled there is no such page."""
    document = compose(get_concept(request.user, slug)).document
    try:
        keuze = read_keuze(request)
        return HttpResponse(render_bijlage(document, nummer, static_vorm(), None, keuze))
    except KeyError:
        raise Http404 from None


@login_required
@never_cache
@require_safe
@uitvoer
def concept_bijlagebestand(request: HttpRequest, slug: str, nummer: int, naam: str) -> HttpResponse:
    """What lies beside the page of an annex: its PDF, the CSV of its figures, its files."""
    brief = get_concept(request.user, slug)
    document = compose(brief).document
    try:
        bijlage = document.bijlage(nummer)
    except KeyError:
        raise Http404 from None
    if naam == "bijlage.pdf":
        vraag = Vraag(brief, document, nummer, f"{slug}-bijlage-{nummer}-concept.pdf")
        return _made_or_awaited(request, vraag)
    for csv in cijferbestanden(bijlage.delen, bijlage.anker):
        if csv.naam == naam:
            return _inline(csv.inhoud, csv.mediatype, naam)
    mediatype = bestandsnamen(bijlage.delen).get(naam)
    if mediatype is None:
        raise Http404
    return _inline(load_files(brief, document)[naam], mediatype, naam)


@login_required
@never_cache
@require_safe
@uitvoer
def concept_bestand(request: HttpRequest, slug: str, naam: str) -> HttpResponse:
    """The figures of a mirror that is a document of its own."""
    document = compose(get_concept(request.user, slug)).document
    for bestand in cijferbestanden(document.delen, "deel"):
        if bestand.naam == naam:
            return _inline(bestand.inhoud, bestand.mediatype, naam)
    raise Http404


def _inline(data: bytes, mediatype: str, naam: str) -> HttpResponse:
    disposition = f'inline; filename="{naam}"'
    return HttpResponse(data, content_type=mediatype, headers={"Content-Disposition": disposition})


@login_required
@never_cache
@require_safe
def bevindingen(request: HttpRequest, slug: str) -> HttpResponse:
    """What stands in the way of publishing this letter, and what deserves a look."""
    brief = get_concept(request.user, slug)
    context: dict[str, Any] = {
        "brief": brief,
        "bevindingen": validate(compose(brief)),
        "redigeert": may_write(request.user, brief),
        "publiceert": may_publish(request.user, brief),
    }
    return render(request, "rapportage/bevindingen.html", context)
