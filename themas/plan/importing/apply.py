"""Writing a BronPlan to the records. All or nothing is the caller's transaction."""

from typing import Any

from themas.plan.importing.source import BronActie, BronOnderdeel, BronPijler, BronPlan, BronThema
from themas.plan.models import (
    Actie,
    Kruisverband,
    Kruisverbandstaat,
    Pijler,
    Plan,
    PlanOnderdeel,
    Plansoort,
    Thema,
)
from themas.plan.running_order import Stuk, current_order, place
from veiligheid.core.bron import Geimporteerd, Telling, by_sleutel
from veiligheid.core.findings import Bevinding, let_op
from veiligheid.core.matching import unique_slug
from veiligheid.core.ordering import merge_order, provisional


def apply_plan(
    bron: BronPlan, slug: str, soort: Plansoort, onder_thema: Thema | None
) -> tuple[Plan, Telling]:
    """Make or complete the plan with this slug. Runs inside the caller's transaction."""
    telling = Telling()
    plan = telling.reconcile(
        by_sleutel(Plan.objects.select_for_update().filter(slug=slug)),
        Plan,
        sleutel="plan",
        velden={
            "titel": bron.titel,
            "van_jaar": bron.van_jaar,
            "tot_en_met_jaar": bron.tot_en_met_jaar,
            "label_thema": bron.label_thema,
            **_said(label_pijler=bron.label_pijler, label_actie=bron.label_actie),
        },
        bij_maken={
            "slug": slug,
            "soort": soort,
            "onder_thema": onder_thema,
            "voorganger": Plan.objects.filter(slug=bron.voorganger).first(),
        },
    )
    if bron.voorganger and plan.voorganger_id is None:
        telling.bevindingen.append(_no_voorganger(bron.voorganger, plan.titel))
    _Writer(plan, telling).write(bron)
    return plan, telling


class _Writer:
    def __init__(self, plan: Plan, telling: Telling) -> None:
        self.plan = plan
        self.telling = telling
        self.volgorde: list[Stuk] = []
        self.themas = by_sleutel(plan.themas.all())
        self.onderdelen = by_sleutel(plan.onderdelen.all())
        self.pijlers = by_sleutel(Pijler.objects.filter(thema__plan=plan))
        self.acties = by_sleutel(Actie.objects.filter(thema__plan=plan))
        self.slugs = set(plan.themas.values_list("slug", flat=True))
        self.thema_per_sleutel: dict[str, Thema] = {}
        self.te_koppelen: list[tuple[Actie, BronActie]] = []
        self.before = current_order(plan)

    def write(self, bron: BronPlan) -> None:
        for stuk in bron.stukken:
            if isinstance(stuk, BronThema):
                self._thema(stuk)
            else:
                self._onderdeel(stuk)
        self._kruisverbanden(bron)
        self._link()
        place(self.plan, merge_order(self.before, self.volgorde))
        self._vanished(bron)

    def _next(self) -> int:
        return provisional(len(self.volgorde))

    def _note(self, record: Geimporteerd) -> None:
        self.volgorde.append((type(record), record.pk))

    def _thema(self, bron: BronThema) -> None:
        thema = self.telling.reconcile(
            self.themas,
            Thema,
            bron.sleutel,
            velden={
                "titel": bron.titel,
                "soort": bron.soort or "",
                "inleiding": bron.inleiding,
                "opgave": bron.opgave,
                "ambitie": bron.ambitie,
                **_said(
                    toegevoegd_in=bron.toegevoegd_in,
                    vervallen_in=bron.vervallen_in,
                    reden_vervallen=bron.reden_vervallen,
                ),
            },
            bij_maken={
                "plan": self.plan,
                "positie": self._next(),
                "slug": self._slug(bron),
                "voorganger": self._succeeded(bron),
            },
        )
        self._note(thema)
        self.thema_per_sleutel[bron.sleutel] = thema
        for stuk in bron.stukken:
            if isinstance(stuk, BronPijler):
                self._pijler(thema, stuk)
            elif isinstance(stuk, BronActie):
                self._actie(thema, stuk)
            else:
                self._onderdeel(stuk, thema=thema)

    def _succeeded(self, bron: BronThema) -> Thema | None:
        """The theme of another plan that this one goes on with."""
        if not bron.voorganger:
            return None
        plan, _, slug = bron.voorganger.partition("/")
        found = Thema.objects.filter(plan__slug=plan, slug=slug).exclude(plan=self.plan).first()
        if found is None:
            self.telling.bevindingen.append(_no_voorganger(bron.voorganger, bron.titel))
        return found

    def _actie_before(self, bron: BronActie) -> Actie | None:
        if not bron.voorganger:
            return None
        found = Actie.objects.filter(sleutel=bron.voorganger).exclude(thema__plan=self.plan).first()
        if found is None:
            self.telling.bevindingen.append(_no_voorganger(bron.voorganger, bron.titel))
        return found

    def _link(self) -> None:
        """New acties to their pijler and further themes, now that all of those are there."""
        pijlers = by_sleutel(Pijler.objects.filter(thema__plan=self.plan))
        for actie, bron in self.te_koppelen:
            if bron.pijler:
                actie.pijler = pijlers[bron.pijler]
                actie.save(update_fields=["pijler"])
            actie.verdere_themas.set(self.thema_per_sleutel[t] for t in bron.verdere_themas)

    def _slug(self, bron: BronThema) -> str:
        known = self.themas.get(bron.sleutel)
        return known.slug if known else unique_slug(bron.titel, self.slugs, "thema")

    def _pijler(self, thema: Thema, bron: BronPijler) -> None:
        self._note(
            self.telling.reconcile(
                self.pijlers,
                Pijler,
                bron.sleutel,
                velden={"titel": bron.titel, "tekst": bron.tekst},
                bij_maken={"thema": thema, "positie": self._next()},
            )
        )

    def _actie(self, thema: Thema, bron: BronActie) -> None:
        actie = self.telling.reconcile(
            self.acties,
            Actie,
            bron.sleutel,
            velden={
                "titel": bron.titel,
                "toelichting": bron.toelichting,
                "doel": bron.doel,
                "beoogd_effect": bron.beoogd_effect,
                "inzet": bron.inzet,
                "bronkoppen": bron.bronkoppen,
                **_said(
                    eigenaar=bron.eigenaar,
                    partners=bron.partners,
                    gebieden=bron.gebieden,
                    begint_op=bron.begint_op,
                    eindigt_op=bron.eindigt_op,
                    beeindigd_in=bron.beeindigd_in,
                    reden_einde=bron.reden_einde,
                ),
            },
            bij_maken={
                "thema": thema,
                "positie": self._next(),
                "voorganger": self._actie_before(bron),
            },
        )
        self._note(actie)
        if bron.sleutel not in self.acties:
            self.te_koppelen.append((actie, bron))
        for onderdeel in bron.onderdelen:
            self._onderdeel(onderdeel, thema=thema, actie=actie)

    def _onderdeel(self, bron: BronOnderdeel, **parents: Any) -> None:
        self._note(
            self.telling.reconcile(
                self.onderdelen,
                PlanOnderdeel,
                bron.sleutel,
                velden={"niveau": bron.niveau, "kop": bron.kop, "tekst": bron.tekst},
                bij_maken={"plan": self.plan, "positie": self._next(), **parents},
            )
        )

    def _kruisverbanden(self, bron: BronPlan) -> None:
        """Only adds: a kruisverband that a person accepted or refused is theirs, and not asked
        about again."""
        rows = self.plan.kruisverbanden.values_list("van_id", "naar_id", "staat")
        there = {(van, naar): staat for van, naar, staat in rows}
        for k in bron.kruisverbanden:
            van, naar = self.thema_per_sleutel[k.van], self.thema_per_sleutel[k.naar]
            staat = there.get((van.pk, naar.pk))
            if staat is None:
                staat = Kruisverbandstaat.VOORSTEL if k.voorstel else Kruisverbandstaat.AANGENOMEN
                made = Kruisverband.objects.create(
                    plan=self.plan, van=van, naar=naar, reden=k.zin, staat=staat
                )
                self.telling.made(made)
            if staat == Kruisverbandstaat.VOORSTEL:
                self.telling.bevindingen.append(
                    let_op(
                        "kruisverband-voorstel",
                        f"Misschien een kruisverband met ‘{naar.titel}’: “{k.zin}”",
                        van.titel,
                    )
                )

    def _vanished(self, bron: BronPlan) -> None:
        seen = {(model, pk) for model, pk in self.volgorde}
        groups: list[dict[str, Any]] = [
            self.themas,
            self.onderdelen,
            self.pijlers,
            self.acties,
        ]
        for records in groups:
            gezien = [s for s, r in records.items() if (type(r), r.pk) in seen]
            self.telling.report_vanished(records, gezien)


def _said(**velden: Any) -> dict[str, Any]:
    """What only some files say. A Word file leaves it empty, and then it is left as it is."""
    standaard = {"label_pijler": "pijler", "label_actie": "actie"}
    return {
        naam: waarde for naam, waarde in velden.items() if waarde and waarde != standaard.get(naam)
    }


def _no_voorganger(naam: str, titel: str) -> Bevinding:
    melding = f"Dit gaat verder op ‘{naam}’, en dat is hier niet. Het wordt zonder ingelezen."
    return let_op("voorganger-onbekend", melding, titel)
