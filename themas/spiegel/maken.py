"""From the records to a Spiegel, in a constant number of queries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from themas.gebieden import areas_to_name, as_named
from themas.jaar.models import Oordeel
from themas.jaar.oordelen import by_actie
from themas.jaar.uitspraken import Lezing, Teksten, Vermelding, read_with_past
from themas.jaar.workflow import decide_kleur
from themas.plan.models import Actie, Pijler, Plan, Thema
from veiligheid.document.spiegel import (
    Gepubliceerd,
    Jaarstand,
    LegeDoelen,
    NietGenoemd,
    Passage,
    Spiegel,
    Spiegelrij,
    Spiegelthema,
    Telling,
)
from veiligheid.document.woorden import Realisatie


def make_spiegel(plan: Plan, jaar: int, gepubliceerd: Gepubliceerd | None = None) -> Spiegel:
    """What was promised for this year beside what was reported on it, as it stands now.

    gepubliceerd: what the published letters promised for this year. An actie that ended, and that
    no text promises any more, stays in the mirror with the words that were published.
    """
    lezing, *eerdere = read_with_past(plan.pk, jaar)
    maker = _Maker(plan, lezing, eerdere, gepubliceerd or {})
    waarom_niet = _why_not(lezing, promised=bool(maker.verdwenen))
    rijen: tuple[Spiegelrij, ...] = () if waarom_niet else tuple(maker.rijen())
    return Spiegel(
        plan_slug=plan.slug,
        plan_titel=plan.titel,
        label_thema=plan.label_thema,
        label_pijler=plan.label_pijler,
        label_actie=plan.label_actie,
        jaar=jaar,
        beschikbaar=not waarom_niet,
        waarom_niet=waarom_niet,
        themas=tuple(maker.spiegelthemas(rijen)),
        rijen=rijen,
        leeg=tuple(maker.leeg()),
        niet_genoemd=() if waarom_niet else tuple(maker.niet_genoemd(rijen)),
        telling=Telling.of(rijen),
    )


def _why_not(lezing: Lezing, *, promised: bool = False) -> str:
    """Why there is no mirror; empty when there is one.

    promised: whether a published letter promised what no text promises any more.
    """
    if not lezing.keek_vooruit:
        return f"Geen eerdere brief keek vooruit naar {lezing.jaar}."
    if not promised and not any(v.acties for v in lezing.vooruit):
        return f"De vooruitblik op {lezing.jaar} noemt geen acties."
    if not lezing.keek_terug:
        return f"Er is nog geen brief die terugkijkt op {lezing.jaar}."
    return ""


@dataclass
class _Maker:
    plan: Plan
    lezing: Lezing
    eerdere: Sequence[Lezing]
    gepubliceerd: Gepubliceerd
    verdwenen: dict[int, tuple[Passage, ...]] = field(init=False)
    oordelen: dict[int, dict[int, Oordeel]] = field(init=False)
    pijlers: dict[int, Pijler] = field(init=False)
    verder: dict[int, list[int]] = field(init=False)
    themas: list[Thema] = field(init=False)
    teksten: Teksten = field(init=False)

    def __post_init__(self) -> None:
        self.afkomst = self.lezing.afkomst
        self.verdwenen = self._ended_and_gone()
        self.oordelen = self._read_oordelen()
        pijlers = Pijler.objects.filter(thema__plan__in=self.afkomst.plannen)
        self.pijlers = {p.pk: p for p in pijlers.defer("tekst").order_by("thema", "positie")}
        self.verder = {}
        links = Actie.verdere_themas.through.objects.filter(thema__plan=self.plan)
        for actie, thema in links.order_by("thema__positie").values_list("actie", "thema"):
            self.verder.setdefault(actie, []).append(thema)
        self.themas = list(self.plan.themas.of_jaar(self.lezing.jaar).order_by("positie"))
        self.teksten = Teksten([*self.lezing.vooruit, *self.lezing.terug])

    def _read_oordelen(self) -> dict[int, dict[int, Oordeel]]:
        """By year, and in it by actie."""
        rondes = {x.jaar: {v.ronde for v in x.terug} for x in (self.lezing, *self.eerdere)}
        everything = set().union(*rondes.values())
        oordelen = Oordeel.objects.filter(bijdrage__ronde__in=everything)
        found = list(oordelen.select_related("bijdrage"))
        return {
            jaar: by_actie((o for o in found if o.bijdrage.ronde_id in own), self.afkomst)
            for jaar, own in rondes.items()
        }

    # -- Rows -----------------------------------------------------------------------------------

    def rijen(self) -> Iterator[Spiegelrij]:
        koppeling = self.lezing.koppeling
        every = {*koppeling.beloofd, *koppeling.ongevraagd, *self.verdwenen}
        for pk in sorted(every, key=self._place):
            beloofd = koppeling.beloofd.get(pk, [])
            gedaan = (koppeling.verteld if beloofd else koppeling.ongevraagd).get(pk, [])
            yield self._rij(self.afkomst.acties[pk], beloofd, gedaan)

    def _ended_and_gone(self) -> dict[int, tuple[Passage, ...]]:
        """What was published of acties that ended and that no text promises any more."""
        found: dict[int, tuple[Passage, ...]] = {}
        for actie in self.afkomst.acties.values() if self.gepubliceerd else ():
            pk = self.afkomst.current(actie.pk)
            passages = self.gepubliceerd.get(actie.sleutel, ())
            if pk not in self.lezing.koppeling.beloofd and self._ended(self.afkomst.acties[pk]):
                found[pk] = (*found.get(pk, ()), *passages)
        return {pk: passages for pk, passages in found.items() if passages}

    def _ended(self, actie: Actie) -> bool:
        return actie.beeindigd_in is not None and actie.beeindigd_in <= self.lezing.jaar

    def _rij(self, actie: Actie, beloofd: list[Vermelding], gedaan: list[Vermelding]) -> Spiegelrij:
        thema = self.afkomst.home(actie.pk)
        oordeel = self.oordelen[self.lezing.jaar].get(actie.pk) or Oordeel()
        ended = self._ended(actie)
        spoor = tuple(self._spoor(actie))
        return Spiegelrij(
            sleutel=actie.sleutel,
            titel=actie.titel,
            thema_slug=thema.slug,
            thema_titel=thema.titel,
            pijler=self._pijler(actie),
            beloofd=self._passages(thema, beloofd) or self.verdwenen.get(actie.pk, ()),
            gedaan=self._passages(thema, gedaan),
            kleur=spoor[-1].kleur,
            realisatie=_realisatie(oordeel),
            oorzaak=oordeel.oorzaak,
            gevolg=oordeel.gevolg,
            bijsturing=oordeel.bijsturing,
            beeindigd_in=actie.beeindigd_in if ended else None,
            reden_einde=actie.reden_einde if ended else "",
            verder=self._verder(actie, thema, (*beloofd, *gedaan)),
            spoor=spoor,
            sleutels=tuple(a.sleutel for a in self.afkomst.succeeded(actie.pk)),
            beoordeeld_bij=self.afkomst.themas[oordeel.bijdrage.thema_id].slug
            if oordeel.pk
            else "",
            gebieden=as_named(actie.gebieden, self.namen),
        )

    @cached_property
    def namen(self) -> Mapping[str, str]:
        """The areas by code, where any actie names one."""
        named = any(a.gebieden for a in self.afkomst.acties.values())
        return areas_to_name() if named else {}

    def _order(self, pk: int) -> tuple[bool, int, int]:
        """The place of a theme: those of an earlier plan come last."""
        thema = self.afkomst.themas[pk]
        return thema.plan_id != self.plan.pk, thema.positie, pk

    def _place(self, pk: int) -> tuple[tuple[bool, int, int], bool, int, int, int]:
        """The place of an actie, in the order of the plan; what belongs to no pijler comes behind
        what does."""
        actie = self.afkomst.acties[pk]
        pijler = self.pijlers.get(actie.pijler_id or 0)
        place = pijler.positie if pijler else 0
        return self._order(self.afkomst.home(pk).pk), not pijler, place, actie.positie, pk

    def _pijler(self, actie: Actie) -> str:
        pijler = self.pijlers.get(actie.pijler_id or 0)
        return pijler.titel if pijler else ""

    def _passages(self, thuis: Thema, vermeldingen: list[Vermelding]) -> tuple[Passage, ...]:
        """One for each paragraaf, with all that it says of the actie; its home theme first."""
        per_paragraaf: dict[int, list[Vermelding]] = {}
        for v in sorted(vermeldingen, key=lambda v: (v.thema != thuis.pk, self._order(v.thema))):
            per_paragraaf.setdefault(v.voortgang, []).append(v)
        found = []
        for blokken in per_paragraaf.values():
            uitspraken = [self.teksten.uitspraak(v, self.afkomst) for v in blokken]
            voortgang = uitspraken[0].voortgang
            thema = voortgang.bijdrage.thema
            html = "".join(u.html for u in uitspraken)
            anker = f"{thema.slug}--{voortgang.sleutel}"
            found.append(Passage(voortgang.kop, html, anker, thema.titel, thema.slug))
        return tuple(found)

    def _verder(
        self, actie: Actie, thuis: Thema, vermeldingen: Iterable[Vermelding]
    ) -> tuple[str, ...]:
        themas = {*self.verder.get(actie.pk, ()), *(v.thema for v in vermeldingen)}
        here = {n for t in themas for n in self.afkomst.themas_from(t)} - {thuis.pk}
        return tuple(self.afkomst.themas[n].titel for n in sorted(here, key=self._order))

    # -- Years ----------------------------------------------------------------------------------

    def _spoor(self, actie: Actie) -> Iterator[Jaarstand]:
        for lezing in (*reversed(self.eerdere), self.lezing):
            if stand := self._stand(actie, lezing):
                yield stand

    def _stand(self, actie: Actie, lezing: Lezing) -> Jaarstand | None:
        """How it, or what it goes on with, stood in that year; None where nothing was said of it,
        or there was no mirror."""
        if _why_not(lezing, promised=lezing is self.lezing and bool(self.verdwenen)):
            return None
        koppeling, oordelen = lezing.koppeling, self.oordelen[lezing.jaar]
        for pk in self.afkomst.line(actie.pk):
            oordeel = oordelen.get(pk) or Oordeel()
            gone = lezing is self.lezing and pk in self.verdwenen
            promised = gone or pk in koppeling.beloofd
            told = koppeling.verteld if promised and not gone else koppeling.ongevraagd
            if not promised and pk not in told:
                continue
            kleur = decide_kleur(oordeel.kleur, beloofd=promised, verteld=bool(told.get(pk)))
            reden = self._reden(self.afkomst.acties[pk], oordeel, lezing.jaar)
            return Jaarstand(lezing.jaar, kleur, _realisatie(oordeel), reden)
        return None

    def _reden(self, actie: Actie, oordeel: Oordeel, jaar: int) -> str:
        einde = actie.reden_einde if actie.beeindigd_in == jaar else ""
        return einde or oordeel.oorzaak

    # -- What is not in the rows ----------------------------------------------------------------

    def spiegelthemas(self, rijen: Sequence[Spiegelrij]) -> Iterator[Spiegelthema]:
        koppeling = self.lezing.koppeling
        here = {t.pk for t in self.themas}
        if rijen:
            every = (*koppeling.beloofd, *koppeling.ongevraagd, *self.verdwenen)
            here |= {self.afkomst.home(pk).pk for pk in every}
        pijlers: dict[int, list[str]] = {}
        for pijler in self.pijlers.values():
            pijlers.setdefault(pijler.thema_id, []).append(pijler.titel)
        for pk in sorted(here, key=self._order):
            thema = self.afkomst.themas[pk]
            yield Spiegelthema(thema.slug, thema.titel, tuple(pijlers.get(pk, ())))

    def leeg(self) -> Iterator[LegeDoelen]:
        """Themes without acties; where the plan hangs acties under pijlers, pijlers without."""
        acties = [a for a in self.afkomst.acties.values() if a.thema.plan_id == self.plan.pk]
        filled, used = {a.thema_id for a in acties}, {a.pijler_id for a in acties}
        empty: dict[int, list[str]] = {}
        for pijler in self.pijlers.values():
            if pijler.pk not in used:
                empty.setdefault(pijler.thema_id, []).append(pijler.titel)
        for thema in self.themas:
            titels = tuple(empty.get(thema.pk, ()))
            if thema.pk not in filled or (titels and any(used - {None})):
                yield LegeDoelen(thema.slug, thema.titel, titels)

    def niet_genoemd(self, rijen: Iterable[Spiegelrij]) -> Iterator[NietGenoemd]:
        there = {rij.sleutel for rij in rijen}
        themas = {t.pk for t in self.themas}
        for pk in sorted(self.afkomst.acties, key=self._place):
            actie, jaar = self.afkomst.acties[pk], self.lezing.jaar
            ended = actie.beeindigd_in is not None and actie.beeindigd_in < jaar
            if actie.thema_id in themas and actie.sleutel not in there and not ended:
                thema, pijler = actie.thema, self._pijler(actie)
                yield NietGenoemd(actie.sleutel, actie.titel, thema.slug, thema.titel, pijler)


def _realisatie(oordeel: Oordeel) -> Realisatie | None:
    return Realisatie(oordeel.realisatie) if oordeel.realisatie else None
