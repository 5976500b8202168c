"""The queue in tests: what is asked for waits until the test lets a worker work."""

from typing import Any

import pytest
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

# As in production; other tests have everything done at once.
WACHTRIJ = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}


def werk_af() -> None:
    """A worker does all that waits, in this process and on this test's connection."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    while (row := DBTaskResult.objects.ready().first()) is not None:
        row.claim(worker.worker_id)
        worker.run_task(row)


@pytest.fixture
def wachtrij(settings: Any) -> None:
    """What is asked for waits, as it does in production."""
    settings.TASKS = WACHTRIJ
