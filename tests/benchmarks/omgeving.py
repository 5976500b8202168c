"""A database of its own for a benchmark, filled by the demo, and what is measured in it."""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier

# Static files by their own names: nobody collected any here.
PLAIN = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    server = os.environ.get("BENCH_DATABASE_URL", "")
    if not server:
        yield f"sqlite:///{folder / 'db.sqlite3'}"
        return
    naam = f"bench_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(naam)))
        try:
            yield urlsplit(server)._replace(path=f"/{naam}").geturl()
        finally:
            connection.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(naam)))


@contextmanager
def own_database(*, demo: bool) -> Iterator[Path]:
    """DATABASE_URL points to a new SQLite file, or to a new database on the PostgreSQL that
    BENCH_DATABASE_URL names; with `demo` its letter of 2025 is published. Gives a folder that goes
    afterwards."""
    with tempfile.TemporaryDirectory() as name, _database(Path(name)) as url:
        folder = Path(name)
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "veiligheid.settings"
        os.environ["DJANGO_DEBUG"] = "1"
        command = ["demo", "--geen-server"] if demo else ["migrate", "-v0"]
        subprocess.run(
            [sys.executable, "manage.py", *command], check=True, stdout=subprocess.DEVNULL
        )
        # What is measured runs as in production.
        os.environ["DJANGO_DEBUG"] = "0"
        os.environ["DJANGO_SECRET_KEY"] = "only-for-measuring"
        os.environ["ALLOWED_HOSTS"] = "127.0.0.1"
        os.environ["TRUSTED_PROXY"] = "1"
        yield folder


def count_queries(run: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        run()
    return len(captured)


def cpu_seconds(run: Any) -> float:
    gc.collect()
    start = time.process_time()
    run()
    return time.process_time() - start
