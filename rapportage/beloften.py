"""What earlier letters promised, as they were published: the one memory that nobody can change."""

from rapportage.document import Briefdocument
from rapportage.models import Brief, Publicatie, Publicatiebestand
from themas.jaar.models import Ronde
from themas.jaar.workflow import Bloksoort


def promised_before(ronde: Ronde) -> dict[str, str]:
    """By sleutel of the actie where the published letters promised it for the year that this round
    looks back on, in words ("Drukte › Er komt een hek"). Two queries."""
    if ronde.verslagjaar is None:
        return {}
    rondes = Ronde.objects.filter(plan=ronde.plan_id, vooruitblikjaar=ronde.verslagjaar)
    brieven = Brief.objects.filter(ronde__in=rondes).values("pk")
    publicaties = Publicatie.objects.newest_per_slug().filter(brief_id__in=brieven)
    files = Publicatiebestand.objects.filter(publicatie__in=publicaties, pad="brief.json")
    found: dict[str, str] = {}
    for file in files.order_by("publicatie"):
        found |= _promises(Briefdocument.from_json(bytes(file.inhoud)))
    return found


def _promises(document: Briefdocument) -> dict[str, str]:
    return {
        sleutel: f"{hoofdstuk.titel} › {paragraaf.kop or '(zonder kop)'}"
        for hoofdstuk in document.hoofdstukken
        for paragraaf in hoofdstuk.paragrafen
        for blok in paragraaf.blokken
        if blok.soort is Bloksoort.VOORUITBLIK
        for sleutel in blok.acties
    }
