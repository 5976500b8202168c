"""Append-only tables, held by the database itself.

A trigger on each such table refuses UPDATE and DELETE, and on PostgreSQL TRUNCATE, that SQLite
does not have. SQLite silently drops triggers when a migration rebuilds a table, so they are put
back after every migrate, and a system check (`core.E002`) says so when one is missing or does not
fire. On PostgreSQL the owner of a table can drop a trigger or disable it: give the application a
role of its own in production (docs/howto/installeren.md).
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from veiligheid.core.models import AlleenToevoegenModel

MELDING = "wat hier staat verandert nooit meer"


# What it is called is what it refuses.
_VERBS = {"postgresql": ("update", "delete", "truncate")}
_EACH_ROW = ("update", "delete")


def verbs(vendor: str) -> tuple[str, ...]:
    """What the triggers of this kind of database refuse."""
    return _VERBS.get(vendor, _EACH_ROW)


def tables() -> list[str]:
    """The append-only tables of all installed apps."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, AlleenToevoegenModel)
    )


def install(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on every append-only table that exists. Idempotent."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION alleen_toevoegen() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '%: {MELDING}', TG_TABLE_NAME; END $$"
            )
        for table in tables():
            if table in existing:
                for statement in _statements(connection.vendor, table):
                    cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: only for tests that flush a database."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in tables():
            if table in existing:
                for verb in verbs(connection.vendor):
                    on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_{verb}"{on}')


# Those that fire for everybody (O, A), on the table they are named after, with our function.
_FIRING = """
SELECT t.tgname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A')
AND pg_table_is_visible(c.oid) AND starts_with(t.tgname, c.relname || '_')
AND p.proname = 'alleen_toevoegen' AND position('RAISE EXCEPTION' IN p.prosrc) > 0
"""
_NAMES = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """The append-only tables that stand without a trigger, or with one that does not fire."""
    existing = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(_FIRING if connection.vendor == "postgresql" else _NAMES)
        there = {row[0] for row in cursor.fetchall()}
    needed = verbs(connection.vendor)
    return [t for t in tables() if t in existing and not {f"{t}_{v}" for v in needed} <= there]


def _statements(vendor: str, table: str) -> Iterator[str]:
    for verb in verbs(vendor):
        if vendor == "postgresql":
            each = "ROW" if verb in _EACH_ROW else "STATEMENT"
            # Replacing one that was disabled enables it.
            yield (
                f'CREATE OR REPLACE TRIGGER "{table}_{verb}" BEFORE {verb.upper()} ON "{table}" '
                f"FOR EACH {each} EXECUTE FUNCTION alleen_toevoegen()"
            )
        else:
            yield (
                f'CREATE TRIGGER IF NOT EXISTS "{table}_{verb}" BEFORE {verb.upper()} '
                f"ON \"{table}\" BEGIN SELECT RAISE(ABORT, '{table}: {MELDING}'); END"
            )


@receiver(post_migrate)
def _after_migrate(using: str = DEFAULT_DB_ALIAS, **kwargs: Any) -> None:
    install(connections[using])
