"""Public data as files: which there are, what their columns mean, and the figures as tidy rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from monitoring.aggregates import areas_of, read_cijfers
from monitoring.cijfers.models import Indicator, Meting
from monitoring.cijfers.periodes import from_code

# By name of the column what stands in it.
CIJFERKOLOMMEN = {
    "indicator": "vaste naam van wat wordt gemeten",
    "indicator_naam": "wat wordt gemeten, in woorden",
    "is_totaal": "ja: dit telt andere indicatoren op; tel het daar niet nog eens bij",
    "misdrijf_code": "code van het soort misdrijf bij CBS; leeg bij andere bronnen",
    "gebied_code": "code van CBS: GM gemeente, WK wijk, BU buurt",
    "gebied_naam": "naam van het gebied",
    "gebied_soort": "gemeente, wijk of buurt; een wijk zit al in de gemeente",
    "periode_code": "code van CBS: 2024JJ00 jaar, 2024KW01 kwartaal, 2024MM01 maand",
    "periode": "de periode in woorden",
    "waarde": "het cijfer, met een punt als decimaalteken; leeg als het onbekend of verborgen is",
    "eenheid": "waarin de waarde is uitgedrukt",
    "precisie": "exact, of in welk opzicht de bron niet precies is",
    "status": "hoe definitief het cijfer is; leeg als de bron dat niet zegt",
    "toelichting": "waarom er geen waarde is",
    "bron": "wie het cijfer maakte",
    "bron_tabel": "nummer van de tabel bij de bron",
    "peildatum": "de dag die het cijfer beschrijft",
    "raadpleegdatum": "de dag waarop het is opgehaald",
}


@dataclass(frozen=True, slots=True)
class Cijferkeuze:
    """Which figures; empty for all."""

    indicator: str = ""
    gebied: str = ""
    soort: str = ""


def figure_rows(keuze: Cijferkeuze) -> Iterator[list[str]]:
    """A row for each figure of a public indicator, in the order of CIJFERKOLOMMEN. Nothing is added
    up here: a row is what the source gives of that area. A constant number of queries."""
    gebieden = {g.pk: g for g in areas_of(settings.GEMEENTE_CODE)}
    wanted = Indicator.objects.public().order_by("slug")
    if keuze.indicator:
        wanted = wanted.filter(slug=keuze.indicator)
    indicatoren = {i.pk: i for i in wanted}
    punten = read_cijfers(list(indicatoren.values()), list(gebieden.values())).punten
    dates = _dates(list(indicatoren), list(gebieden))
    shown = [
        key
        for key in punten
        if key[0] in indicatoren
        and key[1] in gebieden
        and keuze.gebied in ("", gebieden[key[1]].code)
        and keuze.soort in ("", key[2][4:6])
    ]
    order = {pk: n for n, pk in enumerate(indicatoren)}
    for key in sorted(shown, key=lambda k: (order[k[0]], gebieden[k[1]].code, k[2])):
        i, gebied, punt = indicatoren[key[0]], gebieden[key[1]], punten[key]
        periode = from_code(key[2])
        measured, fetched = dates.get(key, (None, None))
        yield [
            i.slug,
            i.naam,
            "ja" if i.is_totaal else "nee",
            i.bron_code,
            gebied.code,
            gebied.naam,
            gebied.soort,
            key[2],
            periode.label if periode else key[2],
            "" if punt.waarde is None else f"{punt.waarde.normalize():f}",
            i.eenheid,
            punt.precisie,
            punt.status,
            punt.toelichting,
            i.bron,
            i.bron_tabel,
            measured.isoformat() if measured else "",
            fetched.isoformat() if fetched else "",
        ]


def _dates(
    indicatoren: list[int], gebieden: list[int]
) -> dict[tuple[int, int, str], tuple[date | None, date | None]]:
    rows = Meting.objects.filter(indicator__in=indicatoren, gebied__in=gebieden)
    fields = ("indicator", "gebied", "periode", "peildatum", "raadpleegdatum")
    return {(i, g, p): (m, f) for i, g, p, m, f in rows.values_list(*fields)}
