"""The council's own reading of a theme: what did we want to reach, what did we do, were the goals
reached, and what did it cost. What the plan and the mirror say of it; figures and money are laid
beside it by who has them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from themas.jaar.workflow import Realisatie
from themas.plan.models import Pijler, Plan
from themas.spiegel.spiegel import Spiegel, Spiegelrij, Telling


@dataclass(frozen=True, slots=True)
class Doel:
    """A pijler of the theme, in its own words."""

    titel: str
    html: str


@dataclass(frozen=True, slots=True)
class Wvragen:
    """One theme in the order of the questions.

    opgave, ambitie, inleiding: rich text of the plan, references unresolved; empty where the plan
    has none.
    doelen: its pijlers in order, those without an actie too.
    rijen: its rows of the mirror; what was done stands in them. `waarom_niet` says why there is no
    mirror; empty when there is one.
    """

    thema_slug: str
    thema_titel: str
    jaar: int
    label_pijler: str
    label_actie: str
    inleiding: str
    opgave: str
    ambitie: str
    doelen: tuple[Doel, ...]
    rijen: tuple[Spiegelrij, ...]
    waarom_niet: str = ""

    @property
    def telling(self) -> Telling:
        return Telling.of(self.rijen)

    @property
    def per_doel(self) -> tuple[tuple[str, Telling], ...]:
        """How many of the promises of each pijler were answered."""
        per_pijler: dict[str, list[Spiegelrij]] = {}
        for rij in self.rijen:
            per_pijler.setdefault(rij.pijler, []).append(rij)
        return tuple((d.titel, Telling.of(per_pijler.get(d.titel, ()))) for d in self.doelen)

    @property
    def realisaties(self) -> tuple[tuple[str, int], ...]:
        """What became of the acties, each word with its count, in the order of the words; those
        without one are not in it."""
        said = [rij.realisatie for rij in self.rijen]
        return tuple((r.value, said.count(r)) for r in Realisatie if r in said)


def wvragen(plan: Plan, spiegel: Spiegel) -> tuple[Wvragen, ...]:
    """For every theme of the mirror, in its order. Two queries."""
    pijlers = Prefetch("pijlers", Pijler.objects.order_by("positie"))
    themas = {t.slug: t for t in plan.themas.prefetch_related(pijlers)}
    rijen: dict[str, list[Spiegelrij]] = {}
    for rij in spiegel.rijen:
        rijen.setdefault(rij.thema_slug, []).append(rij)
    return tuple(
        Wvragen(
            thema_slug=thema.slug,
            thema_titel=thema.titel,
            jaar=spiegel.jaar,
            label_pijler=spiegel.label_pijler,
            label_actie=spiegel.label_actie,
            inleiding=record.inleiding if record else "",
            opgave=record.opgave if record else "",
            ambitie=record.ambitie if record else "",
            doelen=_doelen(record.pijlers.all() if record else ()),
            rijen=tuple(rijen.get(thema.slug, ())),
            waarom_niet=spiegel.waarom_niet,
        )
        for thema in spiegel.themas
        for record in [themas.get(thema.slug)]
    )


def _doelen(pijlers: Iterable[Pijler]) -> tuple[Doel, ...]:
    return tuple(Doel(p.titel, p.tekst) for p in pijlers)
