"""Figures that somebody typed in a letter, where another is known under that name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from monitoring.aggregates import areas_of, read_cijfers
from monitoring.charts.notatie import nl
from monitoring.cijfers.models import Gebied, Indicator, Streefwaarde
from monitoring.getypt import Naam, Vermelding, differing, find_vermeldingen, naam_of
from themas.jaar.models import Ronde
from veiligheid.core.findings import Herstelbaar

# How many years back a figure in a letter may be about.
_TERUG = 5


@dataclass(frozen=True, slots=True)
class Tekst:
    """A piece of a letter as plain text, without its live figures; where it stands and where it is
    mended."""

    tekst: str
    plek: str
    link: str


def typed_findings(teksten: Sequence[Tekst], ronde: Ronde) -> list[Herstelbaar]:
    """A "let op" for each typed figure that differs from what is known under that name. One query
    when there is no such name or number, seven at most otherwise."""
    indicatoren = {i.pk: i for i in Indicator.objects.all()}
    if not indicatoren:
        return []
    gebieden = areas_of(settings.GEMEENTE_CODE)
    namen = [naam_of(i.pk, i.naam) for i in indicatoren.values()]
    known_areas = [(g.pk, g.naam) for g in gebieden]
    found = [(t, v) for t in teksten for v in find_vermeldingen(t.tekst, namen, known_areas)]
    if not found or not gebieden:
        return []
    named = {n.sleutel for _, v in found for n in v.indicatoren}
    bekend = _Bekend([indicatoren[pk] for pk in named], gebieden, ronde)
    return list(_compare(found, bekend, indicatoren))


def _compare(
    found: list[tuple[Tekst, Vermelding]], bekend: "_Bekend", indicatoren: dict[int, Indicator]
) -> Iterator[Herstelbaar]:
    for tekst, v in found:
        value = differing(v, lambda naam, v=v: bekend.values(naam, v))  # type: ignore[misc]
        if value is None:
            continue
        indicator = indicatoren[v.indicatoren[0].sleutel]
        known = nl(value, indicator.decimalen)
        melding = (
            f"Hier is {v.getypt} getypt; bij ‘{indicator.naam}’ is {known} bekend. Klopt het getal "
            "niet, verwijs dan naar het cijfer (knop Cijfer) in plaats van het te typen."
        )
        yield Herstelbaar.warn("getal-getypt", melding, tekst.plek, tekst.link)


class _Bekend:
    """The values that a letter of this round may be about."""

    def __init__(self, indicatoren: list[Indicator], gebieden: list[Gebied], ronde: Ronde) -> None:
        last = ronde.vooruitblikjaar or (ronde.verslagjaar or 0) + 1
        self.gemeente = gebieden[0].pk
        cijfers = read_cijfers(
            indicatoren, gebieden, periodes=[f"{j}JJ00" for j in range(last - _TERUG, last + 1)]
        )
        self.metingen: dict[tuple[int, int], list[tuple[int, Decimal]]] = {}
        for (indicator, gebied, code), punt in cijfers.punten.items():
            if punt.waarde is not None:
                place = self.metingen.setdefault((indicator, gebied), [])
                place.append((int(code[:4]), punt.waarde))
        self.streef: dict[int, list[tuple[int, Decimal]]] = {}
        rows = Streefwaarde.objects.filter(indicator__in=indicatoren)
        for pk, jaar, waarde in rows.values_list("indicator", "jaar", "waarde"):
            self.streef.setdefault(pk, []).append((jaar, waarde))

    def values(self, naam: Naam, v: Vermelding) -> list[Decimal]:
        """What is known under this name in the year and the areas that a mention names; targets
        only where there is a figure to compare with."""
        areas = v.gebieden or (self.gemeente,)
        pairs = [p for g in areas for p in self.metingen.get((naam.sleutel, g), ())]
        if pairs and self.gemeente in areas:
            pairs += self.streef.get(naam.sleutel, ())
        return [w for jaar, w in pairs if v.jaar in (None, jaar)]
