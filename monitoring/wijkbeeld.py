"""All indicators of one area: the newest figure, how it went, and a small chart of each."""

from dataclasses import dataclass

from django.conf import settings

from monitoring.aggregates import areas_of, read_cijfers, trend
from monitoring.charts.alt import trend_sentence
from monitoring.charts.figuur import Figuur, Figuursoort, figuur
from monitoring.charts.notatie import punt_tekst
from monitoring.cijfers.models import Gebied, Indicator
from monitoring.permissions import choose_gebied, visible_indicatoren
from monitoring.series import Punt, per_thousand
from themas.jaar.permissions import Bezoeker

# A page with more charts than this is no picture any more; all figures are in its table.
MEESTE_FIGUREN = 12


@dataclass(frozen=True)
class Regel:
    """An indicator in this area. `waarde` is the newest figure in words, `jaar` its year."""

    indicator: Indicator
    waarde: str
    jaar: str
    per_inwoner: str
    zin: str
    figuur: Figuur


@dataclass(frozen=True)
class Wijkbeeld:
    gebied: Gebied
    gebieden: list[Gebied]
    regels: list[Regel]

    @property
    def figuren(self) -> list[Regel]:
        return self.regels[:MEESTE_FIGUREN]


def make_wijkbeeld(gebruiker: Bezoeker, code: str) -> Wijkbeeld:
    """What this person sees of an area, in a constant number of queries. Raises Http404."""
    gebieden = areas_of(settings.GEMEENTE_CODE)
    gebied = choose_gebied(gebieden, code)
    indicatoren = list(visible_indicatoren(gebruiker))
    cijfers = read_cijfers(indicatoren, gebieden, only=gebied)
    regels = []
    for indicator in indicatoren:
        periodes = cijfers.periodes(indicator.pk)
        (reeks,) = trend(cijfers, indicator, [gebied], periodes)
        if not reeks.punten or not any(p.toelichting != "niet gemeten" for p in reeks.punten):
            continue
        newest = reeks.bekend[-1] if reeks.bekend else reeks.punten[-1]
        jaar = periodes[reeks.punten.index(newest)].jaar
        rate = per_thousand(newest, cijfers.inwoners.get((gebied.pk, jaar)))
        regels.append(
            Regel(
                indicator,
                punt_tekst(newest, indicator.decimalen),
                newest.label,
                _rate(rate, newest, telt=indicator.telt and indicator.slug != "inwoners"),
                trend_sentence(reeks, indicator.decimalen),
                figuur(
                    Figuursoort.LIJN,
                    f"{indicator.naam}, {gebied.naam}",
                    indicator.eenheid,
                    indicator.bron,
                    indicator.decimalen,
                    (reeks,),
                ),
            )
        )
    return Wijkbeeld(gebied, gebieden, regels)


def _rate(rate: Punt, newest: Punt, *, telt: bool) -> str:
    if not telt or newest.waarde is None or rate.waarde is None:
        return "–"
    return punt_tekst(Punt("", rate.waarde), 1)
