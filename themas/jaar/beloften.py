"""What was promised for the year that a bijdrage looks back on, and what has been said of it.

For each promised actie a *stand*: the vooruitblik of the letter before, where a terugblik of this
round speaks of it, and the advisor's oordeel. Constant queries, however many bijdragen.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch, Q

from themas.jaar.models import Bijdrage, Blok, Oordeel, Voortgang
from themas.jaar.workflow import Bloksoort, Kleur, Realisatie
from themas.plan.models import Actie


@dataclass(frozen=True, slots=True)
class Belofte:
    """A vooruitblik of the letter before: its paragraaf's kop and lasting name, its text, the
    acties it names."""

    kop: str
    sleutel: str
    html: str
    acties: tuple[Actie, ...]


@dataclass(frozen=True, slots=True)
class Actiestand:
    """Where a promised actie stands in this round's bijdrage.

    verteld: the paragrafen of this round that look back on it, of whatever theme.
    """

    actie: Actie
    beloften: tuple[Belofte, ...]
    verteld: tuple[Voortgang, ...]
    oordeel: Oordeel | None

    @property
    def kleur(self) -> Kleur | None:
        """ROOD as long as nothing is said; None when it is still to be judged."""
        if not self.verteld:
            return Kleur.ROOD
        return Kleur(self.oordeel.kleur) if self.oordeel and self.oordeel.kleur else None

    @property
    def open(self) -> bool:
        """Promised, nothing said of it yet, and not ended."""
        return not self.verteld and self.actie.beeindigd_in is None

    @property
    def ontbreekt(self) -> tuple[str, ...]:
        """What is still to be done about it, in words."""
        if self.open:
            return ("een terugblik",)
        if not self.verteld:
            return ()
        oordeel = self.oordeel or Oordeel()
        missing = [
            naam
            for naam, waarde in (("zelfoordeel", oordeel.kleur), ("realisatie", oordeel.realisatie))
            if not waarde
        ]
        if oordeel.realisatie and Realisatie(oordeel.realisatie).asks_reasons:
            missing += [n for n in ("oorzaak", "gevolg", "bijsturing") if not getattr(oordeel, n)]
        return tuple(missing)


def beloften_for(bijdrage: Bijdrage) -> list[Belofte]:
    """What the round that looked ahead to this one's verslagjaar said about this theme, in order.
    Two queries."""
    return _beloften([bijdrage])[bijdrage.pk]


def standen_for(bijdrage: Bijdrage, beloften: list[Belofte] | None = None) -> list[Actiestand]:
    """The stand of every actie promised to this bijdrage, in the order of the promises.

    beloften: what `beloften_for` gave, when it was asked before.
    """
    known = {bijdrage.pk: beloften} if beloften is not None else _beloften([bijdrage])
    return _standen([bijdrage], known)[bijdrage.pk]


def standen_of(bijdragen: Sequence[Bijdrage]) -> dict[int, list[Actiestand]]:
    """The standen by primary key of the bijdrage. Each has its `ronde` and `thema` loaded."""
    return _standen(bijdragen, _beloften(bijdragen))


def _standen(
    bijdragen: Sequence[Bijdrage], beloften: dict[int, list[Belofte]]
) -> dict[int, list[Actiestand]]:
    promised = {a.pk for all_of in beloften.values() for b in all_of for a in b.acties}
    told = _told({b.ronde_id for b in bijdragen}, promised)
    oordelen = {
        (o.bijdrage_id, o.actie_id): o
        for o in Oordeel.objects.filter(bijdrage__in=[b.pk for b in bijdragen])
    }
    return {
        b.pk: [
            Actiestand(
                actie,
                tuple(belofte for belofte in beloften[b.pk] if actie in belofte.acties),
                tuple(told[b.ronde_id, actie.pk]),
                oordelen.get((b.pk, actie.pk)),
            )
            for actie in _each_once(beloften[b.pk])
        ]
        for b in bijdragen
    }


def _each_once(beloften: Iterable[Belofte]) -> Iterable[Actie]:
    return {a.pk: a for b in beloften for a in b.acties}.values()


def _beloften(bijdragen: Sequence[Bijdrage]) -> dict[int, list[Belofte]]:
    """A theme of a new plan takes over what was promised under the theme before it."""
    themas = {b.thema_id for b in bijdragen} | {b.thema.voorganger_id for b in bijdragen}
    jaren = {b.ronde.verslagjaar for b in bijdragen} - {None}
    blokken = (
        Blok.objects.filter(
            soort=Bloksoort.VOORUITBLIK,
            voortgang__verwijderd_op=None,
            voortgang__bijdrage__thema__in=themas - {None},
            voortgang__bijdrage__ronde__vooruitblikjaar__in=jaren,
        )
        .exclude(tekst="")
        .select_related("voortgang__bijdrage__ronde")
        .prefetch_related(Prefetch("acties", Actie.objects.order_by("thema", "positie")))
        .order_by("voortgang__bijdrage__ronde", "voortgang__positie", "positie")
    )
    found: dict[tuple[int, int | None], list[Belofte]] = defaultdict(list)
    for blok in blokken:
        voortgang, van = blok.voortgang, blok.voortgang.bijdrage
        found[van.thema_id, van.ronde.vooruitblikjaar].append(
            Belofte(voortgang.kop, voortgang.sleutel, blok.tekst, tuple(blok.acties.all()))
        )
    return {
        b.pk: [
            *(found[b.thema.voorganger_id, b.ronde.verslagjaar] if b.thema.voorganger_id else []),
            *found[b.thema_id, b.ronde.verslagjaar],
        ]
        for b in bijdragen
    }


def _told(rondes: set[int], acties: set[int]) -> dict[tuple[int, int], list[Voortgang]]:
    """Which paragrafen look back on these acties, or on what succeeds them, by round and actie."""
    links = (
        Blok.acties.through.objects.filter(
            Q(actie__in=acties) | Q(actie__voorganger__in=acties),
            blok__soort=Bloksoort.TERUGBLIK,
            blok__voortgang__verwijderd_op=None,
            blok__voortgang__bijdrage__ronde__in=rondes,
        )
        .exclude(blok__tekst="")
        .order_by("blok__voortgang__bijdrage__positie", "blok__voortgang__positie")
        .values_list("actie_id", "actie__voorganger_id", "blok__voortgang_id")
    )
    rows = list(links)
    voortgangen = Voortgang.objects.select_related("bijdrage__thema").in_bulk({r[2] for r in rows})
    told: dict[tuple[int, int], list[Voortgang]] = defaultdict(list)
    for actie, voorganger, voortgang in rows:
        record = voortgangen[voortgang]
        for pk in acties & {actie, voorganger}:
            places = told[record.bijdrage.ronde_id, pk]
            if record not in places:
                places.append(record)
    return told
