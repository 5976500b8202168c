"""The figures and the budget of the made-up municipality, from `inhoud/cijfers.toml`."""

from decimal import Decimal
from pathlib import Path
from typing import Any

from monitoring.cijfers.periodes import Meetstatus, Periode, Periodesoort
from monitoring.importing.kaart.parse import read_geojson
from monitoring.models import (
    Bedrag,
    Bedragsoort,
    Deelproduct,
    Gebied,
    Gebiedsvorm,
    Indicator,
    Meting,
    Streefwaarde,
    VermeldTotaal,
)
from themas.plan.models import Plan, Thema
from veiligheid.core.tabellen.getallen import split_precision

Gegevens = dict[str, Any]
_ONBEKEND = "?"
_INDELING = 2024


def load_cijfers(plan: Plan, data: Gegevens) -> None:
    """Areas, indicators with their measurements and targets, and the budget of this plan."""
    themas = {t.slug: t for t in plan.themas.all()}
    gebieden = _gebieden(data["gebieden"])
    _kaart(gebieden)
    for item in data["indicatoren"]:
        _indicator(item, data, gebieden, themas)
    _begroting(plan, data["begroting"], themas)


def _gebieden(items: list[Gegevens]) -> dict[str, Gebied]:
    made: dict[str, Gebied] = {}
    for item in items:
        parent = next((g for g in made.values() if g.soort == "gemeente"), None)
        made[item["code"]] = Gebied.objects.create(**item, indeling=_INDELING, parent=parent)
    return made


def _kaart(gebieden: dict[str, Gebied]) -> None:
    """A made-up town: no map of anywhere."""
    vormen = read_geojson((Path(__file__).parent / "inhoud" / "kaart.geojson").read_bytes())
    Gebiedsvorm.objects.bulk_create(
        Gebiedsvorm(gebied=gebieden[code], ringen=ringen) for code, ringen in vormen.items()
    )


def _indicator(
    item: Gegevens, data: Gegevens, gebieden: dict[str, Gebied], themas: dict[str, Thema]
) -> None:
    apart = {"metingen", "streefwaarden", "themas", "reden", "verwacht_op"}
    indicator = Indicator.objects.create(**{k: v for k, v in item.items() if k not in apart})
    indicator.themas.set(themas[slug] for slug in item.get("themas", []))
    for streef in item.get("streefwaarden", []):
        Streefwaarde.objects.create(indicator=indicator, **streef)
    Meting.objects.bulk_create(
        Meting(
            indicator=indicator,
            gebied=gebieden[code],
            periode=Periode(jaar, Periodesoort.JAAR).code,
            jaar=jaar,
            periodesoort=Periodesoort.JAAR,
            raadpleegdatum=opgehaald,
            **_waarde(str(waarde), item),
        )
        for code, waarden in item["metingen"].items()
        for jaar, opgehaald, waarde in zip(
            data["jaren"], data["raadpleegdatums"], waarden, strict=True
        )
    )


def _waarde(text: str, item: Gegevens) -> Gegevens:
    """ "?" is unknown, a star provisional, a word in front the precision."""
    if text == _ONBEKEND:
        reden = item.get("reden", "niet gepubliceerd")
        return {"waarde": None, "reden_onbekend": reden, "verwacht_op": item.get("verwacht_op")}
    number, precisie = split_precision(text.rstrip("*"))
    status = Meetstatus.VOORLOPIG if text.endswith("*") else Meetstatus.DEFINITIEF
    return {"waarde": Decimal(number), "precisie": precisie, "status": status.value}


def _begroting(plan: Plan, data: Gegevens, themas: dict[str, Thema]) -> None:
    document = data["document"]
    for positie, item in enumerate(data["deelproducten"], start=1):
        deelproduct = Deelproduct.objects.add(
            plan,
            item["naam"],
            positie=positie,
            voor_alle_themas=item.get("voor_alle_themas", False),
        )
        deelproduct.themas.set(themas[slug] for slug in item["themas"])
        for jaar, bedrag in zip(data["jaren"], item["gerealiseerd"], strict=False):
            Bedrag.objects.create(
                deelproduct=deelproduct,
                jaar=jaar,
                soort=Bedragsoort.GEREALISEERD,
                bedrag=bedrag * 1000,
                document=data["rekening"],
            )
        for deel in item.get("delen", [item]):
            for jaar, bedrag in zip(data["jaren"], deel["bedragen"], strict=True):
                Bedrag.objects.create(
                    deelproduct=deelproduct,
                    jaar=jaar,
                    bedrag=bedrag * 1000,
                    document=document,
                    geldbron=deel.get("geldbron", ""),
                    voorwaarden=deel.get("voorwaarden", ""),
                )
    for jaar, bedrag in zip(data["jaren"], data["totaal"], strict=True):
        VermeldTotaal.objects.create(plan=plan, jaar=jaar, bedrag=bedrag * 1000, document=document)
