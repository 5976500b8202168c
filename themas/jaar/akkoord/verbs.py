"""Making, withdrawing and using a link. It goes by mail and is shown to nobody: whoever made it
could otherwise approve in another's name.

Only a POST with its key approves, once, and only the version that was read.
"""

import secrets
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from themas.jaar import stappen
from themas.jaar.akkoord.models import HOUDBAAR, Akkoordlink
from themas.jaar.models import Bijdrage
from themas.jaar.workflow import Bijdragestaat, Rondestaat
from themas.signalen import tell_step
from veiligheid.core.findings import Geweigerd, blokkeert
from veiligheid.core.mail.models import AKKOORDLINK
from veiligheid.core.mail.vragen import absolute, mail
from veiligheid.core.models import Anker, Gebruiker, Logregel, Opmerking, Stap
from veiligheid.core.nazien.vergelijken import as_json
from veiligheid.core.rollen import Rol

AKKOORD, NIET_AKKOORD = "akkoord", "niet akkoord"
_NOGMAALS = timedelta(minutes=1)
_OP = "Deze link werkt niet meer: hij is gebruikt, ingetrokken of te oud."


def invite(
    bijdrage: Bijdrage, naam: str, functie: str, email: str, rol: str, door: Gebruiker
) -> Akkoordlink:
    """Ask one person for an akkoord on the text as it stands, by mail. The same within a minute is
    a button that was pressed twice. Raises Geweigerd."""
    if not settings.EMAIL_URL and not settings.MAIL_TONEN:
        melding = "Er is geen mailserver ingesteld (EMAIL_URL), en een link gaat alleen per mail."
        raise Geweigerd(blokkeert("geen-mail", melding))
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        bijdrage = _lock(bijdrage.pk)
        if not _is_open(bijdrage):
            melding = "Vragen om akkoord kan alleen zolang de bijdrage is ingediend."
            raise Geweigerd(blokkeert("niet-ingediend", melding))
        if (same := _just_asked(bijdrage, email, rol)) is not None:
            return same
        link: Akkoordlink = Akkoordlink.objects.create(
            bijdrage=bijdrage,
            versie=bijdrage.versie,
            inhoud=as_json(stappen.parts_of(bijdrage)),
            naam=naam,
            functie=functie,
            email=email,
            rol=rol,
            sha256=_hash(token),
            door=door.naam,
            verloopt_op=timezone.now() + HOUDBAAR,
        )
        mail(
            AKKOORDLINK,
            email,
            f"akkoordlink-{link.pk}",
            "Uw akkoord gevraagd op een tekst in de veiligheidsbrief",
            "mail/akkoord.txt",
            {
                "naam": naam,
                "door": door.naam,
                "thema": bijdrage.thema.titel,
                "adres": absolute(reverse("akkoordlink", args=[token])),
                "tot": link.verloopt_op,
            },
        )
        Logregel.write("akkoord vragen", link, door, bijdrage=bijdrage.pk, rol=rol)
    return link


def _just_asked(bijdrage: Bijdrage, email: str, rol: str) -> Akkoordlink | None:
    asked = Akkoordlink.objects.filter(
        bijdrage=bijdrage,
        versie=bijdrage.versie,
        email=email,
        rol=rol,
        gemaakt_op__gt=timezone.now() - _NOGMAALS,
        gebruikt_op=None,
        ingetrokken_op=None,
    )
    found: Akkoordlink | None = asked.first()
    return found


def withdraw(link: Akkoordlink, door: Gebruiker) -> None:
    """It lets nobody in any more. What was answered already stays."""
    with transaction.atomic():
        waiting = Akkoordlink.objects.filter(pk=link.pk, gebruikt_op=None, ingetrokken_op=None)
        if waiting.update(ingetrokken_op=timezone.now()):
            Logregel.write("akkoordlink intrekken", link, door)


def get(token: str) -> Akkoordlink | None:
    """The link of this key, if it still lets somebody in."""
    found = Akkoordlink.objects.select_related("bijdrage__ronde", "bijdrage__thema")
    link = found.filter(sha256=_hash(token)).first()
    return link if link is not None and link.bruikbaar else None


def answered(token: str) -> Akkoordlink | None:
    """The link of this key when it was answered: to tell whoever answered that it is kept."""
    found = Akkoordlink.objects.filter(sha256=_hash(token)).exclude(antwoord="")
    return found.first()


def still_stands(link: Akkoordlink) -> bool:
    """Whether the text is still the one that the link shows, and waits for an answer."""
    return _is_open(link.bijdrage) and link.bijdrage.versie == link.versie


def answer(token: str, antwoord: str, tekst: str) -> Akkoordlink:
    """Say akkoord or niet akkoord, with a remark (needed with the latter), and use the link up.

    Raises Geweigerd when it no longer works, the text has changed since, it is not the turn of its
    step, or the writer objects; then nothing is used up but by being too old.
    """
    tekst = tekst.replace("\r\n", "\n").replace("\x00", "").strip()[:5000]
    with transaction.atomic():
        found = Akkoordlink.objects.filter(sha256=_hash(token)).first()
        if found is None or not found.bruikbaar:
            raise Geweigerd(blokkeert("link-op", _OP))
        # The bijdrage first, as everywhere; of two who use it at once, one is too late.
        bijdrage = _lock(found.bijdrage_id)
        link = Akkoordlink.objects.select_for_update().get(pk=found.pk)
        link.bijdrage = bijdrage
        if not link.bruikbaar:
            raise Geweigerd(blokkeert("link-op", _OP))
        _refuse(link, antwoord, tekst)
        Akkoordlink.objects.filter(pk=link.pk).update(gebruikt_op=timezone.now(), antwoord=antwoord)
        if tekst:
            _remark(link, tekst)
        _decide(link, antwoord, tekst)
        _log(antwoord, link)
    link.refresh_from_db()
    return link


def _refuse(link: Akkoordlink, antwoord: str, tekst: str) -> None:
    """Raises Geweigerd."""
    bijdrage = link.bijdrage
    code = melding = ""
    if antwoord not in (AKKOORD, NIET_AKKOORD):
        code, melding = "geen-antwoord", "Kies akkoord of niet akkoord."
    elif not still_stands(link):
        code = "intussen-gewijzigd"
        melding = "De tekst is gewijzigd sinds deze link is gemaakt. Vraag om een nieuwe link."
    elif antwoord == NIET_AKKOORD and not tekst:
        code, melding = "reden-nodig", "Schrijf erbij waarom u niet akkoord bent."
    elif antwoord == AKKOORD and link.rol:
        done = stappen.steps_of(bijdrage)
        if Rol(link.rol) not in stappen.next_approvers(bijdrage, done):
            code = "niet-aan-de-beurt"
            melding = "Iemand anders moet nog eerst akkoord geven. Probeer het later met deze link."
        elif stappen.objection(done) is not None:
            code = "bezwaar"
            melding = "De schrijver maakt bezwaar tegen een wijziging. Probeer het later nog eens."
    if code:
        raise Geweigerd(blokkeert(code, melding))


def _decide(link: Akkoordlink, antwoord: str, tekst: str) -> None:
    """What follows from it: of a step of approval the next state, of a partner a line."""
    bijdrage = link.bijdrage
    if not link.rol:
        _step(link, f"{antwoord} van een partner", tekst)
    elif antwoord == NIET_AKKOORD:
        _step(link, "terugsturen", tekst)
        _set_staat(bijdrage, Bijdragestaat.TERUGGESTUURD)
    else:
        _step(link, stappen.AKKOORD, "")
        given = stappen.approvals(bijdrage, stappen.steps_of(bijdrage))
        if len(given) == len(stappen.approval_steps()):
            _step(link, "goedkeuren", "")
            _set_staat(bijdrage, Bijdragestaat.GOEDGEKEURD)


def _step(link: Akkoordlink, naam: str, reden: str) -> None:
    stap = Stap.objects.create(
        soort=stappen.SOORT,
        record=link.bijdrage_id,
        stap=naam,
        versie=link.versie,
        reden=reden,
        functie=link.functie,
        wie=link.naam,
        inhoud=link.inhoud,
    )
    tell_step(link.bijdrage, stap)


def _set_staat(bijdrage: Bijdrage, staat: Bijdragestaat) -> None:
    Bijdrage.objects.filter(pk=bijdrage.pk).update(staat=staat)


def _remark(link: Akkoordlink, tekst: str) -> None:
    made = Opmerking.objects.create(
        tekst=tekst, wie=f"{link.naam} ({link.functie})", op=timezone.now()
    )
    Anker.objects.create(opmerking=made, soort=stappen.SOORT, record=link.bijdrage_id)


def _log(antwoord: str, link: Akkoordlink) -> None:
    Logregel.objects.create(
        wie=link.naam,
        verb=f"{antwoord} via link",
        soort="bijdrage",
        sleutel=str(link.bijdrage_id),
        label=str(link.bijdrage)[:300],
        details={"versie": link.versie, "link": link.pk, "rol": link.rol},
    )


def _lock(pk: int) -> Bijdrage:
    found: Bijdrage = (
        Bijdrage.objects.select_for_update(of=("self",)).select_related("ronde", "thema").get(pk=pk)
    )
    return found


def _is_open(bijdrage: Bijdrage) -> bool:
    return (
        bijdrage.staat == Bijdragestaat.INGEDIEND.value
        and bijdrage.ronde.staat == Rondestaat.OPEN.value
    )


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
