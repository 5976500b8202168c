"""The council's own reading of a theme: what did we want to reach, what did we do, were the goals
reached, and what did it cost. Data only; figures and money are put in by who has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from themas.plan.models import Pijler, Plan
from themas.spiegel.spiegel import Spiegel, Spiegelrij, Telling


@dataclass(frozen=True, slots=True)
class Doel:
    """A pijler of the theme: its own words, and how many of its promises were answered."""

    titel: str
    html: str
    telling: Telling


@dataclass(frozen=True, slots=True)
class Wvragen:
    """One theme in the order of the questions.

    opgave, ambitie, inleiding: rich text of the plan, references unresolved; empty where the plan
    has none.
    doelen: its pijlers in order, those without an actie too.
    rijen: its rows of the mirror; what was done stands in them.
    indicatoren, geld: room for the figures of the theme and its money.
    """

    thema_slug: str
    thema_titel: str
    jaar: int
    inleiding: str
    opgave: str
    ambitie: str
    doelen: tuple[Doel, ...]
    rijen: tuple[Spiegelrij, ...]
    telling: Telling
    indicatoren: tuple[Any, ...] = ()
    geld: tuple[Any, ...] = ()

    @property
    def realisaties(self) -> tuple[tuple[str, int], ...]:
        """What became of the acties: each word with its count; those without one are not in it."""
        counts: dict[str, int] = {}
        for rij in self.rijen:
            if rij.realisatie:
                counts[rij.realisatie.value] = counts.get(rij.realisatie.value, 0) + 1
        return tuple(counts.items())


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
            inleiding=record.inleiding if record else "",
            opgave=record.opgave if record else "",
            ambitie=record.ambitie if record else "",
            doelen=_doelen(record.pijlers.all() if record else (), rijen.get(thema.slug, ())),
            rijen=tuple(rijen.get(thema.slug, ())),
            telling=Telling.of(rijen.get(thema.slug, ())),
        )
        for thema in spiegel.themas
        for record in [themas.get(thema.slug)]
    )


def _doelen(pijlers: Iterable[Pijler], rijen: Iterable[Spiegelrij]) -> tuple[Doel, ...]:
    per_pijler: dict[str, list[Spiegelrij]] = {}
    for rij in rijen:
        per_pijler.setdefault(rij.pijler, []).append(rij)
    return tuple(Doel(p.titel, p.tekst, Telling.of(per_pijler.get(p.titel, ()))) for p in pijlers)
