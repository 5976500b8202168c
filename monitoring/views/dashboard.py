"""The dashboard, and the figures of it and of an area as CSV and for the interactive chart."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from monitoring.charts.plotly import plotly_figure
from monitoring.charts.svg import SMAL, render_svg
from monitoring.charts.tabel import Tabel, make_table
from monitoring.forms.keuze import Keuzeform, read_keuze
from monitoring.regels import as_csv, as_json, view_rows
from monitoring.weergave import Weergave, make_weergave
from monitoring.wijkbeeld import make_wijkbeeld
from veiligheid.document.figuur import Figuur


class Beeld:
    """A figure with all that a page shows of it."""

    def __init__(self, naam: str, figuur: Figuur) -> None:
        self.naam, self.figuur = naam, figuur
        # Made here, every text escaped. The page shows the one that fits.
        self.svg = mark_safe(render_svg(figuur) + render_svg(figuur, SMAL))  # noqa: S308
        self.tabel: Tabel = make_table(figuur)


@require_safe
def cijfers(request: HttpRequest) -> HttpResponse:
    weergave = make_weergave(request.user, read_keuze(request.GET))
    if weergave is None:
        return render(request, "monitoring/cijfers.html", {"weergave": None})
    beelden = [Beeld(naam, figuur) for naam, figuur in weergave.figuren.items()]
    context = {"weergave": weergave, "form": Keuzeform(weergave), "beelden": beelden}
    return render(request, "monitoring/cijfers.html", context)


@require_safe
def cijfers_csv(request: HttpRequest, figuur: str) -> HttpResponse:
    weergave, found = _figuur(request, figuur)
    return _csv(as_csv(view_rows(weergave, figuur, found)), found.titel)


@require_safe
def cijfers_json(request: HttpRequest, figuur: str) -> HttpResponse:
    """The same figures for a program, with what the figure says in words."""
    weergave, found = _figuur(request, figuur)
    rows = as_json(view_rows(weergave, figuur, found))
    streef = [
        {"periode": s.label, "vergelijking": s.vergelijking, "waarde": float(s.waarde)}
        for reeks in found.reeksen
        for s in reeks.streef
    ]
    told = {"titel": found.titel, "omschrijving": found.alt, "streefwaarden": streef}
    return JsonResponse({**told, "cijfers": rows})


@require_safe
def cijfers_grafiek(request: HttpRequest, figuur: str) -> HttpResponse:
    """What the script of the interactive chart draws."""
    return JsonResponse(plotly_figure(_figuur(request, figuur)[1]))


@require_safe
def gebied_csv(request: HttpRequest, code: str) -> HttpResponse:
    wijkbeeld = make_wijkbeeld(request.user, code)
    return _csv(as_csv(wijkbeeld.rows()), f"cijfers-{wijkbeeld.gebied.naam}")


def _csv(text: str, naam: str) -> HttpResponse:
    response = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slugify(naam)[:80]}.csv"'
    return response


def _figuur(request: HttpRequest, naam: str) -> tuple[Weergave, Figuur]:
    """Raises Http404."""
    weergave = make_weergave(request.user, read_keuze(request.GET))
    found = weergave.figuur(naam) if weergave else None
    if weergave is None or found is None:
        raise Http404
    return weergave, found
