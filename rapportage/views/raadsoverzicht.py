"""The overview of the register for the council: a page, a PDF, a file."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from rapportage.raadsoverzicht.export import as_csv, as_xlsx
from rapportage.raadsoverzicht.forms import PeriodeForm
from rapportage.raadsoverzicht.papier import ask_pdf, file_name
from themas.toezeggingen.maand import Raadsoverzicht, compose_overzicht
from themas.views.toezeggingen import XLSX, binnen
from veiligheid.core.bewerken.antwoord import writer

_FILES: dict[str, tuple[Callable[[Raadsoverzicht], bytes], str]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, XLSX),
}


@require_safe
@binnen
def raadsoverzicht(request: HttpRequest) -> HttpResponse:
    """The page; a period that can't be read is told in its form."""
    form = PeriodeForm(request.GET.dict())
    overzicht = _compose(form)
    context = {"form": form, "overzicht": overzicht, "query": request.GET.urlencode()}
    status = 200 if overzicht else 422
    return render(request, "rapportage/raadsoverzicht.html", context, status=status)


@require_safe
@binnen
def raadsoverzicht_bestand(request: HttpRequest, soort: str) -> HttpResponse:
    """The same as a file. A PDF takes time: that is made beside the request."""
    overzicht = _compose(PeriodeForm(request.GET.dict()))
    if overzicht is None:
        raise Http404
    if soort == "pdf":
        return redirect("taak", ask_pdf(overzicht, writer(request)).pk)
    make, mediatype = _FILES[soort]
    answer = HttpResponse(make(overzicht), content_type=mediatype)
    naam = file_name(overzicht.van, overzicht.tot, soort)
    answer["Content-Disposition"] = f'attachment; filename="{naam}"'
    return answer


def _compose(form: PeriodeForm) -> Raadsoverzicht | None:
    if not form.is_valid():
        return None
    wie = form.cleaned_data["portefeuillehouder"]
    return compose_overzicht(*form.periode(), timezone.localdate(), wie)
