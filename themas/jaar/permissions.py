"""Who may do what with the year's records."""

from themas.jaar.models import Ronde
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol


def may_open_ronde(gebruiker: Gebruiker) -> bool:
    return gebruiker.has_rol(Rol.BEHEERDER, Rol.EINDREDACTEUR)


def may_order(gebruiker: Gebruiker, ronde: Ronde) -> bool:
    """The order of the themes is the eindredacteur's, as long as the round is open."""
    return gebruiker.has_rol(Rol.EINDREDACTEUR) and ronde.staat == "open"
