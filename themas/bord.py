"""A round at a glance: of each theme who writes it, until when, how far it is and what it still
needs, what asks for attention first."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.jaar.saving import VoortgangDoel
from themas.jaar.stand import Themastand, themastanden
from themas.jaar.termijnen import Termijn
from themas.mist import missing_of
from themas.opmerkingen import open_remarks_of
from veiligheid.core.models import Gebruiker, Revisie
from veiligheid.core.nazien.workflow import BEWERKBAAR, Inzendingstaat
from veiligheid.core.richtext import plain

# What comes first, by why it asks for attention.
_VOLGORDE = ("te laat", "teruggestuurd", "nog geen schrijver", "wacht op beoordeling", "")


@dataclass(frozen=True, slots=True)
class Wijziging:
    """The last time that somebody saved in a text."""

    op: datetime
    wie: str


@dataclass(frozen=True, slots=True)
class Rij:
    """One theme of a round. `mist`: see `mist.missing_of`."""

    stand: Themastand
    schrijvers: tuple[Gebruiker, ...]
    gewijzigd: Wijziging | None
    woorden: int
    opmerkingen: int
    mist: tuple[str, ...]

    @property
    def bijdrage(self) -> Bijdrage:
        return self.stand.bijdrage

    @property
    def termijn(self) -> Termijn | None:
        return self.bijdrage.termijn

    @property
    def wacht_op_schrijver(self) -> bool:
        return self.bijdrage.staat in {s.value for s in BEWERKBAAR}

    @property
    def goedgekeurd(self) -> bool:
        return self.bijdrage.staat == Inzendingstaat.GOEDGEKEURD.value

    @property
    def rest(self) -> str:
        """How long the writer still has; empty when it is not the writer's turn."""
        return self.termijn.rest if self.termijn and self.wacht_op_schrijver else ""

    @property
    def te_laat(self) -> bool:
        return self.wacht_op_schrijver and self.termijn is not None and self.termijn.te_laat

    @property
    def aandacht(self) -> str:
        """Why this one asks for attention; empty when it goes its way."""
        if self.te_laat:
            return "te laat"
        if self.bijdrage.staat == Inzendingstaat.TERUGGESTUURD.value:
            return "teruggestuurd"
        if not self.schrijvers:
            return "nog geen schrijver"
        if self.bijdrage.staat == Inzendingstaat.INGEDIEND.value:
            return "wacht op beoordeling"
        return ""

    def _rang(self) -> tuple[int, bool, date, int, int]:
        dag = self.termijn.dag if self.termijn else date.max
        return (
            _VOLGORDE.index(self.aandacht),
            self.goedgekeurd,
            dag,
            -len(self.mist),
            self.bijdrage.positie,
        )


def rows_of(ronde: Ronde) -> list[Rij]:
    """What asks for attention first; within that, what is due first. Constant queries."""
    bijdragen = list(
        ronde.bijdragen.in_order()
        .select_related("thema", "ronde")
        .prefetch_related("adviseurs__groups")
    )
    standen = themastanden(bijdragen)
    remarks = open_remarks_of(bijdragen)
    mist = missing_of(bijdragen, standen, remarks)
    words, changed = _words(ronde), _last_changes(ronde)
    rows = [
        Rij(
            stand,
            tuple(stand.bijdrage.adviseurs.all()),
            changed.get(stand.bijdrage.pk),
            words[stand.bijdrage.pk],
            remarks[stand.bijdrage.pk],
            mist[stand.bijdrage.pk],
        )
        for stand in standen
    ]
    return sorted(rows, key=Rij._rang)


def in_order_of_letter(rows: Sequence[Rij]) -> list[Themastand]:
    """The same themes as the letter has them."""
    groups = {"prioritair": 0, "kern": 1}
    found = [rij.stand for rij in rows]
    return sorted(found, key=lambda s: (groups.get(s.bijdrage.thema.soort, 2), s.bijdrage.positie))


def tally(rows: Sequence[Rij]) -> list[tuple[str, int]]:
    """How many themes are in each state, in the order of their way."""
    counts = Counter(rij.bijdrage.staat for rij in rows)
    return [(s.value, counts[s.value]) for s in Inzendingstaat if counts[s.value]]


def _words(ronde: Ronde) -> Mapping[int, int]:
    counts: Counter[int] = Counter()
    blokken = Blok.objects.speaking().filter(voortgang__bijdrage__ronde=ronde).order_by()
    for pk, tekst in blokken.values_list("voortgang__bijdrage", "tekst"):
        counts[pk] += len(plain(tekst).split())
    return counts


def _last_changes(ronde: Ronde) -> dict[int, Wijziging]:
    """Two queries for the revisions, one for where they belong."""
    home = dict(
        Voortgang.objects.filter(bijdrage__ronde=ronde).order_by().values_list("pk", "bijdrage")
    )
    kept = Revisie.objects.filter(
        soort=VoortgangDoel.soort,
        record__in=Voortgang.objects.filter(bijdrage__ronde=ronde).order_by().values("pk"),
    ).exclude(versie=None)
    last: dict[int, int] = {}
    # What a text was like before its first save stands there as well, under nobody's name.
    made = kept.exclude(uitkomst=Revisie.Uitkomst.BEGIN).order_by()
    for record, pk in made.values_list("record").annotate(laatste=Max("pk")):
        last[home[record]] = max(pk, last.get(home[record], 0))
    found = Revisie.objects.filter(pk__in=last.values()).only("op", "wie").in_bulk()
    return {
        bijdrage: Wijziging(found[pk].op, found[pk].wie or "naam onbekend")
        for bijdrage, pk in last.items()
    }
