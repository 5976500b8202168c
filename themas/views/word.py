"""A bijdrage out to Word, and what comes back: proposals and remarks to decide about."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.jaar.models import Bijdrage
from themas.jaar.permissions import (
    get_bijdrage,
    get_discussed_bijdrage,
    get_own_terugkomst,
    get_terugkomst,
    may_propose,
    may_write,
)
from themas.jaar.terugkomst import deciding
from themas.jaar.terugkomst.fitting import PastNiet
from themas.jaar.terugkomst.models import Terugkomst, Voorstel, Voorstelbesluit
from themas.jaar.terugkomst.showing import overview
from themas.jaar.terugkomst.taking_in import take_in
from themas.jaar.terugkomst.tekst import names_of_references, seal, text_of
from themas.jaar.word import to_word
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.toegang.logboek import uitvoer
from veiligheid.core.uploads import UploadForm

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NIETS = "Er is niets gewijzigd: in dit bestand staat dezelfde tekst, zonder opmerkingen."


@login_required
@never_cache
@require_safe
@uitvoer
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The bijdrage as a Word file."""
    record = get_bijdrage(request.user, pk)
    tekst = text_of(record)
    data = to_word(tekst, names_of_references(record), seal(tekst))
    naam = f"{slugify(record.thema.titel)}-{record.ronde.jaar}.docx"
    return HttpResponse(
        data,
        content_type=DOCX,
        headers={"Content-Disposition": f'attachment; filename="{naam}"'},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def terugkomsten(request: HttpRequest, pk: int) -> HttpResponse:
    """What came back for a bijdrage, and the form to bring a file back."""
    record = get_discussed_bijdrage(request.user, pk)
    if request.method != "POST":
        return _list(request, record, UploadForm())
    if not may_propose(request.user, record):
        raise Http404
    form = UploadForm(request)
    if not form.is_valid():
        return _list(request, record, form, status=422)
    return _bring_back(request, record, form)


def _bring_back(request: HttpRequest, record: Bijdrage, form: UploadForm) -> HttpResponse:
    data, naam = form.content()
    try:
        terugkomst, nieuw = take_in(record, data, naam, _gebruiker(request))
    except Geweigerd as geweigerd:
        return _list(request, record, form, status=422, geweigerd=geweigerd.bevindingen)
    if terugkomst is None:
        messages.info(request, _NIETS)
        return redirect("terugkomsten", record.pk)
    say_taken_in(request, nieuw=nieuw)
    return redirect("terugkomst", record.pk, terugkomst.pk)


def say_taken_in(request: HttpRequest, *, nieuw: bool) -> None:
    if nieuw:
        messages.success(
            request,
            "Het bestand is gelezen. In de tekst is nog niets veranderd: kies per voorstel.",
        )
    else:
        messages.info(request, "Dit bestand is al eerder teruggebracht. Dit kwam er toen uit.")


def _list(
    request: HttpRequest, record: Bijdrage, form: UploadForm, status: int = 200, **extra: Any
) -> HttpResponse:
    context = {
        "bijdrage": record,
        "terugkomsten": record.terugkomsten.with_counts(),
        "form": form if may_propose(request.user, record) else None,
        **extra,
    }
    return render(request, "themas/terugkomsten.html", context, status=status)


@login_required
@never_cache
@require_safe
def terugkomst(request: HttpRequest, pk: int, terugkomst: int) -> HttpResponse:
    """The proposals and remarks of one file, in the order of the text."""
    record = get_terugkomst(request.user, pk, terugkomst)
    context = {
        "bijdrage": record.bijdrage,
        "terugkomst": record,
        "overzicht": overview(record),
        "schrijft": may_write(request.user, record.bijdrage),
        "terug": reverse("terugkomst", args=[pk, record.pk]),
    }
    return render(request, "themas/terugkomst.html", context)


_BESLUITEN = {"overnemen": deciding.accept, "weigeren": deciding.refuse}
_BESLUITEN["zelf"] = deciding.note_done_by_hand
_UITSLAGEN = {
    "overnemen": Voorstelbesluit.Uitslag.OVERGENOMEN,
    "weigeren": Voorstelbesluit.Uitslag.GEWEIGERD,
    "zelf": Voorstelbesluit.Uitslag.ZELF_VERWERKT,
}


@schrijver
@require_POST
def besluit(request: HttpRequest, pk: int, terugkomst: int, voorstel: int) -> HttpResponse:
    """Accept, refuse or settle one proposal; `doe` says which."""
    record = get_own_terugkomst(request.user, pk, terugkomst)
    chosen = get_object_or_404(record.voorstellen, nummer=voorstel)
    chosen.terugkomst = record
    verb = _BESLUITEN.get(request.POST.get("doe", ""))
    if verb is not None:
        try:
            verb(chosen, _gebruiker(request))
            messages.success(request, _said(chosen))
        except PastNiet as past_niet:
            messages.warning(request, f"Dit voorstel past niet meer. {past_niet.reden}")
        except Geweigerd as geweigerd:
            if _decided_so(chosen, request.POST["doe"], _gebruiker(request)):
                messages.success(request, _said(chosen))
            else:
                for bevinding in geweigerd.bevindingen:
                    messages.error(request, bevinding.melding)
    return _back(record, f"voorstel-{voorstel}")


def _decided_so(voorstel: Voorstel, doe: str, wie: Gebruiker) -> bool:
    """Whether this person decided just this: a button that was pressed twice."""
    mine = Voorstelbesluit.objects.filter(voorstel=voorstel, gebruiker_id=wie.pk)
    return mine.filter(besluit=_UITSLAGEN[doe]).exists()


def _said(voorstel: Voorstel) -> str:
    genomen = Voorstelbesluit.objects.get(voorstel=voorstel)
    return f"{genomen.get_besluit_display()}: {voorstel.uitleg}"


@schrijver
@require_POST
def besluit_alles(request: HttpRequest, pk: int, terugkomst: int) -> HttpResponse:
    """Accept or refuse all open proposals of one author."""
    record = get_own_terugkomst(request.user, pk, terugkomst)
    verb = Voorstelbesluit.Uitslag.OVERGENOMEN
    if request.POST.get("doe") == "weigeren":
        verb = Voorstelbesluit.Uitslag.GEWEIGERD
    try:
        afloop = deciding.decide_all(
            record, request.POST.get("auteur", ""), verb, _gebruiker(request)
        )
    except Geweigerd as geweigerd:
        for bevinding in geweigerd.bevindingen:
            messages.error(request, bevinding.melding)
        return _back(record)
    messages.success(request, f"{verb.label}: {afloop.gedaan}.")
    if afloop.passen_niet:
        rest = f"{afloop.passen_niet} niet overgenomen: de tekst is daar intussen anders."
        messages.warning(request, f"{rest} Beslis daarover apart.")
    return _back(record)


def _back(record: Terugkomst, anchor: str = "") -> HttpResponse:
    answer = redirect("terugkomst", record.bijdrage_id, record.pk)
    if anchor:
        answer["Location"] += f"#{anchor}"
    return answer


def _gebruiker(request: HttpRequest) -> Gebruiker:
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind a log-in may ask")
    return request.user
