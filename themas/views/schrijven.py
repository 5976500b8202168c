"""Writing progress: my themes, one bijdrage, one paragraaf."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from themas.forms import NieuweParagraafForm, Schrijfformulier, uuid_or_none
from themas.jaar import structure
from themas.jaar.beloften import beloften_for, not_yet_told
from themas.jaar.blokken import apply_step
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.permissions import (
    Bezoeker,
    get_bijdrage,
    get_own_bijdrage,
    get_own_voortgang,
    may_write,
    visible_bijdragen,
)
from themas.jaar.saving import VoortgangDoel, read_together
from themas.plan.models import Actie
from themas.views.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.saving import Opslag, Resultaat, Uitkomst, history, save


@login_required
@never_cache
@require_safe
def mijn_themas(request: HttpRequest) -> HttpResponse:
    bijdragen = (
        visible_bijdragen(request.user)
        .filter(ronde__staat="open")
        .select_related("thema", "ronde")
        .annotate(paragrafen=Count("voortgangen", Q(voortgangen__verwijderd_op=None)))
        .order_by("-ronde__vooruitblikjaar", "positie")
    )
    return render(request, "themas/mijn_themas.html", {"bijdragen": bijdragen})


@login_required
@never_cache
@require_safe
def bijdrage(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_bijdrage(request.user, pk)
    return render(request, "themas/bijdrage.html", _bijdrage_context(request.user, record))


def _bijdrage_context(gebruiker: Bezoeker, record: Bijdrage, **extra: Any) -> dict[str, Any]:
    beloften = beloften_for(record)
    alle = list(record.voortgangen.prefetch_related("blokken").order_by("positie"))
    schrijft = may_write(gebruiker, record)
    return {
        "bijdrage": record,
        "paragrafen": [v for v in alle if v.verwijderd_op is None],
        "verwijderd": [v for v in alle if v.verwijderd_op is not None] if schrijft else [],
        "schrijft": schrijft,
        "beloften": beloften,
        "onbesproken": not_yet_told(record, beloften),
        "nieuw": NieuweParagraafForm(),
        **extra,
    }


@schrijver
@require_POST
def paragraaf_nieuw(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_own_bijdrage(request.user, pk)
    actie = Actie.objects.filter(pk=_int(request.POST.get("actie")), thema=record.thema).first()
    form = NieuweParagraafForm({"kop": actie.titel} if actie else request.POST)
    if not form.is_valid():
        context = _bijdrage_context(request.user, record, nieuw=form)
        return render(request, "themas/bijdrage.html", context, status=422)
    try:
        kop = form.cleaned_data["kop"]
        voortgang = structure.add_voortgang(record, kop, _schrijver(request), over=actie)
    except Geweigerd as geweigerd:
        return _refused(request, geweigerd, record)
    return redirect("paragraaf", pk, voortgang.pk)


@schrijver
@require_http_methods(["GET", "HEAD", "POST"])
def paragraaf(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """One paragraaf to write. A POST saves it and, when a button said so, changes its blocks."""
    record = get_own_voortgang(request.user, pk, voortgang)
    versie, inhoud = read_together(record)
    if request.method != "POST":
        formulier = Schrijfformulier(record, inhoud, versie)
        return render(request, "themas/paragraaf.html", _paragraaf_context(record, formulier))
    formulier = Schrijfformulier(record, inhoud, versie, request.POST)
    if not formulier.is_valid():
        context = _paragraaf_context(record, formulier)
        return render(request, "themas/paragraaf.html", context, status=422)
    blokken = apply_step(formulier.contents(), request.POST.get("doe", ""))
    opslag = formulier.opslag(blokken)
    try:
        resultaat = save(VoortgangDoel(record), opslag, _schrijver(request))
    except Geweigerd as geweigerd:
        context = _paragraaf_context(record, formulier, geweigerd=geweigerd.bevindingen)
        return render(request, "themas/paragraaf.html", context, status=409)
    if not resultaat.gelukt:
        return _conflict(request, record, opslag, resultaat)
    _say_saved(request, resultaat)
    klaar = request.POST.get("doe") == "klaar"
    return redirect("bijdrage", pk) if klaar else redirect("paragraaf", pk, voortgang)


def _paragraaf_context(
    record: Voortgang, formulier: Schrijfformulier, **extra: Any
) -> dict[str, Any]:
    return {
        "voortgang": record,
        "bijdrage": record.bijdrage,
        "formulier": formulier,
        "beloften": beloften_for(record.bijdrage),
        **extra,
    }


def _conflict(
    request: HttpRequest, record: Voortgang, opslag: Opslag, resultaat: Resultaat
) -> HttpResponse:
    """Base, mine and theirs beside each other; the form below holds mine, on top of theirs."""
    formulier = Schrijfformulier(record, opslag.inhoud, resultaat.versie)
    context = _paragraaf_context(record, formulier, resultaat=resultaat, mijn=opslag.inhoud)
    return render(request, "themas/conflict.html", context, status=409)


def _say_saved(request: HttpRequest, resultaat: Resultaat) -> None:
    tijd = timezone.localtime().strftime("%H:%M")
    if resultaat.uitkomst is Uitkomst.SAMENGEVOEGD:
        messages.warning(
            request,
            f"Opgeslagen om {tijd}. Een collega heeft intussen een ander deel van deze paragraaf "
            "gewijzigd; beide staan er nu in.",
        )
    else:
        messages.success(request, f"Opgeslagen om {tijd}.")


_STAPPEN = {"omhoog": -1, "omlaag": 1}


@schrijver
@require_POST
def paragraaf_structuur(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Move, remove, restore, split or merge; `doe` says which."""
    record = get_own_voortgang(request.user, pk, voortgang)
    door, doe = _schrijver(request), request.POST.get("doe", "")
    try:
        if doe in _STAPPEN:
            structure.move_voortgang(record, _STAPPEN[doe], door)
        elif doe == "verwijderen":
            structure.remove_voortgang(record, door)
            messages.success(
                request, f"‘{record}’ is verwijderd. Onderaan kunt u haar terugzetten."
            )
        elif doe == "terugzetten":
            structure.restore_voortgang(record, door)
        elif doe == "samenvoegen":
            structure.merge_voortgang(record, door)
        elif doe == "splitsen" and (vanaf := uuid_or_none(request.POST.get("vanaf", ""))):
            structure.split_voortgang(record, vanaf, door)
    except Geweigerd as geweigerd:
        return _refused(request, geweigerd, record.bijdrage)
    return redirect(f"{reverse('bijdrage', args=[pk])}#paragraaf-{voortgang}")


@login_required
@never_cache
@require_safe
def geschiedenis(request: HttpRequest, pk: int, voortgang: int) -> HttpResponse:
    """Every version of a paragraaf that ever stood, and what was kept beside."""
    record = get_own_voortgang(request.user, pk, voortgang)
    context = {
        "voortgang": record,
        "bijdrage": record.bijdrage,
        "revisies": history(VoortgangDoel.soort, record.pk),
    }
    return render(request, "themas/geschiedenis.html", context)


def _refused(request: HttpRequest, geweigerd: Geweigerd, record: Bijdrage) -> HttpResponse:
    for bevinding in geweigerd.bevindingen:
        messages.error(request, bevinding.melding)
    return redirect("bijdrage", record.pk)


def _schrijver(request: HttpRequest) -> Gebruiker:
    if not isinstance(request.user, Gebruiker):
        raise TypeError("only a view behind `schrijver` may ask")
    return request.user


def _int(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0
