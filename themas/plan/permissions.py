"""Who may make a plan and change it. What somebody may not change has no page: 404."""

from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import Http404

from themas.plan.models import Actie, Pijler, Plan, PlanOnderdeel, Thema
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

Bezoeker = Gebruiker | AnonymousUser


def may_keep_plannen(gebruiker: Bezoeker) -> bool:
    """Whoever may open a round keeps the plan that it is about."""
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.BEHEERDER, Rol.EINDREDACTEUR)


def require_keeper(gebruiker: Bezoeker) -> Gebruiker:
    """Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and may_keep_plannen(gebruiker):
        return gebruiker
    raise Http404


def get_plan(gebruiker: Bezoeker, slug: str) -> Plan:
    """A plan to change. Raises Http404."""
    require_keeper(gebruiker)
    return _first(Plan.objects.select_related("onder_thema").filter(slug=slug))


def get_thema(gebruiker: Bezoeker, plan: str, pk: int) -> Thema:
    """A theme to change. Raises Http404."""
    require_keeper(gebruiker)
    return _first(Thema.objects.select_related("plan").filter(plan__slug=plan, pk=pk))


def get_pijler(gebruiker: Bezoeker, plan: str, pk: int) -> Pijler:
    """A pijler to change. Raises Http404."""
    require_keeper(gebruiker)
    return _first(
        Pijler.objects.select_related("thema__plan").filter(thema__plan__slug=plan, pk=pk)
    )


def get_actie(gebruiker: Bezoeker, plan: str, pk: int) -> Actie:
    """An actie to change. Raises Http404."""
    require_keeper(gebruiker)
    return _first(Actie.objects.select_related("thema__plan").filter(thema__plan__slug=plan, pk=pk))


def get_onderdeel(gebruiker: Bezoeker, plan: str, pk: int) -> PlanOnderdeel:
    """A section of the plan, of a theme or of an actie, to change. Raises Http404."""
    require_keeper(gebruiker)
    found = PlanOnderdeel.objects.select_related("plan", "thema", "actie")
    return _first(found.filter(plan__slug=plan, pk=pk))


M = TypeVar("M", Plan, Thema, Pijler, Actie, PlanOnderdeel)


def _first(found: QuerySet[M]) -> M:
    record = found.first()
    if record is None:
        raise Http404
    return record
