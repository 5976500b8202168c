"""Who may see and do what with letters. Publications are public; everything else is asked here."""

from django.db.models import QuerySet
from django.http import Http404

from rapportage.models import Bijlage, Brief, Onderdeel
from themas.jaar.permissions import Bezoeker, visible_bijdragen
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

# A whole letter in concept shows every advisor's unfinished text: that is the editor's view.
_CONCEPT = (Rol.EINDREDACTEUR,)


def may_see_concept(gebruiker: Bezoeker) -> bool:
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*_CONCEPT)


def may_publish(gebruiker: Bezoeker) -> bool:
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.SECRETARIAAT)


def visible_brieven(gebruiker: Bezoeker) -> QuerySet[Brief]:
    """The letters in preparation that this person may see."""
    return Brief.objects.all() if may_see_concept(gebruiker) else Brief.objects.none()


def get_brief(gebruiker: Bezoeker, slug: str) -> Brief:
    """The one way for a view to get a letter in preparation: fetched and authorised in one go.
    Raises Http404 when it is not there or not for this person; nobody can tell which."""
    brief = visible_brieven(gebruiker).filter(slug=slug).first()
    if brief is None:
        raise Http404
    return brief


def get_brief_with_facts(gebruiker: Bezoeker, slug: str) -> Brief:
    """The letter whose number, date and signatories this person fills in: the eindredacteur, and
    the secretariaat, which sees no draft text. Raises Http404."""
    brief = Brief.objects.filter(slug=slug).first()
    if brief is None or not (may_see_concept(gebruiker) or may_publish(gebruiker)):
        raise Http404
    return brief


def get_onderdeel(gebruiker: Bezoeker, slug: str, pk: int) -> Onderdeel:
    """A general part to write. Raises Http404."""
    found = (
        Onderdeel.objects.filter(pk=pk, brief__in=visible_brieven(gebruiker).filter(slug=slug))
        .select_related("brief__ronde", "bijlage")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_bijlage(gebruiker: Bezoeker, slug: str, sleutel: str) -> Bijlage:
    """An annex to fill, a removed one included. Raises Http404."""
    found = (
        Bijlage.objects.filter(
            sleutel=sleutel, brief__in=visible_brieven(gebruiker).filter(slug=slug)
        )
        .select_related("brief__ronde", "thema", "plan")
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_brief_with_thema(gebruiker: Bezoeker, slug: str, thema: str) -> Brief:
    """The letter in preparation in which this person may read this theme. Raises Http404."""
    bijdragen = visible_bijdragen(gebruiker).filter(thema__slug=thema)
    brief = Brief.objects.filter(slug=slug, ronde__bijdragen__in=bijdragen).first()
    if brief is None:
        raise Http404
    return brief
