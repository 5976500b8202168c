"""Making, withdrawing and using a link. It goes by mail and is shown to nobody: whoever made it
could otherwise approve in another's name.

Only a POST with its key answers, once, and only about what was read. See ADR 0036 and 0042.
"""

import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from veiligheid.core.findings import Bevinding, Geweigerd, blokkeert
from veiligheid.core.mail.models import AKKOORDLINK
from veiligheid.core.mail.vragen import absolute, mail
from veiligheid.core.models import Akkoordlink, Anker, Gebruiker, Logregel, Opmerking, Stap
from veiligheid.core.nazien import stappen
from veiligheid.core.nazien.models import HOUDBAAR
from veiligheid.core.nazien.soorten import (
    Akkoordbaar,
    Inzending,
    Inzendingsoort,
    Meningsoort,
    get_soort,
)
from veiligheid.core.nazien.verbs import tell_step
from veiligheid.core.nazien.vergelijken import as_json
from veiligheid.core.nazien.workflow import Inzendingstaat
from veiligheid.core.rollen import Rol

AKKOORD, NIET_AKKOORD = "akkoord", "niet akkoord"
_NOGMAALS = timedelta(minutes=1)
_OP = "Deze link werkt niet meer: hij is gebruikt, ingetrokken of te oud."


@dataclass(frozen=True, slots=True)
class Gevraagde:
    """Who is asked: name, function and address of one person, and the step of approval that the
    answer stands for, empty when it is an opinion."""

    naam: str
    functie: str
    email: str
    rol: str = ""


def invite(soort: Akkoordbaar, record: Any, wie: Gevraagde, door: Gebruiker) -> Akkoordlink:
    """Ask one person for an akkoord on the text as it stands, by mail. The same within a minute is
    a button that was pressed twice. Raises Geweigerd."""
    if not settings.EMAIL_URL and not settings.MAIL_TONEN:
        melding = "Er is geen mailserver ingesteld (EMAIL_URL), en een link gaat alleen per mail."
        raise Geweigerd(blokkeert("geen-mail", melding))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        record = soort.lock(record.pk)
        if not soort.waits(record):
            melding = "Vragen om akkoord kan alleen zolang de tekst is ingediend."
            closed = Inzending(soort, record).gesloten
            raise Geweigerd(blokkeert("niet-ingediend", closed or melding))
        inhoud = as_json(soort.parts(record))
        rol = wie.rol if isinstance(soort, Inzendingsoort) else ""
        if (same := _just_asked(soort, record, wie.email, rol, hash_of(inhoud))) is not None:
            return same
        link: Akkoordlink = Akkoordlink.objects.create(
            soort=soort.soort,
            record=record.pk,
            versie=soort.versie(record),
            inhoud=inhoud,
            tekst_sha256=hash_of(inhoud),
            naam=wie.naam,
            functie=wie.functie,
            email=wie.email,
            rol=rol,
            sha256=_hash(token),
            door=door.naam,
            verloopt_op=timezone.now() + HOUDBAAR,
        )
        _send(link, soort.vraag(record), token)
        Logregel.write(
            "akkoord vragen", link, door, over=f"{soort.soort}/{record.pk}", rol=link.rol
        )
    return link


def _just_asked(
    soort: Akkoordbaar, record: Any, email: str, rol: str, tekst: str
) -> Akkoordlink | None:
    asked = Akkoordlink.objects.filter(
        soort=soort.soort,
        record=record.pk,
        tekst_sha256=tekst,
        email=email,
        rol=rol,
        gemaakt_op__gt=timezone.now() - _NOGMAALS,
        gebruikt_op=None,
        ingetrokken_op=None,
    )
    found: Akkoordlink | None = asked.first()
    return found


def _send(link: Akkoordlink, vraag: str, token: str) -> None:
    mail(
        AKKOORDLINK,
        link.email,
        f"akkoordlink-{link.pk}",
        "Uw akkoord gevraagd op een tekst van de gemeente",
        "mail/akkoord.txt",
        {
            "naam": link.naam,
            "door": link.door,
            "vraag": vraag,
            "adres": absolute(reverse("akkoordlink", args=[token])),
            "tot": link.verloopt_op,
        },
    )


def links_of(soort: Akkoordbaar, record: Any) -> list[Akkoordlink]:
    """Who was asked about this text, the newest first. Without what they read."""
    mine = Akkoordlink.objects.filter(soort=soort.soort, record=record.pk)
    return list(mine.defer("inhoud").order_by("-pk"))


def withdraw(link: Akkoordlink, door: Gebruiker) -> None:
    """It lets nobody in any more. What was answered already stays."""
    with transaction.atomic():
        waiting = Akkoordlink.objects.filter(pk=link.pk, gebruikt_op=None, ingetrokken_op=None)
        if waiting.update(ingetrokken_op=timezone.now()):
            Logregel.write("akkoordlink intrekken", link, door)


@dataclass(frozen=True, slots=True)
class Gelezen:
    """A link that lets somebody in, with what it is about."""

    link: Akkoordlink
    stuk: Inzending

    @property
    def staat_er(self) -> bool:
        """Whether the text is still the one that the link shows, and waits for an answer."""
        return self.stuk.soort.stands(self.link, self.stuk.record)


def get(token: str) -> Gelezen | None:
    """What this key opens, if it still lets somebody in and the text is still there."""
    link = Akkoordlink.objects.filter(sha256=_hash(token)).first()
    if link is None or not link.bruikbaar:
        return None
    soort = get_soort(link.soort)
    record = soort.model._default_manager.filter(pk=link.record).first()
    return None if record is None else Gelezen(link, Inzending(soort, record))


def answered(token: str) -> Akkoordlink | None:
    """The link of this key when it was answered: to tell whoever answered that it is kept."""
    found: Akkoordlink | None = (
        Akkoordlink.objects.filter(sha256=_hash(token)).exclude(antwoord="").first()
    )
    return found


def answer(token: str, antwoord: str, tekst: str) -> Akkoordlink:
    """Say akkoord or niet akkoord, with a remark (needed with the latter), and use the link up.

    Raises Geweigerd when it no longer works, the text has changed since, it is not the turn of its
    step, or the writer objects; then nothing is used up but by being too old.
    """
    tekst = tekst.replace("\r\n", "\n").replace("\x00", "").strip()[:5000]
    with transaction.atomic():
        read = get(token)
        if read is None:
            raise Geweigerd(blokkeert("link-op", _OP))
        # The text first, as everywhere; of two who use a link at once, one is too late.
        soort = read.stuk.soort
        record = soort.lock(read.stuk.pk)
        link = Akkoordlink.objects.select_for_update().get(pk=read.link.pk)
        if not link.bruikbaar:
            raise Geweigerd(blokkeert("link-op", _OP))
        read = Gelezen(link, Inzending(soort, record))
        if found := _refusal(read, antwoord, tekst):
            raise Geweigerd(found)
        Akkoordlink.objects.filter(pk=link.pk).update(gebruikt_op=timezone.now(), antwoord=antwoord)
        if tekst:
            _remark(link, soort, tekst)
        _decide(read, antwoord, tekst)
        _log(antwoord, link, soort, record)
    link.refresh_from_db()
    return link


def _refusal(read: Gelezen, antwoord: str, tekst: str) -> Bevinding | None:
    if antwoord not in (AKKOORD, NIET_AKKOORD):
        return blokkeert("geen-antwoord", "Kies akkoord of niet akkoord.")
    if not read.staat_er:
        melding = "De tekst is gewijzigd sinds deze link is gemaakt. Vraag om een nieuwe link."
        return blokkeert("intussen-gewijzigd", melding)
    if antwoord == NIET_AKKOORD and not tekst:
        return blokkeert("reden-nodig", "Schrijf erbij waarom u niet akkoord bent.")
    if antwoord == NIET_AKKOORD or not read.link.rol:
        return None
    done = stappen.steps_of(read.stuk.record)
    if Rol(read.link.rol) not in stappen.next_approvers(read.stuk.record, done):
        melding = "Iemand anders moet nog eerst akkoord geven. Probeer het later met deze link."
        return blokkeert("niet-aan-de-beurt", melding)
    if stappen.objection(done) is not None:
        melding = "De schrijver maakt bezwaar tegen een wijziging. Probeer het later nog eens."
        return blokkeert("bezwaar", melding)
    return None


def _decide(read: Gelezen, antwoord: str, tekst: str) -> None:
    """What follows from it: of a step of approval the next state, of an opinion a line."""
    link, soort, record = read.link, read.stuk.soort, read.stuk.record
    if isinstance(soort, Meningsoort):
        soort.heard(record, _step(link, antwoord, tekst))
    elif not isinstance(soort, Inzendingsoort) or not link.rol:
        _step(link, f"{antwoord} van een partner", tekst)
    elif antwoord == NIET_AKKOORD:
        soort.set_staat(record, Inzendingstaat.TERUGGESTUURD)
        tell_step(soort, record, _step(link, "terugsturen", tekst))
    else:
        tell_step(soort, record, _step(link, stappen.AKKOORD, ""))
        given = stappen.approvals(record, stappen.steps_of(record))
        if len(given) == len(stappen.approval_steps()):
            soort.set_staat(record, Inzendingstaat.GOEDGEKEURD)
            tell_step(soort, record, _step(link, "goedkeuren", ""))


def _step(link: Akkoordlink, naam: str, reden: str) -> Stap:
    stap: Stap = Stap.objects.create(
        soort=link.soort,
        record=link.record,
        stap=naam,
        versie=link.versie,
        reden=reden,
        functie=link.functie,
        wie=link.naam,
        inhoud=link.inhoud,
    )
    return stap


def _remark(link: Akkoordlink, soort: Akkoordbaar, tekst: str) -> None:
    made = Opmerking.objects.create(
        tekst=tekst, wie=f"{link.naam} ({link.functie})", op=timezone.now()
    )
    Anker.objects.create(opmerking=made, soort=soort.opmerkingen, record=link.record)


def _log(antwoord: str, link: Akkoordlink, soort: Akkoordbaar, record: Any) -> None:
    also = soort.in_de_log if isinstance(soort, Inzendingsoort) else {}
    Logregel.objects.create(
        wie=link.naam,
        verb=f"{antwoord} via link",
        soort=record._meta.model_name,
        sleutel=str(link.record),
        label=str(record)[:300],
        details={"versie": link.versie, "link": link.pk, "rol": link.rol, **also},
    )


def hash_of(inhoud: Any) -> str:
    """The SHA-256 of what a link shows."""
    return sha256(json.dumps(inhoud, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
