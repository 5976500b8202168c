"""What the menu of every living page knows of what was published."""

from collections.abc import Callable
from functools import cache

from django.http import HttpRequest

from rapportage.openbaar.kader import newest_mirror
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
    none; `menu_schrijven` whether there is anything to write or judge for who looks. They ask the
    database only on a page that has a menu."""
    # The menu of a narrow screen is at the foot as well: asked once.
    return {
        "nieuwste_spiegel": cache(newest_mirror),
        "menu_schrijven": cache(lambda: _writes(request)),
    }


def _writes(request: HttpRequest) -> bool:
    gebruiker = request.user
    return isinstance(gebruiker, Gebruiker) and gebruiker.has_rol(*_SCHRIJVEN)
