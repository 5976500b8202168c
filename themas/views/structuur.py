"""What happens to a paragraaf as a whole: its place and its parts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from themas.forms.paragraaf import uuid_or_none
from themas.jaar import structure
from themas.jaar.models import Voortgang
from themas.jaar.permissions import get_own_voortgang
from themas.views.paragraaf import Paragraafbewerking
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import save_typed
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker

_STAPPEN = {"omhoog": -1, "omlaag": 1}
# A verb of a button, what it does, and what is said of it.
_DOEN: dict[str, tuple[Callable[[Voortgang, Gebruiker], object], str]] = {
    "verwijderen": (
        structure.remove_voortgang,
        "‘{}’ is verwijderd. Onderaan kunt u haar terugzetten.",
    ),
    "terugzetten": (structure.restore_voortgang, "‘{}’ staat er weer, als laatste."),
    "samenvoegen": (structure.merge_voortgang, "De volgende paragraaf staat nu in ‘{}’."),
}


@schrijver
@require_POST
def paragraaf_structuur(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Move, remove, restore, split or merge; `doe` says which. What was typed on the page of the
    button is saved first."""
    record = get_own_voortgang(request.user, pk, voortgang)
    door, doe = writer(request), request.POST.get("doe", "")
    if page := save_typed(Paragraafbewerking, request, pk=pk, voortgang=voortgang):
        return page
    try:
        if doe == "splitsen" and (vanaf := uuid_or_none(request.POST.get("vanaf", ""))):
            nieuw = structure.split_voortgang(record, vanaf, door)
            messages.success(request, f"Gesplitst. ‘{nieuw}’ volgt direct op deze paragraaf.")
        elif doe in _DOEN:
            verb, said = _DOEN[doe]
            verb(record, door)
            messages.success(request, said.format(record))
        else:
            _move(record, doe, door)
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("bijdrage", args=[pk]))
    return redirect(f"{reverse('bijdrage', args=[pk])}{_focus(record, doe)}")


def _move(record: Voortgang, doe: str, door: Gebruiker) -> None:
    verb, _, plaats = doe.partition(":")
    if verb == "naar":
        structure.place_voortgang(record, number(plaats), door)
    elif doe in _STAPPEN:
        structure.move_voortgang(record, _STAPPEN[doe], door)


def _focus(record: Voortgang, doe: str) -> str:
    """Where the attention goes on: the button that was used, else the paragraaf, or the notice
    when it has left the page."""
    if doe in _STAPPEN:
        return f"?focus={doe}-{record.sleutel}#paragraaf-{record.pk}"
    if doe == "verwijderen":
        return "?focus=melding"
    return f"?focus=paragraaf-{record.pk}#paragraaf-{record.pk}"
