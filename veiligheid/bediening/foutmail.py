"""Errors by mail to ADMINS: what, where and since when, once per kind an hour.

Never the request's fields nor the variables of a traceback, as Django's own mail has them: those
are the texts of a draft. Which kinds were mailed is kept in files in the temporary folder, that all
processes of one machine share and that work when the database is what went wrong. Several
containers mail each for themselves.
"""

import json
import logging
import os
import tempfile
import time
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.core.mail import mail_admins

from veiligheid.bediening.logregels import JsonRegels, describe

ELKE = 3600
# So many kinds in an hour are one disaster; the log has them all.
_MOST_KINDS = 200


class FoutMail(logging.Handler):
    """Mails a record of ERROR or worse to ADMINS; without ADMINS it does nothing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.setFormatter(JsonRegels())

    def emit(self, record: logging.LogRecord) -> None:
        """As logging calls it. That mail can't be sent is no reason to fail what goes on."""
        if not settings.ADMINS:
            return
        try:
            kind = _kind(record)
            if _first_this_hour(kind):
                line = json.dumps(json.loads(self.format(record)), indent=2, ensure_ascii=False)
                mail_admins(f"{settings.GEMEENTE_NAAM}: {kind}"[:180], _BODY.format(regel=line))
        except Exception:
            self.handleError(record)


_BODY = (
    "Er ging iets mis in de portal van de veiligheidsbrief. Dit is de regel uit het log:\n\n"
    "{regel}\n\n"
    "Zoek in het log op het nummer bij “verzoek” voor wat er omheen gebeurde. Over deze soort fout "
    "komt het komende uur geen bericht meer, ook niet als hij vaker voorkomt.\n"
)


def _kind(record: logging.LogRecord) -> str:
    """What makes two errors the same: what it is and where it came from."""
    error = record.exc_info[1] if record.exc_info else None
    if error is None:
        return f"{record.name}: {record.msg}"
    found = describe(error)
    own = [p for p in found["plaats"] if "/" in p and not p.startswith("django/")]
    return f"{found['soort']} in {(own or found['plaats'] or ['?'])[-1]}"


def _first_this_hour(kind: str) -> bool:
    folder = Path(tempfile.gettempdir()) / f"veiligheidsbrief-fouten-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    now = time.time()
    for old in folder.iterdir():
        if old.stat().st_mtime < now - ELKE:
            old.unlink(missing_ok=True)
    if sum(1 for _ in folder.iterdir()) >= _MOST_KINDS:
        return False
    try:
        # Of all processes that see it at once, one makes the file.
        with (folder / sha256(kind.encode()).hexdigest()[:32]).open("x"):
            return True
    except FileExistsError:
        return False
