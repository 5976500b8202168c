"""Sending what waits, each message once.

A process claims a message before it sends it and notes it right after the server took it. A
process that dies between those two leaves a message of which nobody can know whether the server
took it: SMTP has no way to ask. It is sent again, under the same Message-ID, by which mail servers
and programs that look at that show it once. Lost would be worse.
"""

import logging
import smtplib
from datetime import datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import F, Q
from django.utils import timezone

from veiligheid.core.mail.models import (
    BEWAAR,
    BEZIG_HOOGSTENS,
    VERTROUWELIJK,
    VERVALT,
    Bericht,
)
from veiligheid.core.mail.vragen import MAIL
from veiligheid.core.taken.plaats import here, is_dead, my_name
from veiligheid.core.taken.soorten import Soort, register, register_ronde
from veiligheid.core.taken.uitvoeren import Werk
from veiligheid.core.taken.vragen import ask
from veiligheid.core.taken.workflow import Uitkomst
from veiligheid.core.zinnen import counted

# A server that can't be reached is tried again so soon; an address that is refused ever later.
_SERVER_WEG = timedelta(seconds=15)
_EERST = timedelta(minutes=1)
_HOOGSTENS = timedelta(hours=4)
_VERZONDEN = "De tekst is na het verzenden weggegooid: er stond een link in om binnen te komen."
_GEDULD = 30  # seconds that the server gets to answer

_log = logging.getLogger(__name__)


def send_all(werk: Werk) -> Uitkomst:
    """Send what is due. One address that fails holds up nobody; a server that is away ends it."""
    connection = get_connection(timeout=_GEDULD)
    sent = 0
    try:
        connection.open()
        while (bericht := _claim()) is not None:
            sent += _send(bericht, connection)
            if sent % 20 == 1:
                werk.klop()
    except (OSError, smtplib.SMTPException) as error:
        # Also what breaks off half-way: what was claimed goes back, and all wait for the server.
        _log.warning("mail: the server is away: %s", error)
        later = timezone.now() + _SERVER_WEG
        mine = Bericht.objects.unsent().filter(Q(bezig=my_name()) | Q(bezig=""))
        mine.filter(niet_voor__lt=later).update(
            bezig="", niet_voor=later, fout=f"Mailserver: {error}"[:500]
        )
    finally:
        _close(connection)
    return Uitkomst((f"{counted(sent, 'bericht', 'berichten')} verzonden.",))


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        _log.info("mail: closing: %s", error)


def _claim() -> Bericht | None:
    """The next message, which from now on is ours."""
    now = timezone.now()
    for bericht in Bericht.objects.due(now).filter(bezig="")[:10]:
        mine = Bericht.objects.unsent().filter(pk=bericht.pk, bezig="")
        if mine.update(bezig=my_name(), bezig_op=now, pogingen=F("pogingen") + 1):
            bericht.refresh_from_db()
            return bericht
    return None


def _send(bericht: Bericht, connection: BaseEmailBackend) -> int:
    """Send one and note it. Raises what says that the server is away."""
    mine = Bericht.objects.filter(pk=bericht.pk)
    try:
        as_message(bericht, connection).send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as no:
        # About this message, and not about the server.
        wait = min(_EERST * 2 ** min(bericht.pogingen, 12), _HOOGSTENS)
        mine.update(bezig="", niet_voor=timezone.now() + wait, fout=str(no)[:500])
        _log.warning("mail: message %d was refused", bericht.pk)
        return 0
    mine.update(verzonden_op=timezone.now(), bezig="", fout="")
    # A key to the door is in no copy of the database once it is delivered.
    mine.filter(soort__in=VERTROUWELIJK).update(tekst=_VERZONDEN, html="")
    return 1


def as_message(bericht: Bericht, connection: BaseEmailBackend) -> EmailMultiAlternatives:
    """As it goes out: plain text with a formatted part, and always the same Message-ID."""
    afzender = settings.DEFAULT_FROM_EMAIL
    name = sha256(bericht.sleutel.encode()).hexdigest()[:40]
    domain = afzender.rpartition("@")[2].strip("> ") or "localhost"
    message = EmailMultiAlternatives(
        bericht.onderwerp,
        bericht.tekst,
        afzender,
        [bericht.aan],
        connection=connection,
        headers={
            "Message-ID": f"<{name}@{domain}>",
            "Date": format_datetime(bericht.gevraagd_op),
            # No out-of-office answers.
            "Auto-Submitted": "auto-generated",
            **_ending(bericht),
        },
    )
    message.attach_alternative(bericht.html, "text/html")
    return message


def _ending(bericht: Bericht) -> dict[str, str]:
    """How a mail program ends messages like this one with a button of its own."""
    if not bericht.afmelden:
        return {}
    return {
        "List-Unsubscribe": f"<{bericht.afmelden}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def see_to_mail() -> None:
    """What the supervisor does each round: take back what a dead process had, give up what is too
    old, and have sent what is due."""
    now = timezone.now()
    busy = Bericht.objects.unsent().exclude(bezig="")
    dead = {naam for naam in busy.values_list("bezig", flat=True) if is_dead(naam)}
    gone = Q(bezig__in=dead) | Q(bezig_op__lt=now - BEZIG_HOOGSTENS)
    if taken_back := busy.filter(gone).update(bezig=""):
        _log.warning("mail: %d were being sent by a process that died (%s)", taken_back, here())
    _give_up(now)
    if settings.EMAIL_URL and Bericht.objects.due(now).filter(bezig="").exists():
        ask(MAIL, MAIL, None)


def _give_up(now: datetime) -> None:
    Bericht.objects.unsent().filter(gevraagd_op__lt=now - VERVALT).update(opgegeven_op=now)
    Bericht.objects.filter(gevraagd_op__lt=now - BEWAAR).delete()


register(Soort(MAIL, send_all, lambda taak: "Mail verzenden", voorrang=10))
register_ronde(see_to_mail)
