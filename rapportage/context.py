"""What the menu of every living page knows of what was published."""

from collections.abc import Callable

from django.http import HttpRequest

from rapportage.models import Publicatie
from rapportage.workflow import Briefsoort
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol

# Who finds something under Schrijven.
_SCHRIJVEN = (
    Rol.BELEIDSADVISEUR,
    Rol.EINDREDACTEUR,
    Rol.LEIDINGGEVENDE,
    Rol.SECRETARIAAT,
    Rol.PORTEFEUILLEHOUDER,
)


def menu(request: HttpRequest) -> dict[str, Callable[[], str | bool]]:
    """`nieuwste_spiegel` gives the address of the newest published mirror, empty when there is
    none; `schrijft` whether there is anything to write or judge for who looks. They ask the
    database only on a page that has a menu."""
    return {"nieuwste_spiegel": _newest_mirror, "schrijft": lambda: _writes(request)}


def _writes(request: HttpRequest) -> bool:
    gebruiker = request.user
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*_SCHRIJVEN)


def _newest_mirror() -> str:
    mirrors = Publicatie.objects.filter(soort=Briefsoort.SPIEGEL.value)
    newest = mirrors.order_by("-jaar", "slug").first()
    return newest.get_absolute_url() if newest else ""
