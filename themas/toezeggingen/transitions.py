"""Verbs on the register: each checks, locks, changes and logs in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from themas.jaar.models import Voortgang
from themas.toezeggingen import opslaan, permissions, zinnen
from themas.toezeggingen.herkomst import GepubliceerdeBrief, Herkomst, anker_van, plek_van
from themas.toezeggingen.models import Afdoening, Standwijziging, Toezegging
from themas.toezeggingen.opslaan import ToezeggingDoel
from themas.toezeggingen.workflow import (
    AFDOENING,
    AFGEWEZEN,
    OVERGANGEN,
    REDEN,
    UITSLAGEN,
    Overgang,
    Soort,
    Staat,
    Uitslag,
    Wie,
)
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import note_change
from veiligheid.core.templatetags.opmaak import datum

# The fields of a decision; they are changed by `decide` only.
BESLUITVELDEN = ("besluit", "besluit_op", "stemmen_voor", "stemmen_tegen")


@dataclass(frozen=True, slots=True)
class Waarmee:
    """By what a promise is settled: a paragraaf, a document, a meeting, or more than one."""

    paragraaf: Voortgang | None = None
    titel: str = ""
    url: str = ""
    vergadering_op: date | None = None

    def __bool__(self) -> bool:
        return bool(self.paragraaf or self.titel or self.vergadering_op)


def register(
    velden: Mapping[str, Any], door: Gebruiker, herkomst: Herkomst | None = None
) -> Toezegging:
    """Enter a promise, from a place in a letter when `herkomst` says so. Raises PermissionDenied,
    and Geweigerd when this sentence of that place or this number of the griffie is in the register
    already."""
    if not permissions.may_register_from(door, velden.get("thema"), herkomst):
        raise PermissionDenied
    inhoud = {**velden, **(herkomst.velden() if herkomst else {})}
    with transaction.atomic():
        opslaan.refuse_twice(inhoud)
        toezegging = opslaan.not_twice(inhoud, lambda: Toezegging.objects.create(**inhoud))
        Logregel.write("registreren", toezegging, door)
    return toezegging


def withdraw(toezegging: Toezegging, door: Gebruiker) -> None:
    """Take an entry out of the register that should not have been in it. Only before anybody else
    could see it: what was public once is never gone. Raises PermissionDenied."""
    with transaction.atomic():
        record = _locked(toezegging)
        if not permissions.may_withdraw(door, record):
            raise PermissionDenied
        Logregel.write("intrekken", record, door, tekst=record.tekst)
        record.delete()


def change_state(
    toezegging: Toezegging,
    verb: str,
    door: Gebruiker,
    reden: str = "",
    waarmee: Waarmee | None = None,
    op: date | None = None,
) -> None:
    """One of OVERGANGEN, on the day `op` (today when it is left out). Raises PermissionDenied, and
    Geweigerd when the state or the day does not allow it or when what it asks for is missing."""
    overgang = OVERGANGEN[verb]
    with transaction.atomic():
        record = _locked(toezegging)
        if not may_change(door, record, overgang):
            raise PermissionDenied
        _refuse_wrong_state(record, overgang)
        if overgang.met == REDEN and not reden.strip():
            raise Geweigerd(blokkeert("reden-nodig", "Geef een reden; lezers zien die."))
        if op is not None and op > timezone.localdate():
            raise Geweigerd(
                blokkeert("dag-komt-nog", f"{datum(op)} komt nog. Geef een dag tot en met vandaag.")
            )
        declare(
            record,
            _target(record, overgang),
            door.naam,
            op=op or timezone.localdate(),
            reden=reden.strip(),
            afdoening=_by_what(record, waarmee) if overgang.met == AFDOENING else None,
        )
        _set(record, door)
        Logregel.write(verb, record, door, naar=record.staat, reden=reden.strip())


@dataclass(frozen=True, slots=True)
class Raadsbesluit:
    """A decision of the council, with its votes where they were counted."""

    besluit: Uitslag
    op: date | None = None
    voor: int | None = None
    tegen: int | None = None


def decide(toezegging: Toezegging, besluit: Raadsbesluit, door: Gebruiker) -> None:
    """Put down what the council decided. What it turned down or what was withdrawn lapses: nothing
    is left to be done. Raises PermissionDenied, and Geweigerd when this can't be decided on it."""
    with transaction.atomic():
        record = _locked(toezegging)
        if not permissions.may_settle(door, record):
            raise PermissionDenied
        put_down(record, besluit, door.naam)
        velden = {n: getattr(record, n) for n in BESLUITVELDEN}
        _set(record, door, **velden)
        Logregel.write("besluit", record, door, besluit=besluit.besluit.value)


def put_down(record: Toezegging, besluit: Raadsbesluit, door: str) -> None:
    """The decision on a locked record, which the caller saves; its consequence is written at once.
    Raises Geweigerd."""
    refuse_besluit(Soort(record.soort), besluit, record.gemaakt_op)
    record.besluit, record.besluit_op = besluit.besluit.value, besluit.op
    record.stemmen_voor, record.stemmen_tegen = besluit.voor, besluit.tegen
    if besluit.besluit in AFGEWEZEN and record.stand.loopt:
        reden = zinnen.besloten(besluit.besluit.value, besluit.op, besluit.voor, besluit.tegen)
        declare(record, Staat.VERVALLEN, door, op=besluit.op, reden=f"{reden.capitalize()}.")


def refuse_besluit(soort: Soort, besluit: Raadsbesluit, gemaakt_op: date) -> None:
    """Raises Geweigerd when the council can't have decided this on an entry of this kind."""
    if besluit.besluit not in (possible := UITSLAGEN.get(soort, ())):
        words = ", ".join(possible) or "niets: de raad besluit er niet over"
        melding = f"Een {soort} wordt niet ‘{besluit.besluit}’. Wel kan: {words}."
        raise Geweigerd(blokkeert("besluit-past-niet", melding))
    if besluit.op and not gemaakt_op <= besluit.op <= timezone.localdate():
        melding = f"Het besluit kan niet van {datum(besluit.op)} zijn."
        raise Geweigerd(blokkeert("besluit-dag", melding))
    if (besluit.voor is None) != (besluit.tegen is None):
        melding = "Geef de stemmen voor én de stemmen tegen, of geen van beide."
        raise Geweigerd(blokkeert("stemmen-half", melding))


def declare(
    record: Toezegging,
    staat: Staat,
    door: str,
    *,
    op: date | None,
    reden: str = "",
    afdoening: Afdoening | None = None,
    vervangt: Standwijziging | None = None,
    nieuw: bool = False,
) -> Standwijziging:
    """Write one change of state; everything that changes a state ends here. `op` is None when
    nobody knows the day; `nieuw`: the entry comes into the register with it, and never stood there
    otherwise. `vervangt`: the last change, told anew. Raises Geweigerd when the day lies
    before the change that went before it."""
    there = record.standwijzigingen.filter(vervangen_door=None)
    before = (there.exclude(pk=vervangt.pk) if vervangt else there).last()
    if op is not None and before is not None and op < before.vanaf:
        raise Geweigerd(
            blokkeert(
                "dag-te-vroeg",
                f"{datum(op)} ligt voor {datum(before.vanaf)}, de dag waarop deze toezegging "
                f"‘{before.staat}’ werd. Geef een latere dag.",
            )
        )
    return Standwijziging.objects.create(
        toezegging=record,
        staat=staat,
        op=op,
        dag_onbekend=op is None,
        vanaf=op or (record.gemaakt_op if nieuw else timezone.localdate()),
        reden=reden,
        afdoening=afdoening,
        door=door,
        vervangt=vervangt,
    )


def may_change(gebruiker: Gebruiker, toezegging: Toezegging, overgang: Overgang) -> bool:
    if overgang.wie is Wie.COLLEGE:
        return permissions.may_propose(gebruiker, toezegging)
    return permissions.may_settle(gebruiker, toezegging)


def possible_changes(gebruiker: Gebruiker, toezegging: Toezegging) -> dict[str, Overgang]:
    """The changes that this person may make now."""
    proposes = permissions.may_propose(gebruiker, toezegging)
    settles = permissions.may_settle(gebruiker, toezegging)
    staat = toezegging.staat
    return {
        verb: o
        for verb, o in OVERGANGEN.items()
        if staat in o.van and (proposes if o.wie is Wie.COLLEGE else settles)
    }


def make_public(toezegging: Toezegging, door: Gebruiker) -> None:
    """The griffie's own decision, for an entry that comes from no draft. Raises
    PermissionDenied."""
    with transaction.atomic():
        record = _locked(toezegging)
        if not permissions.may_make_public(door, record):
            raise PermissionDenied
        _set(record, door, openbaar=True, openbaar_sinds=timezone.now())
        Logregel.write("openbaar maken", record, door)


def publish_with_letter(brief: GepubliceerdeBrief, door: Gebruiker | None) -> None:
    """A letter is published: what its paragrafen and general parts promise or settle is public
    from now on. Runs inside the publication's transaction, so that neither stands without the
    other."""
    standing = {
        p.pk: anker_van(p)
        for p in Voortgang.objects.standing()
        .filter(bijdrage__ronde=brief.ronde)
        .select_related("bijdrage__thema")
    }
    paragrafen = {pk: anker for pk, anker in standing.items() if anker in brief.ankers}
    onderdelen = {pk: anker for pk, anker in brief.onderdelen.items() if anker in brief.ankers}
    made = Toezegging.objects.filter(
        Q(paragraaf__in=paragrafen) | Q(onderdeel__in=onderdelen), openbaar=False
    )
    # Locked by key: no database locks through an outer join.
    pks = list(made.values_list("pk", flat=True))
    for t in Toezegging.objects.select_for_update().filter(pk__in=pks).order_by("pk"):
        _publish_entry(
            t, brief, paragrafen.get(t.paragraaf_id or 0) or onderdelen[t.onderdeel or 0], door
        )
        Logregel.write("openbaar maken", t, door, brief=brief.adres)
    for afdoening in Afdoening.objects.filter(paragraaf__in=paragrafen, openbaar=False):
        anker = paragrafen[afdoening.paragraaf_id or 0]
        afdoening.plek = plek_van(afdoening.paragraaf) if afdoening.paragraaf else afdoening.plek
        afdoening.anker, afdoening.adres = anker, f"{brief.adres}#{anker}"
        afdoening.openbaar = True
        afdoening.save()


def publish_afterwards(
    toezegging: Toezegging, brief: GepubliceerdeBrief, door: Gebruiker | None
) -> None:
    """An entry that was taken from a letter that is published already, from a sentence that its
    readers have: public at once, as if it had been there."""
    with transaction.atomic():
        record = _locked(toezegging)
        if record.openbaar or record.anker not in brief.ankers:
            return
        _publish_entry(record, brief, record.anker, door)
        Logregel.write("openbaar maken", record, door, brief=brief.adres)


def _publish_entry(
    t: Toezegging, brief: GepubliceerdeBrief, anker: str, door: Gebruiker | None
) -> None:
    _set(
        t,
        door,
        openbaar=True,
        openbaar_sinds=timezone.now(),
        gemaakt_op=brief.datum or t.gemaakt_op,
        portefeuillehouder=t.portefeuillehouder or brief.portefeuillehouder,
        plek=plek_van(t.paragraaf) if t.paragraaf else t.plek,
        anker=anker,
        adres=f"{brief.adres}#{anker}",
    )


def _locked(toezegging: Toezegging) -> Toezegging:
    return Toezegging.objects.select_for_update().get(pk=toezegging.pk)


def _set(record: Toezegging, door: Gebruiker | None, **velden: Any) -> None:
    """Change a record that is locked. Whoever has it open in a form is told."""
    doel = ToezeggingDoel(record, door)
    before = record.versie, doel.content_of(record)
    for veld, waarde in velden.items():
        setattr(record, veld, waarde)
    record.save()
    note_change(doel, before, door, always=True)


def _refuse_wrong_state(record: Toezegging, overgang: Overgang) -> None:
    staat = record.staat
    if staat not in overgang.van:
        raise Geweigerd(
            blokkeert(
                "staat-verkeerd",
                f"Deze toezegging is nu ‘{staat}’; dit kan dan niet meer. Bekijk haar opnieuw.",
            )
        )


def _target(record: Toezegging, overgang: Overgang) -> Staat:
    """Back to open is back to "deels afgedaan" when a part was declared settled before."""
    partly = any(v.deels for v in record.stand.verklaringen)
    return Staat.DEELS if overgang.naar is Staat.OPEN and partly else overgang.naar


def _by_what(record: Toezegging, waarmee: Waarmee | None) -> Afdoening:
    """By what it is settled: what is given now, else what was proposed."""
    proposal = record.stand.voorstel
    if waarmee:
        afdoening = _new_afdoening(record, waarmee)
        afdoening.save()
        return afdoening
    if proposal is None or proposal.afdoening is None:
        raise Geweigerd(
            blokkeert(
                "waarmee-nodig",
                "Zeg waarmee de toezegging is afgedaan: een paragraaf, een document of een "
                "vergadering.",
            )
        )
    return proposal.afdoening


def _new_afdoening(record: Toezegging, waarmee: Waarmee) -> Afdoening:
    paragraaf = waarmee.paragraaf
    return Afdoening(
        toezegging=record,
        paragraaf=paragraaf,
        plek=plek_van(paragraaf) if paragraaf else "",
        anker=anker_van(paragraaf) if paragraaf else "",
        titel=waarmee.titel,
        url=waarmee.url,
        vergadering_op=waarmee.vergadering_op,
        openbaar=paragraaf is None,
    )
