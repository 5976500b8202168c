"""What happens to a general part, or a text of an annex, as a whole: its place and its promises."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from rapportage import editing
from rapportage.models import Onderdeel
from rapportage.permissions import get_onderdeel
from rapportage.toezeggingen import register_sentence
from rapportage.views.bijlagen import Bijlagebewerking
from rapportage.views.schrijven import terug_van
from themas.toezeggingen.aanbod import TERMIJN_VOORBIJ
from veiligheid.core.bewerken.antwoord import number, refused, writer
from veiligheid.core.bewerken.bewerking import save_typed
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import EvenNiet, Geweigerd


@schrijver
@require_POST
def onderdeel_stap(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Move, remove or restore a general part; `doe` says which. Beside a text of an annex the annex
    is saved first."""
    record = get_onderdeel(request.user, slug, pk)
    doe = request.POST.get("doe", "")
    if (annex := record.bijlage) is not None:
        page = save_typed(Bijlagebewerking, request, slug=slug, sleutel=annex.sleutel)
        if page is not None:
            return page
    try:
        focus = _step(request, record, doe)
    except EvenNiet:
        raise
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, terug_van(record))
    return redirect(f"{terug_van(record)}?focus={focus}")


def _step(request: HttpRequest, record: Onderdeel, doe: str) -> str:
    """Gives where to go on. Raises Geweigerd for what was approved."""
    door, focus = writer(request), f"{doe}-{record.pk}"
    if doe in ("omhoog", "omlaag"):
        editing.move_onderdeel(record, -1 if doe == "omhoog" else 1, door)
    elif doe == "verwijderen":
        editing.remove_onderdeel(record, door)
        messages.success(request, f"‘{record}’ is verwijderd. Onderaan kunt u het terugzetten.")
        focus = "melding"
    elif doe == "terugzetten":
        editing.restore_onderdeel(record, door)
        messages.success(request, f"‘{record}’ staat er weer, als laatste van zijn plaats.")
        focus = "melding"
    return focus


@schrijver
@require_POST
def onderdeel_toezegging(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Register one of the sentences that this general part offers (`zin`)."""
    record = get_onderdeel(request.user, slug, pk)
    try:
        thema = number(request.POST.get("thema"))
        made = register_sentence(record, request.POST.get("zin", ""), writer(request), thema)
        messages.success(request, "De zin staat in het register; openbaar met de brief.")
        if made.te_laat:
            messages.warning(request, TERMIJN_VOORBIJ)
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("onderdeel", args=[slug, pk]))
    return redirect("onderdeel", slug, pk)
