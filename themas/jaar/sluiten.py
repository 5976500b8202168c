"""Closing a round, and opening it again: each checks, locks, changes and logs in one place."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from themas.jaar import permissions
from themas.jaar.models import Ronde
from themas.jaar.workflow import Rondestaat
from themas.signalen import tell_round
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel, Stap

SOORT, SLUITEN, HEROPENEN = "ronde", "sluiten", "heropenen"


def close_ronde(ronde: Ronde, door: Gebruiker) -> None:
    """From now on nobody writes a theme in it, and nothing is handed in or approved, of whatever
    kind (`Inzendingsoort.is_open`). What stands there stays, and can be published as far as it was
    approved; the parts of the letter itself that nobody approved are still edited. Raises
    PermissionDenied, and Geweigerd when it is closed already."""
    _move(ronde, Rondestaat.OPEN, Rondestaat.GESLOTEN, SLUITEN, door)


def reopen_ronde(ronde: Ronde, door: Gebruiker, reden: str) -> None:
    """Everything goes on where it was, with the states that it had. Raises PermissionDenied, and
    Geweigerd when it is open already or without a reason."""
    reden = " ".join(reden.split())
    if not reden:
        melding = "Schrijf erbij waarom de ronde weer opengaat."
        raise Geweigerd(blokkeert("reden-nodig", melding, str(ronde)))
    _move(ronde, Rondestaat.GESLOTEN, Rondestaat.OPEN, HEROPENEN, door, reden)


def last_step(ronde: Ronde) -> Stap | None:
    """Who closed or opened it last, and why."""
    found: Stap | None = Stap.objects.filter(soort=SOORT, record=ronde.pk).order_by("-pk").first()
    return found


def _move(
    ronde: Ronde, van: Rondestaat, naar: Rondestaat, naam: str, door: Gebruiker, reden: str = ""
) -> None:
    if not permissions.may_open_ronde(door):
        raise PermissionDenied
    with transaction.atomic():
        ronde = Ronde.objects.select_for_update().get(pk=ronde.pk)
        if ronde.staat != van.value:
            melding = f"Dit kan niet meer: de ronde is al {naar.value}."
            raise Geweigerd(blokkeert("staat-veranderd", melding, str(ronde)))
        Ronde.objects.filter(pk=ronde.pk).update(staat=naar.value)
        stap = Stap.objects.create(
            soort=SOORT,
            record=ronde.pk,
            stap=naam,
            versie=ronde.versie,
            reden=reden,
            wie=door.naam,
            gebruiker_id=door.pk,
        )
        Logregel.write(naam, ronde, door)
        tell_round(ronde, stap, door)
