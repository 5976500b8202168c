"""Writing a budget: lines by their name, amounts by line and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from monitoring.geld.models import Bedrag, Deelproduct, VermeldTotaal
from monitoring.importing.begroting import Bronbegroting, clean_name
from themas.plan.models import Plan
from veiligheid.core.bron import Telling
from veiligheid.core.matching import titelsleutel


@dataclass(frozen=True)
class Bedragopties:
    """What whoever imports says about the amounts of a file."""

    soort: str
    kant: str
    document: str


def apply_begroting(plan: Plan, bron: Bronbegroting, opties: Bedragopties) -> Telling:
    """Write the budget. Runs inside the caller's transaction."""
    telling = Telling(bevindingen=list(bron.bevindingen))
    there = {d.sleutel: d for d in plan.deelproducten.prefetch_related("themas")}
    lines: dict[Any, dict[str, Any]] = {}
    for positie, regel in enumerate(bron.regels, start=1):
        sleutel = titelsleutel(regel.naam)
        deelproduct = there.get(sleutel)
        if deelproduct is None:
            deelproduct = Deelproduct.objects.add(
                plan, clean_name(regel.naam), sleutel=sleutel, positie=positie
            )
            telling.gemaakt += 1
        else:
            telling.ongewijzigd += 1
        if sleutel in bron.koppeling:
            _link(deelproduct, bron.koppeling[sleutel], telling)
        for jaar, bedrag in regel.bedragen.items():
            lines[deelproduct.pk, jaar] = {
                "deelproduct": deelproduct, "jaar": jaar, "bedrag": bedrag,
            }  # fmt: skip
    _write(
        Bedrag,
        {(b.deelproduct_id, b.jaar): b for b in _same(Bedrag, opties, deelproduct__plan=plan)},
        lines,
        opties,
        telling,
    )
    _write(
        VermeldTotaal,
        {t.jaar: t for t in _same(VermeldTotaal, opties, plan=plan)},
        {jaar: {"plan": plan, "jaar": jaar, "bedrag": b} for jaar, b in bron.totaal.items()},
        opties,
        telling,
    )
    return telling


def _link(deelproduct: Deelproduct, themas: set[int] | None, telling: Telling) -> None:
    """Links are added, never removed: a person may have made one."""
    if themas is None:
        if not deelproduct.voor_alle_themas:
            deelproduct.voor_alle_themas = True
            deelproduct.save(update_fields=["voor_alle_themas"])
            telling.bijgewerkt += 1
        return
    missing = themas - {t.pk for t in deelproduct.themas.all()}
    if missing:
        deelproduct.themas.add(*missing)
        telling.bijgewerkt += 1


def _same(model: type[Any], opties: Bedragopties, **where: Any) -> list[Any]:
    """The amounts of this kind and side that are there, of no particular source of money."""
    if model is Bedrag:
        where["geldbron"] = ""
    return list(model._default_manager.filter(soort=opties.soort, kant=opties.kant, **where))


def _write(
    model: type[Any],
    there: Mapping[Any, Any],
    wanted: Mapping[Any, dict[str, Any]],
    opties: Bedragopties,
    telling: Telling,
) -> None:
    for key, velden in wanted.items():
        record = there.get(key)
        bedrag: Decimal = velden["bedrag"]
        if record is None:
            model._default_manager.create(
                **velden, soort=opties.soort, kant=opties.kant, document=opties.document
            )
            telling.gemaakt += 1
        elif record.bedrag != bedrag:
            record.bedrag, record.document = bedrag, opties.document
            record.save(update_fields=["bedrag", "document"])
            telling.bijgewerkt += 1
        else:
            telling.ongewijzigd += 1
