"""A plan from its records to the shapes that the importer reads, and those as a Word file. Taken in
again they are the same plan."""

from collections.abc import Iterator
from typing import Any

from themas.jaar.word import Writer, pack, run
from themas.plan.importing.source import (
    BronActie,
    BronKruisverband,
    BronOnderdeel,
    BronPijler,
    BronPlan,
    BronThema,
)
from themas.plan.models import (
    Actie,
    Kruisverbandstaat,
    Pijler,
    Plan,
    PlanOnderdeel,
    Thema,
    Themasoort,
)
from veiligheid.core.bron import Geimporteerd, Sleutels

_DEEPEST = 6
ACTIEKOP = "Actie: "
_VELDEN = (
    ("doel", "Doel"),
    ("beoogd_effect", "Beoogd maatschappelijk effect"),
    ("inzet", "Inzet"),
)


def bron_of(plan: Plan) -> BronPlan:
    """All of a plan, in the running order of its document. A constant number of queries."""
    return _Lezer(plan).read()


class _Lezer:
    def __init__(self, plan: Plan) -> None:
        self.plan = Plan.objects.select_related("voorganger").get(pk=plan.pk)
        self.themas = list(plan.themas.select_related("voorganger__plan").order_by("positie"))
        self.pijlers = list(Pijler.objects.filter(thema__plan=plan).order_by("positie"))
        self.acties = list(
            Actie.objects.filter(thema__plan=plan)
            .select_related("voorganger")
            .prefetch_related("verdere_themas")
            .order_by("positie")
        )
        self.onderdelen = list(plan.onderdelen.order_by("positie"))
        self.sleutels = self._keys()

    def _keys(self) -> dict[tuple[type, int], str]:
        """By record: its place in the source it came from; of a person's own one made of its words,
        that no other has."""
        keys = Sleutels()
        every: list[Geimporteerd] = [
            *self.themas, *self.pijlers, *self.acties, *self.onderdelen,
        ]  # fmt: skip
        taken = {r.bron_sleutel for r in every if r.bron_sleutel}
        found = {}
        for record in every:
            key = record.bron_sleutel
            while not key or (not record.bron_sleutel and key in taken):
                key = keys.unique(str(record._meta.verbose_name), "eigen", str(record))
            taken.add(key)
            found[type(record), record.pk] = key
        return found

    def _key(self, record: Any) -> str:
        return self.sleutels[type(record), record.pk]

    def read(self) -> BronPlan:
        plan = self.plan
        own = [o for o in self.onderdelen if o.thema_id is None]
        pieces: list[Thema | PlanOnderdeel] = [*self.themas, *own]
        return BronPlan(
            titel=plan.titel,
            van_jaar=plan.van_jaar,
            tot_en_met_jaar=plan.tot_en_met_jaar,
            label_thema=plan.label_thema,
            label_pijler=plan.label_pijler,
            label_actie=plan.label_actie,
            soort=plan.soort,
            voorganger=plan.voorganger.slug if plan.voorganger else "",
            stukken=[
                self._thema(p) if isinstance(p, Thema) else self._onderdeel(p)
                for p in sorted(pieces, key=lambda p: p.positie)
            ],
            kruisverbanden=[
                BronKruisverband(
                    self._key(k.van),
                    self._key(k.naar),
                    k.reden,
                    k.staat == Kruisverbandstaat.VOORSTEL,
                )
                for k in plan.kruisverbanden.exclude(staat=Kruisverbandstaat.GEWEIGERD)
                .select_related("van", "naar")
                .order_by("van__positie", "naar__positie")
            ],
        )

    def _thema(self, thema: Thema) -> BronThema:
        before = thema.voorganger
        pieces: list[Pijler | Actie | PlanOnderdeel] = [
            *(p for p in self.pijlers if p.thema_id == thema.pk),
            *(a for a in self.acties if a.thema_id == thema.pk),
            *(o for o in self.onderdelen if o.thema_id == thema.pk and o.actie_id is None),
        ]
        return BronThema(
            sleutel=self._key(thema),
            titel=thema.titel,
            soort=Themasoort(thema.soort) if thema.soort else None,
            inleiding=thema.inleiding,
            opgave=thema.opgave,
            ambitie=thema.ambitie,
            toegevoegd_in=thema.toegevoegd_in,
            vervallen_in=thema.vervallen_in,
            reden_vervallen=thema.reden_vervallen,
            voorganger=f"{before.plan.slug}/{before.slug}" if before else "",
            stukken=[self._stuk(p) for p in sorted(pieces, key=lambda p: p.positie)],
        )

    def _stuk(self, stuk: Pijler | Actie | PlanOnderdeel) -> BronPijler | BronActie | BronOnderdeel:
        if isinstance(stuk, PlanOnderdeel):
            return self._onderdeel(stuk)
        if isinstance(stuk, Pijler):
            return BronPijler(self._key(stuk), stuk.titel, stuk.tekst)
        return self._actie(stuk)

    def _actie(self, actie: Actie) -> BronActie:
        return BronActie(
            sleutel=self._key(actie),
            titel=actie.titel,
            toelichting=actie.toelichting,
            doel=actie.doel,
            beoogd_effect=actie.beoogd_effect,
            inzet=actie.inzet,
            bronkoppen=dict(actie.bronkoppen),
            onderdelen=[self._onderdeel(o) for o in self.onderdelen if o.actie_id == actie.pk],
            eigenaar=actie.eigenaar,
            partners=actie.partners,
            gebieden=list(actie.gebieden),
            begint_op=actie.begint_op,
            eindigt_op=actie.eindigt_op,
            beeindigd_in=actie.beeindigd_in,
            reden_einde=actie.reden_einde,
            pijler=self.sleutels.get((Pijler, actie.pijler_id or 0), ""),
            verdere_themas=sorted(
                self._key(t) for t in actie.verdere_themas.all() if t.plan_id == self.plan.pk
            ),
            voorganger=actie.voorganger.sleutel if actie.voorganger else "",
        )

    def _onderdeel(self, onderdeel: PlanOnderdeel) -> BronOnderdeel:
        return BronOnderdeel(self._key(onderdeel), onderdeel.niveau, onderdeel.kop, onderdeel.tekst)


# -- As Word ----------------------------------------------------------------------------------


def plan_word(plan: BronPlan) -> bytes:
    """The plan as a .docx to write in, with the headings by which the importer knows what is what.
    What has no text of its own (partners, years, what goes on with what) is not in it. The same
    plan gives the same bytes."""
    writer = Writer()
    titel = plan.titel
    if plan.van_jaar is not None and str(plan.van_jaar) not in titel:
        titel = f"{titel} {plan.van_jaar}-{plan.tot_en_met_jaar}"
    body = writer.paragraph(run(titel), "Title") + "".join(_body(plan, writer))
    return pack(writer, body, titel)


def _body(plan: BronPlan, writer: Writer) -> Iterator[str]:
    for stuk in plan.stukken:
        if isinstance(stuk, BronOnderdeel):
            yield from _headed(writer, stuk.niveau, stuk.kop, stuk.tekst)
        else:
            yield from _thema(plan, writer, stuk)


def _thema(plan: BronPlan, writer: Writer, thema: BronThema) -> Iterator[str]:
    by_name = plan.label_thema == "speerpunt"
    kop = f"Speerpunt: {thema.titel}" if by_name else thema.titel
    yield from _headed(writer, 2, kop, thema.inleiding)
    for kop, tekst in (("Opgave", thema.opgave), ("Ambitie", thema.ambitie)):
        if tekst:
            yield from _headed(writer, 3, kop, tekst)
    for stuk in thema.stukken:
        if isinstance(stuk, BronPijler):
            yield from _headed(writer, 4, stuk.titel, stuk.tekst)
        elif isinstance(stuk, BronOnderdeel):
            yield from _headed(writer, max(3, stuk.niveau), stuk.kop, stuk.tekst)
        else:
            yield from _actie(writer, stuk, "" if by_name else ACTIEKOP)


def _actie(writer: Writer, actie: BronActie, voor: str) -> Iterator[str]:
    yield from _headed(writer, 3, voor + actie.titel, actie.toelichting)
    for onderdeel in actie.onderdelen:
        yield from _headed(writer, 4, onderdeel.kop, onderdeel.tekst)
    for veld, kop in _VELDEN:
        if tekst := getattr(actie, veld):
            yield from _headed(writer, 4, actie.bronkoppen.get(veld, kop), tekst)


def _headed(writer: Writer, niveau: int, kop: str, html: str) -> Iterator[str]:
    if kop:
        yield writer.paragraph(run(kop), f"heading {min(niveau, _DEEPEST)}")
    yield writer.rich(html)
