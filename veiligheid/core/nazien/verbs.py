"""Verbs on what is handed in, whatever it is: each checks, locks, changes, logs and tells in one
place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.mail.signalen import Nieuws, tell
from veiligheid.core.models import Gebruiker, Logregel, Stap
from veiligheid.core.nazien import stappen
from veiligheid.core.nazien.soorten import Inzending, Inzendingsoort, soort_van
from veiligheid.core.nazien.workflow import OVERGANGEN
from veiligheid.core.signalen import BEOORDELEN, STAND

_GEBEURD = {
    "terugsturen": "is teruggestuurd",
    "goedkeuren": "is goedgekeurd",
    "heropenen": "is weer geopend",
}
_WAAROM = "Waarom, staat boven de tekst."


def move_staat(
    naam: str, record: Any, door: Gebruiker, reden: str = "", gezien: int | None = None
) -> None:
    """Hand in, send back, approve or reopen a text, as `workflow.OVERGANGEN` allows.

    An approval is of the version that stands, which is the one its approver saw (`gezien`); with
    more steps it is one of them, and the last makes it approved. Raises PermissionDenied, and
    Geweigerd when the state or the text has moved on, a reason is missing, the writer objects, or
    the approver wrote along or approved already.
    """
    overgang, soort = OVERGANGEN[naam], soort_van(record)
    reden = " ".join(reden.split())
    with transaction.atomic():
        record = soort.lock(record.pk)
        if not door.has_rol(*soort.rollen(overgang)):
            raise PermissionDenied
        if not stappen.may_move(door, record, overgang):
            melding = Inzending(soort, record).gesloten or _not_now(soort, record)
            raise Geweigerd(blokkeert("staat-veranderd", melding, str(record)))
        if overgang.reden_nodig and not reden:
            raise Geweigerd(blokkeert("reden-nodig", "Schrijf erbij waarom.", str(record)))
        if naam == "goedkeuren" and not _approve(soort, record, door, gezien):
            return
        soort.set_staat(record, overgang.naar)
        stap = stappen.write_step(naam, record, door, reden)
        _log(naam, soort, record, door)
        tell_step(soort, record, stap, door)


def _not_now(soort: Inzendingsoort, record: Any) -> str:
    """ "Dit kan niet meer: de bijdrage is nu ingediend."."""
    zin = f"{soort.zin} nu {soort.staat(record)}"
    return f"Dit kan niet meer: {zin[0].lower() + zin[1:]}."


def _approve(soort: Inzendingsoort, record: Any, door: Gebruiker, gezien: int | None) -> bool:
    """One step of approval; whether it was the last. Under the lock. Raises Geweigerd."""
    done = stappen.steps_of(record)
    given = stappen.approvals(record, done)
    code = melding = ""
    if gezien is not None and gezien != soort.versie(record):
        code = "intussen-gewijzigd"
        melding = "De tekst is gewijzigd sinds u haar las. Lees wat er nu staat en keur dan goed."
    elif soort.wrote_along(door, record):
        code = "eigen-tekst"
        melding = "U schreef mee aan deze tekst. Laat een ander haar goedkeuren."
    elif any(s.gebruiker_id == door.pk for s in given):
        code, melding = "al-akkoord", "U gaf uw akkoord al. De volgende stap is aan een ander."
    elif (bezwaar := stappen.objection(done)) is not None:
        code = "bezwaar"
        melding = (
            f"{bezwaar.wie} maakt bezwaar tegen wat er redactioneel is gewijzigd. Stuur de tekst "
            "terug, of vraag het bezwaar in te trekken."
        )
    if code:
        raise Geweigerd(blokkeert(code, melding, str(record)))
    functie = next(r for r in stappen.next_approvers(record, done) if door.has_rol(r))
    stap = stappen.write_step(stappen.AKKOORD, record, door, functie=functie.label)
    _log(stappen.AKKOORD, soort, record, door, functie=functie.value)
    tell_step(soort, record, stap, door)
    return len(given) + 1 == len(stappen.approval_steps())


def object_to_edits(record: Any, door: Gebruiker, reden: str) -> None:
    """The writer objects to what was changed editorially: that holds back approval. Once each time
    it was handed in. Raises PermissionDenied and Geweigerd."""
    soort, reden = soort_van(record), " ".join(reden.split())
    with transaction.atomic():
        record = soort.lock(record.pk)
        done = stappen.steps_of(record)
        _require_objector(soort, record, door, done)
        if not stappen.may_object(record, done):
            melding = "Bezwaar maken kan hier niet (meer): eens per keer dat u iets indient."
            raise Geweigerd(blokkeert("geen-bezwaar", melding, str(record)))
        if not reden:
            raise Geweigerd(blokkeert("reden-nodig", "Schrijf erbij waarom.", str(record)))
        stappen.write_step(stappen.BEZWAAR, record, door, reden)
        _log(stappen.BEZWAAR, soort, record, door)


def withdraw_objection(record: Any, door: Gebruiker) -> None:
    """The writer agrees after all. Twice is once, and where nothing is done any more nothing.
    Raises PermissionDenied."""
    soort = soort_van(record)
    with transaction.atomic():
        record = soort.lock(record.pk)
        done = stappen.steps_of(record)
        _require_objector(soort, record, door, done)
        if soort.is_open(record) and stappen.objection(done) is not None:
            stappen.write_step(stappen.INGETROKKEN, record, door)
            _log(stappen.INGETROKKEN, soort, record, door)


def _require_objector(
    soort: Inzendingsoort, record: Any, door: Gebruiker, done: list[Stap]
) -> None:
    if not soort.may_object(door, record, stappen.handed_in_by(done)):
        raise PermissionDenied


def tell_step(
    soort: Inzendingsoort, record: Any, stap: Stap, door: Gebruiker | None = None
) -> None:
    """Tell the writers what was decided about what they handed in, and who approves next that it is
    their turn. In the transaction of the step; its reason stays on the page."""
    if stap.stap in (stappen.INDIENEN, stappen.AKKOORD):
        _tell_next(soort, record, stap, door)
    if (wat := _GEBEURD.get(stap.stap)) is None:
        return
    nieuws = Nieuws(
        STAND,
        f"stap/{stap.pk}",
        f"{soort.told(record)} {wat} door {stap.wie}",
        soort.adres(record),
        (_WAAROM,) if stap.reden else (),
    )
    handed_in = stappen.handed_in_by(stappen.steps_of(record))
    tell(nieuws, soort.owners(record, handed_in), door)


def _tell_next(soort: Inzendingsoort, record: Any, stap: Stap, door: Gebruiker | None) -> None:
    """It waits for one of these, who may read it; who wrote it is never one of them."""
    done = stappen.steps_of(record)
    if not (rollen := [r.value for r in stappen.next_approvers(record, done)]):
        return
    handed_in = stap.stap == stappen.INDIENEN
    nieuws = Nieuws(
        BEOORDELEN,
        f"beoordelen/{stap.pk}",
        f"{soort.told(record)} is ingediend door {stap.wie}"
        if handed_in
        else f"{soort.told(record)} wacht op uw akkoord, na dat van {stap.wie}",
        soort.adres(record),
    )
    own = {g.pk for g in soort.owners(record, stappen.handed_in_by(done))}
    judges = Gebruiker.objects.filter(is_active=True, groups__name__in=rollen).exclude(pk__in=own)
    tell(nieuws, [g for g in judges.distinct() if soort.may_read(g, record)], door)


def _log(naam: str, soort: Inzendingsoort, record: Any, door: Gebruiker, **details: Any) -> None:
    Logregel.write(naam, record, door, versie=soort.versie(record), **soort.in_de_log, **details)
