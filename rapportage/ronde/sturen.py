"""Sending somebody what is theirs to mend: how much it is and where, nothing of any text."""

from django.utils import timezone

from rapportage.ronde.groepen import Groep
from themas.jaar.models import Ronde
from themas.signalen import BEVINDINGEN
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.zinnen import counted


def send_group(ronde: Ronde, groep: Groep, door: Gebruiker) -> list[Gebruiker]:
    """Tell the owners of a group, each at most once a day about the same findings. Gives who they
    are. Raises Geweigerd when nobody can be told."""
    aan = [g for g in groep.eigenaars if g.email]
    if not aan:
        melding = f"Niemand om dit naartoe te sturen: geef ‘{groep.titel}’ eerst een schrijver."
        raise Geweigerd(blokkeert("geen-eigenaar", melding))
    dag = timezone.localdate().isoformat()
    nieuws = Nieuws(
        BEVINDINGEN,
        f"bevindingen/{ronde.pk}/{groep.sleutel}/{dag}/{groep.kenmerk}",
        f"{door.naam} vraagt u te kijken naar ‘{groep.titel}’ in {ronde}",
        groep.adres,
        tuple(_in_numbers(groep)),
    )
    # Who asks may be one of them: that is no reason to be left out.
    told = tell(nieuws, aan)
    Logregel.write(
        "bevindingen sturen",
        groep.bijdrage or ronde,
        door,
        aan=[g.naam for g in aan],
        aantal=len(groep.bevindingen),
        nieuw=told,
    )
    return aan


def _in_numbers(groep: Groep) -> list[str]:
    n = len(groep.bevindingen)
    found = [f"Er {'is' if n == 1 else 'zijn'} {counted(n, 'bevinding', 'bevindingen')}."]
    if groep.tegen:
        found.append(f"{groep.tegen} daarvan houdt publiceren tegen.")
        if groep.tegen > 1:
            found[-1] = f"{groep.tegen} daarvan houden publiceren tegen."
    return found
