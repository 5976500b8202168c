"""The package of a publication, and what of it has an address of its own."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie
from rapportage.pakket.maken import make_pakket
from rapportage.pakket.ori import ori
from rapportage.pakket.stukken import read_stukken
from rapportage.permissions import get_brief_to_publish
from veiligheid.core.bewerken.sessie import schrijver


def _published(slug: str, versie: int | None) -> Publicatie:
    """Raises Http404, also when the letter was withdrawn."""
    found = Publicatie.objects.versions(slug).select_related("manifest")
    if Publicatie.objects.was_withdrawn(slug):
        raise Http404
    chosen = found if versie is None else found.filter(versie=versie)
    publicatie: Publicatie | None = chosen.first()
    if publicatie is None:
        raise Http404
    return publicatie


@require_safe
def ori_json(request: HttpRequest, slug: str, versie: int | None = None) -> HttpResponse:
    """A publication as the council's information system takes it in."""
    publicatie = _published(slug, versie)
    response = HttpResponse(ori(read_stukken(publicatie)), content_type="application/json")
    response["Cache-Control"] = "public, no-cache"
    return response


@schrijver
@require_safe
def pakket(request: HttpRequest, slug: str) -> HttpResponse:
    """The ZIP of the version that holds now, for whoever publishes."""
    brief = get_brief_to_publish(request.user, slug)
    naam, data = make_pakket(_published(brief.slug, None))
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{naam}"'
    return response
