"""A part of the municipality: its figures, and where the newest letter speaks of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from monitoring.charts.kaart import draw_map
from monitoring.charts.spark import render_spark
from monitoring.cijfers.models import Gebied, Gebiedsoort
from monitoring.wijkbeeld import WijkWeergave, make_wijkbeeld
from rapportage.openbaar.wijk import pieces_about


@require_safe
def gebied(request: HttpRequest, code: str) -> HttpResponse:
    wijkbeeld = make_wijkbeeld(request.user, code)
    regels = [(regel, mark_safe(render_spark(regel.reeks))) for regel in wijkbeeld.regels]  # noqa: S308
    # Of the whole municipality the letter speaks everywhere.
    whole = wijkbeeld.gebied.soort == Gebiedsoort.GEMEENTE
    found = None if whole else pieces_about(wijkbeeld.gebied, _around(wijkbeeld))
    context = {"wijkbeeld": wijkbeeld, "regels": regels, "stukken": found}
    context["kaart"] = mark_safe(draw_map(_neighbours(wijkbeeld), wijkbeeld.gebied))  # noqa: S308
    return render(request, "monitoring/gebied.html", context)


def _around(wijkbeeld: WijkWeergave) -> Gebied | None:
    """The area that a text may name which this one lies in."""
    boven = wijkbeeld.boven
    return None if boven is None or boven.soort == Gebiedsoort.GEMEENTE else boven


def _neighbours(wijkbeeld: WijkWeergave) -> list[Gebied]:
    """Of its own kind, within the same area: what it lies among."""
    here = wijkbeeld.gebied
    return [g for g in wijkbeeld.gebieden if (g.soort, g.parent_id) == (here.soort, here.parent_id)]
