"""Going back to an earlier version of the database is refused before anything is undone.

Django undoes migrations one by one and stops at the first that fails: then the database is of no
version at all. So what may not be undone is looked for in the whole plan, when nothing happened
yet: a migration that says itself what stands in its way (`hindernis`), and one that would drop a
table of what may only grow while something is in it.
"""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import CommandError
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import CreateModel, Migration
from django.db.models.signals import pre_migrate
from django.dispatch import receiver

from veiligheid.core import triggers


def _hindernissen(connection: BaseDatabaseWrapper, undone: list[Migration]) -> Iterator[str]:
    existing = set(connection.introspection.table_names())
    for migration in undone:
        asked = getattr(migration, "hindernis", None)
        if asked is not None and (sentence := asked(connection)):
            yield f"{migration}: {sentence}"
        made = {
            f"{migration.app_label}_{operation.name_lower}"
            for operation in migration.operations
            if isinstance(operation, CreateModel)
        }
        for table in sorted(made & existing & set(triggers.tables())):
            with connection.cursor() as cursor:
                cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608  (a table of ours)
                if n := cursor.fetchone()[0]:
                    yield f"{migration}: de tabel {table} met {n} rijen zou verdwijnen."


@receiver(pre_migrate)
def _before_migrate(
    sender: Any,
    using: str = DEFAULT_DB_ALIAS,
    plan: "list[tuple[Migration, bool]] | None" = None,
    **kwargs: Any,
) -> None:
    if sender.label != "core":  # the signal comes once for each app, always with the whole plan
        return
    undone = [migration for migration, backwards in plan or [] if backwards]
    if found := list(_hindernissen(connections[using], undone)):
        raise CommandError(
            "Terugdraaien kan niet; er is niets veranderd.\n"
            + "\n".join(found)
            + "\nTerug naar een eerdere versie gaat met de back-up van vóór het bijwerken: zie "
            "docs/howto/bijwerken.md."
        )
