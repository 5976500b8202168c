"""A view of the figures, from what a reader chose: everything a page, a CSV or a chart shows."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max

from monitoring.aggregates import (
    Cijfers,
    areas_of,
    ranking,
    read_cijfers,
    streefwaarden,
    trend,
)
from monitoring.charts.figuur import Figuur, Figuursoort, figuur
from monitoring.cijfers.models import Gebied, Gebiedsoort, Indicator, Meting
from monitoring.cijfers.periodes import Periode, Periodesoort
from monitoring.permissions import choose_gebied, choose_indicator, visible_indicatoren
from monitoring.series import Reeks, Streef
from themas.jaar.permissions import Bezoeker

PER_INWONER = "per 1.000 inwoners"


@dataclass(frozen=True)
class Keuze:
    """What a reader asked for; empty is "as it comes". Unknown years and kinds are left out, an
    unknown indicator or area is a page that is not there."""

    indicator: str = ""
    gebied: str = ""
    van: int | None = None
    tot: int | None = None
    naast: str = ""
    per: str = ""
    soort: str = Periodesoort.JAAR.value

    @property
    def relatief(self) -> bool:
        return self.per == "inwoner"

    @property
    def query(self) -> str:
        """The address of this view, behind the question mark."""
        standaard = Keuze()
        return urlencode(
            {
                naam: waarde
                for naam, waarde in vars(self).items()
                if waarde not in (None, getattr(standaard, naam))
            }
        )


@dataclass(frozen=True)
class Weergave:
    """One view: the records it is about, the figures of it, and the choices there are."""

    keuze: Keuze
    indicator: Indicator
    gebied: Gebied
    gebieden: list[Gebied]
    indicatoren: list[Indicator]
    periodes: list[Periode]
    alle_periodes: list[Periode]
    kan_per_inwoner: bool
    trend: Figuur
    vergelijking: Figuur | None
    streef: tuple[Streef, ...]
    raadpleegdatum: date | None

    @property
    def adres(self) -> str:
        """The query of the address under which this view can be found again."""
        named = replace(self.keuze, indicator=self.indicator.slug, gebied=self.gebied.code)
        return named.query

    def figuur(self, naam: str) -> Figuur | None:
        """The figure of this name; None when there is none."""
        return {"trend": self.trend, "gebieden": self.vergelijking}.get(naam)


def make_weergave(gebruiker: Bezoeker, keuze: Keuze) -> Weergave | None:
    """What this person sees with this choice, in a constant number of queries; None when there
    are no figures at all. Raises Http404."""
    gebieden = areas_of(settings.GEMEENTE_CODE)
    indicatoren = list(visible_indicatoren(gebruiker))
    indicator = choose_indicator(indicatoren, keuze.indicator) if indicatoren else None
    if indicator is None or not gebieden:
        if keuze.indicator:
            choose_indicator([], keuze.indicator)
        return None
    gebied = choose_gebied(gebieden, keuze.gebied)
    cijfers = read_cijfers([indicator], gebieden)
    soort = keuze.soort if keuze.soort in Periodesoort.values else Periodesoort.JAAR.value
    alle = cijfers.periodes(indicator.pk, soort)
    periodes = [p for p in alle if (keuze.van or 0) <= p.jaar <= (keuze.tot or 9999)] or alle
    # Whoever asks for inhabitants where there are none gets the counts, and no way to ask.
    kan = indicator.telt and bool(cijfers.inwoners)
    relatief = keuze.relatief and kan
    # A target is the municipality's, and a count: beside a wijk or a rate it would mislead.
    of_city = gebied.soort == Gebiedsoort.GEMEENTE and not relatief
    streef = streefwaarden(indicator, periodes) if of_city else ()
    beside = _beside(gebied, gebieden, keuze.naast)
    return Weergave(
        keuze=keuze,
        indicator=indicator,
        gebied=gebied,
        gebieden=gebieden,
        indicatoren=indicatoren,
        periodes=periodes,
        alle_periodes=alle,
        kan_per_inwoner=kan,
        trend=_trend(cijfers, indicator, beside, periodes, streef, relatief=relatief),
        vergelijking=_vergelijking(
            cijfers, indicator, gebied, gebieden, periodes, relatief=relatief
        ),
        streef=streef,
        raadpleegdatum=_fetched(indicator, gebieden),
    )


def _beside(gebied: Gebied, gebieden: list[Gebied], naast: str) -> list[Gebied]:
    """The areas of the trend: the chosen one, beside it the municipality or the other wijken."""
    gemeente = gebieden[0]
    if naast == "wijken":
        others = [g for g in gebieden if g.soort == Gebiedsoort.WIJK and g != gebied]
        return [gebied, *others]
    return [gebied] if gebied == gemeente else [gebied, gemeente]


def _trend(
    cijfers: Cijfers,
    indicator: Indicator,
    gebieden: list[Gebied],
    periodes: list[Periode],
    streef: tuple[Streef, ...],
    *,
    relatief: bool,
) -> Figuur:
    reeksen = trend(cijfers, indicator, gebieden, periodes, relatief=relatief, streef=streef)
    titel = f"{indicator.naam}, {gebieden[0].naam}"
    return _figuur(Figuursoort.LIJN, titel, indicator, reeksen, "Periode", relatief=relatief)


def _vergelijking(
    cijfers: Cijfers,
    indicator: Indicator,
    gebied: Gebied,
    gebieden: list[Gebied],
    periodes: list[Periode],
    *,
    relatief: bool,
) -> Figuur | None:
    """The newest period with a figure, over wijken; in a wijk over its buurten."""
    wanted = [g for g in gebieden if g.parent_id == gebied.pk] or [
        g for g in gebieden if g.parent_id == gebied.parent_id and g.parent_id is not None
    ]
    for periode in reversed(periodes):
        reeks = ranking(cijfers, indicator, wanted, periode, relatief=relatief)
        if reeks.bekend:
            titel = f"{indicator.naam} per {wanted[0].soort}, {periode.label}"
            return _figuur(
                Figuursoort.STAAF, titel, indicator, (reeks,), "Gebied", relatief=relatief
            )
    return None


def _figuur(
    soort: Figuursoort,
    titel: str,
    indicator: Indicator,
    reeksen: tuple[Reeks, ...],
    as_naam: str,
    *,
    relatief: bool,
) -> Figuur:
    return figuur(
        soort,
        titel,
        PER_INWONER if relatief else indicator.eenheid,
        indicator.bron,
        1 if relatief else indicator.decimalen,
        reeksen,
        as_naam=as_naam,
    )


def _fetched(indicator: Indicator, gebieden: list[Gebied]) -> date | None:
    found: date | None = Meting.objects.filter(indicator=indicator, gebied__in=gebieden).aggregate(
        n=Max("raadpleegdatum")
    )["n"]
    return found
