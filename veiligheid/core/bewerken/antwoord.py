"""What the pages where somebody writes answer, to a person and to the script that saves."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from veiligheid.core.bewerken.stukken import Ander
from veiligheid.core.findings import Bevinding, Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.richtext import one_line
from veiligheid.core.saving import Resultaat, Uitkomst


def writer(request: HttpRequest) -> Gebruiker:
    """Who writes. Only for a view behind a log-in."""
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind a log-in may ask")
    return request.user


def number(text: str | None) -> int:
    """A number as sent; 0, which is no record's, for anything else."""
    return int(text) if text and text.isdecimal() else 0


def typed(request: HttpRequest, naam: str) -> str:
    """A sentence as sent: on one line, without what a database can't hold."""
    return one_line(request.POST.get(naam, ""))


def focus_first_error(form: BaseForm) -> None:
    """Where the page comes back, the focus is on the first field that is to be mended."""
    wrong = next((naam for naam in form.fields if naam in form.errors), None)
    if wrong is not None:
        form.fields[wrong].widget.attrs["autofocus"] = True


def refused(
    request: HttpRequest, geweigerd: Geweigerd, adres: str, getypt: str = ""
) -> HttpResponse:
    """Back to where it came from, with the reason. What somebody wrote (`getypt`) is shown first,
    to copy: the form that it was written in may be gone from there."""
    if getypt:
        context = {"bevindingen": geweigerd.bevindingen, "getypt": getypt, "adres": adres}
        return render(request, "bewerken/geweigerd.html", context, status=409)
    for bevinding in geweigerd.bevindingen:
        messages.error(request, bevinding.melding)
    return redirect(adres)


def opgeslagen_om(resultaat: Resultaat, schrijver: int) -> str:
    """The sentence that acknowledges a save. Only after the commit."""
    tijd = timezone.localtime().strftime("%H:%M")
    if resultaat.uitkomst is Uitkomst.SAMENGEVOEGD:
        anders = Ander.met(resultaat, schrijver).wijzigde_iets_anders
        return f"Opgeslagen om {tijd}. {anders}; beide staan er nu in."
    return f"Opgeslagen om {tijd}."


def invalid_as_json(fouten: Mapping[str, list[str]]) -> JsonResponse:
    """The errors by the name of their field."""
    return JsonResponse({"uitkomst": "ongeldig", "fouten": fouten}, status=422)


def refused_as_json(geweigerd: Geweigerd) -> JsonResponse:
    melding = " ".join(b.melding for b in geweigerd.bevindingen)
    return JsonResponse({"uitkomst": "geweigerd", "melding": melding}, status=409)


def conflict_as_json(ander: Ander) -> JsonResponse:
    melding = f"{ander.niet_verwerkt} Er is niets overschreven."
    return JsonResponse({"uitkomst": "conflict", "melding": melding}, status=409)


def resultaat_as_json(
    resultaat: Resultaat,
    schrijver: int,
    opgemerkt: list[str],
    daar: Mapping[str, str] | None,
    opletten: Iterable[Bevinding] = (),
    hulp: str = "",
) -> JsonResponse:
    """The acknowledgement of what was saved.

    daar: what stands now and was not sent, by the name of its field; None when it is more than a
    text: then the form has to be shown anew. opletten: what deserves a look in the text.
    hulp: hints on it, as html.
    """
    return JsonResponse(
        {
            "uitkomst": resultaat.uitkomst.value,
            "versie": resultaat.versie,
            "melding": opgeslagen_om(resultaat, schrijver),
            "opgemerkt": opgemerkt,
            "daar": daar,
            "opletten": [b.melding for b in opletten],
            "hulp": hulp,
        }
    )
