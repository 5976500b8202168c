"""Beginning an analysis: the questions that it has to answer, each with room for a text."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.brieven import add_texts, start_document
from rapportage.models import Bijlage, Brief, Briefsoort, Onderdeel
from rapportage.permissions import may_start_document
from themas.jaar.models import Ronde
from themas.plan.models import Plan
from veiligheid.core.models import Gebruiker, Logregel

_KOPPEN = (
    "De vraag",
    "Wat we eronder verstaan",
    "Wat we zien",
    "Wat we ermee doen",
    "Wat we niet weten",
)


@transaction.atomic
def start_fenomeenanalyse(ronde: Ronde, door: Gebruiker | None) -> Brief:
    """An analysis on this round: as many as are wanted. Its annex shows the figures that are chosen
    in it.

    `door` is None for the demo and the administrator on the machine. Raises PermissionDenied.
    """
    if door is not None and not may_start_document(door):
        raise PermissionDenied
    # The plan's row makes two people take turns: each gets an address of their own.
    Plan.objects.select_for_update().get(pk=ronde.plan_id)
    slug, n = f"fenomeenanalyse-{ronde.jaar}", 1
    while Brief.objects.filter(slug=slug).exists():
        slug, n = f"fenomeenanalyse-{ronde.jaar}-{n + 1}", n + 1
    brief = start_document(
        ronde,
        slug,
        "Fenomeenanalyse" if n == 1 else f"Fenomeenanalyse {n}",
        soort=Briefsoort.FENOMEENANALYSE,
        samenvatting="Wat er speelt, waar en hoe vaak, wat we doen en wat we niet weten.",
    )
    add_texts(brief, [(Onderdeel.Plek.ALGEMEEN, kop, 1) for kop in _KOPPEN])
    Bijlage.objects.create(brief=brief, nummer=1, titel="De cijfers", soort="fenomeen")
    Logregel.write("beginnen", brief, door)
    return brief
