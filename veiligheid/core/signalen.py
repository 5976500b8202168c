"""What core itself tells people with an account."""

from veiligheid.core.mail.soorten import Signaalsoort, register_signaal

GENOEMD = register_signaal(Signaalsoort("genoemd", "Iemand noemt mij in een opmerking"))
OVERGEDRAGEN = register_signaal(
    Signaalsoort("overgedragen", "Er gaat werk van een collega naar mij, of van mij naar een ander")
)
