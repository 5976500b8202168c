"""A lifeline: a process that must not outlive the one that started it.

The parent holds one end of a pipe; the child waits at the other. However the parent ends, the
system closes its end, and the child hears that. No signal is needed and no particular system.
"""

import os
import subprocess
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_NAAM = "LEVENSLIJN"


class Kindproces:
    """A child process on a lifeline. Threads may be started in it only after `hold_on`."""

    def __init__(
        self, command: Sequence[str], *, env: Mapping[str, str] | None = None, **popen: Any
    ) -> None:
        there, self._here = os.pipe()
        try:
            self.process: subprocess.Popen[bytes] = subprocess.Popen(  # noqa: S603
                list(command),
                env={**(os.environ if env is None else env), _NAAM: str(there)},
                pass_fds=(there,),
                **popen,
            )
        except BaseException:
            self.let_go()
            raise
        finally:
            os.close(there)

    def let_go(self) -> None:
        """Cut the line: a child that still lives ends itself."""
        here, self._here = self._here, -1
        if here >= 0:
            os.close(here)


def hold_on(last: Callable[[], object] = lambda: None) -> None:
    """In the child: end this process as soon as its parent is gone, after a last act that may fail.
    Nothing happens in a process that was started by hand."""
    line = os.environ.pop(_NAAM, "")
    if not line:
        return

    def wait() -> None:
        try:
            os.read(int(line), 1)
            last()
        finally:
            os._exit(1)

    threading.Thread(target=wait, name="levenslijn", daemon=True).start()
