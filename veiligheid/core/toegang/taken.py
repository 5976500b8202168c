"""Looking up who forgot a password, away from the page that asked."""

from veiligheid.core.taken.soorten import Soort, register
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.toegang.links import send_forgotten

VERGETEN = "wachtwoord-vergeten"


def _do(werk: Werk) -> Uitkomst:
    send_forgotten(str(werk.taak.argumenten["naam"]))
    return Uitkomst(("Nagekeken.",))


register(Soort(VERGETEN, _do, lambda taak: "Wachtwoord vergeten", lambda wie, taak: False, 10))
