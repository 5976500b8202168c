"""A view of the figures, from what a reader chose: everything a page, a CSV or a chart shows."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Max

from monitoring.aggregates import (
    INWONERS,
    Cijfers,
    areas_of,
    ranking,
    read_cijfers,
    streefwaarden,
    trend,
)
from monitoring.charts.figuur import figuur
from monitoring.charts.notatie import kale_tekst
from monitoring.cijfers.models import Gebied, Gebiedsoort, Indicator, Meting
from monitoring.cijfers.periodes import Periode, Periodesoort
from monitoring.permissions import choose_gebied, choose_indicator, visible_indicatoren
from monitoring.series import PER_INWONER
from monitoring.zinnen import beside_city_sentence, change_sentence
from themas.jaar.permissions import Bezoeker
from veiligheid.document.figuur import Figuur, Reeks, Streef
from veiligheid.document.woorden import Figuursoort


@dataclass(frozen=True)
class Keuze:
    """What a reader asked for; empty is "as it comes". Unknown years and kinds are left out, an
    unknown indicator or area is a page that is not there.

    per: "inwoner" for everything per 1,000 inhabitants, "aantal" for everything in counts. As it
    comes, figures are counts, and areas are compared per 1,000 inhabitants: by counts the wijk with
    the most people is the worst.
    """

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
    def relatief_vergeleken(self) -> bool:
        return self.per != "aantal"

    @property
    def verfijnd(self) -> bool:
        """Whether more was chosen than an indicator and an area."""
        return replace(self, indicator="", gebied="") != Keuze()

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
class Kern:
    """The answer in a glance: the newest figure in words, of which period and how final, why there
    is none, how it went, and how it compares with the municipality."""

    waarde: str
    label: str = ""
    status: str = ""
    toelichting: str = ""
    zin: str = ""
    naast: str = ""


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
    kern: Kern
    trend: Figuur
    vergelijking: Figuur | None
    delen: Figuur | None
    streef: tuple[Streef, ...]
    raadpleegdatum: date | None

    @property
    def wijken(self) -> list[Gebied]:
        """The areas that have a page of their own to begin with."""
        return [g for g in self.gebieden if g.soort != Gebiedsoort.BUURT]

    @property
    def eenheid(self) -> str:
        """The unit behind the figure; empty for a plain count."""
        unit = (
            PER_INWONER
            if self.keuze.relatief and self.kan_per_inwoner
            else (self.indicator.eenheid)
        )
        return "" if unit == "aantal" else unit

    @property
    def andere_telling(self) -> tuple[str, str] | None:
        """The same view with its areas compared the other way: its query, and the words for it.
        None where there is one way only."""
        if not self.kan_per_inwoner:
            return None
        rates = self.keuze.relatief_vergeleken
        per, woorden = ("aantal", "naar aantal") if rates else ("", PER_INWONER)
        named = replace(self.keuze, indicator=self.indicator.slug, gebied=self.gebied.code, per=per)
        return named.query, woorden

    @property
    def adres(self) -> str:
        """The query of the address under which this view can be found again."""
        named = replace(self.keuze, indicator=self.indicator.slug, gebied=self.gebied.code)
        return named.query

    def gebieden_van(self, naam: str) -> list[Gebied]:
        """The areas that the figure of this name is about."""
        if naam == "trend":
            return _beside(self.gebied, self.gebieden, self.keuze.naast)
        return (_siblings if naam == "gebieden" else _parts)(self.gebied, self.gebieden)

    def figuur(self, naam: str) -> Figuur | None:
        """The figure of this name; None when there is none."""
        return self.figuren.get(naam)

    @property
    def figuren(self) -> dict[str, Figuur]:
        """The figures that there are by their names, in order."""
        named = {"trend": self.trend, "gebieden": self.vergelijking, "delen": self.delen}
        return {naam: figuur for naam, figuur in named.items() if figuur is not None}


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
    kan = indicator.telt and indicator.slug != INWONERS and bool(cijfers.inwoners)
    relatief, per_inwoner = keuze.relatief and kan, keuze.relatief_vergeleken and kan
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
        kern=_kern(cijfers, indicator, gebied, gebieden[0], periodes, relatief=relatief),
        trend=_trend(cijfers, indicator, beside, periodes, streef, relatief=relatief),
        vergelijking=_ranking(
            cijfers, indicator, gebied, _siblings(gebied, gebieden), periodes, relatief=per_inwoner
        ),
        delen=_ranking(
            cijfers, indicator, gebied, _parts(gebied, gebieden), periodes, relatief=per_inwoner
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


def _siblings(gebied: Gebied, gebieden: list[Gebied]) -> list[Gebied]:
    """The areas to compare with: of the municipality its wijken, of another those beside it."""
    if gebied.soort == Gebiedsoort.GEMEENTE:
        return [g for g in gebieden if g.soort == Gebiedsoort.WIJK]
    return [g for g in gebieden if (g.parent_id, g.soort) == (gebied.parent_id, gebied.soort)]


def _parts(gebied: Gebied, gebieden: list[Gebied]) -> list[Gebied]:
    """What lies in an area; of the municipality those are compared already."""
    if gebied.soort == Gebiedsoort.GEMEENTE:
        return []
    return [g for g in gebieden if g.parent_id == gebied.pk]


def _ranking(
    cijfers: Cijfers,
    indicator: Indicator,
    gebied: Gebied,
    wanted: list[Gebied],
    periodes: list[Periode],
    *,
    relatief: bool,
) -> Figuur | None:
    """The newest period with a figure, over these areas; None when there is nothing to compare.
    Counts when of that period nobody knows how many people live there."""
    for periode in reversed(periodes) if len(wanted) > 1 else ():
        counts = ranking(cijfers, indicator, wanted, periode)
        rates = ranking(cijfers, indicator, wanted, periode, relatief=True)
        relatief = relatief and bool(rates.bekend)
        reeks = rates if relatief else counts
        if reeks.bekend:
            titel = f"{indicator.naam} per {wanted[0].soort}, {periode.label}"
            if gebied.soort != Gebiedsoort.GEMEENTE and gebied not in wanted:
                titel = f"{indicator.naam} in {gebied.naam} per {wanted[0].soort}, {periode.label}"
            reeksen, nadruk = (reeks,), gebied.naam
            return _figuur(
                Figuursoort.STAAF, titel, indicator, reeksen, "Gebied", nadruk, relatief=relatief
            )
    return None


def _kern(
    cijfers: Cijfers,
    indicator: Indicator,
    gebied: Gebied,
    gemeente: Gebied,
    periodes: list[Periode],
    *,
    relatief: bool,
) -> Kern:
    decimalen = 1 if relatief else indicator.decimalen
    eenheid = PER_INWONER if relatief else indicator.eenheid
    (reeks,) = trend(cijfers, indicator, [gebied], periodes, relatief=relatief)
    newest = reeks.bekend[-1] if reeks.bekend else reeks.punten[-1] if reeks.punten else None
    if newest is None:
        return Kern("geen cijfer")
    naast = ""
    if newest.waarde is not None and gebied != gemeente:
        periode = periodes[reeks.punten.index(newest)]
        naast = _beside_city(cijfers, indicator, gebied, gemeente, periode)
    return Kern(
        kale_tekst(newest, decimalen),
        newest.label,
        newest.status if newest.voorlopig and newest.waarde is not None else "",
        newest.toelichting if newest.waarde is None else "",
        change_sentence(reeks, decimalen, eenheid, telt=indicator.telt and not relatief),
        naast,
    )


def _beside_city(
    cijfers: Cijfers, indicator: Indicator, gebied: Gebied, gemeente: Gebied, periode: Periode
) -> str:
    """How a wijk compares; empty where there is nothing to compare with."""
    counts = indicator.telt
    if indicator.slug == INWONERS or periode.soort != Periodesoort.JAAR:
        return ""
    here, city = (
        cijfers.punt(indicator.pk, g.pk, periode, "", relatief=counts) for g in (gebied, gemeente)
    )
    decimalen = 1 if counts else indicator.decimalen
    return beside_city_sentence(here, city, gemeente.naam, decimalen, per_inwoner=counts)


def _figuur(
    soort: Figuursoort,
    titel: str,
    indicator: Indicator,
    reeksen: tuple[Reeks, ...],
    as_naam: str,
    nadruk: str = "",
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
        telt=indicator.telt and not relatief,
        as_naam=as_naam,
        nadruk=nadruk,
    )


def _fetched(indicator: Indicator, gebieden: list[Gebied]) -> date | None:
    found: date | None = Meting.objects.filter(indicator=indicator, gebied__in=gebieden).aggregate(
        n=Max("raadpleegdatum")
    )["n"]
    return found
