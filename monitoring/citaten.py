"""Figures that a text quotes: what each reference means now, for whoever reads a published letter.

Only what such a reader may see: own registrations that are not public are no figures here, and
small counts are hidden as they are everywhere (`aggregates`).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from monitoring.aggregates import Cijfers, areas_of, read_cijfers
from monitoring.charts.notatie import ontbreekt_tekst, punt_tekst
from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.cijfers.periodes import Periode, from_code
from monitoring.citaatsleutels import Bedragplaats, Meetplaats, read_sleutel
from monitoring.geld.citaten import read_bedragen
from veiligheid.core.templatetags.opmaak import datum
from veiligheid.document.figuur import Punt

ONBEKENDE_SLEUTEL = "wijst naar een cijfer dat er niet is"


@dataclass(frozen=True, slots=True)
class Citaat:
    """A figure as a letter shows it. `waarde` None: not known, and `tekst` says why. `noot` says
    in a sentence what it is a figure of, and where it comes from."""

    sleutel: str
    onderwerp: str
    plaats: str
    periode: str
    tekst: str
    waarde: Decimal | None
    noot: str


@dataclass(frozen=True, slots=True)
class Onbruikbaar:
    """A figure that no letter may quote; `reden` completes the sentence "De verwijzing …"."""

    sleutel: str
    reden: str


@dataclass(frozen=True, slots=True)
class _Bronvermelding:
    bron: str
    peildatum: date | None
    raadpleegdatum: date | None


def read_citaten(sleutels: Collection[str]) -> dict[str, Citaat | Onbruikbaar]:
    """What each of these keys means now: none is left out. At most nine queries for any number of
    them, none for none."""
    plaatsen = {s: read_sleutel(s) for s in sleutels}
    found: dict[str, Citaat | Onbruikbaar] = {
        s: Onbruikbaar(s, ONBEKENDE_SLEUTEL) for s, plaats in plaatsen.items() if plaats is None
    }
    metingen = {s: p for s, p in plaatsen.items() if isinstance(p, Meetplaats)}
    if metingen:
        found |= _read_metingen(metingen)
    bedragen = {s: p for s, p in plaatsen.items() if isinstance(p, Bedragplaats)}
    if bedragen:
        known = read_bedragen(bedragen.values())
        for sleutel, plaats in bedragen.items():
            b = known.get(plaats)
            found[sleutel] = (
                Citaat(sleutel, b.naam, b.plan, str(plaats.jaar), b.tekst, b.waarde, b.noot)
                if b
                else Onbruikbaar(sleutel, "wijst naar een bedrag dat er niet is")
            )
    return found


def _read_metingen(plaatsen: dict[str, Meetplaats]) -> dict[str, Citaat | Onbruikbaar]:
    slugs = {p.indicator for p in plaatsen.values()}
    indicatoren = {i.slug: i for i in Indicator.objects.filter(slug__in=slugs)}
    gebieden = areas_of(settings.GEMEENTE_CODE)
    by_code = {g.code: g for g in gebieden}
    public = [i for i in indicatoren.values() if i.is_public]
    codes = {p.periode for p in plaatsen.values()}
    cijfers = read_cijfers(public, gebieden, periodes=codes)
    named = [by_code[p.gebied] for p in plaatsen.values() if p.gebied in by_code]
    vermeldingen = _read_bronvermelding(public, named, codes)
    return {
        sleutel: _one(
            sleutel,
            indicatoren.get(p.indicator),
            by_code.get(p.gebied),
            from_code(p.periode),
            cijfers,
            vermeldingen,
        )
        for sleutel, p in plaatsen.items()
    }


def _read_bronvermelding(
    indicatoren: Iterable[Indicator], gebieden: Iterable[Gebied], codes: Collection[str]
) -> dict[tuple[int, int, str], _Bronvermelding]:
    rows = Meting.objects.filter(
        indicator__in=list(indicatoren), gebied__in=list(gebieden), periode__in=codes
    ).values_list("indicator", "gebied", "periode", "bron", "peildatum", "raadpleegdatum")
    return {
        (i, g, p): _Bronvermelding(bron, peildatum, raadpleegdatum)
        for i, g, p, bron, peildatum, raadpleegdatum in rows
    }


def _one(
    sleutel: str,
    indicator: Indicator | None,
    gebied: Gebied | None,
    periode: Periode | None,
    cijfers: Cijfers,
    vermeldingen: dict[tuple[int, int, str], _Bronvermelding],
) -> Citaat | Onbruikbaar:
    if indicator is None or gebied is None or periode is None:
        return Onbruikbaar(sleutel, ONBEKENDE_SLEUTEL)
    waarvan = f"{indicator.naam}, {gebied.naam}, {periode.label}"
    if not indicator.is_public:
        return Onbruikbaar(
            sleutel, f"wijst naar een eigen registratie die niet openbaar is ({waarvan})"
        )
    key = (indicator.pk, gebied.pk, periode.code)
    if key not in cijfers.punten:
        return Onbruikbaar(sleutel, f"wijst naar een cijfer dat er niet is ({waarvan})")
    punt = cijfers.punt(*key[:2], periode, periode.label)
    if punt.verborgen:
        return Onbruikbaar(
            sleutel, f"wijst naar een aantal dat te klein of herleidbaar is ({waarvan})"
        )
    return Citaat(
        sleutel,
        indicator.naam,
        gebied.naam,
        periode.label,
        citaat_tekst(punt, indicator.decimalen),
        punt.waarde,
        _noot(waarvan, indicator, vermeldingen.get(key)),
    )


def citaat_tekst(punt: Punt, decimalen: int) -> str:
    """A figure in a sentence: "ruim 1.250", "120 (voorlopig)", "onbekend (nog niet geteld)"."""
    if punt.waarde is None:
        return f"{ontbreekt_tekst(punt)} ({punt.toelichting})"
    return punt_tekst(punt, decimalen)


def _noot(waarvan: str, indicator: Indicator, h: _Bronvermelding | None) -> str:
    parts = [(h.bron if h else "") or indicator.bron or "eigen registratie van de gemeente"]
    if indicator.bron_tabel:
        parts.append(f"tabel {indicator.bron_tabel}")
    if h and h.peildatum:
        parts.append(f"stand op {datum(h.peildatum)}")
    if h and h.raadpleegdatum:
        parts.append(f"opgehaald op {datum(h.raadpleegdatum)}")
    return f"{waarvan}. Bron: {', '.join(parts)}."
