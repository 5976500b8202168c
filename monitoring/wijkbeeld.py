"""All indicators of one area: the newest figure, how it went, and all years for whoever wants them
as a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings

from monitoring.aggregates import INWONERS, NIET_GEMETEN, Cijfers, areas_of, read_cijfers, trend
from monitoring.charts.notatie import kale_tekst, punt_tekst
from monitoring.cijfers.models import Gebied, Indicator
from monitoring.cijfers.periodes import Periode, Periodesoort
from monitoring.permissions import choose_gebied, visible_indicatoren
from monitoring.regels import Cijferregel, make_row
from monitoring.series import per_thousand
from monitoring.zinnen import change_sentence, rate_sentence
from themas.jaar.permissions import Bezoeker
from veiligheid.document.figuur import Reeks


@dataclass(frozen=True)
class Regel:
    """An indicator in this area. `waarde` is the newest figure in words, `jaar` its year, `status`
    whether it is provisional."""

    indicator: Indicator
    waarde: str
    jaar: str
    status: str
    per_inwoner: str
    zin: str
    reeks: Reeks


@dataclass(frozen=True)
class WijkWeergave:
    """`inwoners`: how many people live there, in words; empty when it is not known."""

    gebied: Gebied
    gebieden: list[Gebied]
    inwoners: str
    regels: list[Regel]

    @property
    def wijken(self) -> list[Gebied]:
        """What there is to choose from: everything but the buurten."""
        return [g for g in self.gebieden if g.soort != "buurt"]

    @property
    def delen(self) -> list[Gebied]:
        """The buurten of this wijk."""
        return [g for g in self.gebieden if g.parent_id == self.gebied.pk and g.soort == "buurt"]

    @property
    def boven(self) -> Gebied | None:
        """The area around this one."""
        return next((g for g in self.gebieden if g.pk == self.gebied.parent_id), None)

    @property
    def jaren(self) -> list[str]:
        return sorted({p.label for regel in self.regels for p in regel.reeks.punten})

    @property
    def tabel(self) -> Iterator[tuple[Regel, list[str]]]:
        """A row per indicator, a cell per year; empty where nothing was measured."""
        jaren = self.jaren
        for regel in self.regels:
            cells = {
                p.label: punt_tekst(p, regel.indicator.decimalen)
                for p in regel.reeks.punten
                if p.toelichting != NIET_GEMETEN
            }
            yield regel, [cells.get(jaar, "") for jaar in jaren]

    def rows(self) -> Iterator[Cijferregel]:
        """The same as rows to use again, one per figure."""
        for regel in self.regels:
            i = regel.indicator
            for p in regel.reeks.punten:
                jaar = Periode(int(p.label), Periodesoort.JAAR.value)
                yield make_row(i, self.gebied, jaar, p, i.eenheid, i.decimalen, "")


def make_wijkbeeld(gebruiker: Bezoeker, code: str) -> WijkWeergave:
    """What this person sees of an area, in a constant number of queries. Raises Http404."""
    gebieden = areas_of(settings.GEMEENTE_CODE)
    gebied = choose_gebied(gebieden, code)
    indicatoren = sorted(visible_indicatoren(gebruiker), key=lambda i: (not i.is_totaal, i.naam))
    cijfers = read_cijfers(indicatoren, gebieden, only=gebied)
    found = [r for i in indicatoren if (r := _regel(cijfers, i, gebied)) is not None]
    people = next((r for r in found if r.indicator.slug == INWONERS), None)
    return WijkWeergave(
        gebied,
        gebieden,
        f"{people.waarde} inwoners ({people.jaar})" if people and people.reeks.bekend else "",
        [r for r in found if r is not people],
    )


def _regel(cijfers: Cijfers, indicator: Indicator, gebied: Gebied) -> Regel | None:
    """None when nothing was ever measured here."""
    periodes = cijfers.periodes(indicator.pk)
    (reeks,) = trend(cijfers, indicator, [gebied], periodes)
    if not reeks.punten or not any(p.toelichting != NIET_GEMETEN for p in reeks.punten):
        return None
    newest = reeks.bekend[-1] if reeks.bekend else reeks.punten[-1]
    jaar = periodes[reeks.punten.index(newest)].jaar
    rate = per_thousand(newest, cijfers.inwoners.get((gebied.pk, jaar)))
    return Regel(
        indicator,
        kale_tekst(newest, indicator.decimalen),
        newest.label,
        newest.status if newest.voorlopig and newest.waarde is not None else "",
        rate_sentence(rate) if indicator.telt and indicator.slug != INWONERS else "",
        change_sentence(reeks, indicator.decimalen, indicator.eenheid, telt=indicator.telt),
        reeks,
    )
