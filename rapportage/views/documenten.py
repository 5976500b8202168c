"""The documents of a round besides its letter: which there are, beginning another, and any as
Word."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from rapportage.composition import compose
from rapportage.documenten.soort import Keuze, soort_of
from rapportage.models import Brief
from rapportage.permissions import get_concept, may_start_document
from rapportage.rendering.word import document_word
from themas.jaar.models import Ronde
from themas.views.word import DOCX
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.toegang.logboek import uitvoer

Regel = tuple[Ronde, Brief | None]


@schrijver
def documentkeuze(request: HttpRequest, soort: str) -> HttpResponse:
    """Every round that looks back and may have a document of this kind, with those that are there.
    A POST (`ronde`) begins one."""
    keuze = soort_of(soort).keuze
    if keuze is None or not may_start_document(request.user):
        raise Http404
    if request.method not in ("GET", "HEAD", "POST"):
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    if request.method == "POST":
        return _begin(request, keuze)
    context = {"regels": _regels(soort, keuze), "keuze": keuze}
    return render(request, "rapportage/documentkeuze.html", context)


def _begin(request: HttpRequest, keuze: Keuze) -> HttpResponse:
    ronde = _rondes().filter(pk=number(request.POST.get("ronde"))).first()
    if ronde is None or not keuze.past(ronde):
        raise Http404
    try:
        brief = keuze.begin(ronde, writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse(keuze.route))
    messages.success(request, keuze.begonnen.format(brief))
    return redirect("brief-schrijven", brief.slug)


def _rondes() -> QuerySet[Ronde]:
    return Ronde.objects.exclude(verslagjaar=None).select_related("plan")


def _regels(soort: str, keuze: Keuze) -> list[Regel]:
    """Each plan and year once, the newest first, with its document; where there may be more, each
    of them on a line of its own, and one to begin another."""
    rondes = [r for r in _rondes().order_by("-verslagjaar", "plan") if keuze.past(r)]
    years = {(r.plan_id, r.verslagjaar): r for r in rondes}
    made: dict[tuple[int, int | None], list[Brief]] = {}
    for brief in Brief.objects.filter(soort=soort).select_related("ronde").order_by("pk"):
        made.setdefault((brief.ronde.plan_id, brief.ronde.verslagjaar), []).append(brief)
    found: list[Regel] = []
    for key, ronde in years.items():
        here = made.get(key, [])
        found += [(ronde, brief) for brief in here]
        if not here or not keuze.per_jaar:
            found.append((ronde, None))
    return found


@schrijver
@require_safe
@uitvoer
def concept_word(request: HttpRequest, slug: str) -> HttpResponse:
    """A document in preparation as a Word file, for who puts it into another."""
    brief = get_concept(request.user, slug)
    data = document_word(compose(brief).document)
    answer = HttpResponse(data, content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{brief.slug}-concept.docx"'
    return answer
