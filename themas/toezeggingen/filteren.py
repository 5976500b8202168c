"""Filtering a list of promises, for the public page and for the screens alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from themas.toezeggingen.forms import NIET_AF, TE_LAAT, FilterForm
from themas.toezeggingen.querysets import ToezeggingQuerySet
from themas.toezeggingen.workflow import NIET_AFGEDAAN, Staat
from veiligheid.core.zoeken.index import Deel, Index, Zoekstuk

_ZOEKT_IN = ("nummer", "portefeuillehouder", "vergadering", "plek")
_LOPEND = [s.value for s in NIET_AFGEDAAN]


@dataclass(frozen=True, slots=True)
class Keuze:
    """One choice among the states: its words, how many there are, the query that shows them, and
    whether these are shown now."""

    woorden: str
    aantal: int
    query: str
    gekozen: bool


def filter_form(
    data: Mapping[str, Any], among: ToezeggingQuerySet, staten: list[str]
) -> FilterForm:
    """The form with the themes and years that occur among these entries. Two queries."""
    themas = among.exclude(thema=None).order_by("thema__titel")
    jaren = among.order_by("-gemaakt_op__year")
    return FilterForm(
        data or None,
        list(themas.values_list("thema__titel", flat=True).distinct()),
        list(jaren.values_list("gemaakt_op__year", flat=True).distinct()),
        staten,
    )


def apply_filters(
    toezeggingen: ToezeggingQuerySet,
    chosen: Mapping[str, str],
    vandaag: date,
    *,
    intern: bool = False,
) -> ToezeggingQuerySet:
    """Entries that meet every filter as they stand today. On the public page nobody can filter out
    what is only a proposal (`intern`)."""
    found = apply_all_but_state(toezeggingen, chosen)
    staat = chosen.get("staat")
    if staat == TE_LAAT:
        return found.overdue(vandaag)
    if staat == NIET_AF:
        return found.unsettled(vandaag)
    if not staat:
        return found
    state_field = "stand_intern" if intern else "stand_publiek"
    return found.stand_op(vandaag).filter(**{state_field: staat})


def apply_all_but_state(
    toezeggingen: ToezeggingQuerySet, chosen: Mapping[str, str]
) -> ToezeggingQuerySet:
    wanted = Q()
    if vraag := chosen.get("zoek", ""):
        wanted &= Q(pk__in=_searched(toezeggingen, vraag))
    if thema := chosen.get("thema"):
        wanted &= Q(thema__titel=thema)
    if soort := chosen.get("soort"):
        wanted &= Q(soort=soort)
    if jaar := chosen.get("jaar"):
        wanted &= Q(gemaakt_op__year=int(jaar))
    return toezeggingen.filter(wanted)


def _searched(toezeggingen: ToezeggingQuerySet, vraag: str) -> list[int]:
    """The keys of those that have something of every word that was asked. One query."""
    rows = toezeggingen.order_by().values_list("pk", "tekst", *_ZOEKT_IN)
    index = Index([Deel(Zoekstuk("", "", " ".join([*said]), pk) for pk, *said in rows)])
    return [hit.stuk.van for hit in index.search(vraag) if hit.volledig]


def standen(
    toezeggingen: ToezeggingQuerySet,
    chosen: Mapping[str, str],
    query: QueryDict,
    vandaag: date,
    *,
    intern: bool,
) -> list[Keuze]:
    """How many there are in each state, of those that meet the other filters. One query. A proposal
    to settle counts as not settled; how many there are is told inside only (`intern`)."""
    found = apply_all_but_state(toezeggingen, chosen).stand_op(vandaag)
    running = Q(stand_publiek__in=_LOPEND)
    proposed = {Staat.VOORGESTELD.value: Q(stand_intern=Staat.VOORGESTELD)} if intern else {}
    conditions = {
        TE_LAAT: running & Q(termijn_op__lt=vandaag),
        NIET_AF: running,
        **proposed,
        Staat.AFGEDAAN.value: Q(stand_publiek=Staat.AFGEDAAN),
        Staat.VERVALLEN.value: Q(stand_publiek=Staat.VERVALLEN),
        "": Q(),
    }
    counts = found.order_by().aggregate(
        **{f"n{n}": Count("pk", filter=q) for n, q in enumerate(conditions.values())}
    )
    return [
        Keuze(
            staat or "alle", counts[f"n{n}"], _query(query, staat), chosen.get("staat", "") == staat
        )
        for n, staat in enumerate(conditions)
    ]


def _query(query: QueryDict, staat: str) -> str:
    """The same filters with another state, from the first page."""
    copy = query.copy()
    copy.pop("bladzijde", None)
    copy.pop("staat", None)
    if staat:
        copy["staat"] = staat
    return copy.urlencode()
