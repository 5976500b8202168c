"""Who may see which figures. What somebody may not see does not exist: the views answer 404."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from monitoring.cijfers.models import Gebied, Indicator, Meting
from themas.jaar.permissions import Bezoeker
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

# Who writes the letter also sees own registrations that are not public (yet). Small counts are
# hidden from them as well: that is decided in `aggregates`.
_SCHRIJVERS = (Rol.EINDREDACTEUR, Rol.BELEIDSADVISEUR)


def require_schrijver(gebruiker: Bezoeker) -> Gebruiker:
    """Whoever writes the letter, and quotes figures in it. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*_SCHRIJVERS):
        return gebruiker
    raise Http404


def visible_indicatoren(gebruiker: Bezoeker) -> QuerySet[Indicator]:
    """The indicators with any figure that this person may see. Published sources are public."""
    measured = Indicator.objects.filter(Exists(Meting.objects.filter(indicator=OuterRef("pk"))))
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*_SCHRIJVERS):
        return measured
    return measured.public()


def is_public(indicator: Indicator) -> bool:
    """Whether anyone may read its figures; the same rule as `IndicatorQuerySet.public`."""
    return indicator.openbaar or not indicator.eigen_registratie


def choose_indicator(indicatoren: list[Indicator], slug: str) -> Indicator:
    """The indicator with this address among those one may see; the first when none is named.
    Raises Http404."""
    for indicator in indicatoren:
        if slug in ("", indicator.slug):
            return indicator
    raise Http404


def choose_gebied(gebieden: list[Gebied], code: str) -> Gebied:
    """The area with this code; the municipality when none is named. Raises Http404."""
    for gebied in gebieden:
        if code in ("", gebied.code):
            return gebied
    raise Http404
