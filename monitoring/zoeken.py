"""Finding a figure to quote, by a few words: "inbraak hatert 2024"."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from monitoring.aggregates import areas_of, read_cijfers
from monitoring.cijfers.models import Gebied, Indicator, Meting
from monitoring.cijfers.periodes import Periode, Periodesoort, from_code
from monitoring.citaatsleutels import Bedragplaats, Meetplaats
from monitoring.citaten import citaat_tekst
from monitoring.geld.citaten import euro, read_bedragen
from monitoring.geld.models import Bedrag, Bedragsoort, VermeldTotaal
from monitoring.geld.querysets import TOTAAL
from veiligheid.core.tabellen.dagen import MAANDEN
from veiligheid.core.verwijzingen import Soort

MEESTE = 60
# So many pairs of indicator and area, and of each so many years, the newest first.
_PAREN, _JAREN = 20, 3
_PERIODE = {*MAANDEN, "kwartaal", "1e", "2e", "3e", "4e"}
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Vondst:
    """A figure that may be quoted. href: what the link holds. tekst: the figure as it is now."""

    href: str
    tekst: str
    titel: str
    groep: str


def find_cijfers(zoek: str) -> list[Vondst]:
    """The figures and amounts that any reader may see, and that hold all these words; without
    words those of the whole municipality. At most nine queries."""
    vraag = _Vraag(zoek)
    return [*_metingen(vraag), *_bedragen(vraag)][:MEESTE]


class _Vraag:
    """What was asked: words of names, and words of periods."""

    def __init__(self, zoek: str) -> None:
        words = zoek.casefold().split()
        self.jaren = {int(w) for w in words if _YEAR.fullmatch(w)}
        self.delen = [w for w in words if w in _PERIODE]
        self.namen = [w for w in words if not (_YEAR.fullmatch(w) or w in _PERIODE)]

    def holds(self, text: str) -> bool:
        text = text.casefold()
        return all(w in text for w in self.namen)

    def choose(self, periodes: Iterable[Periode]) -> list[Periode]:
        """The periods that are named, or the newest years."""
        newest = sorted(periodes, reverse=True)
        if self.delen:
            named = [p for p in newest if all(w in p.label.split() for w in self.delen)]
        else:
            named = [p for p in newest if p.soort == Periodesoort.JAAR]
        if self.jaren:
            return [p for p in named if p.jaar in self.jaren]
        return named[:_JAREN]


def _metingen(vraag: _Vraag) -> Iterator[Vondst]:
    gebieden = areas_of(settings.GEMEENTE_CODE)
    measured = Meting.objects.filter(gebied__in=gebieden).values("indicator")
    pairs = _pairs(Indicator.objects.public().filter(pk__in=measured), gebieden, vraag)
    cijfers = read_cijfers(list({i.pk: i for i, _ in pairs}.values()), gebieden)
    periodes: dict[tuple[int, int], list[Periode]] = {}
    for indicator_pk, gebied_pk, code in cijfers.punten:
        if periode := from_code(code):
            periodes.setdefault((indicator_pk, gebied_pk), []).append(periode)
    for indicator, gebied in pairs:
        for periode in vraag.choose(periodes.get((indicator.pk, gebied.pk), ())):
            punt = cijfers.punt(indicator.pk, gebied.pk, periode, periode.label)
            if not punt.verborgen:
                yield Vondst(
                    _href(Meetplaats(indicator.slug, gebied.code, periode.code)),
                    citaat_tekst(punt, indicator.decimalen),
                    f"{indicator.naam}, {gebied.naam}, {periode.label}",
                    indicator.eenheid,
                )


def _href(plaats: Meetplaats | Bedragplaats) -> str:
    return f"verwijzing:{Soort.CIJFER}/{plaats.sleutel}"


def _pairs(
    indicatoren: Iterable[Indicator], gebieden: Sequence[Gebied], vraag: _Vraag
) -> list[tuple[Indicator, Gebied]]:
    """Those that hold all words: the larger areas first; only the municipality without words."""
    known = list(indicatoren)
    return [
        (indicator, gebied)
        for gebied in (gebieden if vraag.namen else gebieden[:1])
        for indicator in known
        if vraag.holds(f"{indicator.naam} {gebied.naam} {gebied.soort}")
    ][:_PAREN]


def _bedragen(vraag: _Vraag) -> Iterator[Vondst]:
    if not vraag.namen:
        return
    what = ("jaar", "soort", "kant")
    lines = Bedrag.objects.values_list(
        "deelproduct__plan__slug", "deelproduct__slug", "deelproduct__naam", *what
    )
    totals = VermeldTotaal.objects.values_list("plan__slug", *what)
    stated = ((plan, TOTAAL, "Totaal", *rest) for plan, *rest in totals)
    places = {}
    for plan, slug, naam, jaar, soort, kant in (*lines.distinct(), *stated):
        titel = f"{naam}, {jaar}, {Bedragsoort(soort).label}, {kant}"
        if vraag.holds(f"{titel} begroting") and (not vraag.jaren or jaar in vraag.jaren):
            places[Bedragplaats(plan, slug, jaar, soort, kant)] = titel
    newest = sorted(places, key=lambda p: (-p.jaar, p.deelproduct))[:MEESTE]
    known = read_bedragen(newest) if newest else {}
    for plaats in newest:
        yield Vondst(_href(plaats), euro(known[plaats].waarde), places[plaats], "begroting")
