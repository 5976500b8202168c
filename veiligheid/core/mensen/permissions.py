"""Administration is the beheerder's; to anybody else it is not there."""

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol


def require_beheerder(gebruiker: Gebruiker | AnonymousUser) -> Gebruiker:
    """Raises Http404."""
    if isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(Rol.BEHEERDER):
        return gebruiker
    raise Http404


def get_mens(gebruiker: Gebruiker | AnonymousUser, pk: int) -> Gebruiker:
    """Somebody's account, to look after. Raises Http404."""
    require_beheerder(gebruiker)
    found = Gebruiker.objects.prefetch_related("groups").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
