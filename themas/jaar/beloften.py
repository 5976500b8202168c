"""What was promised for the year that a bijdrage looks back on, and what has been said of it.

For each promised actie a *stand*: the vooruitblik of the letter before, where a terugblik of this
year speaks of it, and the advisor's oordeel. Constant queries, however many bijdragen. The mirror
stands on the same reading (`uitspraken`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from themas.jaar.models import Bijdrage, Oordeel, Voortgang
from themas.jaar.oordelen import by_actie
from themas.jaar.uitspraken import Lezing, Teksten, Uitspraak, Vermelding, read_lezingen
from themas.jaar.workflow import decide_kleur
from themas.plan.models import Actie
from veiligheid.document.woorden import Kleur, Realisatie


@dataclass(frozen=True, slots=True)
class Actiestand:
    """Where a promised actie stands in this round's bijdrage.

    beloften: the vooruitblikken of the letter before that name it.
    verteld: the paragrafen of this round that look back on it, of whatever theme.
    """

    actie: Actie
    beloften: tuple[Uitspraak, ...]
    verteld: tuple[Voortgang, ...]
    oordeel: Oordeel | None

    @property
    def kleur(self) -> Kleur | None:
        """None when it is still to be judged."""
        own = self.oordeel.kleur if self.oordeel else ""
        return decide_kleur(own, beloofd=True, verteld=bool(self.verteld))

    @property
    def open(self) -> bool:
        """Promised, nothing said of it yet, and not ended."""
        return not self.verteld and self.actie.beeindigd_in is None

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still to be done about it, in words."""
        if self.open:
            return ("een terugblik",)
        if not self.verteld:
            return ()
        oordeel = self.oordeel or Oordeel()
        missing = [
            naam
            for naam, waarde in (("zelfoordeel", oordeel.kleur), ("realisatie", oordeel.realisatie))
            if not waarde
        ]
        if oordeel.realisatie and Realisatie(oordeel.realisatie).asks_reasons:
            missing += [n for n in ("oorzaak", "gevolg", "bijsturing") if not getattr(oordeel, n)]
        return tuple(missing)


@dataclass(frozen=True, slots=True)
class Beloofd:
    """What was promised to one bijdrage: everything that the letter before said about its theme,
    in order, and how each promised actie stands."""

    beloften: tuple[Uitspraak, ...]
    standen: tuple[Actiestand, ...]


def beloofd_for(bijdrage: Bijdrage) -> Beloofd:
    return beloofd_of([bijdrage])[bijdrage.pk]


def standen_for(bijdrage: Bijdrage) -> tuple[Actiestand, ...]:
    """The stand of every actie promised to this bijdrage, in the order of the promises."""
    return beloofd_for(bijdrage).standen


def beloofd_of(bijdragen: Sequence[Bijdrage]) -> dict[int, Beloofd]:
    """By primary key of the bijdrage. Each has its `ronde` and `thema` loaded."""
    lezingen = read_lezingen(_vraag(b) for b in bijdragen if b.ronde.verslagjaar)
    asked = [(b, lezingen[_vraag(b)]) for b in bijdragen if b.ronde.verslagjaar]
    beloofd = {b.pk: lezing.promised_to(b.thema_id) for b, lezing in asked}
    teksten = Teksten(
        {v.blok: v for each in beloofd.values() for v in each}.values(),
        (v for x in lezingen.values() for each in x.koppeling.verteld.values() for v in each),
    )
    oordelen: dict[int, list[Oordeel]] = {b.pk: [] for b in bijdragen}
    for oordeel in Oordeel.objects.filter(bijdrage__in=oordelen).select_related("bijdrage"):
        oordelen[oordeel.bijdrage_id].append(oordeel)
    found = {b.pk: _beloofd(x, beloofd[b.pk], teksten, oordelen[b.pk]) for b, x in asked}
    return {b.pk: found.get(b.pk, Beloofd((), ())) for b in bijdragen}


def _vraag(bijdrage: Bijdrage) -> tuple[int, int]:
    return bijdrage.ronde.plan_id, bijdrage.ronde.verslagjaar or 0


def _beloofd(
    lezing: Lezing, beloofd: list[Vermelding], teksten: Teksten, oordelen: list[Oordeel]
) -> Beloofd:
    afkomst, verteld = lezing.afkomst, lezing.koppeling.verteld
    said = by_actie(oordelen, afkomst)
    uitspraken = [teksten.uitspraak(v, afkomst) for v in beloofd]
    per_actie: dict[int, list[Uitspraak]] = {}
    for v, uitspraak in zip(beloofd, uitspraken, strict=True):
        for pk in {afkomst.current(a): None for a in v.acties}:
            per_actie.setdefault(pk, []).append(uitspraak)
    standen = tuple(
        Actiestand(
            afkomst.acties[pk],
            tuple(each),
            teksten.voortgangen(verteld.get(pk, ())),
            said.get(pk),
        )
        for pk, each in per_actie.items()
    )
    return Beloofd(tuple(uitspraken), standen)
