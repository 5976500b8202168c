"""Writing a budget: lines by their name, amounts by line, year and source of money. What changed
keeps its former amount."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.citaatsleutels import Bedragplaats
from monitoring.geciteerd import quoted_findings
from monitoring.geld.citaten import euro
from monitoring.geld.models import Bedrag, Bedragsoort, Bedragversie, Deelproduct, VermeldTotaal
from monitoring.geld.querysets import TOTAAL
from monitoring.importing.begroting.source import Bedragplek, Bronbegroting, Bronregel
from themas.plan.models import Plan
from veiligheid.core.bron import Telling, Veld, Wijziging
from veiligheid.core.findings import let_op
from veiligheid.core.matching import titelsleutel, without_number


@dataclass(frozen=True)
class Bedragopties:
    """What whoever imports says about the amounts of a file; kind and side where the heading of
    their column doesn't say them."""

    soort: str
    kant: str
    document: str


def apply_begroting(plan: Plan, bron: Bronbegroting, opties: Bedragopties) -> Telling:
    """Write the budget. Runs inside the caller's transaction."""
    telling = Telling(bevindingen=list(bron.bevindingen))
    schrijver = _Schrijver(plan, opties, telling)
    there = {d.sleutel: d for d in plan.deelproducten.prefetch_related("themas")}
    made: set[str] = set()
    for positie, regel in enumerate(bron.regels, start=1):
        sleutel = titelsleutel(regel.naam)
        deelproduct = there.get(sleutel)
        if deelproduct is None:
            deelproduct = there[sleutel] = Deelproduct.objects.add(
                plan, without_number(regel.naam)[:300], sleutel=sleutel, positie=positie
            )
            telling.made(deelproduct)
        elif sleutel not in made:
            telling.ongewijzigd += 1
        if sleutel in bron.koppeling and sleutel not in made:
            _link(deelproduct, bron.koppeling[sleutel], telling)
        made.add(sleutel)
        for plek, bedrag in regel.bedragen.items():
            schrijver.amount(deelproduct, regel, plek, bedrag, knows=bron.kent_geldbron)
    for plek, bedrag in bron.totaal.items():
        schrijver.total(plek, bedrag)
    telling.bevindingen += quoted_findings(schrijver.changed)
    return telling


def _link(deelproduct: Deelproduct, themas: set[int] | None, telling: Telling) -> None:
    """Links are added, never removed: a person may have made one."""
    if themas is None:
        if not deelproduct.voor_alle_themas:
            deelproduct.voor_alle_themas = True
            deelproduct.save(update_fields=["voor_alle_themas"])
            telling.updated(deelproduct, (Veld("thema’s", "", "alle", rijk=False),))
        return
    missing = themas - {t.pk for t in deelproduct.themas.all()}
    if missing:
        deelproduct.themas.add(*missing)
        names = plan_names(deelproduct.plan, missing)
        telling.updated(deelproduct, (Veld("thema’s", "", names, rijk=False),))


def plan_names(plan: Plan, themas: set[int]) -> str:
    return ", ".join(plan.themas.filter(pk__in=themas).values_list("titel", flat=True))


class _Schrijver:
    """The amounts of a plan. `changed`: key of each that was changed, with what it is, for the
    letters that quote it."""

    def __init__(self, plan: Plan, opties: Bedragopties, telling: Telling) -> None:
        self.plan, self.opties, self.telling = plan, opties, telling
        self.bedragen: dict[tuple[int, Bedragplek], dict[str, Bedrag]] = {}
        for b in Bedrag.objects.filter(deelproduct__plan=plan):
            plek = Bedragplek(b.jaar, b.soort, b.kant)
            self.bedragen.setdefault((b.deelproduct_id, plek), {})[b.geldbron] = b
        self.totalen = {
            Bedragplek(t.jaar, t.soort, t.kant): t for t in VermeldTotaal.objects.filter(plan=plan)
        }
        self.changed: dict[str, str] = {}

    def _settled(self, plek: Bedragplek) -> Bedragplek:
        o = self.opties
        return Bedragplek(plek.jaar, plek.soort or o.soort, plek.kant or o.kant)

    def amount(
        self,
        deelproduct: Deelproduct,
        regel: Bronregel,
        said: Bedragplek,
        bedrag: Decimal,
        *,
        knows: bool,
    ) -> None:
        """knows: the file tells where the money comes from. If not, the one amount that is there
        stays of the source that it has; when it is divided over several, it is only compared."""
        plek = self._settled(said)
        there = self.bedragen.setdefault((deelproduct.pk, plek), {})
        wat = f"{deelproduct.naam}, {_shown(plek)}"
        if not knows and len(there) > 1:
            self._compare_divided(sum(b.bedrag for b in there.values()), bedrag, wat)
            return
        record = there.get(regel.geldbron) if knows else next(iter(there.values()), None)
        if record is None:
            new = Bedrag.objects.create(
                deelproduct=deelproduct,
                geldbron=regel.geldbron,
                voorwaarden=regel.voorwaarden,
                toelichting=_toelichting(regel, plek),
                **self._common(plek, bedrag),
            )
            there[new.geldbron] = new
            self._made(new, wat, bedrag)
            return
        if regel.voorwaarden and record.voorwaarden != regel.voorwaarden:
            record.voorwaarden = regel.voorwaarden
            record.save(update_fields=["voorwaarden"])
        if (told := _toelichting(regel, plek)) and record.toelichting != told:
            record.toelichting = told
            record.save(update_fields=["toelichting"])
        self._update(record, bedrag, wat, deelproduct.slug)

    def total(self, said: Bedragplek, bedrag: Decimal) -> None:
        plek = self._settled(said)
        wat = f"Totaal, {_shown(plek)}"
        if record := self.totalen.get(plek):
            self._update(record, bedrag, wat, TOTAAL)
            return
        new = VermeldTotaal.objects.create(plan=self.plan, **self._common(plek, bedrag))
        self._made(new, wat, bedrag)

    def _common(self, plek: Bedragplek, bedrag: Decimal) -> dict[str, Any]:
        return {**plek._asdict(), "bedrag": bedrag, "document": self.opties.document}

    def _made(self, record: Bedrag | VermeldTotaal, wat: str, bedrag: Decimal) -> None:
        self.telling.gemaakt += 1
        self.telling.wijzigingen.append(
            Wijziging("nieuw", str(record._meta.verbose_name), f"{wat}: {euro(bedrag)}")
        )

    def _update(self, record: Bedrag | VermeldTotaal, bedrag: Decimal, wat: str, slug: str) -> None:
        if record.bedrag == bedrag:
            self.telling.ongewijzigd += 1
            return
        was = record.bedrag
        naam = str(record._meta.verbose_name)
        Bedragversie.objects.create(
            van=naam, nummer=record.pk, bedrag=was, document=record.document
        )
        record.bedrag, record.document = bedrag, self.opties.document
        record.save(update_fields=["bedrag", "document"])
        self.telling.bijgewerkt += 1
        velden = (Veld("bedrag", euro(was), euro(bedrag), rijk=False),)
        self.telling.wijzigingen.append(Wijziging("gewijzigd", naam, wat, velden))
        self.telling.bevindingen.append(
            let_op(
                "bedrag-veranderd",
                f"Het bedrag was {euro(was)} en is nu {euro(bedrag)}. Het eerdere blijft bewaard.",
                wat,
            )
        )
        plaats = Bedragplaats(self.plan.slug, slug, record.jaar, record.soort, record.kant)
        self.changed[plaats.sleutel] = wat

    def _compare_divided(self, stands: Decimal | int, bedrag: Decimal, wat: str) -> None:
        if stands == bedrag:
            self.telling.ongewijzigd += 1
            return
        self.telling.behouden += 1
        melding = (
            f"Het bestand noemt {euro(bedrag)}; in het portaal is dit verdeeld over geldbronnen, "
            f"samen {euro(Decimal(stands))}. Dat blijft zo. Geef het bestand een kolom ‘geldbron’."
        )
        self.telling.bevindingen.append(let_op("bedrag-verdeeld", melding, wat))


def _toelichting(regel: Bronregel, plek: Bedragplek) -> str:
    """The explanation of a line belongs to what was spent."""
    return regel.toelichting if plek.soort == Bedragsoort.GEREALISEERD else ""


def _shown(plek: Bedragplek) -> str:
    """A year; what kind of amount it is when it is not simply the budget."""
    return str(plek.jaar) if plek.soort == Bedragsoort.BEGROOT else f"{plek.soort} {plek.jaar}"
