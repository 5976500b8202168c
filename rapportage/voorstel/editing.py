"""Beginning a collegevoorstel, and its texts as a thing that can be saved."""

from html import escape

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.editing import BriefdeelDoel
from rapportage.models import Brief, Collegevoorstel
from rapportage.permissions import may_prepare_voorstel
from rapportage.vastzetten import lock_brief
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.richtext import sanitize

TEKSTEN = ("gevraagd", "samenvatting", "argumenten", "financien")
KOPPEN = {
    "gevraagd": "Gevraagd besluit",
    "samenvatting": "Samenvatting",
    "argumenten": "Argumenten",
    "financien": "Financiën",
}


class VoorstelDoel(BriefdeelDoel):
    soort = "collegevoorstel"
    model = Collegevoorstel
    velden = ("onderwerp", *TEKSTEN)


@transaction.atomic
def start_voorstel(brief: Brief, door: Gebruiker) -> Collegevoorstel:
    """The voorstel of this letter, begun with what the letter says of itself; the one that is there
    when somebody began it before. Raises PermissionDenied."""
    if not may_prepare_voorstel(door, brief):
        raise PermissionDenied
    lock_brief(brief.pk)
    aan = escape(brief.aan)
    voorstel, new = Collegevoorstel.objects.get_or_create(
        brief=brief,
        defaults={
            "onderwerp": brief.titel,
            "gevraagd": f"<ol><li><p>‘{escape(brief.titel)}’ vast te stellen.</p></li>"
            f"<li><p>De brief met de bijlagen te sturen aan {aan}.</p></li></ol>",
            "samenvatting": sanitize(escape(brief.samenvatting)),
        },
    )
    if new:
        Logregel.write("beginnen", voorstel, door)
    return voorstel
