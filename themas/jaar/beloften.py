"""What was promised for the year that a bijdrage looks back on, beside what it says about it."""

from dataclasses import dataclass

from themas.jaar.models import Bijdrage, Blok
from themas.jaar.workflow import Bloksoort
from themas.plan.models import Actie


@dataclass(frozen=True, slots=True)
class Belofte:
    """A vooruitblik of the letter before: its paragraaf's kop, its text, the acties it names."""

    kop: str
    html: str
    acties: tuple[Actie, ...]


def beloften_for(bijdrage: Bijdrage) -> list[Belofte]:
    """What the round that looked ahead to this one's verslagjaar said about this theme, in order.
    Two queries."""
    if bijdrage.ronde.verslagjaar is None:
        return []
    blokken = (
        Blok.objects.filter(
            soort=Bloksoort.VOORUITBLIK,
            voortgang__verwijderd_op=None,
            voortgang__bijdrage__thema=bijdrage.thema_id,
            voortgang__bijdrage__ronde__plan=bijdrage.ronde.plan_id,
            voortgang__bijdrage__ronde__vooruitblikjaar=bijdrage.ronde.verslagjaar,
        )
        .exclude(tekst="")
        .select_related("voortgang")
        .prefetch_related("acties")
        .order_by("voortgang__positie", "positie")
    )
    return [Belofte(b.voortgang.kop, b.tekst, tuple(b.acties.all())) for b in blokken]


def not_yet_told(bijdrage: Bijdrage, beloften: list[Belofte]) -> list[Actie]:
    """The promised acties that no terugblik of this bijdrage names yet, each once. One query."""
    told = set(
        Actie.objects.filter(
            blokken__soort=Bloksoort.TERUGBLIK,
            blokken__voortgang__bijdrage=bijdrage,
            blokken__voortgang__verwijderd_op=None,
        ).values_list("pk", flat=True)
    )
    promised = {a.pk: a for b in beloften for a in b.acties}
    return [a for pk, a in promised.items() if pk not in told]
