"""The supervisor: keeps the processes that do taken alive, and sees to the rest.

Any number of supervisors may run, on one machine or on many; none knows of the others. Whatever
happens to it, its processes end with it.
"""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from threading import Event
from types import FrameType

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections

from veiligheid.core.levenslijn import Kindproces
from veiligheid.core.taken import herstel
from veiligheid.core.taken.soorten import rondes

_PROCES = "veiligheid.core.taken.werkproces"
_RONDE = 1.0
_OPRUIMEN = 60.0
# A process that ends sooner than this, ends again: the next waits, longer each time.
_TE_KORT = 5.0
_WACHT_HOOGSTENS = 5.0
# A taak that is being done when we are told to stop gets this long to finish.
_UITLOOP = 80.0

_log = logging.getLogger(__name__)


class Plek:
    """A place in which a process works; when it ends, another takes it."""

    def __init__(self) -> None:
        self.kind: Kindproces | None = None
        self._begonnen = 0.0
        self._te_kort = 0
        self._niet_voor = 0.0

    def see_to(self) -> None:
        """Have somebody work here."""
        now = time.monotonic()
        if self.kind is not None:
            code = self.kind.process.poll()
            if code is None:
                return
            self.kind.let_go()
            self.kind = None
            self._te_kort = self._te_kort + 1 if now - self._begonnen < _TE_KORT else 0
            wait = min(0.25 * 2**self._te_kort, _WACHT_HOOGSTENS) if self._te_kort else 0.0
            self._niet_voor = now + wait
            if code:
                _log.warning("a worker process ended with %d; another in %.1f s", code, wait)
        if now >= self._niet_voor:
            self._begonnen = now
            command = [sys.executable, "-m", _PROCES]
            self.kind = Kindproces(command, cwd=settings.BASE_DIR, start_new_session=True)

    def tell(self, wat: signal.Signals) -> None:
        if self.kind is not None and self.kind.process.poll() is None:
            self.kind.process.send_signal(wat)

    def wait(self, until: float) -> None:
        """Wait for whoever works here to end, and after that moment end it."""
        if self.kind is None:
            return
        try:
            self.kind.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.kind.process.kill()
            self.kind.process.wait()
        self.kind.let_go()


class Werker:
    """`run` works until it is told to stop."""

    def __init__(self, processen: int) -> None:
        self._plekken = [Plek() for _ in range(processen)]
        self._stop = Event()

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        self._stop.set()

    def run(self) -> None:
        for wat in (signal.SIGTERM, signal.SIGINT):
            signal.signal(wat, self.stop)
        _log.info("worker %d: %d processes", os.getpid(), len(self._plekken))
        tidied = float("-inf")
        while not self._stop.is_set():
            for plek in self._plekken:
                plek.see_to()
            _attempt(herstel.revive)
            for duty in rondes():
                _attempt(duty)
            if time.monotonic() >= tidied + _OPRUIMEN:
                tidied = time.monotonic()
                _attempt(herstel.prune)
                _attempt(herstel.ask_nachtwerk)
            self._stop.wait(_RONDE)
        self._end()

    def _end(self) -> None:
        for plek in self._plekken:
            plek.tell(signal.SIGTERM)
        until = time.monotonic() + _UITLOOP
        for plek in self._plekken:
            plek.wait(until)
        # What they did not finish waits for the next, and not first for silence.
        _attempt(herstel.revive)


def _attempt(duty: Callable[[], object]) -> None:
    """A database that is away, or not migrated yet, is asked again at the next round."""
    try:
        duty()
    except (DatabaseError, InterfaceError) as error:
        _log.warning("worker: %s: %s", getattr(duty, "__name__", duty), str(error).strip())
        connections.close_all()
