"""What core itself tells people with an account."""

from veiligheid.core.mail.soorten import Signaalsoort, register_signaal
from veiligheid.core.nazien.workflow import BEOORDELAARS
from veiligheid.core.rollen import Rol

GENOEMD = register_signaal(Signaalsoort("genoemd", "Iemand noemt mij in een opmerking"))
OVERGEDRAGEN = register_signaal(
    Signaalsoort("overgedragen", "Er gaat werk van een collega naar mij, of van mij naar een ander")
)
BEOORDELEN = register_signaal(
    Signaalsoort("beoordelen", "Er is iets ingediend dat op mijn akkoord wacht", BEOORDELAARS)
)
# Kept under the name that it has in what people chose.
STAND = register_signaal(
    Signaalsoort(
        "stand",
        "Wat ik indiende is teruggestuurd, goedgekeurd of weer geopend",
        (Rol.BELEIDSADVISEUR, Rol.EINDREDACTEUR),
    )
)
