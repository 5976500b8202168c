"""Writing progress: my themes, and one bijdrage."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from themas.forms.paragraaf import SOORTLABELS, NieuweParagraafForm
from themas.jaar import structure
from themas.jaar.acties import other_acties, propose_acties
from themas.jaar.beloften import Actiestand, beloofd_for, standen_for
from themas.jaar.bijzonderheden import nothing_special, sentence
from themas.jaar.models import Bijdrage, Voortgang
from themas.jaar.permissions import (
    Bezoeker,
    get_bijdrage,
    get_own_bijdrage,
    may_order_any,
    may_propose,
    may_redact,
    may_review,
    may_write,
    own_bijdragen,
    visible_bijdragen,
)
from themas.jaar.stand import taken_of, themastanden
from themas.opmerkingen import attach_remarks, remarks_of_whole
from themas.toezeggingen.aanbod import in_register, naast_context
from veiligheid.core.bewerken.antwoord import focus_first_error, number, refused, writer
from veiligheid.core.bewerken.sessie import schrijver
from veiligheid.core.findings import Geweigerd
from veiligheid.core.models import Gebruiker
from veiligheid.core.nazien.soorten import inzending
from veiligheid.core.nazien.views import review_context
from veiligheid.core.richtext import plain
from veiligheid.core.schrijfhulp.hulp import Schrijfhulp, help_with
from veiligheid.document.woorden import Bloksoort


@login_required
@never_cache
@require_safe
def mijn_themas(request: HttpRequest) -> HttpResponse:
    bijdragen = (
        visible_bijdragen(request.user)
        .filter(ronde__staat="open")
        .select_related("thema", "ronde")
        .order_by("-ronde__vooruitblikjaar", "positie")
    )
    redigeert = may_order_any(request.user)
    standen = themastanden(list(bijdragen))
    own = set(own_bijdragen(request.user).values_list("pk", flat=True))
    context = {
        "standen": [s for s in standen if redigeert or s.bijdrage.pk in own],
        # What was approved of colleagues' themes: to read.
        "te_lezen": [] if redigeert else [s for s in standen if s.bijdrage.pk not in own],
        "vandaag": timezone.localdate(),
        "redigeert": redigeert,
    }
    return render(request, "themas/mijn_themas.html", context)


@login_required
@never_cache
@require_safe
def bijdrage(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_bijdrage(request.user, pk)
    return render(
        request,
        "themas/bijdrage.html",
        _bijdrage_context(request.user, record, focus=request.GET.get("focus", "")),
    )


def _bijdrage_context(gebruiker: Bezoeker, record: Bijdrage, **extra: Any) -> dict[str, Any]:
    parts = ("blokken__acties", *in_register(gebruiker))
    alle = list(record.voortgangen.prefetch_related(*parts).order_by("positie"))
    schrijft = may_write(gebruiker, record)
    beloofd = beloofd_for(record)
    paragrafen = [v for v in alle if v.verwijderd_op is None]
    gone = attach_remarks(alle)
    return {
        "bijdrage": record,
        "paragrafen": paragrafen,
        "verwijderd": [
            (v, reverse("paragraaf-structuur", args=[record.pk, v.pk]))
            for v in alle
            if schrijft and v.verwijderd_op is not None
        ],
        "gesprek": remarks_of_whole(record),
        # Nobody sees the text any more at which these hang.
        "bij_verwijderd": gone,
        "terug": reverse("bijdrage", args=[record.pk]),
        "schrijft": schrijft,
        "standen": beloofd.standen,
        "andere": other_acties(record, [s.actie for s in beloofd.standen]),
        "te_doen": taken_of(beloofd.standen, paragrafen) if schrijft else [],
        "beloften": [b for b in beloofd.beloften if not b.acties],
        "voorstellen": propose_acties([record]) if schrijft else [],
        "vandaag": timezone.localdate(),
        "nieuw": NieuweParagraafForm(),
        **(_nothing_special(record, beloofd.standen) if schrijft else {}),
        **_reviewing(gebruiker, record, paragrafen),
        **naast_context(record, gebruiker),
        **extra,
    }


def _nothing_special(record: Bijdrage, standen: Sequence[Actiestand]) -> dict[str, Any]:
    """What pressing that button would write."""
    untold = sum(1 for s in standen if s.open)
    return {"niets_bijzonders": plain(sentence(record, bool(untold))), "open_beloften": untold}


def _reviewing(
    gebruiker: Bezoeker, record: Bijdrage, paragrafen: list[Voortgang]
) -> dict[str, Any]:
    """What was done with it, and what changed, for its writers and for who judges it."""
    eigen = own_bijdragen(gebruiker).filter(pk=record.pk).exists()
    if not isinstance(gebruiker, Gebruiker) or not (eigen or may_review(gebruiker)):
        return {"inzending": inzending(record)}
    return {
        **review_context(gebruiker, record, eigen=eigen),
        "redigeert": may_redact(gebruiker, record),
        "stelt_voor": not eigen and may_propose(gebruiker, record),
        "discussieert": True,
        "open_voorstellen": record.terugkomsten.filter(voorstellen__besluit=None).count()
        if eigen or may_propose(gebruiker, record)
        else 0,
        "hulp": _hints(record, paragrafen),
    }


def _hints(record: Bijdrage, paragrafen: Sequence[Voortgang]) -> Schrijfhulp | None:
    """On the whole theme as one text, in which an abbreviation needs spelling out once."""
    stukken = [
        (f"{p}: {SOORTLABELS[Bloksoort(blok.soort)].lower()}", blok.tekst)
        for p in paragrafen
        for blok in p.blokken.all()
        if blok.tekst
    ]
    return help_with(stukken, [record.thema.titel]) if stukken else None


@schrijver
@require_POST
def geen_bijzonderheden(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer has nothing special to tell of this theme."""
    record = get_own_bijdrage(request.user, pk)
    try:
        voortgang = nothing_special(record, writer(request))
    except Geweigerd as geweigerd:
        return refused(request, geweigerd, reverse("bijdrage", args=[pk]))
    messages.success(request, "Er staat nu dat er geen bijzonderheden zijn. Lees het nog na.")
    return redirect(f"{reverse('bijdrage', args=[pk])}?focus=paragraaf-{voortgang.pk}")


@schrijver
@require_POST
def paragraaf_nieuw(request: HttpRequest, pk: int) -> HttpResponse:
    record = get_own_bijdrage(request.user, pk)
    promised = {s.actie.pk: s.actie for s in standen_for(record)}
    actie = promised.get(number(request.POST.get("actie")))
    form = NieuweParagraafForm({"kop": actie.titel} if actie else request.POST)
    if not form.is_valid():
        focus_first_error(form)
        context = _bijdrage_context(request.user, record, nieuw=form)
        return render(request, "themas/bijdrage.html", context, status=422)
    try:
        kop = form.cleaned_data["kop"]
        voortgang = structure.add_voortgang(record, kop, writer(request), over=actie)
    except Geweigerd as geweigerd:
        typed_kop = "" if actie else kop
        return refused(request, geweigerd, reverse("bijdrage", args=[pk]), typed_kop)
    return redirect("paragraaf", pk, voortgang.pk)
