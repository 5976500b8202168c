"""A project plan beneath one theme of the made-up municipality, with what was done in its first
year and the account of that to the State: from `inhoud/projectplan.toml`."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
from django.db import transaction

from monitoring.models import Bedrag, Bedragsoort, Deelproduct
from rapportage.models import Brief
from rapportage.verantwoording.beginnen import start_verantwoording
from themas.jaar.models import Bijdrage, Oordeel, Ronde
from themas.jaar.workflow import Rondestaat
from themas.plan.importing.apply import apply_plan
from themas.plan.importing.source import BronPlan
from themas.plan.models import Actie, Plan, Plansoort, Thema
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.demo.laden import fill

Gegevens = dict[str, Any]
_INHOUD = Path(__file__).parent / "inhoud" / "projectplan.toml"


def _read() -> Gegevens:
    return tomllib.loads(_INHOUD.read_text(encoding="utf-8"))


def verantwoording() -> Brief | None:
    """The account, when the plan was loaded."""
    return Brief.objects.filter(ronde__plan__slug=_read()["slug"]).first()


@transaction.atomic
def load() -> Brief:
    """The plan, its round of 2025, what it cost, and the account of it: not yet published."""
    data = _read()
    bron = msgspec.convert(data["plan"], BronPlan)
    boven = Thema.objects.get(slug=data["onder"], plan__soort=Plansoort.IVP)
    plan, _ = apply_plan(bron, data["slug"], Plansoort.PROJECTPLAN, boven)
    ronde = _ronde(plan, boven, data["jaar"])
    _geld(plan, data["jaar"])
    brief = start_verantwoording(ronde, None)
    velden = {naam: waarde for naam, waarde in data["brief"].items() if naam != "teksten"}
    Brief.objects.filter(pk=brief.pk).update(**velden)
    for onderdeel in brief.onderdelen.filter(kop__in=data["brief"]["teksten"]):
        onderdeel.tekst = data["brief"]["teksten"][onderdeel.kop]
        onderdeel.save(update_fields=["tekst"])
    brief.refresh_from_db()
    return brief


def _ronde(plan: Plan, boven: Thema, data: Gegevens) -> Ronde:
    """Closed, with what was told of each activity and what became of it."""
    ronde = Ronde.objects.create(
        plan=plan,
        verslagjaar=data["verslagjaar"],
        vooruitblikjaar=data["vooruitblikjaar"],
        staat=Rondestaat.GESLOTEN,
    )
    for n, thema in enumerate(plan.themas.order_by("positie"), start=1):
        thema.adviseurs.set(boven.adviseurs.all())
        bijdrage = Bijdrage.objects.create(ronde=ronde, thema=thema, positie=n)
        bijdrage.adviseurs.set(boven.adviseurs.all())
    fill(ronde, data["bijdragen"], Inzendingstaat.GOEDGEKEURD)
    for oordeel in data["oordelen"]:
        actie = Actie.objects.get(thema__plan=plan, titel=oordeel["actie"])
        bijdrage = ronde.bijdragen.get(thema=actie.thema_id)
        Oordeel.objects.create(**{**oordeel, "actie": actie}, bijdrage=bijdrage)
    return ronde


def _geld(plan: Plan, data: Gegevens) -> None:
    for positie, item in enumerate(data["geld"], start=1):
        regel = Deelproduct.objects.add(plan, item["naam"], positie=positie)
        regel.themas.set(plan.themas.all())
        for soort, veld, document in (
            (Bedragsoort.BEGROOT, "gegeven", data["document"]),
            (Bedragsoort.GEREALISEERD, "besteed", data["rekening"]),
        ):
            Bedrag.objects.create(
                deelproduct=regel,
                jaar=data["verslagjaar"],
                soort=soort,
                bedrag=Decimal(item[veld]),
                document=document,
                geldbron=item["geldbron"],
                voorwaarden=item.get("voorwaarden", ""),
            )
