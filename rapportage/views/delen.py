"""A part of a letter as it is handed in: to read and judge, for who writes it and who approves."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.inzendingen import Briefdeelsoort
from rapportage.models import Bijlage, Brief, Onderdeel
from veiligheid.core.bewerken.antwoord import writer
from veiligheid.core.nazien.soorten import get_inzendingsoort
from veiligheid.core.nazien.views import review_context
from veiligheid.core.nazien.workflow import BEWERKBAAR
from veiligheid.core.opmerkingen.lezen import conversation

_UITLEG = (
    "Een ander keurt goed wat u indient. Wie daarna nog iets wijzigt, schreef mee en keurt niet "
    "goed; een akkoord vervalt bij iedere wijziging."
)


@login_required
@never_cache
@require_safe
def deel(request: HttpRequest, soort: str, pk: int) -> HttpResponse:
    """The text, what was done with it, and what this person may do now."""
    kind = get_inzendingsoort(soort)
    record = kind.get(request.user, pk)
    context = deel_context(request, record)
    context["delen"] = kind.parts(record)
    if kind.staat(record) in BEWERKBAAR and context["overgangen"]:
        context["mist"] = kind.missing(record)
    if not isinstance(record, Brief):
        gesprek = conversation(kind.opmerkingen, record.pk)
        context |= {"gesprek": gesprek, "terug": request.path}
        if isinstance(record, Onderdeel):
            context["gemerkt"] = gesprek.marked("tekst", record.tekst)
    context["schrijft"] = context["redigeert"]
    if context["schrijft"]:
        context["bewerken"] = _edited_at(record)
    return render(request, "rapportage/deel.html", context)


def deel_context(
    request: HttpRequest, record: Any, *, schrijft: bool | None = None
) -> dict[str, Any]:
    """What the page of a part, and that on which it is edited, show of its way to approval.
    schrijft: whether this person writes it, where that is known."""
    wie = writer(request)
    context = review_context(wie, record)
    kind = context["inzending"].soort
    assert isinstance(kind, Briefdeelsoort)  # noqa: S101
    return {
        **context,
        "brief": kind.brief(record),
        "redigeert": kind.may_hand_in(wie, record) if schrijft is None else schrijft,
        "discussieert": True,
        "uitleg_indienen": _UITLEG,
    }


def _edited_at(record: Any) -> str:
    if isinstance(record, Onderdeel):
        return reverse("onderdeel", args=[record.brief.slug, record.pk])
    if isinstance(record, Bijlage):
        return reverse("bijlage-schrijven", args=[record.brief.slug, record.sleutel])
    return reverse("brief-feiten", args=[record.slug])
