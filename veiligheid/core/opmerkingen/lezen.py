"""Remarks to read: each with what was answered, at its text and in the order of that text."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.db.models import Count, QuerySet

from veiligheid.core.opmerkingen.merken import Merk, mark
from veiligheid.core.opmerkingen.models import Anker, Opmerking, Opmerkingstap


@dataclass(frozen=True, slots=True)
class Draad:
    """A remark with its place and its steps, the oldest first."""

    opmerking: Opmerking
    anker: Anker
    stappen: tuple[Opmerkingstap, ...]

    @property
    def open(self) -> bool:
        return self.anker.open

    @property
    def kwijt(self) -> bool:
        """Its words are gone from the text."""
        return bool(self.opmerking.citaat) and self.anker.begin is None

    @property
    def gemerkt(self) -> bool:
        """Its words are to be seen in the text."""
        return self.anker.begin is not None

    @property
    def uuid(self) -> UUID:
        """For the reply that is written below it."""
        return uuid4()


@dataclass(slots=True)
class Gesprek:
    """The remarks at one text."""

    soort: str
    record: int
    draden: list[Draad] = field(default_factory=list)

    @property
    def open(self) -> list[Draad]:
        return [d for d in self.draden if d.open]

    @property
    def afgehandeld(self) -> list[Draad]:
        return [d for d in self.draden if not d.open]

    @property
    def sleutel(self) -> str:
        return f"{self.soort}-{self.record}"

    @property
    def uuid(self) -> UUID:
        """For the remark that is written below it."""
        return uuid4()

    def marks(self, stuk: str) -> list[Merk]:
        """Where the open remarks at this piece hang."""
        return [
            Merk(d.opmerking.pk, d.anker.begin, d.anker.eind)
            for d in self.open
            if d.anker.stuk == stuk and d.anker.begin is not None and d.anker.eind is not None
        ]

    def marked(self, stuk: str, html: str) -> str:
        """A piece of rich text with the words marked at which open remarks hang."""
        return mark(html, self.marks(stuk))


def conversation(soort: str, record: int) -> Gesprek:
    """The remarks at one text. Two queries."""
    return conversations(soort, [record])[record]


def conversations(soort: str, records: Collection[int]) -> dict[int, Gesprek]:
    """The remarks at each of these texts. Two queries, whatever the number."""
    found = {pk: Gesprek(soort, pk) for pk in records}
    for draad in threads(Anker.objects.filter(soort=soort, record__in=records)):
        found[draad.anker.record].draden.append(draad)
    return found


def threads(ankers: QuerySet[Anker]) -> list[Draad]:
    """These remarks in the order of their texts, with their steps."""
    rows = list(ankers.select_related("opmerking").order_by("record", "stuk", "begin", "opmerking"))
    steps: dict[int, list[Opmerkingstap]] = defaultdict(list)
    of_these = Opmerkingstap.objects.filter(opmerking__in=[a.opmerking_id for a in rows])
    for step in of_these.order_by("pk"):
        steps[step.opmerking_id].append(step)
    return [Draad(a.opmerking, a, tuple(steps[a.opmerking_id])) for a in rows]


def open_counts(teksten: Iterable[tuple[str, Collection[int]]]) -> Mapping[tuple[str, int], int]:
    """How many open remarks there are at each of these texts. One query for each kind."""
    counts: dict[tuple[str, int], int] = {}
    for soort, records in teksten:
        rows = Anker.objects.filter(soort=soort, record__in=records, open=True)
        for record, n in rows.values_list("record").annotate(n=Count("pk")):
            counts[soort, record] = n
    return counts
