"""From plan, mirror, figures and budget to the council's reading of each theme, in a constant
number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from monitoring.aggregates import Cijfers, areas_of, read_cijfers, read_streefwaarden
from monitoring.charts.notatie import nl, punt_tekst
from monitoring.cijfers.models import Gebied, Indicator, Streefwaarde, Vergelijking
from monitoring.geld.models import Bedragsoort, Kant
from monitoring.geld.overzicht import Geldoverzicht, Geldregel, geldoverzichten
from monitoring.weergave import Keuze
from monitoring.zinnen import change_sentence
from rapportage.bijlagen.citeren import Citeren
from rapportage.bijlagen.soorten.spiegel import quoted, with_drafts_told
from themas.jaar.models import Ronde
from themas.jaar.permissions import Bezoeker
from themas.plan.models import Plan
from themas.spiegel.permissions import rows_seen
from themas.spiegel.wvragen import wvragen
from veiligheid.document.figuur import Punt, Reeks, Streef
from veiligheid.document.raad import (
    Doel,
    Raadsbedrag,
    Raadscijfer,
    Raadspagina,
    Streefstand,
    Wvragen,
)
from veiligheid.document.spiegel import Spiegel
from veiligheid.document.woorden import Uitkomst

_SOORTEN = (Bedragsoort.BEGROOT, Bedragsoort.NA_WIJZIGING, Bedragsoort.GEREALISEERD)
Overzichten = Mapping[tuple[str, str], Geldoverzicht]


def compose_raad(plan: Plan, spiegel: Spiegel, citeer: Citeren) -> dict[str, Raadspagina]:
    """By theme, for each theme of this mirror: what the council reads of the mirror's year.

    citeer: rich text as stored → the same words without links, notes between brackets.
    """
    cijfers = Themacijfers(plan, spiegel.jaar)
    overzichten = geldoverzichten(plan)
    for_all = _for_all(overzichten, spiegel.jaar)
    return {
        vragen.thema_slug: Raadspagina(
            _quoted(vragen, citeer),
            tuple(cijfers.of_thema(vragen.thema_slug)),
            tuple(_geld(overzichten, vragen.thema_slug, spiegel.jaar)),
            plan.titel,
            for_all,
        )
        for vragen in wvragen(plan, quoted(spiegel, citeer))
    }


def as_seen(pagina: Raadspagina, ronde: Ronde, gebruiker: Bezoeker) -> Raadspagina:
    """The page of a letter in preparation, without what stands in drafts that are not for this
    person."""
    rijen = rows_seen(gebruiker, pagina.vragen.rijen, ronde)
    told = tuple(map(with_drafts_told, rijen))
    return replace(pagina, vragen=replace(pagina.vragen, rijen=told))


def _quoted(vragen: Wvragen, citeer: Citeren) -> Wvragen:
    """With the words of the plan ready to be read; those of the mirror are that already."""
    return replace(
        vragen,
        inleiding=citeer(vragen.inleiding),
        opgave=citeer(vragen.opgave),
        ambitie=citeer(vragen.ambitie),
        doelen=tuple(Doel(doel.titel, citeer(doel.html)) for doel in vragen.doelen),
    )


# -- Figures ----------------------------------------------------------------------------------


class Themacijfers:
    """The public indicators of all themes of a plan, read at once."""

    def __init__(self, plan: Plan, jaar: int) -> None:
        self.jaar = jaar
        self.per_thema: dict[str, list[Indicator]] = defaultdict(list)
        links = Indicator.themas.through.objects.filter(
            thema__plan=plan, indicator__in=Indicator.objects.public()
        )
        rows = links.select_related("indicator", "thema").order_by("indicator__naam", "indicator")
        for row in rows:
            self.per_thema[row.thema.slug].append(row.indicator)
        found = {i.pk: i for indicatoren in self.per_thema.values() for i in indicatoren}
        gebieden = areas_of(settings.GEMEENTE_CODE) if found else []
        self.gemeente: Gebied | None = gebieden[0] if gebieden else None
        self.gelezen: Cijfers = read_cijfers(list(found.values()), gebieden, only=self.gemeente)
        self.streef = read_streefwaarden(list(found.values())) if found else {}

    def of_thema(self, slug: str) -> Iterator[Raadscijfer]:
        return map(self._cijfer, self.per_thema.get(slug, ()))

    def _cijfer(self, indicator: Indicator) -> Raadscijfer:
        punten = self.punten(indicator)
        newest = punten[-1] if punten else Punt("", None, toelichting="geen jaarcijfer ingelezen")
        known = next((p for p in reversed(punten) if p.waarde is not None), None)
        before = known if known is not newest else None
        decimalen = indicator.decimalen
        return Raadscijfer(
            naam=indicator.naam,
            eenheid="" if indicator.eenheid == "aantal" else indicator.eenheid,
            waarde=punt_tekst(newest, decimalen),
            periode=newest.label,
            reden=newest.toelichting if newest.waarde is None else "",
            laatst_bekend=f"{punt_tekst(before, decimalen)} in {before.label}" if before else "",
            streef=self.streefstand(indicator, newest),
            bron=indicator.bron,
            adres=f"{reverse('cijfers')}?{Keuze(indicator=indicator.slug).query}",
            zin=_change(punten, indicator),
        )

    def punten(self, indicator: Indicator) -> list[Punt]:
        """The yearly figures of the municipality up to the year that is looked back on."""
        if self.gemeente is None:
            return []
        years = [y for y in self.gelezen.periodes(indicator.pk) if y.jaar <= self.jaar]
        return [self.gelezen.punt(indicator.pk, self.gemeente.pk, y, y.label) for y in years]

    def streefstand(self, indicator: Indicator, newest: Punt) -> Streefstand | None:
        """The target for the year, and whether the newest figure is what it should be."""
        target = _target(self.streef.get(indicator.pk, ()), self.jaar)
        if target is None:
            return None
        uitkomst, waarom = _judge(target, newest)
        words = f"{Vergelijking(target.vergelijking).label} {_number(target.waarde)}"
        return Streefstand(words, target.jaar, target.document, uitkomst, waarom)


def _change(punten: Sequence[Punt], indicator: Indicator) -> str:
    """How the newest known figure compares; nothing where there is one only."""
    reeks = Reeks("", tuple(punten))
    if len(reeks.bekend) < 2:
        return ""
    return change_sentence(reeks, indicator.decimalen, indicator.eenheid, telt=indicator.telt)


def _target(targets: Iterable[Streefwaarde], jaar: int) -> Streefwaarde | None:
    """That of this year; else the first one ahead, else the last one before. Of several documents
    the last one by name, as everywhere."""
    by_year = {target.jaar: target for target in targets}
    ahead = sorted(y for y in by_year if y >= jaar)
    chosen = ahead[0] if ahead else max(by_year, default=None)
    return None if chosen is None else by_year[chosen]


def _judge(target: Streefwaarde, punt: Punt) -> tuple[Uitkomst, str]:
    if punt.waarde is None:
        return Uitkomst.ONBESLIST, "het cijfer is niet bekend"
    if punt.label != str(target.jaar):
        return Uitkomst.ONBESLIST, f"het cijfer is van {punt.label}"
    if punt.voorvoegsel:
        return Uitkomst.ONBESLIST, "het cijfer is niet precies bekend"
    streef = Streef(str(target.jaar), target.vergelijking, target.waarde, target.document)
    return (Uitkomst.GEHAALD if streef.holds(punt.waarde) else Uitkomst.NIET_GEHAALD), ""


def _number(waarde: Decimal) -> str:
    """With as many decimals as it was written with."""
    exponent = waarde.normalize().as_tuple().exponent
    return nl(waarde, max(0, -exponent) if isinstance(exponent, int) else 0)


# -- Money ------------------------------------------------------------------------------------


def _geld(overzichten: Overzichten, slug: str, jaar: int) -> Iterator[Raadsbedrag]:
    """The lines of a theme that state any amount of this year, costs before income."""
    for kant in Kant:
        per_soort = [overzichten.get((soort.value, kant.value)) for soort in _SOORTEN]
        lines = next((o.regels for o in per_soort if o), ())
        for n, regel in enumerate(lines):
            if slug not in regel.thema_slugs or regel.voor_alle_themas:
                continue
            amounts = [_amount(o, n, jaar) for o in per_soort]
            if any(a is not None for a in amounts):
                yield Raadsbedrag(regel.naam, str(kant.label), _others(regel, slug), *amounts)


def _amount(overzicht: Geldoverzicht | None, regel: int, jaar: int) -> Decimal | None:
    """Every overzicht of a plan has the same lines in the same order."""
    if overzicht is None or jaar not in overzicht.jaren:
        return None
    return overzicht.regels[regel].bedragen[overzicht.jaren.index(jaar)]


def _others(regel: Geldregel, slug: str) -> tuple[str, ...]:
    named = zip(regel.thema_slugs, regel.themas, strict=True)
    return tuple(titel for other, titel in named if other != slug)


def _for_all(overzichten: Overzichten, jaar: int) -> tuple[str, ...]:
    """The lines for all themes that state any amount of this year."""
    lines: Sequence[Geldregel] = next((o.regels for o in overzichten.values()), ())
    return tuple(
        regel.naam
        for n, regel in enumerate(lines)
        if regel.voor_alle_themas
        and any(_amount(o, n, jaar) is not None for o in overzichten.values())
    )
