"""The oordeel on an actie: as a text that can be saved (compare-and-set, with revisions), and the
one that counts."""

from collections.abc import Iterable

from themas.jaar.models import Bijdrage, Oordeel
from themas.jaar.saving import lock_bijdrage
from themas.plan.afkomst import Afkomst
from themas.plan.models import Actie
from veiligheid.core.bewerken.doel import RecordDoel
from veiligheid.core.saving import Inhoud

VELDEN = ("kleur", "realisatie", "oorzaak", "gevolg", "bijsturing")
BEGIN = Inhoud(dict.fromkeys(VELDEN, ""))


class OordeelDoel(RecordDoel):
    """An oordeel, made when it is saved for the first time: until then it is empty. Locks its
    bijdrage, as every change to it does."""

    soort = "oordeel"
    model = Oordeel
    velden = VELDEN

    def __init__(self, bijdrage: Bijdrage, actie: Actie, oordeel: Oordeel | None) -> None:
        """oordeel: the one that there is."""
        self.bijdrage, self.actie = bijdrage, actie
        super().__init__(oordeel or Oordeel(pk=0))

    def lock(self) -> None:
        lock_bijdrage(self.bijdrage.pk)
        where = {"bijdrage": self.bijdrage, "actie": self.actie}
        found = Oordeel.objects.filter(**where).first()
        self._locked = found or Oordeel.objects.create(**where)
        self.pk = self._locked.pk

    def read(self) -> tuple[int, Inhoud]:
        return super().read() if self.pk else (1, BEGIN)


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
