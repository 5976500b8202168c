"""Until when a round runs and who writes what, as a text that can be saved."""

from datetime import date, time
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from themas.jaar import permissions
from themas.jaar.models import Bijdrage, Ronde
from veiligheid.core.bewerken.doel import RecordDoel, Stukken, plain
from veiligheid.core.models import Gebruiker, Logregel

_STUK, _TERMIJN = "schrijvers/", "termijn/"


def schrijvers_stuk(bijdrage: int) -> str:
    """The name of the piece that the writers of a bijdrage are."""
    return f"{_STUK}{bijdrage}"


def termijn_stuk(bijdrage: int) -> str:
    """The name of the piece that the own deadline of a bijdrage is: "", "2026-12-11" or
    "2026-12-11 17:00"."""
    return f"{_TERMIJN}{bijdrage}"


def as_termijn(dag: date | None, tijd: time | None) -> str:
    """A day and an hour as such a piece."""
    return f"{plain(dag)} {plain(tijd) or ''}".strip() if dag else ""


class RondeDoel(RecordDoel):
    """The deadline and the day for the secretariaat, and of each theme its writers (a piece of
    primary keys, sorted) and a deadline of its own. Raises PermissionDenied."""

    soort = "ronde"
    model = Ronde
    velden = ("deadline", "deadline_tijd", "naar_secretariaat")

    def __init__(self, ronde: Ronde, door: Gebruiker) -> None:
        super().__init__(ronde)
        self.ronde, self.door = ronde, door

    def lock(self) -> None:
        super().lock()
        if not permissions.may_order(self.door, self.ronde):
            raise PermissionDenied

    def more(self, record: Ronde) -> Stukken:
        rows = record.bijdragen.order_by("positie", "adviseurs").values_list(
            "pk", "adviseurs", "deadline", "deadline_tijd"
        )
        pieces: dict[str, list[int]] = {}
        termijnen: dict[str, str] = {}
        for bijdrage, gebruiker, dag, tijd in rows:
            writers = pieces.setdefault(schrijvers_stuk(bijdrage), [])
            writers += [] if gebruiker is None else [gebruiker]
            termijnen[termijn_stuk(bijdrage)] = as_termijn(dag, tijd)
        return {naam: sorted(pks) for naam, pks in pieces.items()} | termijnen

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
        self._write_termijnen(old, new)

    def _write_termijnen(self, old: Stukken, new: Stukken) -> None:
        changed = [n for n, t in new.items() if n.startswith(_TERMIJN) and old.get(n) != t]
        wanted = {int(naam.removeprefix(_TERMIJN)): new[naam] for naam in changed}
        for bijdrage in Bijdrage.objects.filter(ronde=self.pk, pk__in=wanted):
            dag, _, tijd = wanted[bijdrage.pk].partition(" ")
            Bijdrage.objects.filter(pk=bijdrage.pk).update(
                deadline=date.fromisoformat(dag) if dag else None,
                deadline_tijd=time.fromisoformat(tijd) if tijd else None,
            )
            Logregel.write("termijn geven", bijdrage, self.door, termijn=wanted[bijdrage.pk])
