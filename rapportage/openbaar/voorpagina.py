"""Figures and areas for the first page."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from monitoring.aggregates import areas_of, read_cijfers
from monitoring.charts.notatie import kale_tekst
from monitoring.cijfers.models import Gebied, Gebiedsoort, Indicator
from monitoring.weergave import Keuze
from monitoring.zinnen import change_sentence
from veiligheid.document.figuur import Reeks

_MEEST = 4


@dataclass(frozen=True, slots=True)
class Voorpaginacijfer:
    """A figure of the municipality with the year before it. eenheid: empty for a plain count."""

    naam: str
    waarde: str
    eenheid: str
    jaar: str
    eerder: str
    eerder_jaar: str
    zin: str
    adres: str
    voorlopig: bool = False


def front_figures() -> list[Voorpaginacijfer]:
    """Those that the editor put on the first page, in that order; while there are none, the first
    that have two years."""
    gebieden = areas_of(settings.GEMEENTE_CODE)
    if not gebieden:
        return []
    public = Indicator.objects.public()
    chosen = list(public.exclude(voorpagina=0).order_by("voorpagina", "naam")[:_MEEST])
    # Enough to find four with two years among.
    indicatoren = chosen or list(public.filter(is_totaal=False).order_by("naam")[: 5 * _MEEST])
    cijfers = read_cijfers(indicatoren, gebieden, only=gebieden[0])
    found = []
    for i in indicatoren:
        years = cijfers.periodes(i.pk)
        reeks = Reeks("", tuple(cijfers.punt(i.pk, gebieden[0].pk, y, y.label) for y in years))
        if len(reeks.bekend) < 2:
            continue
        before, now = reeks.bekend[-2:]
        eenheid = "" if i.eenheid == "aantal" else i.eenheid
        texts = [kale_tekst(p, i.decimalen) for p in (now, before)]
        zin = change_sentence(reeks, i.decimalen, i.eenheid, telt=i.telt)
        adres = f"{reverse('cijfers')}?{Keuze(indicator=i.slug).query}#uitkomst"
        found.append(
            Voorpaginacijfer(
                i.naam,
                texts[0],
                eenheid,
                now.label,
                texts[1],
                before.label,
                zin,
                adres,
                now.voorlopig,
            )
        )
    return found[:_MEEST]


def wijken() -> list[Gebied]:
    """The wijken of the municipality, by name."""
    areas = areas_of(settings.GEMEENTE_CODE)
    return sorted((g for g in areas if g.soort == Gebiedsoort.WIJK), key=lambda g: g.naam)
