"""Until when a round runs and who writes what, as a text that can be saved."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from themas.jaar import permissions
from themas.jaar.models import Bijdrage, Ronde
from veiligheid.core.bewerken.doel import RecordDoel, Stukken
from veiligheid.core.models import Gebruiker, Logregel

_STUK = "schrijvers/"


def schrijvers_stuk(bijdrage: int) -> str:
    """The name of the piece that the writers of a bijdrage are."""
    return f"{_STUK}{bijdrage}"


class RondeDoel(RecordDoel):
    """The deadline, and the writers of each theme: a piece of primary keys, sorted. Raises
    PermissionDenied."""

    soort = "ronde"
    model = Ronde
    velden = ("deadline",)

    def __init__(self, ronde: Ronde, door: Gebruiker) -> None:
        super().__init__(ronde)
        self.ronde, self.door = ronde, door

    def lock(self) -> None:
        super().lock()
        if not permissions.may_order(self.door, self.ronde):
            raise PermissionDenied

    def more(self, record: Ronde) -> Stukken:
        rows = record.bijdragen.order_by("positie", "adviseurs").values_list("pk", "adviseurs")
        pieces: dict[str, list[int]] = {}
        for bijdrage, gebruiker in rows:
            writers = pieces.setdefault(schrijvers_stuk(bijdrage), [])
            writers += [] if gebruiker is None else [gebruiker]
        return {naam: sorted(pks) for naam, pks in pieces.items()}

    def write_fields(self, row: QuerySet[Any], changed: Stukken) -> int:
        written = super().write_fields(row, changed)
        if written and changed:
            Logregel.write("inrichten", self.ronde, self.door, **changed)
        return written

    def write_more(self, old: Stukken, new: Stukken) -> None:
        changed = [n for n, pks in new.items() if n.startswith(_STUK) and old.get(n) != pks]
        wanted = {int(naam.removeprefix(_STUK)): new[naam] for naam in changed}
        people = Gebruiker.objects.in_bulk({pk for pks in wanted.values() for pk in pks})
        for bijdrage in Bijdrage.objects.filter(ronde=self.pk, pk__in=wanted):
            bijdrage.adviseurs.set(wanted[bijdrage.pk])
            schrijvers = sorted(people[pk].naam for pk in wanted[bijdrage.pk])
            Logregel.write("toewijzen", bijdrage, self.door, schrijvers=schrijvers)
