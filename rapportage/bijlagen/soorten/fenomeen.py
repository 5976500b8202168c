"""The annex *fenomeenanalyse*: of a phenomenon the figures by area and period, what stands out in
them, what is done about it, where they come from, and what is not known. The question, what is
understood by it and the conclusions are its texts."""

from collections.abc import Iterator, Sequence
from typing import Any

from monitoring.aggregates import NIET_GEMETEN
from monitoring.cijfers.models import Gebied, Indicator
from monitoring.weergave import compare_areas
from monitoring.zinnen import ranking_sentence
from rapportage.bijlagen.soort import Bijlagesoort, Samenstelling, register
from rapportage.models import Bijlage, Bijlagecijfer
from rapportage.zinnen.fenomeen import direction_sentence, top_area_sentence
from themas.plan.models import Actie, Thema
from veiligheid.core.richtext import plain
from veiligheid.core.zinnen import split_sentences
from veiligheid.document import delen as p
from veiligheid.document.figuur import Figuur, Reeks

_NIETS = "–"
Getoond = Sequence[tuple[Bijlagecijfer, Reeks]]


def _compose(s: Samenstelling) -> Iterator[p.Deel]:
    shown: Getoond = list(s.figuren.shown(s.bijlage, s.link, s.tekst.meld))
    if shown:
        yield from _figures(s, shown)
    if s.bijlage.thema is not None:
        yield from _acties(s.bijlage.thema, s.brief.ronde.verslagjaar, s.anker)
    if shown:
        yield _bronnen(s, [cijfer.indicator for cijfer, _ in shown])
        yield from _onbekend(s, shown)


def _figures(s: Samenstelling, shown: Getoond) -> Iterator[p.Deel]:
    """What stands out first, then each figure through the years and by area."""
    areas = _areas(s.bijlage, s.figuren.gebieden)
    compared = {
        cijfer.indicator.pk: figuur
        for cijfer, _ in shown
        if (figuur := _by_area(s, cijfer.indicator, areas))
    }
    if len(shown) > 1:
        yield _overview(s, shown, compared)
    for cijfer, reeks in shown:
        yield s.figuren.verloop(cijfer, reeks, s.anker)
        if figuur := compared.get(cijfer.indicator.pk):
            yield p.Figuurdeel(
                anker=f"{s.anker}--gebieden-{cijfer.indicator.slug}",
                kop="",
                zin=_ranked(figuur, cijfer.indicator),
                figuur=figuur,
            )


def _overview(s: Samenstelling, shown: Getoond, compared: dict[int, Figuur]) -> p.Tabeldeel:
    table: p.Tabeldeel = s.figuren.overzicht(shown, s.anker)
    directions = [(r, c.indicator.decimalen, c.indicator.telt) for c, r in shown]
    rankings = [(f.reeksen[0], f.decimalen) for f in compared.values()]
    told = (direction_sentence(directions), top_area_sentence(rankings))
    return p.Tabeldeel(
        anker=table.anker,
        kop="Wat opvalt in de cijfers",
        bijschrift=table.bijschrift,
        kolommen=table.kolommen,
        rijen=table.rijen,
        opmerkingen=tuple(filter(None, told)),
        bron=table.bron,
    )


def _areas(bijlage: Bijlage, gebieden: Sequence[Gebied]) -> list[Gebied]:
    return [g for g in gebieden if bijlage.gebiedsoort and g.soort == bijlage.gebiedsoort]


def _by_area(s: Samenstelling, indicator: Indicator, areas: list[Gebied]) -> Figuur | None:
    """Its newest year with a figure in any of these areas; per 1,000 inhabitants where it counts
    and those are known."""
    if not areas or s.figuren.gemeente is None:
        return None
    periodes = s.figuren.periodes(indicator, s.bijlage)
    return compare_areas(
        s.figuren.gelezen,
        indicator,
        s.figuren.gemeente,
        areas,
        periodes,
        relatief=indicator.telt and bool(s.figuren.gelezen.inwoners),
    )


def _ranked(figuur: Figuur, indicator: Indicator) -> str:
    telt = indicator.telt and figuur.eenheid == indicator.eenheid
    return ranking_sentence(figuur.reeksen[0], figuur.decimalen, figuur.eenheid, telt=telt)


def _acties(thema: Thema, jaar: int | None, anker: str) -> Iterator[p.Tabeldeel]:
    """What the plan does about it: the acties of the theme that did not end before this year."""
    acties = Actie.objects.filter(thema=thema).select_related("pijler").order_by("positie")
    running = [a for a in acties if not (jaar and a.beeindigd_in and a.beeindigd_in < jaar)]
    if running:
        label = thema.plan.label_actie
        yield p.Tabeldeel(
            anker=f"{anker}--acties",
            kop="Wat we doen",
            bijschrift=f"Wat er in het plan over {thema.titel} staat",
            kolommen=(
                p.Kolom(label.capitalize()),
                p.Kolom("Wat we ermee willen"),
                p.Kolom("Met wie"),
            ),
            rijen=tuple(_actie(a) for a in running),
            bron=thema.plan.titel,
        )


def _actie(actie: Actie) -> p.Rij:
    aim = next((h for h in (actie.doel, actie.beoogd_effect, actie.toelichting) if h), "")
    sentences = split_sentences(plain(aim))
    wil = " ".join(sentences[0].split()) if sentences else _NIETS
    return p.Rij(actie.titel, (wil, actie.partners or _NIETS))


def _bronnen(s: Samenstelling, indicatoren: Sequence[Indicator]) -> p.Tabeldeel:
    return p.Tabeldeel(
        anker=f"{s.anker}--bronnen",
        kop="Bronnen",
        bijschrift="Waar de cijfers vandaan komen",
        kolommen=(
            p.Kolom("Cijfer"),
            p.Kolom("Bron"),
            p.Kolom("Opgehaald op"),
            p.Kolom("Wat het zegt"),
        ),
        rijen=tuple(_bron(i, s.figuren.dagen.get(i.pk, (None, None))[1]) for i in indicatoren),
    )


def _bron(indicator: Indicator, opgehaald: Any) -> p.Rij:
    day = f"{opgehaald:%d-%m-%Y}" if opgehaald else _NIETS
    said = " ".join(filter(None, (indicator.definitie, indicator.telregel))) or _NIETS
    return p.Rij(indicator.naam, (indicator.bron or _NIETS, day, said))


def _onbekend(s: Samenstelling, shown: Getoond) -> Iterator[p.Tabeldeel]:
    """Every figure of the chosen years that is not there, with the reason, of the municipality and
    of each area that is compared."""
    rijen = [
        p.Rij(cijfer.indicator.naam, (place, punt.label, punt.toelichting or NIET_GEMETEN))
        for cijfer, reeks in shown
        for place, punt in _missing(s, cijfer.indicator, reeks)
    ]
    if rijen:
        yield p.Tabeldeel(
            anker=f"{s.anker}--onbekend",
            kop="Wat niet bekend is",
            bijschrift="Cijfers die er niet zijn, of die niet worden getoond",
            kolommen=(p.Kolom("Cijfer"), p.Kolom("Waar"), p.Kolom("Jaar"), p.Kolom("Waarom")),
            rijen=tuple(rijen),
        )


def _missing(s: Samenstelling, indicator: Indicator, reeks: Reeks) -> Iterator[tuple[str, Any]]:
    yield from ((reeks.naam, q) for q in reeks.punten if q.waarde is None)
    for gebied in _areas(s.bijlage, s.figuren.gebieden):
        for periode in s.figuren.periodes(indicator, s.bijlage):
            punt = s.figuren.gelezen.punt(indicator.pk, gebied.pk, periode, periode.label)
            if punt.waarde is None:
                yield gebied.naam, punt


register(
    Bijlagesoort(
        "fenomeen",
        "fenomeenanalyse",
        _compose,
        velden=frozenset({"thema", "gebiedsoort", "van_jaar", "tot_jaar"}),
        cijfers=True,
        cijferuitleg="Van elk cijfer komen het verloop en, als u gebieden kiest, de vergelijking "
        "daartussen in de bijlage, met wat opvalt, de bronnen en wat niet bekend is.",
        nodig="Kies hieronder het thema en de cijfers, en voeg teksten toe: de vraag, wat eronder "
        "wordt verstaan, en wat u ervan vindt.",
        volgorde=5,
    )
)
