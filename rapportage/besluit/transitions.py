"""Verbs on the way of a letter: each checks, locks, changes and logs in one place."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction

from rapportage.besluit.models import Besluit, Intrekking
from rapportage.besluit.workflow import OVERGANGEN, Briefstaat, Uitkomst, stand_of
from rapportage.bewijs.manifest import chain_event
from rapportage.composition import compose
from rapportage.models import Brief, Publicatie
from rapportage.permissions import may_publish, unapproved
from rapportage.signalen import tell_office
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel, Stap

SOORT = "brief"


@dataclass(frozen=True, slots=True)
class Beslissing:
    """What the college decided, as the office notes it."""

    uitkomst: Uitkomst
    datum: date
    nummer: str = ""
    toelichting: str = ""


def allowed(brief: Brief, gebruiker: Gebruiker) -> list[str]:
    """The changes of state that this person may make now."""
    if not brief.heeft_themas:
        return []
    staat = Briefstaat(brief.staat)
    return [
        naam
        for naam, o in OVERGANGEN.items()
        if staat in o.van and not o.volgt and gebruiker.has_rol(*o.rollen)
    ]


def public_stand(brief: Brief) -> Briefstaat:
    """Where a letter stands for the world."""
    current = Publicatie.objects.current(brief.slug)
    if current is None:
        return Briefstaat(brief.staat)
    return stand_of(brief.staat, current.versie, hasattr(current, "intrekking"))


@transaction.atomic
def change_staat(
    naam: str,
    brief: Brief,
    door: Gebruiker,
    reden: str = "",
    beslissing: Beslissing | None = None,
) -> None:
    """Hand a letter to the college, take it back, or note what the college decided, as
    `workflow.OVERGANGEN` allows. A decision is about the text as it stands: its hash is kept.

    Raises PermissionDenied, and Geweigerd when the state has moved on, a reason or decision is
    missing, or what is handed over was not approved.
    """
    overgang = OVERGANGEN[naam]
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    if overgang.volgt or not (brief.heeft_themas and door.has_rol(*overgang.rollen)):
        raise PermissionDenied
    if brief.staat not in overgang.van:
        melding = f"Dit kan niet meer: de brief is nu {brief.staat}."
        raise Geweigerd(blokkeert("staat-veranderd", melding))
    reden = " ".join(reden.split())
    if overgang.reden_nodig and not reden:
        raise Geweigerd(blokkeert("reden-nodig", "Schrijf erbij waarom."))
    if naam == "aanbieden" and (waiting := unapproved(brief).count()):
        melding = f"Nog niet alle bijdragen zijn goedgekeurd: er wachten er {waiting}."
        raise Geweigerd(blokkeert("niet-goedgekeurd", melding))
    details: dict[str, object] = {"van": brief.staat, "naar": overgang.naar.value}
    if overgang.met_besluit:
        besluit = _note(brief, naam, door, beslissing)
        details |= {"besluit": besluit.pk, "uitkomst": besluit.uitkomst}
    Brief.objects.filter(pk=brief.pk).update(staat=overgang.naar.value)
    if reden:
        _keep_reason(brief, naam, door, reden)
    regel = Logregel.write(naam, brief, door, **details)
    if naam == "aanbieden":
        tell_office(brief, regel, door)


def _keep_reason(brief: Brief, naam: str, door: Gebruiker, reden: str) -> None:
    """Beside the letter, for who works on it: the log is read by others."""
    Stap.objects.create(
        soort=SOORT,
        record=brief.pk,
        stap=naam,
        versie=brief.versie,
        reden=reden,
        wie=door.naam,
        gebruiker_id=door.pk,
    )


def last_reason(brief: Brief) -> Stap | None:
    """Why it was taken back or opened again, as long as it is in the state that this made."""
    if brief.staat != Briefstaat.IN_BEWERKING:
        return None
    # What is said of a whole letter by a link stands among its steps as well.
    mine = Stap.objects.filter(soort=SOORT, record=brief.pk, stap__in=OVERGANGEN)
    found: Stap | None = mine.order_by("-pk").first()
    return found


def _note(brief: Brief, naam: str, door: Gebruiker, beslissing: Beslissing | None) -> Besluit:
    if beslissing is None:
        raise Geweigerd(blokkeert("besluit-nodig", "Vul in wat het college besloot, en wanneer."))
    held = beslissing.uitkomst is Uitkomst.AANGEHOUDEN
    if held != (naam == "aanhouden"):
        raise Geweigerd(blokkeert("ander-besluit", "Dit besluit hoort bij een andere stap."))
    if held and not beslissing.toelichting.strip():
        melding = "Schrijf erbij waarom het college de brief aanhield."
        raise Geweigerd(blokkeert("toelichting-nodig", melding))
    besluit: Besluit = Besluit.objects.create(
        brief_id=brief.pk,
        slug=brief.slug,
        uitkomst=beslissing.uitkomst.value,
        datum=beslissing.datum,
        nummer=beslissing.nummer.strip(),
        toelichting=beslissing.toelichting.strip(),
        document=compose(brief).document.sha256,
        door=door.naam,
    )
    chain_event("besluit", besluit)
    return besluit


@transaction.atomic
def withdraw(brief: Brief, door: Gebruiker, reden: str) -> Intrekking:
    """Take what was published of a letter off the site: at its addresses a notice says that and
    why. What was stored stays stored. Raises PermissionDenied, and Geweigerd without a reason or
    without anything to withdraw."""
    if not may_publish(door, brief):
        raise PermissionDenied
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    reden = reden.strip()
    if not reden:
        melding = "Schrijf waarom de brief wordt ingetrokken; lezers zien dit."
        raise Geweigerd(blokkeert("reden-nodig", melding))
    current = Publicatie.objects.current(brief.slug)
    if current is None or public_stand(brief) not in OVERGANGEN["intrekken"].van:
        raise Geweigerd(blokkeert("niets-online", "Van deze brief staat niets online."))
    intrekking: Intrekking = Intrekking.objects.create(
        publicatie=current, reden=reden, door=door.naam
    )
    chain_event("intrekking", intrekking)
    Logregel.write("intrekken", current, door, versie=current.versie)
    return intrekking
