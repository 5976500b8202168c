"""The mirror on living records, for the eindredacteur, the advisors of its themes and the
secretariaat: as a page and as a list. What readers see comes from publications."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rapportage.beloften import promised_before
from rapportage.bijlagen.citeren import quote
from rapportage.bijlagen.soorten.spiegel import quoted, with_drafts_told
from rapportage.rendering.bestandsnamen import XLSX
from rapportage.rendering.spiegel import spiegel_in_beeld
from rapportage.views.public import read_keuze
from themas.spiegel.export import as_csv, as_xlsx
from themas.spiegel.permissions import get_spiegel, spiegels_for
from veiligheid.core.toegang.logboek import uitvoer
from veiligheid.document.spiegel import Spiegel


@login_required
@never_cache
@require_safe
def spiegels(request: HttpRequest) -> HttpResponse:
    """The plans and years that have a mirror for this person."""
    found = spiegels_for(request.user)
    if not found:
        raise Http404
    return render(request, "rapportage/spiegels.html", {"spiegels": found})


@login_required
@never_cache
@require_safe
def spiegel(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    """As it stands now, in the look that it has in a letter."""
    gezien = get_spiegel(request.user, plan, jaar, promised_before)
    beeld = spiegel_in_beeld(_to_read(gezien.spiegel), read_keuze(request))
    themas = [(t.titel, gezien.bijdragen.get(t.slug)) for t in gezien.spiegel.themas]
    context = {
        "plan": gezien.plan,
        "jaar": jaar,
        "deel": {"anker": "spiegel", "beeld": beeld},
        "themas": [(titel, pk) for titel, pk in themas if pk],
    }
    return render(request, "rapportage/spiegel.html", context)


@login_required
@never_cache
@require_safe
@uitvoer
def spiegel_csv(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    data = as_csv(get_spiegel(request.user, plan, jaar, promised_before).spiegel)
    return _download(data, "text/csv; charset=utf-8", f"spiegel-{plan}-{jaar}", "csv")


@login_required
@never_cache
@require_safe
@uitvoer
def spiegel_xlsx(request: HttpRequest, plan: str, jaar: int) -> HttpResponse:
    data = as_xlsx(get_spiegel(request.user, plan, jaar, promised_before).spiegel)
    return _download(data, XLSX, f"spiegel-{plan}-{jaar}", "xlsx")


def _to_read(spiegel: Spiegel) -> Spiegel:
    """Texts without their references; of somebody else's draft, that it is there."""
    read = quoted(spiegel, lambda html: quote(html, lambda verwijzing: verwijzing.tekst))
    return replace(read, rijen=tuple(map(with_drafts_told, read.rijen)))


def _download(data: bytes, mediatype: str, naam: str, ext: str) -> HttpResponse:
    naam = f"{naam}-{timezone.localdate().isoformat()}.{ext}"
    disposition = f'attachment; filename="{naam}"'
    return HttpResponse(data, content_type=mediatype, headers={"Content-Disposition": disposition})
