"""The register of the made-up municipality, filled with the verbs that people use."""

from decimal import Decimal
from typing import Any

from themas.jaar.models import Voortgang
from themas.plan.models import Plan
from themas.toezeggingen.aanbod import aanbod_for
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.opnemen import register_sentence
from themas.toezeggingen.transitions import (
    Raadsbesluit,
    Waarmee,
    change_state,
    declare,
    make_public,
    put_down,
    register,
)
from themas.toezeggingen.workflow import Staat, Uitslag
from veiligheid.core.models import Gebruiker
from veiligheid.core.rollen import Rol
from veiligheid.demo import DAG

Gegevens = dict[str, Any]
_VELDEN = ("soort", "tekst", "gemaakt_op", "vergadering", "portefeuillehouder", "termijn")


def load(plan: Plan, data: Gegevens) -> None:
    """Everything in the file. Entries from the letter become public when it is published."""
    griffie = Gebruiker.objects.filter(groups__name=Rol.GRIFFIE)[0]
    redactie = Gebruiker.objects.filter(groups__name=Rol.EINDREDACTEUR)[0]
    for entry in data["uit_brief"]:
        paragraaf = _paragraaf(plan, 2025, entry["thema"], entry["kop"])
        door = paragraaf.bijdrage.adviseurs.all()[0]
        toezegging = register_sentence(paragraaf, aanbod_for(paragraaf)[0].sleutel, door)
        if kop := entry.get("voorgesteld_in"):
            waarmee = Waarmee(paragraaf=_paragraaf(plan, 2026, entry["thema"], kop))
            change_state(toezegging, "voorstellen", redactie, waarmee=waarmee, op=DAG)
        _settle(toezegging, entry, griffie)
    for entry in data["los"]:
        _los(plan, entry, griffie)


def _los(plan: Plan, entry: Gegevens, griffie: Gebruiker) -> None:
    velden = {veld: entry[veld] for veld in _VELDEN}
    velden |= {
        "nummer": entry.get("nummer", ""),
        "thema": plan.themas.get(slug=entry["thema"]),
        "termijn_op": entry.get("termijn_op"),
        "bedrag": Decimal(entry["bedrag"]) if "bedrag" in entry else None,
        "indiener": entry.get("indiener", ""),
    }
    toezegging = register(velden, griffie)
    if decided := entry.get("besluit"):
        uitslag = Uitslag(decided["uitslag"])
        besluit = Raadsbesluit(uitslag, decided["op"], decided["voor"], decided["tegen"])
        put_down(toezegging, besluit, griffie.naam)
        toezegging.save()
    if entry.get("openbaar", True):
        make_public(toezegging, griffie)
    if lapsed := entry.get("vervallen"):
        declare(toezegging, Staat.VERVALLEN, griffie.naam, op=lapsed["op"], reden=lapsed["reden"])
    _settle(toezegging, entry, griffie)


def _settle(toezegging: Toezegging, entry: Gegevens, griffie: Gebruiker) -> None:
    """Declared on the day that the file says. Not by the verb of the screens: in it no day is still
    to come, and the clock of this machine may be behind the story."""
    settled: Gegevens | None = entry.get("afgedaan")
    if settled is None:
        return
    afdoening = Afdoening.objects.create(
        toezegging=toezegging,
        titel=settled.get("titel", ""),
        url=settled.get("url", ""),
        vergadering_op=settled.get("vergadering"),
        openbaar=True,
    )
    staat = Staat.DEELS if entry.get("deels") else Staat.AFGEDAAN
    declare(toezegging, staat, griffie.naam, op=settled["op"], afdoening=afdoening)


def _paragraaf(plan: Plan, jaar: int, thema: str, kop: str) -> Voortgang:
    return Voortgang.objects.select_related("bijdrage__ronde", "bijdrage__thema").get(
        bijdrage__ronde__plan=plan,
        bijdrage__ronde__vooruitblikjaar=jaar,
        bijdrage__thema__slug=thema,
        kop=kop,
    )
