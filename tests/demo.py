"""The demo for tests with commits: made once in each test process, and put back from a copy of its
rows for every test after that."""

import tempfile
from functools import cache
from pathlib import Path

from django.db import connection, transaction

from rapportage.models import Brief
from veiligheid.demo import laden

_SLUG = "veiligheidsbrief-2025"
# What Django makes anew after every test, under other keys.
_NIET = {"django_migrations", "django_content_type", "auth_permission"}
# Whether this process has a copy already.
_gehouden: list[bool] = []


def load() -> Brief:
    """As `laden.load()`: the letter of 2025, not yet published."""
    if connection.in_atomic_block:
        return laden.load()
    if not _gehouden:
        brief = laden.load()
        _keep()
        return brief
    _put_back()
    return Brief.objects.get(slug=_SLUG)


def _tables() -> list[str]:
    return sorted(set(connection.introspection.table_names()) - _NIET)


def _keep() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("VACUUM INTO %s", [str(_file())])
        else:
            cursor.execute("CREATE SCHEMA bewaard")
            for table in _tables():
                cursor.execute(f'CREATE TABLE bewaard."{table}" AS TABLE public."{table}"')
            cursor.execute(
                "CREATE TABLE bewaard.reeksen AS SELECT sequencename AS naam, last_value AS stand "
                "FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL"
            )
    _gehouden.append(True)


def _put_back() -> None:
    """Foreign keys are looked at when all of it is there; a row that is there already stays."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("ATTACH %s AS bewaard", [str(_file())])
            with transaction.atomic():
                for table in _tables():
                    cursor.execute(
                        f'INSERT OR IGNORE INTO main."{table}" SELECT * FROM bewaard."{table}"'
                    )
            cursor.execute("DETACH bewaard")
            return
        with transaction.atomic():
            for table in _tables():
                cursor.execute(
                    f'INSERT INTO public."{table}" SELECT * FROM bewaard."{table}" '
                    "ON CONFLICT DO NOTHING"
                )
            # Never back: keys that a test gave away are not given again.
            cursor.execute(
                "SELECT setval(format('public.%I', naam)::regclass, greatest(stand, "
                "coalesce(pg_sequence_last_value(format('public.%I', naam)::regclass), 1))) "
                "FROM bewaard.reeksen"
            )


@cache
def _file() -> Path:
    return Path(tempfile.mkdtemp(prefix="veiligheidsbrief-demo-")) / "demo.sqlite3"
