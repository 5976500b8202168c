"""Who may see which figures. What somebody may not see does not exist: the views answer 404."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404

from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.geld.models import Deelproduct
from themas.jaar.permissions import Bezoeker
from themas.plan.models import Thema
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


def keepable_indicatoren(gebruiker: Bezoeker) -> QuerySet[Indicator]:
    """The indicators that this person keeps: all of them for the eindredacteur, those of the own
    themes for an advisor."""
    schrijver = require_schrijver(gebruiker)
    if schrijver.has_rol(Rol.EINDREDACTEUR):
        return Indicator.objects.all()
    return Indicator.objects.filter(themas__adviseurs=schrijver).distinct()


def own_themas(gebruiker: Gebruiker) -> QuerySet[Thema]:
    """The themes under which this person may put an indicator."""
    if gebruiker.has_rol(Rol.EINDREDACTEUR):
        return Thema.objects.all()
    return Thema.objects.filter(adviseurs=gebruiker)


def get_kept_indicator(gebruiker: Bezoeker, slug: str) -> Indicator:
    """An indicator to keep: fetched and authorised in one go. Raises Http404."""
    found = keepable_indicatoren(gebruiker).filter(slug=slug).first()
    if found is None:
        raise Http404
    return found


def get_own_registratie(gebruiker: Bezoeker, slug: str) -> Indicator:
    """An indicator whose figures are entered by hand. Those of a published source come from that
    source alone. Raises Http404."""
    indicator = get_kept_indicator(gebruiker, slug)
    if not indicator.eigen_registratie:
        raise Http404
    return indicator


def get_own_meting(gebruiker: Bezoeker, slug: str, pk: int) -> Meting:
    """A figure to change. Raises Http404."""
    indicator = get_own_registratie(gebruiker, slug)
    found = Meting.objects.filter(indicator=indicator, pk=pk).select_related("gebied").first()
    if found is None:
        raise Http404
    found.indicator = indicator
    return found


def may_make_public(gebruiker: Gebruiker) -> bool:
    """What outsiders see, and what is guarded as a count of people, the eindredacteur decides."""
    return gebruiker.has_rol(Rol.EINDREDACTEUR)


def require_begroting(gebruiker: Bezoeker) -> Gebruiker:
    """Whoever keeps the budget. Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.EINDREDACTEUR):
        return gebruiker
    raise Http404


def get_deelproduct(gebruiker: Bezoeker, plan: str, slug: str) -> Deelproduct:
    """A line of the budget to keep. Raises Http404."""
    require_begroting(gebruiker)
    found = Deelproduct.objects.filter(plan__slug=plan, slug=slug).select_related("plan").first()
    if found is None:
        raise Http404
    return found


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
