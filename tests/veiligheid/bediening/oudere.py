"""A database of its own, the version before this one, and what stands in a database."""

import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from sqlite3 import connect as open_sqlite
from typing import Any
from urllib.parse import urlsplit

import psycopg
from django.db import connection
from psycopg import sql

from tests.veiligheid.bediening.proces import ROOT, omgeving

_VERSION = re.compile(r"^## \[([\d.]+)\] - [\d-]+ \(commit `([0-9a-f]{40})`\)$", re.M)


def version_before() -> tuple[str, str]:
    """The newest version that CHANGELOG names with its commit: its name and that commit."""
    found = _VERSION.search((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert found, "CHANGELOG.md names no version with its commit"
    return found[1], found[2]


def unpack(commit: str, folder: Path) -> Path:
    """The code of that commit in this folder, with the files that `make` cuts for it."""
    made = subprocess.run(
        ["git", "archive", commit], cwd=ROOT, capture_output=True, check=False, timeout=60
    )
    assert made.returncode == 0, f"no commit {commit} here: git fetch --unshallow\n{made.stderr!r}"
    with tarfile.open(fileobj=BytesIO(made.stdout)) as archive:
        archive.extractall(folder, filter="data")
    for module in ("veiligheid.core.fonts", "monitoring.charts.bundel"):
        run(folder, "-m", module)
    return folder


def run(folder: Path, *arguments: str, **eigen: str) -> str:
    """Python with these arguments in that code: what it printed, errors included."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env=omgeving(DJANGO_DEBUG="1", DJANGO_SETTINGS_MODULE="veiligheid.settings", **eigen),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=3600,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout


@dataclass(frozen=True)
class Database:
    """An empty one, on the kind of server that the tests run on."""

    url: str

    @contextmanager
    def open(self) -> Iterator[Any]:
        """A connection past Django."""
        path = self.url.removeprefix("sqlite:///")
        with closing(open_sqlite(path) if path != self.url else psycopg.connect(self.url)) as link:
            yield link

    def query(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a statement."""
        with self.open() as link:
            return list(link.execute(statement).fetchall())

    def tables(self) -> list[str]:
        """All tables but Django's list of migrations."""
        rows = self.query(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            if self.url.startswith("sqlite")
            else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
        )
        return sorted(name for (name,) in rows if name != "django_migrations")

    def sums(self) -> dict[str, tuple[int, str]]:
        """Of every table the number of rows and a checksum over all of them."""
        found = {}
        for table in self.tables():
            rows = sorted(repr(row) for row in self.query(f'SELECT * FROM "{table}"'))
            found[table] = (len(rows), sha256("\n".join(rows).encode()).hexdigest())
        return found

    def applied(self) -> list[tuple[Any, ...]]:
        """The migrations that were."""
        return self.query("SELECT app, name FROM django_migrations ORDER BY app, name")


@contextmanager
def database(name: str, folder: Path) -> Iterator[Database]:
    """A new and empty database, gone afterwards."""
    if connection.vendor == "sqlite":
        yield Database(f"sqlite:///{folder / name}.sqlite3")
        return
    settings = connection.settings_dict
    who = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    own = f"{name}_{sha256(str(folder).encode()).hexdigest()[:10]}"
    with psycopg.connect(f"postgres://{who}/postgres", autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(own)))
        try:
            yield Database(f"postgres://{who}/{own}")
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(own)))


def pg_environment(url: str) -> dict[str, str]:
    """How PostgreSQL's own commands find this server."""
    parts = urlsplit(url)
    found = {"PGHOST": parts.hostname, "PGPORT": str(parts.port or 5432), "PGUSER": parts.username}
    return {k: v for k, v in {**found, "PGPASSWORD": parts.password}.items() if v}
