"""What a plan said of its acties for one year: what was promised, and what was reported.

A *vermelding* is a block with text that looks ahead to the year, or back on it, and the acties it
names. The writing screens and the mirror both stand on this reading, so that they can't differ on
what was promised and what was told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from themas.jaar.models import Bijdrage, Blok, Ronde, Voortgang
from themas.plan.afkomst import Afkomst, read_afkomst
from themas.plan.models import Actie
from veiligheid.document.woorden import Bloksoort


@dataclass(frozen=True, slots=True)
class Vermelding:
    """A block that looks ahead or back: where it stands, and the acties it names. By primary key;
    without its text."""

    blok: int
    voortgang: int
    bijdrage: int
    thema: int
    ronde: int
    soort: Bloksoort
    acties: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Uitspraak:
    """A vermelding with its text, its paragraaf (bijdrage, theme and ronde are loaded), and the
    acties themselves."""

    html: str
    voortgang: Voortgang
    acties: tuple[Actie, ...]

    @property
    def kop(self) -> str:
        return self.voortgang.kop

    @property
    def sleutel(self) -> str:
        return self.voortgang.sleutel


@dataclass(frozen=True, slots=True)
class Koppeling:
    """Promises and reports of one year, actie by actie.

    beloofd: what was promised, by actie. verteld: what was reported on those. ongevraagd: what was
    reported on acties that nobody promised.
    """

    beloofd: Mapping[int, list[Vermelding]]
    verteld: Mapping[int, list[Vermelding]]
    ongevraagd: Mapping[int, list[Vermelding]]


def match(
    vooruit: Iterable[Vermelding], terug: Iterable[Vermelding], afkomst: Afkomst
) -> Koppeling:
    """The one place that says what answers what. A report of whatever theme counts; one on an
    actie that goes on with a promised one reports on that as well."""
    beloofd: dict[int, list[Vermelding]] = defaultdict(list)
    for v in vooruit:
        for rij in {afkomst.current(a): None for a in v.acties}:
            beloofd[rij].append(v)
    verteld: dict[int, list[Vermelding]] = defaultdict(list)
    ongevraagd: dict[int, list[Vermelding]] = defaultdict(list)
    for v in terug:
        asked = {rij: None for a in v.acties for rij in afkomst.line(a) if rij in beloofd}
        rest = {
            afkomst.current(a): None
            for a in v.acties
            if not any(rij in beloofd for rij in afkomst.line(a))
        }
        for rij in asked:
            verteld[rij].append(v)
        for rij in rest:
            ongevraagd[rij].append(v)
    return Koppeling(beloofd, verteld, ongevraagd)


@dataclass
class Lezing:
    """What was said for one year in one plan and in the plans before it.

    vooruit, terug: the vermeldingen, in the order of the letters. keek_vooruit, keek_terug: whether
    a ronde looked that way at all. verleden: a year before the one that was asked for; then the
    rondes of the plans before this one look back too.
    """

    plan: int
    jaar: int
    afkomst: Afkomst
    verleden: bool = False
    vooruit: list[Vermelding] = field(default_factory=list)
    terug: list[Vermelding] = field(default_factory=list)
    keek_vooruit: bool = False
    keek_terug: bool = False

    @cached_property
    def koppeling(self) -> Koppeling:
        return match(self.vooruit, self.terug, self.afkomst)

    def looks_ahead(self, ronde: Ronde) -> bool:
        return ronde.vooruitblikjaar == self.jaar and ronde.plan_id in self.afkomst.plannen

    def looks_back(self, ronde: Ronde) -> bool:
        plannen = self.afkomst.plannen if self.verleden else {self.plan}
        return ronde.verslagjaar == self.jaar and ronde.plan_id in plannen

    def add(self, v: Vermelding) -> None:
        # An actie of a plan that this one has nothing to do with is none of its promises.
        if not self.afkomst.acties.keys() >= set(v.acties):
            v = replace(v, acties=tuple(a for a in v.acties if a in self.afkomst.acties))
        (self.vooruit if v.soort is Bloksoort.VOORUITBLIK else self.terug).append(v)

    def promised_to(self, thema: int) -> list[Vermelding]:
        """The promises that this theme of the plan has to answer: its own, of the themes it goes
        on with, and of a theme that nothing goes on with those about its acties."""
        return [v for v in self.vooruit if thema in self._themas(v)]

    def _themas(self, v: Vermelding) -> set[int]:
        return self.afkomst.themas_from(v.thema) or {
            self.afkomst.acties[self.afkomst.current(a)].thema_id for a in v.acties
        }


def read_lezingen(vragen: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Lezing]:
    """The reading of each plan and year that is asked. Five queries, whatever is asked."""
    asked = set(vragen)
    afkomsten = read_afkomst(plan for plan, _ in asked)
    lezingen = {(plan, jaar): Lezing(plan, jaar, afkomsten[plan]) for plan, jaar in asked}
    _fill(list(lezingen.values()), _rondes(afkomsten.values()))
    return lezingen


def read_with_past(plan: int, jaar: int) -> list[Lezing]:
    """The reading of one year, and of every year before it in which a ronde looked ahead or back;
    the year itself first, the others from late to early. Five queries."""
    afkomst = read_afkomst([plan])[plan]
    rondes = _rondes([afkomst])
    years = {j for r in rondes for j in (r.verslagjaar, r.vooruitblikjaar) if j and j < jaar}
    lezingen = [
        Lezing(plan, jaar, afkomst),
        *(Lezing(plan, j, afkomst, verleden=True) for j in sorted(years, reverse=True)),
    ]
    _fill(lezingen, rondes)
    return lezingen


def _rondes(afkomsten: Iterable[Afkomst]) -> list[Ronde]:
    family = frozenset[int]().union(*(a.plannen for a in afkomsten))
    # The round of an older plan first: its year came earlier.
    return list(Ronde.objects.filter(plan__in=family).order_by("plan__van_jaar", "pk"))


def _fill(lezingen: list[Lezing], rondes: list[Ronde]) -> None:
    """Put every vermelding where it belongs. One query."""
    ahead: dict[int, list[Lezing]] = defaultdict(list)
    back: dict[int, list[Lezing]] = defaultdict(list)
    for ronde in rondes:
        ahead[ronde.pk] = [x for x in lezingen if x.looks_ahead(ronde)]
        back[ronde.pk] = [x for x in lezingen if x.looks_back(ronde)]
    for lezing in (x for each in ahead.values() for x in each):
        lezing.keek_vooruit = True
    for lezing in (x for each in back.values() for x in each):
        lezing.keek_terug = True
    found = _vermeldingen([pk for pk in ahead if ahead[pk] or back[pk]])
    for ronde in rondes:
        for v in found[ronde.pk]:
            for lezing in (ahead if v.soort is Bloksoort.VOORUITBLIK else back)[ronde.pk]:
                lezing.add(v)


def _vermeldingen(rondes: Collection[int]) -> Mapping[int, list[Vermelding]]:
    """By ronde, in the order of its letter. Acties in the order of the plan."""
    rows = (
        Blok.objects.speaking()
        .filter(
            soort__in=[Bloksoort.TERUGBLIK, Bloksoort.VOORUITBLIK],
            voortgang__bijdrage__ronde__in=rondes,
        )
        .order_by(
            "voortgang__bijdrage__positie",
            "voortgang__positie",
            "positie",
            "acties__thema",
            "acties__positie",
        )
        .values_list(
            "pk",
            "voortgang",
            "voortgang__bijdrage",
            "voortgang__bijdrage__thema",
            "voortgang__bijdrage__ronde",
            "soort",
            "acties",
        )
    )
    found: dict[int, list[Vermelding]] = defaultdict(list)
    for blok, voortgang, bijdrage, thema, ronde, soort, actie in rows:
        known = found[ronde]
        if known and known[-1].blok == blok:
            last = known.pop()
            known.append(replace(last, acties=(*last.acties, actie)))
        else:
            acties = () if actie is None else (actie,)
            place = (blok, voortgang, bijdrage, thema, ronde)
            known.append(Vermelding(*place, Bloksoort(soort), acties))
    return found


class Teksten:
    """The texts and paragrafen of vermeldingen. Three queries.

    voluit: those whose text is wanted; of `kort` only the paragraaf is.
    """

    def __init__(self, voluit: Iterable[Vermelding], kort: Iterable[Vermelding] = ()) -> None:
        voluit = list(voluit)
        # Many paragrafen share a bijdrage: made once, not once for each.
        bijdragen = Bijdrage.objects.select_related("thema", "ronde")
        standing = Voortgang.objects.standing().prefetch_related(Prefetch("bijdrage", bijdragen))
        self._voortgangen = {v.pk: v for v in _about(standing, "bijdrage__", [*voluit, *kort])}
        blokken = _about(Blok.objects.speaking(), "voortgang__bijdrage__", voluit)
        self._html = dict(blokken.order_by().values_list("pk", "tekst"))

    def voortgangen(self, vermeldingen: Iterable[Vermelding]) -> tuple[Voortgang, ...]:
        """The paragrafen they stand in, each once, in order."""
        return tuple({v.voortgang: self._voortgangen[v.voortgang] for v in vermeldingen}.values())

    def uitspraak(self, v: Vermelding, afkomst: Afkomst) -> Uitspraak:
        acties = tuple(afkomst.acties[a] for a in v.acties)
        return Uitspraak(self._html[v.blok], self._voortgangen[v.voortgang], acties)


def _about(records: Any, bijdrage: str, vermeldingen: Collection[Vermelding]) -> Any:
    """Those of the themes and rondes of these vermeldingen: few numbers, however many blocks."""
    return records.filter(
        **{
            f"{bijdrage}ronde__in": {v.ronde for v in vermeldingen},
            f"{bijdrage}thema__in": {v.thema for v in vermeldingen},
        }
    )
