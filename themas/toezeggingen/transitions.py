"""Verbs on the register: each checks, locks, changes and logs in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from themas.jaar.models import Ronde, Voortgang
from themas.toezeggingen import permissions
from themas.toezeggingen.models import Afdoening, Toezegging
from themas.toezeggingen.workflow import AFDOENING, OVERGANGEN, REDEN, Overgang, Staat, Wie
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.models import Gebruiker, Logregel


@dataclass(frozen=True, slots=True)
class Waarmee:
    """By what a promise is settled: a paragraaf, a document, a meeting, or more than one."""

    paragraaf: Voortgang | None = None
    titel: str = ""
    url: str = ""
    vergadering_op: date | None = None

    def __bool__(self) -> bool:
        return bool(self.paragraaf or self.titel or self.vergadering_op)


def plek_van(paragraaf: Voortgang) -> str:
    """Where a paragraaf stands, in words. Reads its bijdrage, thema and ronde."""
    bijdrage = paragraaf.bijdrage
    return f"Brief {bijdrage.ronde.jaar} › {bijdrage.thema} › {paragraaf}"[:500]


def anker_van(paragraaf: Voortgang) -> str:
    """The anchor of a paragraaf in its letter."""
    return f"{paragraaf.bijdrage.thema.slug}--{paragraaf.sleutel}"


def register(
    velden: Mapping[str, Any], door: Gebruiker, paragraaf: Voortgang | None = None
) -> Toezegging:
    """Enter a promise. Raises PermissionDenied, and Geweigerd when this sentence of the paragraaf
    or this number of the griffie is in the register already."""
    if not permissions.may_register(door):
        raise PermissionDenied
    thema = velden.get("thema")
    if thema is None and not permissions.may_exchange(door) and paragraaf is None:
        raise PermissionDenied
    if thema is not None and not permissions.registrable_themas(door).filter(pk=thema.pk).exists():
        raise PermissionDenied
    with transaction.atomic():
        if paragraaf is not None:
            # Two clicks at once take turns here; the second finds what the first one made.
            Voortgang.objects.select_for_update().get(pk=paragraaf.pk)
            zin = velden.get("zinsleutel", "")
            if zin and paragraaf.toezeggingen.filter(zinsleutel=zin).exists():
                raise Geweigerd(blokkeert("al-geregistreerd", "Deze zin staat al in het register."))
            velden = {**velden, "plek": plek_van(paragraaf), "anker": anker_van(paragraaf)}
        _refuse_number_twice(str(velden.get("nummer", "")))
        toezegging = Toezegging.objects.create(**velden, paragraaf=paragraaf)
        Logregel.write("registreren", toezegging, door)
    return toezegging


def edit(toezegging: Toezegging, velden: Mapping[str, Any], versie: int, door: Gebruiker) -> None:
    """Change the words of an entry. `versie` is the one that was on the screen.

    Raises PermissionDenied, and Geweigerd when somebody else changed it since."""
    with transaction.atomic():
        record = _locked(toezegging)
        if not permissions.may_edit(door, record):
            raise PermissionDenied
        thema = velden.get("thema", record.thema)
        if thema != record.thema and thema not in permissions.registrable_themas(door):
            raise PermissionDenied
        if record.versie != versie:
            raise Geweigerd(
                blokkeert(
                    "tussentijds-gewijzigd",
                    "Een collega heeft deze toezegging intussen gewijzigd. Hieronder staat wat u "
                    "invulde; vergelijk het met wat er nu staat en sla opnieuw op.",
                )
            )
        _refuse_number_twice(str(velden.get("nummer", "")), record.pk)
        changed = sorted(n for n, w in velden.items() if getattr(record, n) != w)
        _set(record, **velden)
        if changed:
            Logregel.write("wijzigen", record, door, velden=changed)


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
            staat=_target(record, overgang),
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
        _set(record, openbaar=True, openbaar_sinds=timezone.now())
        Logregel.write("openbaar maken", record, door)


def publish_with_letter(
    ronde: Ronde, datum: date | None, adres: str, door: Gebruiker | None
) -> None:
    """A letter is published: what its paragrafen promise or settle is public from now on.

    ronde: the round it is made from. datum: its date. adres: its public address. Runs inside the
    publication's transaction, so that neither stands without the other.
    """
    pks = list(
        Voortgang.objects.standing().filter(bijdrage__ronde=ronde).values_list("pk", flat=True)
    )
    made = Toezegging.objects.select_for_update().filter(paragraaf__in=pks, openbaar=False)
    for toezegging in made.order_by("pk"):
        toezegging.openbaar, toezegging.openbaar_sinds = True, timezone.now()
        toezegging.gemaakt_op = datum or toezegging.gemaakt_op
        _set(toezegging, **_place(toezegging.paragraaf, adres))
        Logregel.write("openbaar maken", toezegging, door, brief=adres)
    for afdoening in Afdoening.objects.filter(paragraaf__in=pks, openbaar=False):
        for veld, waarde in _place(afdoening.paragraaf, adres).items():
            setattr(afdoening, veld, waarde)
        afdoening.openbaar = True
        afdoening.save()


def _place(paragraaf: Voortgang | None, adres: str) -> dict[str, str]:
    if paragraaf is None:
        return {}
    anker = anker_van(paragraaf)
    return {"plek": plek_van(paragraaf), "anker": anker, "adres": f"{adres}#{anker}"}


def _locked(toezegging: Toezegging) -> Toezegging:
    return Toezegging.objects.select_for_update().get(pk=toezegging.pk)


def _set(record: Toezegging, **velden: Any) -> None:
    for veld, waarde in velden.items():
        setattr(record, veld, waarde)
    record.versie += 1
    record.save()


def _refuse_wrong_state(record: Toezegging, overgang: Overgang) -> None:
    if record.staat not in {s.value for s in overgang.van}:
        raise Geweigerd(
            blokkeert(
                "staat-verkeerd",
                f"Deze toezegging is nu ‘{record.staat}’; dit kan dan niet meer. Bekijk haar "
                "opnieuw.",
            )
        )


def _refuse_number_twice(nummer: str, pk: int | None = None) -> None:
    others = Toezegging.objects.filter(nummer=nummer)
    if nummer and (others.exclude(pk=pk) if pk else others).exists():
        raise Geweigerd(
            blokkeert("nummer-dubbel", f"Het nummer {nummer} staat al in het register.")
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
