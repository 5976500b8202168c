"""What earlier letters promised, as they were published: the one memory that nobody can change."""

import re
from collections.abc import Iterator
from html import escape

from rapportage.bijlagen.citeren import quote
from rapportage.models import Brief, Publicatie, Publicatiebestand
from themas.jaar.models import Ronde
from themas.plan.afkomst import read_plannen
from veiligheid.document.brief import Briefdocument
from veiligheid.document.spiegel import Passage
from veiligheid.document.woorden import Bloksoort

_NOOT = re.compile(r'<sup><a href="#(noot-\d+)"[^>]*>\d+</a></sup>')


def promised_before(plan: int, jaar: int | None) -> dict[str, tuple[Passage, ...]]:
    """By sleutel of the actie what the published letters promised of it for this year, theirs of
    the plans before this one as well. A few queries."""
    if jaar is None:
        return {}
    plannen = read_plannen(plan)
    rondes = Ronde.objects.filter(plan__in=plannen, vooruitblikjaar=jaar)
    brieven = Brief.objects.filter(ronde__in=rondes).values("pk")
    publicaties = Publicatie.objects.newest_per_slug().filter(brief_id__in=brieven)
    files = Publicatiebestand.objects.filter(publicatie__in=publicaties, pad="brief.json")
    found: dict[str, tuple[Passage, ...]] = {}
    for file in files.order_by("publicatie"):
        for sleutel, passage in _promises(Briefdocument.from_json(bytes(file.inhoud))):
            found[sleutel] = (*found.get(sleutel, ()), passage)
    return found


def _promises(document: Briefdocument) -> Iterator[tuple[str, Passage]]:
    noten = {noot.anker: noot.tekst for noot in document.voetnoten}

    def words(html: str) -> str:
        told = _NOOT.sub(lambda m: f" ({escape(noten.get(m[1], ''), quote=False)})", html)
        return quote(told, lambda verwijzing: verwijzing.tekst)

    for hoofdstuk in document.hoofdstukken:
        for paragraaf in hoofdstuk.paragrafen:
            for blok in paragraaf.blokken:
                if blok.soort is Bloksoort.VOORUITBLIK and blok.acties:
                    passage = Passage(
                        paragraaf.kop,
                        words(blok.html),
                        paragraaf.anker,
                        hoofdstuk.titel,
                        hoofdstuk.slug,
                    )
                    yield from ((sleutel, passage) for sleutel in blok.acties)
