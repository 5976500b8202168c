"""A letter that is held still for the moment of publishing.

Who writes in it meanwhile is refused for a moment, with the text kept: the page sends it again by
itself. So whoever publishes never loses from whoever types.
"""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from rapportage.models import Brief
from veiligheid.core.findings import EvenNiet, blokkeert
from veiligheid.core.models import Gebruiker, Taak

# The kind of taak that publishes; its key is the letter's.
PUBLICEREN = "publiceren"
# Long enough to look at what changed, short enough to forget to let go.
DUUR = timedelta(minutes=5)


def lock_brief(pk: int) -> Brief:
    """Take the letter's row; everything that changes a part of it stands in line here. Raises
    EvenNiet while it is held still."""
    brief = Brief.objects.select_for_update().get(pk=pk)
    if is_vastgezet(brief):
        raise EvenNiet(
            blokkeert(
                "vastgezet",
                "De brief wordt op dit moment gepubliceerd; uw tekst is bewaard in dit venster.",
            )
        )
    return brief


def is_vastgezet(brief: Brief) -> bool:
    """Whether somebody holds it still, or it is being published."""
    if brief.vastgezet_tot is not None and brief.vastgezet_tot > timezone.now():
        return True
    return publishing_of(brief) is not None


def publishing_of(brief: Brief) -> Taak | None:
    """The taak that is publishing this letter, or is about to."""
    taken = Taak.objects.unfinished().of(PUBLICEREN, str(brief.pk))
    found: Taak | None = taken.select_related("gebruiker").first()
    return found


def hold_still(brief: Brief, door: Gebruiker) -> None:
    """Hold a letter still for a while. The caller has its row."""
    brief.vastgezet_tot, brief.vastgezet_door = timezone.now() + DUUR, door
    brief.save(update_fields=["vastgezet_tot", "vastgezet_door"])


def let_go(brief: Brief) -> None:
    """Let writers at it again."""
    held = Brief.objects.filter(~Q(vastgezet_tot=None), pk=brief.pk)
    held.update(vastgezet_tot=None, vastgezet_door=None)
