"""What happens to a paragraaf as a whole: its place, its parts, and what stood in it before."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from themas.forms.paragraaf import uuid_or_none
from themas.jaar import herstellen, structure
from themas.jaar.models import Voortgang
from themas.jaar.permissions import get_own_voortgang
from themas.jaar.saving import VoortgangDoel
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Resultaat, history

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
    """Move, remove, restore, split or merge; `doe` says which."""
    record = get_own_voortgang(request.user, pk, voortgang)
    door, doe = writer(request), request.POST.get("doe", "")
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


_PER_BLADZIJDE = 25


@login_required
@never_cache
@require_safe
def geschiedenis(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Every version of a paragraaf that ever stood, what was kept beside, and the blocks that
    went."""
    record = get_own_voortgang(request.user, pk, voortgang)
    revisies = Paginator(history(VoortgangDoel.soort, record.pk), _PER_BLADZIJDE)
    context = {
        "voortgang": record,
        "bijdrage": record.bijdrage,
        "revisies": revisies.get_page(request.GET.get("bladzijde")),
        "weggehaald": herstellen.removed_blocks(record),
    }
    return render(request, "themas/geschiedenis.html", context)


@schrijver
@require_POST
def paragraaf_herstellen(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Put back a block (`blok`) or a whole version (`versie`)."""
    record = get_own_voortgang(request.user, pk, voortgang)
    try:
        resultaat = _put_back(request, record)
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("geschiedenis", args=[pk, voortgang]))
    if resultaat.gelukt:
        messages.success(request, "Teruggezet. Wat er stond, staat in de geschiedenis.")
    else:
        messages.error(request, "Een collega wijzigde dit net. Kijk nog eens en kies opnieuw.")
    return redirect("paragraaf", pk, voortgang)


def _put_back(request: HttpRequest, record: Voortgang) -> Resultaat:
    sleutel = uuid_or_none(request.POST.get("blok", ""))
    if sleutel is not None:
        return herstellen.restore_block(record, sleutel, writer(request))
    revisie = number(request.POST.get("versie"))
    return herstellen.restore_version(record, revisie, writer(request))
