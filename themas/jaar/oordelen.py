"""The oordeel on an actie: as a text that can be saved (compare-and-set, with revisions), and the
one that counts."""

from collections.abc import Iterable

from django.db.models import F

from themas.jaar.models import Bijdrage, Oordeel
from themas.jaar.saving import lock_bijdrage
from themas.plan.afkomst import Afkomst
from themas.plan.models import Actie
from veiligheid.core.saving import Inhoud

VELDEN = ("kleur", "realisatie", "oorzaak", "gevolg", "bijsturing")
BEGIN = Inhoud(dict.fromkeys(VELDEN, ""))


class OordeelDoel:
    """`core.saving.Doel` for an oordeel, made when it is written for the first time."""

    soort = "oordeel"

    def __init__(self, bijdrage: Bijdrage, actie: Actie) -> None:
        self.bijdrage, self.actie = bijdrage, actie
        self.pk = Oordeel.objects.get_or_create(bijdrage=bijdrage, actie=actie)[0].pk

    def lock(self) -> None:
        lock_bijdrage(self.bijdrage.pk)

    def claim(self, versie: int) -> bool:
        mine = Oordeel.objects.filter(pk=self.pk, versie=versie)
        return bool(mine.update(versie=F("versie") + 1))

    def read(self) -> tuple[int, Inhoud]:
        oordeel = Oordeel.objects.get(pk=self.pk)
        return oordeel.versie, content_of_oordeel(oordeel)

    def write(self, before: Inhoud, after: Inhoud) -> None:
        Oordeel.objects.filter(pk=self.pk).update(**after.stukken)


def content_of_oordeel(oordeel: Oordeel | None) -> Inhoud:
    if oordeel is None:
        return BEGIN
    return Inhoud({naam: getattr(oordeel, naam) for naam in VELDEN})


def by_actie(oordelen: Iterable[Oordeel], afkomst: Afkomst) -> dict[int, Oordeel]:
    """One oordeel per actie, by primary key of the actie as it is called now: the one from its home
    theme, else the first that says something. Each has its `bijdrage` loaded."""
    found: dict[int, Oordeel] = {}
    for oordeel in sorted(oordelen, key=lambda o: (o.bijdrage.ronde_id, o.bijdrage.positie, o.pk)):
        pk = afkomst.current(oordeel.actie_id)
        known = found.get(pk)
        if known is None or _weight(oordeel, afkomst) > _weight(known, afkomst):
            found[pk] = oordeel
    return found


def _weight(oordeel: Oordeel, afkomst: Afkomst) -> tuple[bool, bool]:
    says = any(getattr(oordeel, naam) for naam in VELDEN)
    return says, oordeel.bijdrage.thema_id == afkomst.home(oordeel.actie_id).pk
