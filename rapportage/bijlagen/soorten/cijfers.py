"""Annexes made of figures: *cijfers* (chosen indicators over the last years) and *kerncijfers*
(one theme at a glance)."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Max, prefetch_related_objects
from django.urls import reverse

from monitoring.aggregates import (
    areas_of,
    read_cijfers,
    read_streefwaarden,
    targets_in,
    trend,
)
from monitoring.charts.figuur import figuur
from monitoring.charts.notatie import punt_tekst
from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.cijfers.periodes import Periode
from monitoring.permissions import is_public
from monitoring.weergave import Keuze
from monitoring.zinnen import change_sentence, trend_sentence
from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register, soort_of
from rapportage.models import Bijlage, Bijlagecijfer, Brief
from veiligheid.core.findings import Herstelbaar
from veiligheid.document import delen as p
from veiligheid.document.figuur import Figuur, Reeks
from veiligheid.document.woorden import Figuursoort

JAREN = 5
Meld = Callable[[Herstelbaar], None]


@dataclass(frozen=True, slots=True)
class Cijfertekst:
    """What is said of an indicator, made from its figures."""

    zin: str
    alt: str


class Bijlagefiguren:
    """The figures of all annexes of one letter, read at once."""

    def __init__(self, brief: Brief, bijlagen: Sequence[Bijlage]) -> None:
        self.tot = brief.ronde.verslagjaar
        self.gekozen = _chosen(bijlagen)
        self.indicatoren = {
            c.indicator.pk: c.indicator for rows in self.gekozen.values() for c in rows
        }
        self.gebieden = areas_of(settings.GEMEENTE_CODE) if self.indicatoren else []
        self.gemeente: Gebied | None = self.gebieden[0] if self.gebieden else None
        self.gelezen = read_cijfers(list(self.indicatoren.values()), self.gebieden)
        self.streef = read_streefwaarden(list(self.indicatoren.values()))
        self.dagen = self._dagen() if self.indicatoren else {}

    def _dagen(self) -> dict[int, tuple[date | None, date | None]]:
        """By indicator the last day that the figures up to then describe, and on which they were
        fetched."""
        mine = Meting.objects.filter(indicator__in=self.indicatoren, gebied=self.gemeente)
        if self.tot is not None:
            mine = mine.filter(jaar__lte=self.tot)
        rows = mine.values_list("indicator").annotate(
            peil=Max("peildatum"), raadpleeg=Max("raadpleegdatum")
        )
        return {i: (peil, raadpleeg) for i, peil, raadpleeg in rows}

    def cijfers(self, bijlage: Bijlage, anker: str, link: str, meld: Meld) -> Iterator[p.Deel]:
        """A table of all indicators and a chart of each. What has no figures is a finding."""
        shown = list(self.shown(bijlage, link, meld))
        if len(shown) > 1:
            yield self.overzicht(shown, anker)
        yield from (self.verloop(cijfer, reeks, anker) for cijfer, reeks in shown)

    def verloop(self, cijfer: Bijlagecijfer, reeks: Reeks, anker: str) -> p.Figuurdeel:
        """The chart of an indicator through the years."""
        indicator = cijfer.indicator
        peil, raadpleeg = self.dagen.get(indicator.pk, (None, None))
        return p.Figuurdeel(
            anker=f"{anker}--cijfer-{indicator.slug}",
            kop=indicator.naam,
            zin=cijfer.zin or _zin(trend_sentence, indicator, reeks),
            figuur=self._figuur(cijfer, reeks),
            definitie=indicator.definitie,
            peildatum=peil,
            raadpleegdatum=raadpleeg,
            opmerkingen=tuple(_remarks(indicator)),
            adres=_address(indicator, reeks),
        )

    def kerncijfers(self, bijlage: Bijlage, link: str, meld: Meld) -> Iterator[p.Deel]:
        """The newest known figure of each chosen indicator, with how it went."""
        found = [
            p.Kerncijfer(
                waarde=punt_tekst(reeks.bekend[-1], cijfer.indicator.decimalen),
                naam=cijfer.indicator.naam,
                eenheid=cijfer.indicator.eenheid,
                periode=reeks.bekend[-1].label,
                zin=cijfer.zin or _zin(change_sentence, cijfer.indicator, reeks),
                figuur=self._figuur(cijfer, reeks),
                raadpleegdatum=self.dagen.get(cijfer.indicator.pk, (None, None))[1],
                definitie=cijfer.indicator.definitie,
                adres=_address(cijfer.indicator, reeks),
            )
            for cijfer, reeks in self.shown(bijlage, link, meld)
            if reeks.bekend
        ]
        if found:
            thema = bijlage.thema.titel if bijlage.thema else ""
            yield p.Kerncijfers(thema, tuple(found))

    def teksten(self, bijlage: Bijlage) -> dict[str, Cijfertekst]:
        """By the address of each of its figures."""
        found = {}
        for indicator in (c.indicator for c in self.gekozen[bijlage.pk]):
            reeks = self._reeks(indicator, bijlage)
            if reeks.punten:
                bare = self._figuur(Bijlagecijfer(indicator=indicator), reeks)
                beside = bijlage.soort == KERNCIJFERS.naam
                zin = _zin(change_sentence if beside else trend_sentence, indicator, reeks)
                found[indicator.slug] = Cijfertekst(zin, bare.alt)
        return found

    def shown(
        self, bijlage: Bijlage, link: str, meld: Meld
    ) -> Iterator[tuple[Bijlagecijfer, Reeks]]:
        """What this annex shows. A figure that not everybody may read blocks when a person chose
        it; one that comes with the theme is left out, and said."""
        for cijfer in self.gekozen[bijlage.pk]:
            indicator, reeks = cijfer.indicator, self._reeks(cijfer.indicator, bijlage)
            if not is_public(indicator):
                chosen = cijfer.pk is not None
                meld((_not_public if chosen else _left_out)(indicator, bijlage, link))
                if not chosen:
                    continue
            if reeks.punten:
                yield cijfer, reeks
            else:
                meld(_empty(indicator, bijlage, link))

    def _reeks(self, indicator: Indicator, bijlage: Bijlage) -> Reeks:
        if self.gemeente is None:
            return Reeks("", ())
        periodes = self.periodes(indicator, bijlage)
        streef = targets_in(self.streef[indicator.pk], periodes)
        (reeks,) = trend(self.gelezen, indicator, [self.gemeente], periodes, streef=streef)
        return reeks

    def periodes(self, indicator: Indicator, bijlage: Bijlage) -> list[Periode]:
        """The years that the annex chose; else the last ones up to the one that the letter looks
        back on."""
        first, last = bijlage.van_jaar, bijlage.tot_jaar or self.tot
        found = [y for y in self.gelezen.periodes(indicator.pk) if last is None or y.jaar <= last]
        return found[-JAREN:] if first is None else [y for y in found if y.jaar >= first]

    def _figuur(self, cijfer: Bijlagecijfer, reeks: Reeks) -> Figuur:
        indicator = cijfer.indicator
        return figuur(
            Figuursoort.LIJN,
            f"{indicator.naam}, {reeks.naam}",
            indicator.eenheid,
            indicator.bron,
            indicator.decimalen,
            (reeks,),
            telt=indicator.telt,
            alt=cijfer.alt,
            as_naam="Jaar",
        )

    def overzicht(self, regels: Sequence[tuple[Bijlagecijfer, Reeks]], anker: str) -> p.Tabeldeel:
        """All indicators over all their years. A year that an indicator lacks is a dash; a figure
        that is not known says so."""
        jaren = sorted({punt.label for _, reeks in regels for punt in reeks.punten})
        rijen = []
        for cijfer, reeks in regels:
            by_year = {punt.label: punt for punt in reeks.punten}
            decimalen = cijfer.indicator.decimalen
            shown = (punt_tekst(by_year[j], decimalen) if j in by_year else "–" for j in jaren)
            rijen.append(p.Rij(cijfer.indicator.naam, (cijfer.indicator.eenheid, *shown)))
        kolommen = (p.Kolom("Eenheid"), *(p.Kolom(jaar, getal=True) for jaar in jaren))
        bronnen = sorted({c.indicator.bron for c, _ in regels if c.indicator.bron})
        return p.Tabeldeel(
            anker=f"{anker}--overzicht",
            kop="Alle cijfers bij elkaar",
            bijschrift=f"Cijfers van {regels[0][1].naam} over de laatste jaren",
            kolommen=(p.Kolom("Cijfer"), *kolommen),
            rijen=tuple(rijen),
            bron=", ".join(bronnen),
        )


def _zin(make: Callable[..., str], indicator: Indicator, reeks: Reeks) -> str:
    return make(reeks, indicator.decimalen, indicator.eenheid, telt=indicator.telt)


def made_texts(bijlage: Bijlage) -> dict[str, Cijfertekst]:
    """What is said of each figure of an annex when nobody writes anything, by its address."""
    prefetch_related_objects([bijlage], "cijfers__indicator")
    return Bijlagefiguren(bijlage.brief, [bijlage]).teksten(bijlage)


def _chosen(bijlagen: Sequence[Bijlage]) -> dict[int, list[Bijlagecijfer]]:
    """By annex the indicators it shows: those that a person chose; of a projectplan without any,
    those of its theme, by name. One query for all of the latter."""
    chosen = {b.pk: list(b.cijfers.all()) if soort_of(b.soort).cijfers else [] for b in bijlagen}
    by_thema: dict[int, list[int]] = defaultdict(list)
    for b in bijlagen:
        thema = b.plan.onder_thema_id if b.plan else None
        if "plan" in soort_of(b.soort).velden and thema and not chosen[b.pk]:
            by_thema[thema].append(b.pk)
    if by_thema:
        rows = Indicator.themas.through.objects.filter(thema__in=by_thema)
        for row in rows.select_related("indicator").order_by("indicator__naam"):
            for pk in by_thema[row.thema_id]:
                chosen[pk].append(Bijlagecijfer(bijlage_id=pk, indicator=row.indicator))
    return chosen


def _remarks(indicator: Indicator) -> Iterator[str]:
    if indicator.telregel:
        yield f"Zo is geteld: {indicator.telregel}"
    if indicator.trendbreuken:
        yield f"Let op bij vergelijken: {indicator.trendbreuken}"


def _address(indicator: Indicator, reeks: Reeks) -> str:
    """Where anyone may see more of it; nothing when nobody may."""
    if not reeks.punten or not is_public(indicator):
        return ""
    keuze = Keuze(indicator=indicator.slug, van=int(reeks.punten[0].label))
    return f"{reverse('cijfers')}?{keuze.query}"


def _not_public(indicator: Indicator, bijlage: Bijlage, link: str) -> Herstelbaar:
    return Herstelbaar.stop(
        "cijfer-niet-openbaar",
        f"‘{indicator}’ is een eigen registratie die nog niet openbaar is. Maak haar openbaar, of "
        "haal haar uit de bijlage.",
        str(bijlage),
        link,
    )


def _left_out(indicator: Indicator, bijlage: Bijlage, link: str) -> Herstelbaar:
    return Herstelbaar.warn(
        "cijfer-niet-openbaar",
        f"‘{indicator}’ hoort bij het thema, maar is een eigen registratie die nog niet openbaar "
        "is; het staat niet in de bijlage.",
        str(bijlage),
        link,
    )


def _empty(indicator: Indicator, bijlage: Bijlage, link: str) -> Herstelbaar:
    return Herstelbaar.warn(
        "cijfer-leeg",
        f"Van ‘{indicator}’ is geen enkel jaarcijfer ingelezen; het staat niet in de bijlage.",
        str(bijlage),
        link,
    )


def _cijfers(s: Samenstelling) -> Iterator[p.Deel]:
    found: Iterator[p.Deel] = s.figuren.cijfers(s.bijlage, s.anker, s.link, s.tekst.meld)
    return found


def _kerncijfers(s: Samenstelling) -> Iterator[p.Deel]:
    found: Iterator[p.Deel] = s.figuren.kerncijfers(s.bijlage, s.link, s.tekst.meld)
    return found


register(
    Bijlagesoort(
        "cijfers",
        "cijfers",
        _cijfers,
        cijfers=True,
        cijferuitleg=f"Van elk cijfer komen de laatste {JAREN} jaar in de bijlage, met grafiek, "
        "tabel en bron.",
        nodig="Kies hieronder de cijfers die erin komen.",
        volgorde=1,
    )
)
KERNCIJFERS = register(
    Bijlagesoort(
        "kerncijfers",
        "kerncijfers van een thema (infographic)",
        _kerncijfers,
        velden=frozenset({"thema"}),
        cijfers=True,
        cijferuitleg="Van elk cijfer komt het nieuwste getal groot op het blad, met een zin en "
        "een kleine grafiek. Op een A4 passen er zes goed; houd de zin dan onder 140 tekens.",
        nodig="Kies hieronder het thema en de cijfers.",
        volgorde=4,
    )
)
