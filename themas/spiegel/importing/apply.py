"""Writing a BronSpiegel to the plan. All or nothing is the caller's transaction."""

import re
from collections.abc import Callable, Iterable
from itertools import count
from typing import Any, Generic, TypeVar

from themas.plan.models import Actie, Pijler, Plan, PlanOnderdeel, Plansoort, Thema
from themas.plan.running_order import Stuk, current_order, place
from themas.spiegel.importing.source import (
    BronOnderdeel,
    BronPijler,
    BronRij,
    BronSpiegel,
    BronThema,
)
from veiligheid.core.bron import Geimporteerd, Telling, content_hash
from veiligheid.core.findings import let_op
from veiligheid.core.matching import titelsleutel, unique_slug
from veiligheid.core.ordering import merge_order, provisional
from veiligheid.core.sleutels import new_sleutel

R = TypeVar("R", bound=Geimporteerd)


def source_key(soort: str, *titels: str) -> str:
    """A place in the source: by its titles, whatever file they come from. A long title is cut, its
    hash is not."""
    keys = [titelsleutel(t) for t in titels]
    return f"{soort} / {keys[-1][:200]} / {content_hash(*keys)[:12]}"


def apply_plan(bron: BronSpiegel, slug: str, naam: str, jaar: int) -> "Planschrijver":
    """Make or complete the plan with this slug."""
    writer = Planschrijver(bron, slug, naam, jaar)
    writer.write()
    return writer


class Planschrijver:
    """Themes, pijlers, acties and sections. A record is found again by its place in the source,
    else by its title; what a person changed stays.

    acties: the record of each row, by its place in the file.
    """

    def __init__(self, bron: BronSpiegel, slug: str, naam: str, jaar: int) -> None:
        self.bron, self.jaar = bron, jaar
        self.telling = Telling()
        self.plan = self._plan(slug, naam)
        self.acties: dict[str, Actie] = {}
        self.themas: dict[str, Thema] = {}
        self.volgorde: list[Stuk] = []
        self._n = count()
        self._further: list[tuple[Actie, tuple[str, ...]]] = []
        self.before = current_order(self.plan)
        themas = list(self.plan.themas.all())
        self._themas = _Known(themas, lambda t: (titelsleutel(t.titel),))
        pijlers = Pijler.objects.filter(thema__plan=self.plan)
        self._pijlers = _Known(pijlers, lambda p: (p.thema_id, titelsleutel(p.titel)))
        acties = list(Actie.objects.filter(thema__plan=self.plan))
        self._acties = _Known(acties, lambda a: (a.thema_id, a.pijler_id, titelsleutel(a.titel)))
        self._by_title = _Known(acties, lambda a: (a.thema_id, titelsleutel(a.titel)))
        self._by_sleutel = {a.sleutel: a for a in acties}
        self._onderdelen = _Known(self.plan.onderdelen.all(), lambda o: (o.pk,))
        self._slugs = {t.slug for t in themas}

    def write(self) -> None:
        for onderdeel in self.bron.begin:
            self._onderdeel(onderdeel)
        for thema in self.bron.themas:
            self._thema(thema)
        for onderdeel in self.bron.slot:
            self._onderdeel(onderdeel)
        by_title = {titelsleutel(t.titel): t for t in self.plan.themas.all()}
        for actie, titels in self._further:
            further = [by_title[key] for key in map(titelsleutel, titels) if key in by_title]
            actie.verdere_themas.set(t for t in further if t.pk != actie.thema_id)
        place(self.plan, merge_order(self.before, self.volgorde))

    # -- Plan -----------------------------------------------------------------------------------

    def _plan(self, slug: str, naam: str) -> Plan:
        known = Plan.objects.select_for_update().filter(slug=slug).first()
        bron, stands = self.bron, known or Plan(titel=naam)
        plan = self.telling.reconcile(
            {"plan": known} if known else {},
            Plan,
            sleutel="plan",
            velden={
                "titel": bron.titel or stands.titel,
                "label_thema": bron.label_thema or stands.label_thema,
                "label_pijler": bron.label_pijler or stands.label_pijler,
                "label_actie": bron.label_actie or stands.label_actie,
            },
            bij_maken={
                "slug": slug,
                "soort": Plansoort.PROGRAMMA,
                "van_jaar": self.jaar,
                "tot_en_met_jaar": self.jaar,
            },
        )
        if plan.bron_sleutel and plan.soort == Plansoort.PROGRAMMA:
            self._lengthen(plan)
        return plan

    def _lengthen(self, plan: Plan) -> None:
        """A plan that came from files lasts as long as they do."""
        van, tot = min(plan.van_jaar, self.jaar), max(plan.tot_en_met_jaar, self.jaar)
        if (van, tot) != (plan.van_jaar, plan.tot_en_met_jaar):
            plan.van_jaar, plan.tot_en_met_jaar = van, tot
            plan.save(update_fields=["van_jaar", "tot_en_met_jaar"])
            self.telling.updated(plan, ())

    # -- Pieces ---------------------------------------------------------------------------------

    def _note(self, record: Geimporteerd) -> None:
        self.volgorde.append((type(record), record.pk))

    def _thema(self, bron: BronThema) -> None:
        key = source_key("thema", bron.titel)
        known = self._themas.find(key, titelsleutel(bron.titel))
        stands = known or Thema()
        thema = self.telling.reconcile(
            {key: known} if known else {},
            Thema,
            key,
            velden={
                "titel": bron.titel,
                "inleiding": stands.inleiding if bron.inleiding is None else bron.inleiding,
            },
            bij_maken={
                "plan": self.plan,
                "positie": provisional(next(self._n)),
                "slug": self._slug(bron, known),
            },
        )
        self._note(thema)
        self.themas[bron.titel] = thema
        pijlers = {p.titel: self._pijler(thema, p) for p in bron.pijlers}
        per_pijler: dict[str, list[BronRij]] = {}
        for rij in bron.rijen:
            per_pijler.setdefault(rij.pijler, []).append(rij)
        # Every pijler with its acties behind it, and then those of none.
        for titel, pijler in pijlers.items():
            self._note(pijler)
            for rij in per_pijler.pop(titel, ()):
                self._actie(thema, pijler, rij)
        for rij in per_pijler.pop("", ()):
            self._actie(thema, None, rij)
        for onderdeel in bron.onderdelen:
            self._onderdeel(onderdeel, thema)

    def _slug(self, bron: BronThema, known: Thema | None) -> str:
        if known:
            return known.slug
        if re.fullmatch(r"[-\w]{1,80}", bron.slug, re.ASCII) and bron.slug not in self._slugs:
            self._slugs.add(bron.slug)
            return bron.slug
        return unique_slug(bron.titel, self._slugs, "thema")

    def _pijler(self, thema: Thema, bron: BronPijler) -> Pijler:
        key = source_key("pijler", thema.titel, bron.titel)
        known = self._pijlers.find(key, thema.pk, titelsleutel(bron.titel))
        stands = known or Pijler()
        return self.telling.reconcile(
            {key: known} if known else {},
            Pijler,
            key,
            velden={
                "titel": bron.titel,
                "tekst": stands.tekst if bron.tekst is None else bron.tekst,
            },
            bij_maken={"thema": thema, "positie": provisional(next(self._n))},
        )

    def _actie(self, thema: Thema, pijler: Pijler | None, bron: BronRij) -> None:
        key = source_key("actie", thema.titel, bron.pijler, bron.titel)
        known = self._find_actie(key, thema, pijler, bron)
        stands = known or Actie()
        ended = bron.beeindigd_in is not None
        actie = self.telling.reconcile(
            {key: known} if known else {},
            Actie,
            key,
            velden={
                "titel": bron.titel,
                "beeindigd_in": bron.beeindigd_in if ended else stands.beeindigd_in,
                "reden_einde": bron.reden_einde if ended else stands.reden_einde,
            },
            bij_maken={
                "thema": thema,
                "pijler": pijler,
                "positie": provisional(next(self._n)),
                "sleutel": self._sleutel(bron),
            },
        )
        self._note(actie)
        self.acties[bron.plek] = actie
        if known is None and bron.ook_bij:
            self._further.append((actie, bron.ook_bij))

    def _find_actie(
        self, key: str, thema: Thema, pijler: Pijler | None, bron: BronRij
    ) -> Actie | None:
        if bron.sleutel in self._by_sleutel:
            return self._by_sleutel[bron.sleutel]
        titel, pijler_pk = titelsleutel(bron.titel), pijler.pk if pijler else None
        return self._acties.find(key, thema.pk, pijler_pk, titel) or (
            None if pijler else self._by_title.find("", thema.pk, titel)
        )

    def _sleutel(self, bron: BronRij) -> str:
        """The lasting name that the file gives, unless an actie of another plan has it."""
        if not re.fullmatch(r"[-\w]{1,20}", bron.sleutel, re.ASCII):
            return new_sleutel()
        if Actie.objects.filter(sleutel=bron.sleutel).exists():
            self.telling.bevindingen.append(
                let_op(
                    "sleutel-van-ander-plan",
                    f"Een actie van een ander plan heet al ‘{bron.sleutel}’. Deze krijgt een eigen "
                    "sleutel.",
                    bron.plek,
                )
            )
            return new_sleutel()
        return bron.sleutel

    def _onderdeel(self, bron: BronOnderdeel, thema: Thema | None = None) -> None:
        where = thema.titel if thema else ""
        key = source_key("onderdeel", f"spiegel {self.jaar}", where, bron.sleutel)
        known = self._onderdelen.find(key)
        parents: dict[str, Any] = {"plan": self.plan, "thema": thema}
        self._note(
            self.telling.reconcile(
                {key: known} if known else {},
                PlanOnderdeel,
                key,
                velden={"niveau": 3 if thema else 2, "kop": "", "tekst": bron.tekst},
                bij_maken={"positie": provisional(next(self._n)), **parents},
            )
        )


class _Known(Generic[R]):
    """The records that are there: by their place in the source, and by what people call them."""

    def __init__(self, records: Iterable[R], name: Callable[[R], tuple[Any, ...]]) -> None:
        self._by_key: dict[str, R] = {}
        self._by_name: dict[tuple[Any, ...], R] = {}
        for record in records:
            if record.bron_sleutel:
                self._by_key[record.bron_sleutel] = record
            self._by_name.setdefault(name(record), record)

    def find(self, key: str, *name: Any) -> R | None:
        return self._by_key.get(key) or self._by_name.get(name)
