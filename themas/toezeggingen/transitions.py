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
from themas.toezeggingen import opslaan, permissions
from themas.toezeggingen.herkomst import GepubliceerdeBrief, Herkomst, anker_van, plek_van
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.opslaan import ToezeggingDoel
from themas.toezeggingen.workflow import AFDOENING, OVERGANGEN, REDEN, Overgang, Staat, Wie
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel
from veiligheid.core.saving import note_change


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
    thema = velden.get("thema")
    if not permissions.may_register(door) or not permissions.may_register_under(door, thema):
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
) -> None:
    """One of OVERGANGEN. Raises PermissionDenied, and Geweigerd when the state does not allow it
    or when what it asks for is missing."""
    overgang = OVERGANGEN[verb]
    with transaction.atomic():
        record = _locked(toezegging)
        if not may_change(door, record, overgang):
            raise PermissionDenied
        _refuse_wrong_state(record, overgang)
        proposal = record.afdoeningen.filter(verklaard_op=None).last()
        if overgang.met == REDEN and not reden.strip():
            raise Geweigerd(blokkeert("reden-nodig", "Geef een reden; lezers zien die."))
        if overgang.met == AFDOENING:
            _settle(record, verb, door, waarmee or Waarmee(), proposal)
        if verb == "afwijzen" and proposal is not None:
            proposal.delete()
        if verb == "heropenen":
            record.afdoeningen.filter(deels=False).delete()
        _set(
            record,
            door,
            staat=_target(record, overgang),
            staat_op=timezone.localdate(),
            reden=reden.strip() if overgang.naar is Staat.VERVALLEN else "",
        )
        Logregel.write(verb, record, door, naar=record.staat, reden=reden.strip())


def may_change(gebruiker: Gebruiker, toezegging: Toezegging, overgang: Overgang) -> bool:
    if overgang.wie is Wie.COLLEGE:
        return permissions.may_propose(gebruiker, toezegging)
    return permissions.may_settle(gebruiker, toezegging)


def possible_changes(gebruiker: Gebruiker, toezegging: Toezegging) -> dict[str, Overgang]:
    """The changes that this person may make now."""
    proposes = permissions.may_propose(gebruiker, toezegging)
    settles = permissions.may_settle(gebruiker, toezegging)
    return {
        verb: o
        for verb, o in OVERGANGEN.items()
        if toezegging.staat in {s.value for s in o.van}
        and (proposes if o.wie is Wie.COLLEGE else settles)
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
        anker = paragrafen.get(t.paragraaf_id or 0) or onderdelen[t.onderdeel or 0]
        plek = plek_van(t.paragraaf) if t.paragraaf else t.plek
        _set(
            t,
            door,
            openbaar=True,
            openbaar_sinds=timezone.now(),
            gemaakt_op=brief.datum or t.gemaakt_op,
            portefeuillehouder=t.portefeuillehouder or brief.portefeuillehouder,
            plek=plek,
            anker=anker,
            adres=f"{brief.adres}#{anker}",
        )
        Logregel.write("openbaar maken", t, door, brief=brief.adres)
    for afdoening in Afdoening.objects.filter(paragraaf__in=paragrafen, openbaar=False):
        anker = paragrafen[afdoening.paragraaf_id or 0]
        afdoening.plek = plek_van(afdoening.paragraaf) if afdoening.paragraaf else afdoening.plek
        afdoening.anker, afdoening.adres = anker, f"{brief.adres}#{anker}"
        afdoening.openbaar = True
        afdoening.save()


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
    if record.staat not in {s.value for s in overgang.van}:
        raise Geweigerd(
            blokkeert(
                "staat-verkeerd",
                f"Deze toezegging is nu ‘{record.staat}’; dit kan dan niet meer. Bekijk haar "
                "opnieuw.",
            )
        )


def _target(record: Toezegging, overgang: Overgang) -> str:
    """Back to open is back to "deels afgedaan" when a part was declared settled before."""
    partly = record.afdoeningen.filter(deels=True, verklaard_op__isnull=False).exists()
    return Staat.DEELS if overgang.naar is Staat.OPEN and partly else overgang.naar


def _settle(
    record: Toezegging, verb: str, door: Gebruiker, waarmee: Waarmee, proposal: Afdoening | None
) -> None:
    """Write by what it is settled: a new row, or the proposal that is now agreed with."""
    if not waarmee and proposal is None:
        raise Geweigerd(
            blokkeert(
                "waarmee-nodig",
                "Zeg waarmee de toezegging is afgedaan: een paragraaf, een document of een "
                "vergadering.",
            )
        )
    if waarmee:
        if proposal is not None and verb != "voorstellen":
            proposal.delete()
        proposal = _new_afdoening(record, waarmee)
    assert proposal is not None  # noqa: S101 - one of the two is there
    today = timezone.localdate()
    if verb == "voorstellen":
        proposal.voorgesteld_door, proposal.voorgesteld_op = door.naam, today
    else:
        proposal.verklaard_door, proposal.verklaard_op = door.naam, today
        proposal.deels = verb == "deels"
    proposal.save()


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
