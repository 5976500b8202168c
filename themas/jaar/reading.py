"""Reading a whole round at once, and what was said of one bijdrage."""

from django.db.models import Prefetch, QuerySet

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.workflow import Bijdragestaat
from themas.plan.models import Actie
from veiligheid.core.models import Logregel


def bijdragen_with_text(ronde: Ronde) -> QuerySet[Bijdrage]:
    """The bijdragen of a ronde in the order of the letter, each with its theme and its standing
    paragrafen, blocks and the acties they name. Four queries, whatever the size."""
    acties = Prefetch("acties", Actie.objects.only("sleutel").order_by("thema", "positie"))
    blokken = Prefetch("blokken", Blok.objects.order_by("positie").prefetch_related(acties))
    voortgangen = Voortgang.objects.standing().prefetch_related(blokken)
    return (
        ronde.bijdragen.in_order()
        .select_related("thema")
        .prefetch_related(Prefetch("voortgangen", voortgangen))
    )


def sent_back(bijdrage: Bijdrage) -> Logregel | None:
    """Who sent it back and why, as long as it stands there."""
    if bijdrage.staat != Bijdragestaat.TERUGGESTUURD:
        return None
    lines = Logregel.objects.filter(verb="terugsturen", soort="bijdrage", sleutel=str(bijdrage.pk))
    found: Logregel | None = lines.order_by("-pk").first()
    return found
