"""Reading a whole round at once."""

from django.db.models import Prefetch, QuerySet

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.plan.models import Actie


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
