"""A database of its own for a benchmark, filled by the demo."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg.sql import SQL, Identifier


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
