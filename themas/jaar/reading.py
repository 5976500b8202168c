"""Reading a whole round at once."""

from django.db.models import Prefetch, QuerySet

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang


def bijdragen_with_text(ronde: Ronde) -> QuerySet[Bijdrage]:
    """The bijdragen of a ronde in the order of the letter, each with its theme and its standing
    paragrafen and blocks. Three queries, whatever the size."""
    blokken = Prefetch("blokken", Blok.objects.order_by("positie"))
    voortgangen = Voortgang.objects.standing().prefetch_related(blokken)
    return (
        ronde.bijdragen.in_order()
        .select_related("thema")
        .prefetch_related(Prefetch("voortgangen", voortgangen))
    )
