"""What there is to keep: the indicators, and of an own registration its figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.db.models import Count, Max, QuerySet

from monitoring.aggregates import areas_of
from monitoring.charts.notatie import nl
from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.cijfers.periodes import Periode, Periodesoort


@dataclass(frozen=True, slots=True)
class Beheerregel:
    """An indicator in the list, with how many figures there are and of which year the newest."""

    indicator: Indicator
    themas: str
    cijfers: int
    jaar: int | None


@dataclass(frozen=True, slots=True)
class Blad:
    """The figures of one period, by area in order."""

    periode: Periode
    metingen: tuple[tuple[Meting, str], ...]


def overview(indicatoren: QuerySet[Indicator], zoek: str) -> list[Beheerregel]:
    """The indicators that hold all these words in their name, theme or source; own registrations
    first. Two queries."""
    rows = indicatoren.annotate(n=Count("metingen", distinct=True), jaar=Max("metingen__jaar"))
    found = []
    for i in rows.prefetch_related("themas").order_by("-eigen_registratie", "naam"):
        themas = ", ".join(t.titel for t in i.themas.all())
        text = f"{i.naam} {themas} {i.bron} {i.bron_tabel}".casefold()
        if all(word in text for word in zoek.casefold().split()):
            found.append(Beheerregel(i, themas, i.n, i.jaar))
    return found


def bladen(indicator: Indicator) -> list[Blad]:
    """The figures as they were entered, small counts included: for whoever keeps them alone. The
    newest period first; of the areas the municipality first."""
    order = {g.pk: n for n, g in enumerate(areas_of(settings.GEMEENTE_CODE))}
    metingen = [m for m in indicator.metingen.select_related("gebied") if m.gebied_id in order]
    metingen.sort(key=lambda m: order[m.gebied_id])
    metingen.sort(key=lambda m: (m.jaar, m.periode), reverse=True)
    return [
        Blad(group[0].period, tuple((m, written(m, indicator.decimalen)) for m in group))
        for group in (list(g) for _, g in groupby(metingen, key=lambda m: m.periode))
    ]


def written(meting: Meting, decimalen: int) -> str:
    """A figure as it was entered: "ruim 250", "onbekend: nog niet geteld"."""
    if meting.waarde is None:
        return f"onbekend: {meting.reden_onbekend}"
    word = "" if meting.precisie == "exact" else f"{meting.precisie} "
    status = f" ({meting.status})" if "voorlopig" in meting.status else ""
    return f"{word}{nl(meting.waarde, decimalen)}{status}"


def next_place(indicator: Indicator, periode: Periode | None) -> tuple[Gebied | None, str]:
    """Where the next figure probably goes: the first area without one in this period, or the year
    after the newest. For a form to begin with."""
    gebieden = [g for g in areas_of(settings.GEMEENTE_CODE) if g.soort != "buurt"]
    if periode is None:
        newest = indicator.metingen.filter(periodesoort=Periodesoort.JAAR).aggregate(n=Max("jaar"))
        if newest["n"] is None:
            return (gebieden[0] if gebieden else None), ""
        periode = Periode(newest["n"], Periodesoort.JAAR)
    taken = set(indicator.metingen.filter(periode=periode.code).values_list("gebied", flat=True))
    free = next((g for g in gebieden if g.pk not in taken), None)
    if free is None and periode.soort == Periodesoort.JAAR:
        return (gebieden[0] if gebieden else None), str(periode.jaar + 1)
    return free, periode.label


def choosable(gebieden: Iterable[Gebied]) -> QuerySet[Gebied]:
    """These areas as a choice in a form, in their order by code."""
    return Gebied.objects.filter(pk__in=[g.pk for g in gebieden]).order_by("soort", "code")
