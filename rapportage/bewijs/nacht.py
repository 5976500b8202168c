"""The night's verification: everything against its manifest, and of some publications the PDFs made
again; each has its turn within a week. What is wrong is mailed and logged."""

import logging

from django.db.models import Q
from django.utils import timezone

from rapportage.bewijs.opnieuw import remake
from rapportage.bewijs.verifieren import verify
from rapportage.models import Publicatie
from veiligheid.core.mail.vragen import mail
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.core.zinnen import counted

_WEEK = 7
# So many are told in a mail; the command tells all.
_TOLD = 20

_log = logging.getLogger(__name__)


def verify_at_night() -> str:
    """Gives what came of it, in a sentence."""
    today = timezone.localdate()
    nagekeken = verify()
    wrong = [str(gebrek) for gebrek in nagekeken.gebreken]
    turn = Publicatie.objects.filter(manifest__nummer__isnull=False).select_related("manifest")
    for publicatie in turn.iterator(chunk_size=1):
        if publicatie.manifest.nummer % _WEEK == today.toordinal() % _WEEK:
            wrong += [str(made) for made in remake(publicatie) if not made.gelijk]
    done = f"{counted(nagekeken.publicaties, 'publicatie', 'publicaties')} nagekeken"
    if not wrong:
        return f"{done}: alles is zoals het werd gepubliceerd."
    _log.error("publications are not what was published: %s", "; ".join(wrong[:_TOLD]))
    for wie in Gebruiker.objects.filter(
        Q(groups__name__in=[Rol.BEHEERDER.value, Rol.SECRETARIAAT.value]), is_active=True
    ).distinct():
        mail(
            "verificatie",
            wie.email,
            f"verificatie/{today}/{wie.pk}",
            "Een publicatie is niet meer wat zij was",
            "mail/verificatie.txt",
            {"naam": wie.naam, "gebreken": wrong[:_TOLD]},
        )
    return f"{done}; {counted(len(wrong), 'gebrek', 'gebreken')} gevonden."
