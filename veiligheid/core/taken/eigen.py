"""What core itself has done beside the request: the night's work."""

from django.core.management import call_command
from django.utils import timezone

from veiligheid.core import inlezen  # noqa: F401  (it registers itself)
from veiligheid.core.mail import signalen, verzenden  # noqa: F401  (likewise)
from veiligheid.core.mensen.instellingen import note_settings
from veiligheid.core.mensen.mensen import forget_who_left
from veiligheid.core.models import Inleesbestand, Onthouden, Toegangslink
from veiligheid.core.taken.herstel import NACHTWERK
from veiligheid.core.taken.soorten import (
    Soort,
    nachtwerken,
    register,
    register_nachtwerk,
    register_ronde,
)
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.toegang import taken  # noqa: F401  (likewise)
from veiligheid.core.toegang.models import BEWAAR_LINKS
from veiligheid.core.zinnen import counted


def _nachtwerk(werk: Werk) -> Uitkomst:
    naam = werk.taak.sleutel.partition("/")[0]
    duty = next((n for n in nachtwerken() if n.naam == naam), None)
    return Uitkomst((duty.doe() if duty else "Dit werk bestaat niet meer.",))


def _sessies() -> str:
    now = timezone.now()
    call_command("clearsessions")
    Onthouden.objects.filter(expires__lt=now).delete()
    Toegangslink.objects.filter(verloopt_op__lt=now - BEWAAR_LINKS).delete()
    return "Verlopen sessies, links en tellingen zijn opgeruimd."


def _inleesbestanden() -> str:
    gone, _ = Inleesbestand.objects.filter(verloopt_op__lte=timezone.now()).delete()
    return f"{counted(gone, 'verlopen bestand', 'verlopen bestanden')} weggegooid."


register(Soort(NACHTWERK, _nachtwerk, lambda taak: "Nachtwerk", voorrang=-50))


def _vertrokken() -> str:
    gone = forget_who_left()
    return f"{counted(gone, 'account', 'accounts')} van wie al lang weg is leeggemaakt."


register_nachtwerk("sessies", _sessies)
register_nachtwerk("vertrokken", _vertrokken)
register_nachtwerk("inleesbestanden", _inleesbestanden)
register_ronde(note_settings)
