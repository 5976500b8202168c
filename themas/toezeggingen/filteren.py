"""Filtering a list of promises, for the public page and for the screens alike."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from themas.toezeggingen.forms import FilterForm
from themas.toezeggingen.querysets import ToezeggingQuerySet

TE_LAAT = "te laat"


def filter_form(
    data: Mapping[str, Any], among: ToezeggingQuerySet, staten: list[str]
) -> FilterForm:
    """The form with the themes and years that occur among these entries. Two queries."""
    themas = among.exclude(thema=None).order_by("thema__titel")
    jaren = among.order_by("-gemaakt_op__year")
    return FilterForm(
        data or None,
        list(dict.fromkeys(themas.values_list("thema__titel", flat=True))),
        list(dict.fromkeys(jaren.values_list("gemaakt_op__year", flat=True))),
        staten,
    )


def apply_filters(
    toezeggingen: ToezeggingQuerySet, chosen: Mapping[str, str], state_field: str = "staat"
) -> ToezeggingQuerySet:
    """Entries that meet every filter. `state_field` is the annotation of the public state on the
    public page: nobody can filter out what is only a proposal."""
    wanted = Q()
    if thema := chosen.get("thema"):
        wanted &= Q(thema__titel=thema)
    if soort := chosen.get("soort"):
        wanted &= Q(soort=soort)
    if jaar := chosen.get("jaar"):
        wanted &= Q(gemaakt_op__year=int(jaar))
    found = toezeggingen.filter(wanted)
    staat = chosen.get("staat")
    if staat == TE_LAAT:
        return found.overdue(timezone.localdate())
    return found.filter(**{state_field: staat}) if staat else found
