"""From records to series. Every reader (screen, chart, table, export, letter) gets its figures
here, so that what is unknown or hidden is so everywhere."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from monitoring.cijfers.models import Gebied, Gebiedsoort, Indicator, Meting, Streefwaarde
from monitoring.cijfers.periodes import Periode, Periodesoort, from_code
from monitoring.series import per_thousand
from monitoring.suppression import hidden
from veiligheid.document.figuur import NIET_GETOOND, Punt, Reeks, Streef

INWONERS = "inwoners"
NIET_GEMETEN = "niet gemeten"
_ABOVE = (Gebiedsoort.GEMEENTE, Gebiedsoort.LAND)


@dataclass(frozen=True)
class Cijfers:
    """All figures of some indicators in a municipality, hidden ones already gone.

    Made by `read_cijfers`; knows the periods there are, and gives a figure for any place.
    """

    punten: dict[tuple[int, int, str], Punt]
    inwoners: dict[tuple[int, int], Decimal]

    def periodes(self, indicator: int, soort: str = Periodesoort.JAAR) -> list[Periode]:
        """The periods of this kind that an indicator has any figure for, in order."""
        codes = {code for i, _, code in self.punten if i == indicator}
        found = [p for code in codes if (p := from_code(code)) and p.soort == soort]
        return sorted(found)

    def punt(
        self, indicator: int, gebied: int, periode: Periode, label: str, *, relatief: bool = False
    ) -> Punt:
        """The figure at this place under this label; unknown when there is none."""
        punt = self.punten.get((indicator, gebied, periode.code))
        if punt is None:
            return Punt(label, None, toelichting=NIET_GEMETEN)
        named = Punt(label, punt.waarde, punt.precisie, punt.status, punt.toelichting)
        if not relatief:
            return named
        return per_thousand(named, self.inwoners.get((gebied, periode.jaar)))


def areas_of(gemeente: str) -> list[Gebied]:
    """The areas of a municipality with the newest borders: itself first, then by code."""
    order = {soort: n for n, soort in enumerate(Gebiedsoort.values)}
    return sorted(Gebied.objects.within(gemeente).newest(), key=lambda g: (order[g.soort], g.code))


def read_cijfers(
    indicatoren: Sequence[Indicator],
    gebieden: Sequence[Gebied],
    *,
    only: Gebied | None = None,
    periodes: Collection[str] | None = None,
) -> Cijfers:
    """The figures of these indicators in these areas, in three queries.

    gebieden: all areas of the municipality, since small counts are hidden in view of all of them.
    only: the one area that is wanted; of published sources no other is read.
    periodes: the codes of the periods that are wanted; every one when None.
    """
    own = [i for i in indicatoren if _is_guarded(i)]
    raw = _read(own, gebieden, periodes)
    guarded = {i.pk for i in own}
    rest = [i for i in indicatoren if i.pk not in guarded]
    punten = _guard(raw, own, gebieden)
    punten.update(_read(rest, gebieden if only is None else [only], periodes))
    return Cijfers(punten, _inwoners(gebieden))


def trend(
    cijfers: Cijfers,
    indicator: Indicator,
    gebieden: Iterable[Gebied],
    periodes: Sequence[Periode],
    *,
    relatief: bool = False,
    streef: Sequence[Streef] = (),
) -> tuple[Reeks, ...]:
    """A series per area, a figure per period. The target belongs to the municipality."""
    return tuple(
        Reeks(
            g.naam,
            tuple(
                cijfers.punt(indicator.pk, g.pk, p, p.label, relatief=relatief) for p in periodes
            ),
            tuple(streef) if g.soort == Gebiedsoort.GEMEENTE and not relatief else (),
        )
        for g in gebieden
    )


def ranking(
    cijfers: Cijfers,
    indicator: Indicator,
    gebieden: Iterable[Gebied],
    periode: Periode,
    *,
    relatief: bool = False,
) -> Reeks:
    """One figure per area, the highest first; what is not shown comes last, by name."""
    punten = [
        cijfers.punt(indicator.pk, g.pk, periode, g.naam, relatief=relatief) for g in gebieden
    ]
    punten.sort(key=lambda p: (p.waarde is None, -(p.waarde or 0), p.label))
    return Reeks(periode.label, tuple(punten))


def streefwaarden(indicator: Indicator, periodes: Sequence[Periode]) -> tuple[Streef, ...]:
    """The targets for the years of these periods; of several documents the last one by name."""
    return targets_in(read_streefwaarden([indicator])[indicator.pk], periodes)


def read_streefwaarden(indicatoren: Sequence[Indicator]) -> dict[int, list[Streefwaarde]]:
    """All targets of these indicators, by primary key. One query."""
    found: dict[int, list[Streefwaarde]] = defaultdict(list)
    for s in Streefwaarde.objects.filter(indicator__in=indicatoren).order_by("jaar", "document"):
        found[s.indicator_id].append(s)
    return found


def targets_in(
    streefwaarden: Iterable[Streefwaarde], periodes: Sequence[Periode]
) -> tuple[Streef, ...]:
    """Of these targets, in order of year and document, those for the years of these periods."""
    labels = {p.jaar: p.label for p in periodes if p.soort == Periodesoort.JAAR}
    found = {
        s.jaar: Streef(labels[s.jaar], s.vergelijking, s.waarde, s.document)
        for s in streefwaarden
        if s.jaar in labels
    }
    return tuple(found.values())


def _is_guarded(indicator: Indicator) -> bool:
    return indicator.eigen_registratie and indicator.telt


def _read(
    indicatoren: Sequence[Indicator],
    gebieden: Sequence[Gebied],
    periodes: Collection[str] | None,
) -> dict[tuple[int, int, str], Punt]:
    if not indicatoren:
        return {}
    found = Meting.objects.filter(indicator__in=indicatoren, gebied__in=gebieden)
    if periodes is not None:
        found = found.filter(periode__in=periodes)
    rows = found.values_list(
        "indicator", "gebied", "periode", "waarde", "precisie", "status", "reden_onbekend",
        "verwacht_op",
    )  # fmt: skip
    return {
        (i, g, code): Punt(
            "",
            waarde,
            precisie,
            status,
            f"{reden}; verwacht op {day:%d-%m-%Y}" if day else reden,
        )
        for i, g, code, waarde, precisie, status, reden, day in rows
    }


def _guard(
    punten: dict[tuple[int, int, str], Punt],
    indicatoren: Sequence[Indicator],
    gebieden: Sequence[Gebied],
) -> dict[tuple[int, int, str], Punt]:
    """The own registrations with their small counts hidden (see `suppression`). Of a part of the
    municipality only years are shown: a year minus its other months is a month."""
    above = {g.pk for g in gebieden if g.soort in _ABOVE}
    parts: dict[tuple[int, str], list[int]] = defaultdict(list)
    for g in gebieden:
        if g.parent_id is not None:
            parts[g.parent_id, g.soort].append(g.pk)
    sums = [(parent, tuple(kids)) for (parent, _), kids in parts.items()]
    tables: dict[tuple[int, str], dict[int, Decimal | None]] = defaultdict(dict)
    for (i, area, code), punt in punten.items():
        tables[i, code][area] = punt.waarde
    threshold = settings.KLEINE_AANTALLEN
    gone = Punt("", None, toelichting=f"{NIET_GETOOND}: te klein of herleidbaar (< {threshold})")
    result = dict(punten)
    for (i, code), values in tables.items():
        if Periodesoort.JAAR.value in code:
            hide = hidden(values, sums, above, threshold)
        else:
            hide = {a for a, waarde in values.items() if waarde is not None and a not in above}
        for area in hide:
            result[i, area, code] = gone
    return result


def _inwoners(gebieden: Sequence[Gebied]) -> dict[tuple[int, int], Decimal]:
    """Population by area and year, where it is known."""
    rows = Meting.objects.filter(
        indicator__slug=INWONERS, gebied__in=gebieden, periodesoort=Periodesoort.JAAR
    ).exclude(waarde=None)
    return {(g, jaar): w for g, jaar, w in rows.values_list("gebied", "jaar", "waarde") if w}
