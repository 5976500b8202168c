"""The worker of a machine that has no worker of its own: started and watched by the web server.

Of the web processes that share a machine and a database, one holds a lock and sees to it; when
that one ends, however it ends, another takes over within a second.
"""

import logging
import os
import sys
import time
from hashlib import sha256
from pathlib import Path
from threading import Thread

from django.conf import settings
from django.db import connection

from veiligheid.core.gedeeld import shared_folder, try_lock
from veiligheid.core.levenslijn import Kindproces

_WACHT = 1.0

_log = logging.getLogger(__name__)


def begin() -> None:
    """Take part in seeing to the worker, in a thread that ends with this process."""
    Thread(target=_take_part, name="werker", daemon=True).start()


def _take_part() -> None:
    while True:
        try:
            lock = try_lock(_lock_path())
        except OSError as error:
            _log.error("no worker: %s", error)
            lock = None
        if lock is not None:
            try:
                _see_to_worker()
            finally:
                os.close(lock)
        time.sleep(_WACHT)


def _see_to_worker() -> None:
    """One worker, for as long as it lives."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "werker"]
    # A session of its own: a key pressed in the terminal is for the server, which then ends it.
    kind = Kindproces(command, cwd=settings.BASE_DIR, start_new_session=True)
    try:
        _log.warning("the worker ended with %d", kind.process.wait())
    finally:
        kind.let_go()


def _lock_path() -> Path:
    """One lock for each database."""
    wie = connection.settings_dict
    which = "|".join(str(wie[k]) for k in ("ENGINE", "HOST", "PORT", "NAME"))
    return shared_folder() / f"werker-{sha256(which.encode()).hexdigest()[:16]}.lock"
