"""The first page: the answers that most readers come for."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from rapportage.models import Publicatie
from rapportage.openbaar.debat import debat_of
from rapportage.openbaar.nieuw import Nieuws, last_letter_day, news
from rapportage.openbaar.publicaties import document_of, newest_letter
from rapportage.openbaar.voorpagina import front_figures, wijken
from themas.toezeggingen.models import Toezegging

_NIEUWS, _TE_LAAT = 5, 3
# Of one kind, so that a day of new figures hides no promise.
_PER_SOORT = 2


@require_safe
def voorpagina(request: HttpRequest) -> HttpResponse:
    brief = newest_letter()
    context: dict[str, Any] = {"publicaties": list(Publicatie.objects.newest_per_slug()[:6])}
    if brief:
        debat = debat_of(document_of(brief))
        context |= {
            "brief": brief,
            "debat": debat,
            "balk": mark_safe(debat.balk) if debat else "",  # noqa: S308
        }
    late = Toezegging.objects.public().overdue(timezone.localdate()).order_by("termijn_op", "pk")
    sinds = last_letter_day()
    context |= {
        "te_laat": list(late.with_stand()[:_TE_LAAT]),
        "te_laat_aantal": late.count(),
        "cijfers": front_figures(),
        "wijken": wijken(),
        "sinds": sinds,
        "nieuws": _some_of_each(news(sinds)),
    }
    return render(request, "rapportage/voorpagina.html", context)


def _some_of_each(found: list[Nieuws]) -> list[Nieuws]:
    """The newest, of each kind a few."""
    seen: Counter[str] = Counter()
    kept = []
    for n in found:
        seen[n.soort] += 1
        if seen[n.soort] <= _PER_SOORT:
            kept.append(n)
    return kept[:_NIEUWS]
