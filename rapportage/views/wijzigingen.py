"""What a correction changed, for readers."""

from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie, Publicatiebestand
from rapportage.redline.document import PDF_PAD, WORD_PAD, Regelgroep, groups_of
from rapportage.views.public import withdrawn
from rapportage.wijzigingen import Wijziging, changes
from veiligheid.document.brief import Briefdocument


@require_safe
def wijzigingen(request: HttpRequest, slug: str, versie: int) -> HttpResponse:
    """This version beside the one before it, part by part."""
    if (gone := withdrawn(request, slug)) is not None:
        return gone
    found = {p.versie: p for p in Publicatie.objects.versions(slug)}
    if versie - 1 not in found or versie not in found:
        raise Http404
    context = {
        "publicatie": found[versie],
        "vorige": found[versie - 1],
        "geldt": max(found) == versie,
        "bestanden": list(
            found[versie]
            .bestanden.filter(pad__in=(PDF_PAD, WORD_PAD))
            .order_by("-pad")
            .values_list("pad", "grootte")
        ),
        "wijzigingen": _changes(_stored(found[versie - 1]), _stored(found[versie])),
    }
    return render(request, "rapportage/wijzigingen.html", context)


def _stored(publicatie: Publicatie) -> tuple[int, str]:
    """Key and SHA-256 of its document."""
    rows = publicatie.bestanden.filter(pad="brief.json")
    found: tuple[int, str] = rows.values_list("pk", "sha256").get()
    return found


@lru_cache(maxsize=16)
def _changes(
    oud: tuple[int, str], nieuw: tuple[int, str]
) -> list[tuple[Wijziging, list[Regelgroep]]]:
    """Cell by cell where it is a table, as in the files. Kept in the process by what is in them:
    neither ever changes."""
    found = changes(_document(oud[0]), _document(nieuw[0]))
    return [(w, list(groups_of(w))) for w in found]


def _document(pk: int) -> Briefdocument:
    return Briefdocument.from_json(bytes(Publicatiebestand.objects.get(pk=pk).inhoud))
