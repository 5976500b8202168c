"""``python -m veiligheid.core.taken.werkproces``: does taken until it is told to stop.

The loop is that of django-tasks' own worker. Started and watched by `werker`.
"""

import os
import resource
import sys
import threading
from pathlib import Path
from typing import Any

import django

from veiligheid.core import levenslijn

_RUST = 0.5
_NA_ZOVEEL = 200  # taken a process begins anew, with its memory


def main() -> None:
    """Work until stopped, or until this process is used up."""
    levenslijn.hold_on()
    os.nice(5)  # who reads or writes goes first
    django.setup()

    from django.conf import settings
    from django_tasks_db.management.commands.db_worker import Worker
    from django_tasks_db.models import DBTaskResult

    from veiligheid.core.taken.plaats import my_name

    class Werkende(Worker):
        """Stops between two taken when it has grown too large."""

        def run_task(self, db_task_result: DBTaskResult[Any, Any]) -> None:
            super().run_task(db_task_result)
            if memory_mb() > settings.WERKER_GEHEUGEN_MB:
                self.running = False

    naam = my_name()
    threading.Thread(target=_be_heard, args=(naam,), name="gehoord", daemon=True).start()
    worker = Werkende(
        queue_names=["*"],
        interval=_RUST,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=_NA_ZOVEEL,
        worker_id=naam[-64:],
        excluded_queue_names=[],
    )
    worker.configure_signals()
    worker.run()


def _be_heard(naam: str) -> None:
    """Note that this process lives."""
    from django.utils import timezone

    from veiligheid.core.hartslag import hartslag
    from veiligheid.core.taken.models import Werkproces
    from veiligheid.core.taken.workflow import KLOP

    def klop() -> None:
        Werkproces.objects.update_or_create(naam=naam, defaults={"gehoord_op": timezone.now()})

    with hartslag(klop, KLOP.total_seconds(), meteen=True):
        threading.Event().wait()


def memory_mb() -> int:
    """What this process holds in memory now; where the system does not tell, the most it held."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return int(most // (1 << 20 if sys.platform == "darwin" else 1 << 10))
    return pages * os.sysconf("SC_PAGE_SIZE") // (1 << 20)


if __name__ == "__main__":
    main()
