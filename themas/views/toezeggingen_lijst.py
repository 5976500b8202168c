"""What the public list and the register's own have in common: filters, states, pages, groups."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from themas.toezeggingen.filteren import standen
from themas.toezeggingen.forms import FilterForm
from themas.toezeggingen.importing.export import with_parts
from themas.toezeggingen.querysets import ToezeggingQuerySet

_PER_BLADZIJDE = 50
# The groups of `ToezeggingQuerySet.in_order`.
_GROEPEN = ("Te laat", "Open, met een datum", "Open, zonder datum", "Afgedaan of vervallen")


def list_context(
    request: HttpRequest,
    form: FilterForm,
    among: ToezeggingQuerySet,
    found: ToezeggingQuerySet,
    *,
    intern: bool = False,
) -> dict[str, Any]:
    """among: what this person may see. found: of that, in order, what meets the filters. intern:
    whether it is told how many wait for a decision."""
    chosen = form.chosen()
    page = Paginator(with_parts(found), _PER_BLADZIJDE).get_page(request.GET.get("bladzijde"))
    query = request.GET.copy()
    query.pop("bladzijde", None)
    return {
        "form": form,
        "gekozen": chosen,
        # The states have their own row.
        "gefilterd": [waarde for naam, waarde in chosen.items() if naam != "staat"],
        "standen": standen(among, chosen, request.GET, timezone.localdate(), intern=intern),
        "bladzijde": page,
        "groepen": [
            (_GROEPEN[groep], list(entries))
            for groep, entries in groupby(page, attrgetter("groep"))
        ],
        "query": query.urlencode(),
    }
