"""Annexes made of figures: *cijfers* (chosen indicators over the last years) and *kerncijfers*
(one theme at a glance)."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from django.conf import settings
from django.db.models import Max

from monitoring.aggregates import (
    areas_of,
    read_cijfers,
    read_streefwaarden,
    targets_in,
    trend,
)
from monitoring.charts.alt import trend_sentence
from monitoring.charts.figuur import Figuur, Figuursoort, figuur
from monitoring.charts.notatie import punt_tekst
from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.cijfers.periodes import Periode
from monitoring.permissions import is_public
from monitoring.series import Reeks
from rapportage import delen as p
from rapportage.models import Bijlage, Bijlagecijfer, Brief
from veiligheid.core.findings import Bevinding, blokkeert, let_op

JAREN = 5
Meld = Callable[[Bevinding], None]


class Bijlagefiguren:
    """The figures of all annexes of one letter, read at once."""

    def __init__(self, brief: Brief, bijlagen: Sequence[Bijlage]) -> None:
        self.tot = brief.ronde.verslagjaar
        self.indicatoren = {c.indicator.pk: c.indicator for b in bijlagen for c in b.cijfers.all()}
        gebieden = areas_of(settings.GEMEENTE_CODE) if self.indicatoren else []
        self.gemeente: Gebied | None = gebieden[0] if gebieden else None
        self.gelezen = read_cijfers(list(self.indicatoren.values()), gebieden)
        self.streef = read_streefwaarden(list(self.indicatoren.values()))
        self.dagen = self._dagen() if self.indicatoren else {}

    def _dagen(self) -> dict[int, tuple[date | None, date | None]]:
        """By indicator the last day that its figures describe, and the last day of fetching."""
        rows = (
            Meting.objects.filter(indicator__in=self.indicatoren, gebied=self.gemeente)
            .values_list("indicator")
            .annotate(peil=Max("peildatum"), raadpleeg=Max("raadpleegdatum"))
        )
        return {i: (peil, raadpleeg) for i, peil, raadpleeg in rows}

    def cijfers(self, bijlage: Bijlage, anker: str, link: str, meld: Meld) -> Iterator[p.Deel]:
        """A table of all indicators and a chart of each. What has no figures is a finding."""
        regels = [(c, self._reeks(c.indicator)) for c in bijlage.cijfers.all()]
        shown = [(c, r) for c, r in regels if self._is_shown(c, r, bijlage, link, meld)]
        if len(shown) > 1:
            yield self._overzicht(shown, anker)
        for cijfer, reeks in shown:
            indicator = cijfer.indicator
            peil, raadpleeg = self.dagen.get(indicator.pk, (None, None))
            yield p.Figuurdeel(
                anker=f"{anker}--{indicator.slug}",
                kop=indicator.naam,
                zin=cijfer.zin or trend_sentence(reeks, indicator.decimalen),
                figuur=self._figuur(cijfer, reeks),
                definitie=indicator.definitie,
                peildatum=peil,
                raadpleegdatum=raadpleeg,
            )

    def kerncijfers(self, bijlage: Bijlage, link: str, meld: Meld) -> Iterator[p.Deel]:
        """The newest known figure of each chosen indicator, with how it went."""
        found = []
        for cijfer in bijlage.cijfers.all():
            indicator, reeks = cijfer.indicator, self._reeks(cijfer.indicator)
            if not self._is_shown(cijfer, reeks, bijlage, link, meld) or not reeks.bekend:
                continue
            newest = reeks.bekend[-1]
            found.append(
                p.Kerncijfer(
                    waarde=punt_tekst(newest, indicator.decimalen),
                    naam=indicator.naam,
                    eenheid=indicator.eenheid,
                    periode=newest.label,
                    zin=cijfer.zin or trend_sentence(reeks, indicator.decimalen),
                    figuur=self._figuur(cijfer, reeks),
                    raadpleegdatum=self.dagen.get(indicator.pk, (None, None))[1],
                )
            )
        if found:
            thema = bijlage.thema.titel if bijlage.thema else ""
            yield p.Kerncijfers(thema, tuple(found))

    def _reeks(self, indicator: Indicator) -> Reeks:
        if self.gemeente is None:
            return Reeks("", ())
        periodes = self._periodes(indicator)
        streef = targets_in(self.streef[indicator.pk], periodes)
        (reeks,) = trend(self.gelezen, indicator, [self.gemeente], periodes, streef=streef)
        return reeks

    def _periodes(self, indicator: Indicator) -> list[Periode]:
        """The last years up to the one that the letter looks back on."""
        found = self.gelezen.periodes(indicator.pk)
        return [y for y in found if self.tot is None or y.jaar <= self.tot][-JAREN:]

    def _is_shown(
        self, cijfer: Bijlagecijfer, reeks: Reeks, bijlage: Bijlage, link: str, meld: Meld
    ) -> bool:
        indicator = cijfer.indicator
        if not is_public(indicator):
            meld(
                blokkeert(
                    "cijfer-niet-openbaar",
                    f"‘{indicator}’ is een eigen registratie die nog niet openbaar is. Maak haar "
                    "openbaar, of haal haar uit de bijlage.",
                    str(bijlage),
                    link,
                )
            )
        if not reeks.punten:
            meld(
                let_op(
                    "cijfer-leeg",
                    f"Van ‘{indicator}’ is geen enkel jaarcijfer ingelezen; het staat niet in de "
                    "bijlage.",
                    str(bijlage),
                    link,
                )
            )
        return bool(reeks.punten)

    def _figuur(self, cijfer: Bijlagecijfer, reeks: Reeks) -> Figuur:
        indicator = cijfer.indicator
        return figuur(
            Figuursoort.LIJN,
            f"{indicator.naam}, {reeks.naam}",
            indicator.eenheid,
            indicator.bron,
            indicator.decimalen,
            (reeks,),
            alt=cijfer.alt,
            as_naam="Jaar",
        )

    def _overzicht(self, regels: Sequence[tuple[Bijlagecijfer, Reeks]], anker: str) -> p.Tabeldeel:
        """All indicators over all their years. A year that an indicator lacks is a dash; a figure
        that is not known says so."""
        jaren = sorted({punt.label for _, reeks in regels for punt in reeks.punten})[-JAREN:]
        rijen = []
        for cijfer, reeks in regels:
            by_year = {punt.label: punt for punt in reeks.punten}
            decimalen = cijfer.indicator.decimalen
            rijen.append(
                p.Rij(
                    cijfer.indicator.naam,
                    (
                        cijfer.indicator.eenheid,
                        *(
                            punt_tekst(by_year[jaar], decimalen) if jaar in by_year else "–"
                            for jaar in jaren
                        ),
                    ),
                )
            )
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
